"""The files in a pack: exactly those that its papers name, within bounds, under names that lead nobody astray."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.meeting import Paper
from cpm_desktop.exchange.pack_files import is_plain_name, read_files, sizes_of
from cpm_desktop.exchange.pack_refusals import PackNotUnderstood, PackTooLarge

LARGEST_FILES, MOST_FILES = 20 * 1024 * 1024, 50  # as docs/packs.md tells people
LONGEST_FILE_NAME = 200


def paper(content: bytes, identifier: str = "p", /, **fields: object) -> Paper:
    said = {"file_name": "report.pdf", "file_hash": hashlib.sha256(content).hexdigest(), "size": len(content)}
    return Paper(id=identifier, **{**said, **fields})  # type: ignore[arg-type]  # by name


def together(*contents: bytes) -> bytes:
    return b"".join(sorted(set(contents), key=lambda each: hashlib.sha256(each).hexdigest()))


@given(st.lists(st.binary(min_size=1, max_size=60), max_size=6))
def test_files_are_told_apart_by_what_their_papers_say(contents: list[bytes]) -> None:
    papers = [paper(content, f"p{place}") for place, content in enumerate(contents)]
    found = read_files(papers, together(*contents))
    assert {each.content for each in found} == set(contents)
    assert all(each.hash == hashlib.sha256(each.content).hexdigest() for each in found)


@pytest.mark.parametrize("content", [b"", b"on", b"one", b"onetwx", b"onetwoo", b"tworone"])
def test_other_files_than_those_are_refused(content: bytes) -> None:
    papers = [paper(b"one", "1"), paper(b"two", "2")]
    assert len(read_files(papers, together(b"one", b"two"))) == 2
    with pytest.raises(PackNotUnderstood):  # a file of nothing is none
        read_files([paper(b"")], b"")
    with pytest.raises(PackNotUnderstood):
        read_files(papers, content)
    with pytest.raises(PackNotUnderstood):
        read_files([], b"one")


@pytest.mark.parametrize(
    "said",
    [
        {"file_hash": "x"},
        {"file_hash": "A" * 64},
        {"size": 0},
        {"size": -3},
        {"file_name": "../report.pdf"},
        {"file_name": "a\u202efdp.exe"},
        {"file_name": ""},
    ],
)
def test_what_can_be_no_file_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(PackNotUnderstood):
        read_files([paper(b"one", **said)], b"one")


def test_two_papers_may_have_one_file_and_must_agree_on_its_size() -> None:
    assert len(read_files([paper(b"one", "1"), paper(b"one", "2")], b"one")) == 1
    with pytest.raises(PackNotUnderstood):
        read_files([paper(b"one", "1"), paper(b"one", "2", size=4)], b"one")


def test_a_name_is_looked_at_where_there_is_no_file_too() -> None:
    assert sizes_of([Paper(id="p", title="A paper"), Paper(id="q", file_name="was.pdf")]) == {}
    with pytest.raises(PackNotUnderstood):
        sizes_of([Paper(id="p", file_name="/etc/passwd")])


def test_a_pack_holds_so_many_files_and_bytes_and_no_more() -> None:
    hashes = [hashlib.sha256(bytes([place])).hexdigest() for place in range(MOST_FILES + 1)]
    papers = [Paper(id=name, file_name="a.pdf", file_hash=name, size=1) for name in hashes]
    assert list(sizes_of(papers[:-1])) == sorted(hashes[:-1])
    with pytest.raises(PackTooLarge):
        sizes_of(papers)
    assert sizes_of([Paper(id="p", file_name="a.pdf", file_hash=hashes[0], size=LARGEST_FILES)])
    with pytest.raises(PackTooLarge):
        sizes_of([Paper(id="p", file_name="a.pdf", file_hash=hashes[0], size=LARGEST_FILES + 1)])


@pytest.mark.parametrize(
    "name", ["report.pdf", "Schulbericht Zoë (2).docx", "a.b.c.png", "-.jpg", "x" * 196 + ".pdf"]
)
def test_a_plain_name_is_taken(name: str) -> None:
    assert is_plain_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            ".",
            "..",
            ".pdf",
            " .pdf",
            "report",
            "report.",
            "report.PDF",
            "report.pdf ",
            "report.jpegs",
            "a/b.pdf",
        ),
        *(
            "..\\b.pdf",
            "C:b.pdf",
            "a\x00.pdf",
            "a\nb.pdf",
            "a\u202eb.pdf",
            "a\u200bb.pdf",
            "a*.pdf",
            "a?.pdf",
        ),
        *('a"b.pdf', "<b>.pdf", "a|b.pdf", "x" * (LONGEST_FILE_NAME - 3) + ".pdf"),
    ],
)
def test_a_name_that_leads_astray_is_not(name: str) -> None:
    assert not is_plain_name(name)
