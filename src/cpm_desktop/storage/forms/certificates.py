"""The files of certificates that an authority vouches by, out of the folder `certificates` of its forms folder."""

from collections.abc import Sequence
from pathlib import Path

FOLDER = "certificates"
_ENDINGS = frozenset({".pem", ".crt", ".cer", ".der"})
_LARGEST = 1024 * 1024  # bytes


def certificate_files(folders: Sequence[Path]) -> tuple[bytes, ...]:
    """Read the files of certificates of forms folders; one that cannot be read is passed over."""
    found = []
    for folder in folders:
        place = folder / FOLDER
        try:
            paths = sorted(path for path in place.iterdir() if path.suffix.lower() in _ENDINGS)
        except OSError:  # most folders have none
            continue
        found += [content for path in paths if (content := _content(path)) is not None]
    return tuple(found)


def _content(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except OSError:
        return None
