"""The register of unmet needs exported over all children."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Status, UnmetNeed
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.services.caseload import add_child
from cpm_desktop.services.child_overview import close_item
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.unmet_register import register_file, register_file_name, save_register
from tests.a_desk import make_desk, set_clock


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path, set_clock("2026-11-25"))
    yield desk
    desk.close()


def _needs(desk: Desk, number: int, category: str, text: str = "A mentor near home") -> list[tuple[str, str]]:
    made = []
    for place in range(number):
        child_id = add_child(desk, Child(id="", name=f"Child {place} of {category}"))
        need = UnmetNeed(id=new_identifier(), need=text, why="None there", category=category)
        desk.child(child_id).perform(Record(entity=need))
        made.append((child_id, need.id))
    return made


def _rows(desk: Desk) -> dict[str, str]:
    content = register_file(desk).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert rows[0] == ["Category", "Area", "Open unmet needs"]
    return {row[0]: row[2] for row in rows[1:]}


@pytest.mark.rule("record.unmet-need")
def test_the_register_tells_category_area_and_count_and_no_free_text(desk: Desk) -> None:
    _needs(desk, 6, "Family time", "=HYPERLINK(“Zoë’s words”)")
    made = _needs(desk, 5, "Physical health")
    _needs(desk, 2, "Zoë’s own category")
    rows = _rows(desk)
    assert (rows["Family time"], rows["Physical health"]) == ("6", "5")
    assert rows["Other, or not given"].startswith("not shown")
    text = register_file(desk).decode("utf-8-sig")
    assert "Zoë" not in text
    assert "Child" not in text.replace("Children", "")
    child_id, need = made[0]
    close_item(desk, child_id, need, Status.NO_LONGER_NEEDED, "")
    assert _rows(desk)["Physical health"].startswith("not shown")


def test_the_file_is_written_under_a_name_that_names_nobody(desk: Desk, tmp_path: Path) -> None:
    _needs(desk, 5, "Physical health")
    assert register_file_name(desk) == "unmet-needs-2026-11-25.csv"
    path = save_register(desk, tmp_path / "r.csv")
    assert path.read_bytes() == register_file(desk)
