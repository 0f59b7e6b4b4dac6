"""A TOML text as nodes: every value a text, a list or a group, each with the line that it stands on."""

import pytest

from cpm_desktop.storage.forms.nodes import Listing, Mapping, Text, UnreadableFile
from cpm_desktop.storage.forms.toml_text import compose_toml

WHOLE = """\
name = "All rules"
kept = {days = 5, working = true}

[[rule]]
id = 'a'
"binds" = ["conference", 'review']

  [[ rule ]]
  text = "b"
  id.part = false
"""


def test_each_value_stands_with_its_line() -> None:
    kept = Mapping(((Text("days", 2), Text("5", 2)), (Text("working", 2), Text("yes", 2))), 2)
    first = Mapping(
        (
            (Text("id", 5), Text("a", 5)),
            (Text("binds", 6), Listing((Text("conference", 6), Text("review", 6)), 6)),
        ),
        4,
    )
    second = Mapping(
        (
            (Text("text", 9), Text("b", 9)),
            (Text("id", 10), Mapping(((Text("part", 10), Text("no", 10)),), 10)),
        ),
        8,
    )
    assert compose_toml(WHOLE) == Mapping(
        (
            (Text("name", 1), Text("All rules", 1)),
            (Text("kept", 1), kept),
            (Text("rule", 4), Listing((first, second), 4)),
        ),
        1,
    )


def test_a_key_of_a_later_table_is_not_taken_for_one_of_this() -> None:
    node = compose_toml("[[rule]]\nid = 'a'\nnote = '''\nid\n'''\n[[rule]]\ntext = 'c'\nid = 'b'\n")
    rules = node.pairs[0][1] if isinstance(node, Mapping) else None
    assert isinstance(rules, Listing)
    lines = [
        [(name.text, name.line) for name, _ in entry.pairs]
        for entry in rules.entries
        if isinstance(entry, Mapping)
    ]
    assert lines == [[("id", 2), ("note", 3)], [("text", 7), ("id", 8)]]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = 1\nb = \n", 2), ("[[rule]]\nid = 'a'\nid = 'b'\n", 3), ("a = " + "[" * 5000, None)],
)
def test_what_is_no_toml_is_told_with_its_line(text: str, line: int | None) -> None:
    with pytest.raises(UnreadableFile) as told:
        compose_toml(text)
    assert told.value.line == line or line is None, "how deep is too deep is Python's own"
    assert told.value.what.startswith("The file cannot be read here: ")
    assert told.value.what.endswith(".")
    assert "(at line" not in told.value.what
    assert told.value.remedy == "Check quotation marks and brackets."
