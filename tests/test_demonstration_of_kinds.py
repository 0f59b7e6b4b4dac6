"""A meeting of every kind, held by the command line, and read back from the papers that it writes."""

import datetime as dt
import functools
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
from tools.make_paper_pictures import PAPERS, files_of

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.services.demo_papers import DemoFile
from cpm_desktop.services.demo_script import said_sentences
from cpm_desktop.services.demo_store import demo_scripts, scripts_of_kinds
from cpm_desktop.services.handing_over import verify_bytes
from tests.active_content import active_content, said_beside_the_pages
from tests.documents.rendering.test_grey_print import LEAST_RULE, LEAST_TEXT
from tests.grey_print import printed_pages
from tests.word_text import word_text

SCRIPTS = {demo_scripts()[0].prepare["form"]: demo_scripts()[0], **scripts_of_kinds()}
MEETINGS = sorted(name for name, script in SCRIPTS.items() if not script.waiver)
NOT_SENT = ("none", "undecided")


def expecting(*wanted: str) -> list[str]:
    """Return the kinds whose script expects something."""
    return [name for name, script in SCRIPTS.items() if all(key in script.expect for key in wanted)]


def flat(text: str) -> str:
    """Text without line breaks, as lines of a paper break anywhere, and with usual spaces."""
    return re.sub(r"\s+", " ", text.replace("\ufffe", "-").replace("\N{NON-BREAKING HYPHEN}", "-")).strip()


@dataclass(frozen=True)
class Shown:
    """What the demonstration wrote."""

    folder: Path
    files: tuple[DemoFile, ...]

    def of(self, kind: str, document: str = "", reader: str = "") -> list[DemoFile]:
        return [
            entry
            for entry in self.files
            if entry.path.startswith(f"{kind}/")
            and document in ("", entry.document)
            and reader in ("", entry.reader)
        ]

    def bytes_of(self, entry: DemoFile) -> bytes:
        return (self.folder / entry.path).read_bytes()

    def text_of(self, entry: DemoFile) -> str:
        if entry.path.endswith(".pdf"):
            return flat(" ".join(pages_of(self.folder / entry.path)))
        if entry.path.endswith(".docx"):
            return flat(word_text(self.bytes_of(entry)))
        return flat(self.bytes_of(entry).decode("utf-8"))

    def file_copies(self, kind: str) -> list[DemoFile]:
        """Return the file copies: the first child's, then those of brothers and sisters."""
        document = "waiver" if SCRIPTS[kind].waiver else "minutes"
        return self.of(kind, document, "file")

    def for_somebody(self, kind: str) -> Iterator[DemoFile]:
        """Yield everything that leaves the file."""
        yield from (
            entry for entry in self.of(kind) if entry.reader != "file" or entry.document == "case-note"
        )

    def copy_for(self, kind: str, recipient: str) -> str:
        (entry,) = [entry for entry in self.of(kind, "minutes") if entry.recipient == recipient]
        return self.text_of(entry)


def stands_on(said: str, pages: Iterable[str]) -> bool:
    """Tell whether words stand on a page, or go on from the end of one on the next."""
    texts = [flat(page) for page in pages]
    words = flat(said).split(" ")
    if any(" ".join(words) in text for text in texts):
        return True
    return any(
        " ".join(words[:count]) in text and " ".join(words[count:]) in following
        for text, following in itertools.pairwise(texts)
        for count in range(1, len(words))
    )


@functools.cache
def pages_of(path: Path) -> tuple[str, ...]:
    with pypdfium2.PdfDocument(path) as document:
        return tuple(page.get_textpage().get_text_range() for page in document)


