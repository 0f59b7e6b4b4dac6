"""Found by Python at its start where this folder is on its path: plants the mutant in processes that tests start."""

from tools.mutants.planting import plant

plant()
