"""Reading the forms folders once, while the passphrase is still being typed."""

import threading
from collections.abc import Sequence
from pathlib import Path

from cpm_desktop.domain.form_problems import FormsReport
from cpm_desktop.domain.forms import Procedure
from cpm_desktop.storage.forms.loading import load_procedure

_State = tuple[tuple[str, int, int], ...]


class FormsReader:
    """Reads the forms folders and keeps what it read as long as no file of them changes; for any thread."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Take the folders in the order in which they go before each other; nothing is read yet."""
        self._folders = tuple(folders)
        self._turn = threading.Lock()
        self._kept: tuple[_State, tuple[Procedure, FormsReport]] | None = None

    @property
    def has_read(self) -> bool:
        """Whether they were read before."""
        return self._kept is not None

    def read(self) -> tuple[Procedure, FormsReport]:
        """Return the procedure and what is wrong with the forms."""
        with self._turn:
            state = self._state()
            if self._kept is None or self._kept[0] != state:
                self._kept = state, load_procedure(self._folders)
            return self._kept[1]

    def _state(self) -> _State:
        found = []
        for folder in self._folders:
            try:
                files = sorted(folder.iterdir())
                stats = [(file, file.stat()) for file in files]
            except OSError:  # a folder that is not there, or a file that goes as it is looked at
                found.append((str(folder), -1, -1))
                continue
            found += [(str(file), stat.st_mtime_ns, stat.st_size) for file, stat in stats]
        return tuple(found)