def run_line(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cpm_desktop", *arguments], capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    # Whoever has written the demonstration of this very code a moment ago, as `.ci/run` has, need not wait for another.
    written = os.environ.get("DEMONSTRATION", "")
    folder = Path(written) if written else tmp_path_factory.mktemp("papers")
    if not written:
        made = run_line("demo", "--to", str(folder))
        assert made.returncode == 0, made.stderr
    listed = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert all(entry.pop("conformance") == [] for entry in listed)
    return Shown(folder, tuple(DemoFile(**entry) for entry in listed))


def test_one_run_writes_a_folder_for_every_form_and_for_the_waiver(shown: Shown) -> None:
    forms = {path.stem for path in forms_folder().glob("*.yaml")} - {"roles", "authority"}
    assert {path.name for path in shown.folder.iterdir()} == {*forms, "waiver", "index.json"}
    assert {entry.path for entry in shown.files} == {
        path.relative_to(shown.folder).as_posix() for path in shown.folder.glob("*/*")
    }
    for entry in shown.files:
        assert re.fullmatch(r"[a-z-]+/[A-Za-z0-9._-]+", entry.path)
        assert entry.signed is (entry.document in {"minutes", "addendum", "waiver"})
    for kind in MEETINGS:
        assert {entry.form for entry in shown.of(kind)} == {kind}


@pytest.mark.rule("record.whole-discussion")
@pytest.mark.parametrize("kind", MEETINGS)
def test_every_sentence_stands_in_a_file_copy_unchanged(shown: Shown, kind: str) -> None:
    copies = [pages_of(shown.folder / entry.path) for entry in shown.file_copies(kind)]
    assert len(copies) == 1 + len(SCRIPTS[kind].siblings)
    said = list(said_sentences(SCRIPTS[kind]))
    assert said
    assert not [words for words in said if not any(stands_on(words, pages) for pages in copies)]


@pytest.mark.rule("record.whole-discussion")
@pytest.mark.parametrize("kind", MEETINGS)
def test_every_answer_in_words_stands_in_a_file_copy(shown: Shown, kind: str) -> None:
    script = SCRIPTS[kind]
    copies = [pages_of(shown.folder / entry.path) for entry in shown.file_copies(kind)]
    answers = [*script.prepare.get("answers", ()), *script.close.get("answers", ())]
    answers += [row for event in script.live for row in event.get("answers", ())]
    values = [value for row in answers if isinstance(value := row["value"], str) and " " in value]
    assert not [value for value in values if not any(stands_on(value, pages) for pages in copies)]


@pytest.mark.parametrize("kind", expecting("file_copy_says"))
def test_the_file_copy_says_what_the_script_expects(shown: Shown, kind: str) -> None:
    text = shown.text_of(shown.file_copies(kind)[0])
    assert not [words for words in SCRIPTS[kind].expect["file_copy_says"] if words not in text]


@pytest.mark.parametrize("kind", expecting("agenda_says"))
def test_the_agenda_says_what_the_script_expects(shown: Shown, kind: str) -> None:
    (agenda,) = shown.of(kind, "agenda")
    text = shown.text_of(agenda)
    assert not [words for words in SCRIPTS[kind].expect["agenda_says"] if words not in text]


@pytest.mark.parametrize("kind", ["legal", "final-care-plan"])
def test_a_meeting_without_the_child_does_not_owe_how_the_child_took_part(shown: Shown, kind: str) -> None:
    for entry in shown.of(kind, "minutes"):
        assert "took part: none recorded" not in shown.text_of(entry)


@pytest.mark.rule("after.copy-for-each-reader")
@pytest.mark.parametrize("kind", expecting("only_the_file_copy_says"))
def test_what_is_for_the_file_stands_nowhere_else(shown: Shown, kind: str) -> None:
    kept = SCRIPTS[kind].expect["only_the_file_copy_says"]
    text = shown.text_of(shown.file_copies(kind)[0])
    assert all(words in text for words in kept)
    for entry in shown.for_somebody(kind):
        assert not any(words in shown.text_of(entry) for words in kept), entry.path


@pytest.mark.rule("after.copy-for-each-reader")
@pytest.mark.parametrize("kind", expecting("never_says"))
def test_a_record_never_says_what_concerns_a_brother_or_sister_alone(shown: Shown, kind: str) -> None:
    private = SCRIPTS[kind].expect["never_says"]
    own, other = (shown.text_of(entry) for entry in shown.file_copies(kind))
    assert all(words in other for words in private)
    assert not [words for words in private if words in own]
    for entry in shown.of(kind, "minutes"):
        if entry.reader != "file":
            assert not any(words in shown.text_of(entry) for words in private), entry.path


@pytest.mark.rule("after.copy-for-each-reader")
@pytest.mark.parametrize("kind", MEETINGS)
def test_everybody_gets_the_copy_meant_for_them_and_nobody_else_does(shown: Shown, kind: str) -> None:
    script = SCRIPTS[kind]
    wanted = {
        (reader, name)
        for reader, names in script.distribution.items()
        if reader not in NOT_SENT
        for name in names
    }
    wanted |= {(reader, name) for name, reader in script.after.get("copies", {}).items()}
    made = [entry for entry in shown.of(kind, "minutes") if entry.reader not in ("file", "report")]
    assert {(entry.reader, entry.recipient) for entry in made} == wanted
    for entry in made:
        if entry.reader != "child":
            assert re.search(rf"Copy (\d+ )?for {re.escape(entry.recipient)}", shown.text_of(entry))


@pytest.mark.rule("after.distribute-5-days", "after.distribute-10-working-days", "after.distribute-legal")
@pytest.mark.parametrize("kind", expecting("distribute_by"))
def test_the_record_says_by_when_the_copies_are_sent(shown: Shown, kind: str) -> None:
    day = SCRIPTS[kind].expect["distribute_by"]
    assert isinstance(day, dt.date)
    assert f"To be sent by {flat(long_day_text(day))}." in shown.text_of(shown.file_copies(kind)[0])


@pytest.mark.rule("after.file-and-case-note")
@pytest.mark.parametrize("kind", MEETINGS)
def test_the_case_note_names_nobody(shown: Shown, kind: str) -> None:
    (note,) = shown.of(kind, "case-note")
    text, script = shown.text_of(note), SCRIPTS[kind]
    assert all(words in text for words in script.expect.get("case_note_mentions", ()))
    parts = {part for person in script.people for part in person["name"].split() if len(part) > 2}
    assert not [part for part in parts if re.search(rf"\b{re.escape(part)}\b", text)]


@pytest.mark.rule("kind.legal-is-titled-legal", "after.distribute-legal", "after.distribute-final-care-plan")
@pytest.mark.parametrize("kind", expecting("marking"))
def test_every_page_bears_the_marking(shown: Shown, kind: str) -> None:
    mark = SCRIPTS[kind].expect["marking"]
    papers = [entry for entry in shown.of(kind) if entry.path.endswith(".pdf")]
    assert papers
    for entry in papers:
        for page in pages_of(shown.folder / entry.path):
            assert mark in flat(page), entry.path


def test_the_action_list_of_every_meeting_is_one_sheet(shown: Shown) -> None:
    lists = sorted(shown.folder.glob("*/action-list.pdf"))
    assert len(lists) > 1
    assert {path.parent.name: len(pages_of(path)) for path in lists} == {
        path.parent.name: 1 for path in lists
    }


@pytest.mark.rule(
    "record.legal-advice-overview",
    "after.distribute-legal",
    "after.distribute-final-care-plan",
    "after.adoption-cpr",
)
@pytest.mark.parametrize("kind", expecting("advice_says"))
def test_legal_advice_reaches_the_authority_and_nobody_else(shown: Shown, kind: str) -> None:
    script = SCRIPTS[kind]
    without = {
        name for name, is_included in script.after.get("advice_included", {}).items() if not is_included
    }
    without |= set(script.after.get("copies", {}))
    assert without
    for entry in shown.of(kind):
        text = shown.text_of(entry)
        is_theirs = entry.reader in {"professional", "file"} and entry.recipient not in without
        for words in script.expect["advice_says"]:
            assert (words in text) is (is_theirs and entry.document in {"minutes", "word"}), entry.path


@pytest.mark.rule("after.distribute-legal", "after.distribute-final-care-plan")
@pytest.mark.parametrize("kind", expecting("permitted"))
def test_a_party_gets_the_sections_that_were_permitted_and_no_other_party_anything(
    shown: Shown, kind: str
) -> None:
    script = SCRIPTS[kind]
    outside = {"Child", "Mother", "Father", "Grandmother", "Foster carer", "Children’s guardian"}
    parties = {person["name"] for person in script.people if person["role"] in outside}
    permitted = script.expect["permitted"]
    assert {entry.recipient for entry in shown.of(kind)} & parties == set(permitted)
    for name, expected in permitted.items():
        text = shown.copy_for(kind, name)
        assert not [words for words in expected["says"] if words not in text]
        assert not [words for words in expected["never_says"] if words in text]
        on_file = shown.text_of(shown.file_copies(kind)[0])
        assert [words for words in expected["never_says"] if words in on_file]


@pytest.mark.rule("after.adoption-cpr")
@pytest.mark.parametrize("kind", expecting("report_copy"))
def test_the_copy_for_the_report_is_marked_on_every_page(shown: Shown, kind: str) -> None:
    (entry,) = shown.of(kind, "minutes", "report")
    assert all(
        "For the child permanence report" in flat(page) for page in pages_of(shown.folder / entry.path)
    )


@pytest.mark.rule("prepare.inter-agency-waiver", "prepare.inter-agency-waiver-notice")
def test_a_waivers_notices_tell_their_own_reasoning_and_not_the_files(shown: Shown) -> None:
    script = SCRIPTS["waiver"]
    notices = shown.of("waiver", "notice")
    assert {entry.recipient for entry in notices} == set(script.waiver["notices"])
    for entry in notices:
        text = shown.text_of(entry)
        assert flat(script.waiver["notices"][entry.recipient]) in text
        assert not [words for words in script.expect["notices_never_say"] if words in text]
        assert flat(script.authority["challenge_text"]) in text


@pytest.mark.parametrize("kind", SCRIPTS)
def test_signed_files_verify_and_one_changed_byte_is_found(shown: Shown, kind: str) -> None:
    one_for_each_reader = {(entry.document, entry.reader): entry for entry in shown.of(kind) if entry.signed}
    assert one_for_each_reader
    for entry in one_for_each_reader.values():
        verdict = verify_bytes(shown.bytes_of(entry))
        assert verdict.is_whole
        assert verdict.signer is not None
        assert verdict.signer.signer == SCRIPTS[kind].prepare["chair"]
    changed = bytearray(shown.bytes_of(entry))
    changed[len(changed) // 3] ^= 1
    assert not verify_bytes(bytes(changed)).is_whole


@pytest.mark.parametrize("kind", SCRIPTS)
def test_no_paper_acts_leads_elsewhere_or_names_the_child_beside_its_pages(shown: Shown, kind: str) -> None:
    papers = [entry for entry in shown.of(kind) if entry.path.endswith(".pdf")]
    one_of_each = {(entry.document, entry.reader): entry for entry in papers}
    assert one_of_each
    script = SCRIPTS[kind]
    names = [script.child["name"], *(one["name"] for one in script.siblings)]
    parts = {part for name in names for part in name.split() if len(part) > 2}
    for entry in one_of_each.values():
        pdf = shown.bytes_of(entry)
        assert active_content(pdf) == [], entry.path
        beside = f"{said_beside_the_pages(pdf)} {entry.path.removeprefix(kind)}"
        assert not [part for part in parts if re.search(rf"\b{re.escape(part)}\b", beside, re.IGNORECASE)], (
            entry.path
        )


def test_no_paper_prints_what_only_the_store_calls_a_thing(shown: Shown) -> None:
    papers = [entry for entry in shown.files if not entry.path.endswith(".ics")]  # a calendar needs one
    assert papers
    for entry in papers:
        assert not re.search(r"\b[0-9a-f]{32}\b", shown.text_of(entry)), entry.path


def test_every_paper_is_pictured_and_as_clear_where_it_is_printed_in_grey(shown: Shown) -> None:
    written = {(entry.document, entry.reader) for entry in shown.files if entry.path.endswith(".pdf")}
    assert {(paper.document, paper.reader) for paper in PAPERS} == written
    for paper, path in files_of(shown.folder):
        for number, page in enumerate(printed_pages(path.read_bytes()), start=1):
            where = f"{paper.title}, page {number}"
            assert min(text.contrast for text in page.texts) >= LEAST_TEXT, where
            assert min(rule.contrast for rule in page.rules) >= LEAST_RULE, where
            assert page.covered == [], where


def test_the_command_line_verifies_what_it_wrote(shown: Shown, tmp_path: Path) -> None:
    (entry,) = shown.file_copies("cla-standard")
    well = run_line("verify", str(shown.folder / entry.path))
    assert well.returncode == 0
    assert "Signed by Priya Nair" in well.stdout
    content = bytearray(shown.bytes_of(entry))
    content[1000] ^= 1
    spoilt = tmp_path / "minutes.pdf"
    spoilt.write_bytes(bytes(content))
    changed = run_line("verify", str(spoilt))
    assert changed.returncode == 1
    assert "do not rely on this file" in changed.stdout
