"""A small sound form, and folders to spoil it in."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

SMALL_FORM = """\
id: small
version: 1
name: Small meeting
short_name: Small
sentence: For what is small.
source:
  document: A leaflet
rules:
  - record.smart-plan
agenda:
  - id: opening
    title: "{child}’s day"
    minutes: 5
    captures: [action]
    questions:
      - id: issue
        text: Which issue?
        kind: choice
        options:
          school: School
          home: Home
        required: yes
        rule: record.smart-plan
  - id: closing
    title: Close
    minutes: 5
    when: [answer.issue is school, child.age under 16]
expected:
  - role: social-worker|team-manager
    when: [child.age at least 1]
papers: []
chairing:
  usual: [social-worker]
checks:
  - kind: read back
    rule: record.smart-plan
deadlines:
  - id: distribute
    text: Send every copy
    days: 5
    day_kind: working
    rule: after.copy-for-each-reader
frequency:
  kind: every
  most_days: 42
texts:
  file_name: "{case_number} {date} {kind}"
  case_note: Held on {date}.
"""


@pytest.fixture
def small_form() -> str:
    return SMALL_FORM


@pytest.fixture
def own_folder(tmp_path: Path, checkout: Path) -> Path:
    """Return a copy of the application's forms folder."""
    folder = tmp_path / "own"
    shutil.copytree(checkout / "forms", folder)
    return folder


@pytest.fixture
def policy_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "policy"
    folder.mkdir()
    return folder


@pytest.fixture
def put(policy_folder: Path) -> Callable[[str, str | bytes], Path]:
    """Return a function that writes a file into the policy folder."""

    def write(name: str, content: str | bytes) -> Path:
        path = policy_folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write
