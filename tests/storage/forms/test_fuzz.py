"""Whatever stands in a forms folder, reading it ends with a report and never with a traceback."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpm_desktop.domain.form_problems import FormsReport
from cpm_desktop.storage.forms.loading import load_procedure

OWN = Path(__file__).resolve().parents[3] / "forms"
FORM = (OWN / "cla-specific-issue.yaml").read_text(encoding="utf-8")
RULES = "".join((OWN / "rules.toml").read_text(encoding="utf-8").splitlines(keepends=True)[:60])
ROLES = (OWN / "roles.yaml").read_text(encoding="utf-8")[:2000]
PIECES = [
    "",
    "  ",
    "\t",
    ":",
    "- ",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "#",
    "&a ",
    "*a",
    "!x ",
    "|\n",
    "\n",
    "---\n",
    "é",
    "\x00",
    "yes",
]
PIECES += [
    "id: x\n",
    "? ",
    "<<: ",
    "123456789",
    "~",
    "%",
    "@",
    "`",
    "\u202e",
    "{child}",
    "{",
    "answer.x is y",
    "[" * 40,
]
quickly = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def spoilt(text: str) -> st.SearchStrategy[str]:
    """Return texts with some stretches cut out, doubled, or replaced by awkward pieces."""
    places = st.integers(0, len(text) - 1)
    change = st.tuples(places, st.integers(0, 60), st.sampled_from([*PIECES, None]))

    def apply(changes: list[tuple[int, int, str | None]]) -> str:
        result = text
        for place, length, piece in changes:
            end = place + length
            result = result[:place] + (result[place:end] * 2 if piece is None else piece) + result[end:]
        return result

    return st.lists(change, min_size=1, max_size=6).map(apply)


def is_told_well(report: FormsReport) -> bool:
    return all(
        problem.what.endswith((".", "?")) and problem.remedy.endswith((".", "?", "…")) and problem.line >= 0
        for problem in report.problems
    )


@quickly
@given(text=spoilt(FORM))
def test_a_spoilt_form_is_told_and_the_others_load(tmp_path: Path, text: str) -> None:
    (tmp_path / "spoilt.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    procedure, report = load_procedure([tmp_path, OWN])
    assert is_told_well(report)
    assert "cla-standard" in procedure.forms
    assert "cla-specific-issue" in procedure.forms


@quickly
@given(rules=spoilt(RULES), roles=spoilt(ROLES))
def test_spoilt_rules_and_roles_are_told(tmp_path: Path, rules: str, roles: str) -> None:
    (tmp_path / "rules.toml").write_bytes(rules.encode("utf-8", "surrogatepass"))
    (tmp_path / "roles.yaml").write_bytes(roles.encode("utf-8", "surrogatepass"))
    procedure, report = load_procedure([tmp_path, OWN])
    assert is_told_well(report)
    assert procedure.forms.keys() >= {"cla-standard", "cla-specific-issue"}


@quickly
@given(content=st.binary(max_size=300))
def test_any_bytes_are_told(tmp_path: Path, content: bytes) -> None:
    for name in ("some.yaml", "rules.toml", "roles.yaml", "authority.yaml"):
        (tmp_path / name).write_bytes(content)
    procedure, report = load_procedure([tmp_path, OWN])
    assert is_told_well(report)
    assert "cla-standard" in procedure.forms
