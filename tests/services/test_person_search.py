"""Everything about one person: named or theirs, in files and meetings, with privileged records apart."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Action, Note, View
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import start
from cpm_desktop.services.person_search import WARNING, find_person, save_as_table, save_as_text


@pytest.fixture
def searched(desk: Desk, child_id: str) -> Desk:
    """A file, a standard meeting and a legal one that speak of Dana Avery, and another child's file that does too."""
    for form_id in ("cla-standard", "legal"):
        meeting_id = new_meeting(desk, child_id, form_id, dt.date(2026, 11, 24), dt.time(14))
        start(desk, meeting_id)
        editing = desk.meeting(meeting_id)
        dana = next(one.id for one in editing.value.attendees if one.name == "Dana Avery")
        editing.perform(Record(entity=Note(id="n", item="welcome", text=f"=DANA  avery came ({form_id})")))
        editing.perform(Record(entity=Note(id="o", item="welcome", text="Danavery is nobody")))
        editing.perform(Record(entity=View(id="v", item="welcome", of=dana, words="I want him home")))
        editing.perform(Record(entity=Action(id="a", item="welcome", text="Ring", owner="Dana Avery")))
    other = add_child(desk, Child(id="other", name="Rosa Bell"))
    note = Action(id="x", text="Ask Dána Avery’s sister", owner="Priya Nair")
    desk.child(other).perform(Record(entity=note))
    return desk


def test_it_is_found_wherever_it_stands_and_privileged_records_are_left_out(searched: Desk) -> None:
    findings = find_person(searched, ["Dana Avery"])
    words = {(one.child, one.what, one.how, one.words) for one in findings.mentions}
    assert ("Kai Avery", "note", "named", "=DANA  avery came (cla-standard)") in words
    assert ("Kai Avery", "view", "theirs", "I want him home") in {
        (child, what, how, said.split(" · ")[0]) for child, what, how, said in words
    }
    assert any(what == "person" and how == "about them" for _, what, how, _ in words)
    assert any(child == "Rosa Bell" and "sister" in said for child, _, _, said in words)
    assert not any("nobody" in said for *_, said in words)
    assert not any(one.is_privileged or "(legal)" in one.words for one in findings.mentions)
    assert findings.left_out > 0


def test_a_name_is_found_without_the_strokes_of_its_letters(searched: Desk) -> None:
    searched.child("other").perform(Record(entity=Action(id="y", text="Ring Łukasz Sørensen")))
    findings = find_person(searched, ["Lukasz Sorensen"])
    assert any("Łukasz" in one.words for one in findings.mentions)


def test_privileged_records_are_marked_where_they_were_chosen(searched: Desk) -> None:
    findings = find_person(searched, ["Dana Avery", "Mum"], includes_privileged=True)
    privileged = [one for one in findings.mentions if one.is_privileged]
    assert any("(legal)" in one.words for one in privileged)
    assert all(one.place == "Legal Care Planning Meeting" for one in privileged)
    assert findings.left_out == 0


def test_the_list_is_saved_with_its_warning_and_no_formula(searched: Desk, tmp_path: Path) -> None:
    findings = find_person(searched, ["Dana Avery"])
    path = save_as_table(findings, tmp_path / "list.csv")
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == [WARNING]
    assert "left out" in rows[1][0]
    assert rows[2][0] == "Child"
    cells = [cell for row in rows[3:] for cell in row]
    assert any("DANA" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
    text = save_as_text(findings, tmp_path / "list.txt").read_text(encoding="utf-8-sig")
    assert text.startswith(WARNING)
    assert "I want him home" in text


def test_a_search_without_a_name_is_refused_and_one_can_be_stopped(searched: Desk) -> None:
    with pytest.raises(InvalidDetail, match="Give the person’s name"):
        find_person(searched, ["", "  "])
    told: list[tuple[int, int]] = []
    find_person(searched, ["Dana"], progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2)]
    assert find_person(searched, ["Dana"], should_stop=lambda: True).mentions == ()
