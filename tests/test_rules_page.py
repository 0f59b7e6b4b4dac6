"""Every rule of the procedure has a test, and the page of rules is what the forms and tests say today."""

import shutil
from pathlib import Path

import pytest
from tools.make_rules_page import find_marked_tests, make_page
from tools.rules_out.patching import apply_patch, read_patches
from tools.rules_out.stripping import strip_rule

from cpm_desktop.domain.forms import Procedure
from cpm_desktop.storage.forms.loading import check_forms, load_procedure

PARTS = 5  # of the rules; the first is tried each time, all with `--whole`


@pytest.fixture(scope="module")
def procedure(checkout: Path) -> Procedure:
    return load_procedure([checkout / "forms"])[0]


def test_every_rule_has_a_test(checkout: Path, procedure: Procedure) -> None:
    tested = find_marked_tests(checkout / "tests", procedure.rules)
    assert [rule for rule in procedure.rules if rule not in tested] == []


def test_the_page_is_what_forms_and_tests_say(checkout: Path) -> None:
    page = (checkout / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == make_page(checkout), "run python tools/make_rules_page.py"


@pytest.mark.parametrize(
    "part", [0, *(pytest.param(number, marks=pytest.mark.whole) for number in range(1, PARTS))]
)
def test_every_rule_can_be_taken_out(part: int, checkout: Path, procedure: Procedure, tmp_path: Path) -> None:
    """In the forms, in the code, or in both; what is left still loads, so that tests fail for the rule alone."""
    patches = read_patches()
    stays = []
    for rule in list(procedure.rules)[part::PARTS]:
        folder = tmp_path / rule
        folder.mkdir()
        for path in (checkout / "forms").iterdir():  # the forms that do not name it stay as they are
            if path.suffix != ".yaml" or path.name == "roles.yaml" or rule in path.read_text("utf-8"):
                shutil.copy(path, folder)
        taken = strip_rule(folder, rule)
        if taken:
            assert [problem.sentence() for problem in check_forms(folder).mistakes()] == [], rule
        if not taken and rule not in patches:
            stays.append(rule)
    assert stays == []


def test_patches_fit_the_code_and_name_rules(checkout: Path, procedure: Procedure, tmp_path: Path) -> None:
    shutil.copytree(checkout / "src", tmp_path / "src")
    for rule, patches in read_patches().items():
        assert rule in procedure.rules
        for patch in patches:
            before = (tmp_path / patch.file).read_text(encoding="utf-8")
            apply_patch(patch, tmp_path)
            assert (tmp_path / patch.file).read_text(encoding="utf-8") != before
            (tmp_path / patch.file).write_text(before, encoding="utf-8")
