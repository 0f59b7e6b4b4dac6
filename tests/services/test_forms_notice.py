import shutil
from pathlib import Path

import pytest

from cpm_desktop.data_files import forms_folder
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.forms_notice import forms_notice
from cpm_desktop.services.rule_source import source_line
from tests.a_desk import make_desk


def test_nothing_is_said_where_all_forms_are_in_order(desk: Desk) -> None:
    assert forms_notice(desk) == ""


def test_a_form_with_a_mistake_is_named_with_the_reason_and_what_is_offered(tmp_path: Path) -> None:
    forms = tmp_path / "forms"
    shutil.copytree(forms_folder(), forms)
    broken = forms / "cla-standard.yaml"
    broken.write_text(broken.read_text("utf-8").replace("\nversion:", "\nverzion:", 1), "utf-8")
    desk = make_desk(tmp_path, forms=forms)
    notice = forms_notice(desk)
    assert notice.startswith("Not used because of a mistake: cla-standard.yaml, line 2, ")
    assert "1 more of its mistakes" in notice
    _, _, rest = notice.partition("These can be used: ")
    assert "Specific issue care planning meeting" in rest
    assert "Standard care planning meeting" not in rest
    desk.close()


def test_without_any_form_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "mine.yaml").write_text("id: [", "utf-8")
    desk = make_desk(tmp_path, forms=tmp_path / "forms")
    assert forms_notice(desk).endswith("No kind of meeting can be used.")
    desk.close()


@pytest.mark.rule("kind.local-names-and-sources")
def test_a_rule_says_where_it_stands_and_that_its_source_is_past_its_review(desk: Desk) -> None:
    past, current = desk.rule("chair.final-care-plan"), desk.rule("record.permanence")
    assert past is not None
    assert current is not None
    assert source_line(desk, past).replace("\u00a0", " ") == (
        "Procedure 002 · Guidance on care planning meetings (final care plans), Service Manager, Corporate Parenting, "
        "2, February 2021 · its review was due on 28 February 2022 · chair.final-care-plan"
    )
    assert "review" not in source_line(desk, current)
    assert source_line(desk, current).endswith(" · record.permanence")
