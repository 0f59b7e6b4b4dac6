"""The files in a pack: which they are, the papers in its signed text say; here they are told apart and compared.

They stand behind the text, one after the other in the order of their SHA-256, without names, lengths or anything else
to be read: what a paper says of its file (its SHA-256 and its size) is all there is to go by.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Final

from cpm_desktop.domain.meeting import Paper
from cpm_desktop.domain.packs import PackedFile
from cpm_desktop.exchange.pack_refusals import PackNotUnderstood, PackTooLarge

LARGEST_FILES: Final = 20 * 1024 * 1024  # bytes of all files of a pack
MOST_FILES: Final = 50
LONGEST_FILE_NAME: Final = 200
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_ENDING: Final = re.compile(r"[a-z]{3,4}")
_NO_NAME: Final = frozenset('/\\:*?"<>|')


def is_plain_name(name: str) -> bool:
    """Tell whether a file's name is one that nothing can be led astray by, with an ending; no path, no hidden letters.

    Nothing is ever written under it; it is shown, and its ending says what the file is.
    """
    stem, _, ending = name.rpartition(".")
    is_short = bool(stem.strip(". ")) and len(name) <= LONGEST_FILE_NAME
    return is_short and name.isprintable() and not _NO_NAME & set(name) and bool(_ENDING.fullmatch(ending))


def sizes_of(papers: Iterable[Paper]) -> dict[str, int]:
    """Return the size of each file of a meeting by its SHA-256, in the order in which they stand in a pack.

    Raises:
        PackNotUnderstood: a paper names a file that can be none.
        PackTooLarge: they are more, or larger together, than a pack holds.
    """
    sizes: dict[str, int] = {}
    for paper in papers:
        if (paper.file_hash or paper.file_name) and not is_plain_name(paper.file_name):
            raise PackNotUnderstood
        if not paper.file_hash:
            continue
        is_same_again = sizes.get(paper.file_hash, paper.size) == paper.size
        if not _HASH.fullmatch(paper.file_hash) or paper.size <= 0 or not is_same_again:
            raise PackNotUnderstood
        sizes[paper.file_hash] = paper.size
    if len(sizes) > MOST_FILES or sum(sizes.values()) > LARGEST_FILES:
        raise PackTooLarge
    return dict(sorted(sizes.items()))


def read_files(papers: Iterable[Paper], content: bytes) -> tuple[PackedFile, ...]:
    """Tell the files of a pack apart.

    Args:
        papers: of the meeting in it.
        content: what stands behind its text.

    Raises:
        PackNotUnderstood: they are not exactly those that the papers name.
        PackTooLarge: they are more, or larger together, than a pack holds.
    """
    sizes = sizes_of(papers)
    if sum(sizes.values()) != len(content):
        raise PackNotUnderstood
    files, start = [], 0
    for name, size in sizes.items():
        part = content[start : start + size]
        if hashlib.sha256(part).hexdigest() != name:
            raise PackNotUnderstood
        files.append(PackedFile(hash=name, content=part))
        start += size
    return tuple(files)
