"""Several folders make one procedure, and a broken file leaves the others as they are."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from cpm_desktop.domain.smart import words_pointed_at
from cpm_desktop.storage.forms.loading import check_forms, load_procedure
from cpm_desktop.storage.forms.places import forms_folders

Put = Callable[[str, str | bytes], Path]


def test_a_broken_form_leaves_the_others(own_folder: Path) -> None:
    path = own_folder / "cla-standard.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("minutes: 3", "minutes: soon", 1), encoding="utf-8"
    )
    procedure, report = load_procedure([own_folder])
    assert "cla-standard" not in procedure.forms
    assert "cla-specific-issue" in procedure.forms
    assert report.refused == ("cla-standard.yaml",)
    assert [problem.key for problem in report.mistakes()] == ["agenda[1].minutes"]


def test_the_first_folder_with_a_form_decides_it(
    own_folder: Path, policy_folder: Path, put: Put, small_form: str
) -> None:
    (own_folder / "small.yaml").write_text(small_form.replace("version: 1", "version: 7"), encoding="utf-8")
    put("ours.yaml", small_form.replace("Small meeting", "Our meeting"))
    procedure, report = load_procedure([policy_folder, own_folder])
    assert procedure.forms["small"].name == "Our meeting"
    assert [(form.version, form.is_used) for form in report.forms if form.id == "small"] == [
        (1, True),
        (7, False),
    ]


def test_the_newest_version_in_a_folder_is_used(put: Put, small_form: str, own_folder: Path) -> None:
    folder = put("small-1.yaml", small_form).parent
    put("small-10.yml", small_form.replace("version: 1", "version: 10"))
    put("small-9.yaml", small_form.replace("version: 1", "version: 9"))
    procedure, _ = load_procedure([folder, own_folder])
    assert procedure.forms["small"].version == 10


def test_one_version_twice_in_a_folder_is_a_mistake(put: Put, small_form: str) -> None:
    put("a.yaml", small_form)
    report = check_forms(put("b.yaml", small_form).parent)
    assert [(problem.file, problem.key) for problem in report.mistakes()] == [("b.yaml", "version")]
    assert [form.file for form in report.forms] == ["a.yaml"]


def test_a_form_changed_without_a_new_version_is_warned_about(put: Put, checkout: Path) -> None:
    text = (checkout / "forms" / "cla-standard.yaml").read_text(encoding="utf-8")
    same = check_forms(put("standard.yaml", text).parent)
    assert same.problems == ()
    changed = check_forms(put("standard.yaml", text.replace("minutes: 3", "minutes: 9", 1)).parent)
    assert [problem.key for problem in changed.warnings()] == ["version"]
    assert [form.id for form in changed.forms] == ["cla-standard"]


def test_the_hash_follows_the_meaning_and_not_the_writing(
    put: Put, small_form: str, own_folder: Path
) -> None:
    def hash_of(text: str) -> str:
        folder = put("small.yaml", text).parent
        return load_procedure([folder, own_folder])[0].forms["small"].hash

    first = hash_of(small_form)
    assert hash_of("# a comment\n" + small_form.replace("[action]", "\n      - action")) == first
    assert hash_of(small_form.replace("\n", "\r\n")) == first
    assert hash_of("\ufeff" + small_form) == first
    assert hash_of(small_form.replace("minutes: 5\n    when", "minutes: 6\n    when")) != first


def test_rules_and_roles_add_up(own_folder: Path, policy_folder: Path, put: Put, small_form: str) -> None:
    put(
        "rules.toml",
        '[[rule]]\nid = "local.tea"\nsource = "L"\napplies = ["small"]\nsays = "Tea."\ndoes = "Asks for tea."\n'
        '[[rule]]\nid = "chair.cla"\nsource = "L"\napplies = ["*"]\nsays = "Ours."\ndoes = "Ours."\n',
    )
    put("roles.yaml", "roles:\n  - {id: tea-lady, name: Tea lady, group: professional}\n")
    put(
        "small.yaml",
        small_form.replace("record.smart-plan", "local.tea").replace("|team-manager", "|tea-lady"),
    )
    procedure, report = load_procedure([policy_folder, own_folder])
    assert report.mistakes() == ()
    assert procedure.rules["chair.cla"].says == "Ours."
    assert len(procedure.rules) == 100
    assert procedure.roles["tea-lady"].name == "Tea lady"
    assert "small" in procedure.forms


def test_a_broken_rules_file_refuses_no_form(own_folder: Path) -> None:
    path = own_folder / "rules.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('says = "A standard', 'sayz = "A standard'), "utf-8"
    )
    procedure, report = load_procedure([own_folder])
    assert "cla-standard" in procedure.forms
    assert len(procedure.rules) == 98
    assert {problem.key.partition(".")[2] for problem in report.mistakes()} == {"sayz", "says"}
    lines = path.read_text(encoding="utf-8").splitlines()
    strange = next(problem for problem in report.mistakes() if problem.key.endswith("sayz"))
    assert lines[strange.line - 1].startswith("sayz")


@pytest.mark.parametrize(
    "content", ["[[rule]", "rule = 3", "[" * 3000, 'x = "', "[[rule]]\nid = 1979-05-27\n", "rule=[1]"]
)
def test_rules_that_make_no_sense_are_told(own_folder: Path, content: str) -> None:
    (own_folder / "rules.toml").write_text(content, encoding="utf-8")
    procedure, report = load_procedure([own_folder])
    assert {problem.file for problem in report.mistakes()} == {"rules.toml"}
    assert "cla-standard" in procedure.forms


def test_the_authority_s_own_settings_go_first(own_folder: Path, policy_folder: Path, put: Put) -> None:
    put("authority.yaml", "name: Northbeck Council\nkinds_on: [cla-standard, cla-standrd]\n")
    procedure, report = load_procedure([policy_folder, own_folder])
    assert procedure.authority.name == "Northbeck Council"
    assert procedure.authority.time_zone == "Europe/London"
    assert [problem.key for problem in report.warnings()] == ["kinds_on[2]"]
    assert "“cla-standard”?" in report.warnings()[0].remedy


def test_an_unknown_time_zone_is_a_mistake(own_folder: Path, put: Put) -> None:
    folder = put("authority.yaml", "name: Northbeck Council\ntime_zone: ../Northbeck\n").parent
    procedure, report = load_procedure([folder, own_folder])
    assert [problem.key for problem in report.mistakes()] == ["time_zone"]
    assert procedure.authority.name == "Your council"


def test_folders_that_are_not_there_are_passed_over(tmp_path: Path, checkout: Path) -> None:
    _, report = load_procedure([tmp_path / "nowhere", checkout / "forms"])
    assert report.problems == ()
    procedure, _ = load_procedure([])
    assert procedure.forms == {}


def test_checking_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    report = check_forms(tmp_path / "nowhere")
    assert [problem.what for problem in report.mistakes()] == ["There is no such folder."]


def test_conditions_parted_by_or_are_one_line(put: Put, small_form: str, own_folder: Path) -> None:
    line = "answer.issue is school, child.age under 16"
    path = put("small.yaml", small_form.replace(line, "answer.issue is school or earlier.issue unknown"))
    procedure, _ = load_procedure([path.parent, own_folder])
    (condition,) = procedure.forms["small"].agenda[1].when
    assert (condition.fact, condition.value) == ("answer.issue", "school")
    assert [(other.fact, other.test.value) for other in condition.alternatives] == [
        ("earlier.issue", "unknown")
    ]


def test_each_of_conditions_parted_by_or_is_checked(put: Put, small_form: str) -> None:
    line = "answer.issue is school, child.age under 16"
    folder = put("small.yaml", small_form.replace(line, "child.age under 5 or answer.isue is school")).parent
    assert [problem.what for problem in check_forms(folder).mistakes()] == ["There is no question “isue”."]


def test_what_is_no_form_is_left_alone(put: Put) -> None:
    put(".hidden.yaml", "{")
    put("notes.txt", "{")
    folder = put("README.md", "# ours").parent
    assert check_forms(folder).problems == ()


def test_a_folder_named_like_a_form_is_told(policy_folder: Path) -> None:
    (policy_folder / "folder.yaml").mkdir()
    assert [problem.file for problem in check_forms(policy_folder).mistakes()] == ["folder.yaml"]


def test_the_application_s_own_folder_comes_last() -> None:
    folders = forms_folders(None)
    assert len(folders) == 3
    assert (folders[-1] / "rules.toml").is_file()


def test_nothing_that_a_person_can_set_moves_the_authoritys_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = forms_folders("/srv/forms")
    assert before[0] == Path("/srv/forms")
    for name in ("HOME", "XDG_CONFIG_DIRS", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    assert forms_folders("/srv/forms") == before
    of_computer, own, _ = forms_folders(None)
    assert of_computer == before[1]
    assert own.is_relative_to(tmp_path), "the person's own goes where the person says"


def test_yaml_is_imported_only_when_forms_are_read() -> None:
    ask = "import sys, cpm_desktop.storage.forms.loading; print('yaml' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)
    assert answer.stdout.strip() == "False"


def test_loading_takes_little_longer_than_reading_the_yaml_alone(checkout: Path) -> None:
    def parse() -> None:
        for path in (checkout / "forms").rglob("*.yaml"):
            yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)

    def least(doing: Callable[[], object]) -> float:
        took = []
        for _ in range(3):
            begun = time.process_time()
            doing()
            took.append(time.process_time() - begun)
        return min(took)

    load_procedure([checkout / "forms"])
    assert least(lambda: load_procedure([checkout / "forms"])) < 6 * least(parse)


def test_the_authority_gives_vague_words_of_its_own(policy_folder: Path, put: Put) -> None:
    words = "name: Northbeck Council\nvague_words:\n  - {words: touch base, ask: About what?}\n"
    put("authority.yaml", words)
    procedure, report = load_procedure([policy_folder])
    assert not report.mistakes()
    assert words_pointed_at(procedure.authority)["touch base"] == "About what?"
    put("authority.yaml", words.replace("ask:", "question:"))
    assert load_procedure([policy_folder])[1].mistakes()
