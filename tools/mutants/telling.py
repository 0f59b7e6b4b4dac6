"""What is told of a group's mutants: a table by what was done, then each that no test noticed."""

import argparse
import tomllib
from collections import Counter
from typing import Any

from tools.mutants.groups import CHECKOUT

NOT_REACHED = "not reached"
EQUIVALENTS = CHECKOUT / "tools" / "mutants" / "equivalents.toml"


def read_equivalents() -> dict[tuple[str, str, str, str, str], str]:
    """Return why a mutant can change nothing that anybody could see, by module, function, kind, before and after."""
    listed = tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8"))["equivalent"]
    return {
        (entry["module"], entry["function"], entry["kind"], entry["before"], entry["after"]): entry["reason"]
        for entry in listed
    }


def tell(
    name: str,
    outcomes: dict[str, dict[str, Any]],
    equivalents: dict[tuple[str, str, str, str, str], str],
    wanted: argparse.Namespace,
) -> str:
    """Return the table, and every survivor with its place."""
    counted: dict[str, Counter[str]] = {}
    open_ones = []
    for entry in outcomes.values():
        key = tuple(entry[field] for field in ("module", "function", "kind", "before", "after"))
        is_equivalent = entry["outcome"] not in {"killed", "timed out"} and key in equivalents
        outcome = "equivalent" if is_equivalent else entry["outcome"]
        counted.setdefault(entry["kind"], Counter())[outcome] += 1
        if outcome in {"survived", NOT_REACHED}:
            later = f" ({entry['left_out']} tests left out for time)" if entry["left_out"] else ""
            place = f"{entry['module']}:{entry['line']} in {entry['function'] or 'the module'}"
            open_ones.append(
                f"{outcome.upper()} {place}, {entry['kind']}{later}:\n"
                f"    {entry['before']}\n  → {entry['after']}"
            )
    heads = ("killed", "timed out", "survived", NOT_REACHED, "not tried", "equivalent")
    lines = [f"{'':18}" + "".join(f"{head:>13}" for head in heads)]
    for kind, counts in sorted(counted.items()):
        lines.append(f"{kind:18}" + "".join(f"{counts[head]:13}" for head in heads))
    total = sum(counted.values(), Counter())
    lines.append(f"{'all':18}" + "".join(f"{total[head]:13}" for head in heads))
    worth = sum(total.values()) - total["equivalent"] - total["not tried"]
    share = 100 * (total["killed"] + total["timed out"]) / max(1, worth)
    lines.append(
        f"{name}: {share:.1f} % of {worth} mutants that change something killed "
        f"({sum(total.values())} drawn with seed {wanted.seed}, {total['not tried']} of them not tried)"
    )
    return "\n".join([*sorted(open_ones), *lines])
