"""Write the JSON Schema of the minutes as data, from the classes that write and read them.

Run it after a change of cpm_desktop.domain.minutes_data:

    python tools/make_minutes_schema.py
"""

import dataclasses
import datetime as dt
import inspect
import json
import re
import sys
import types
import typing
from pathlib import Path

from cpm_desktop.domain.codec import type_hints
from cpm_desktop.domain.minutes_data import SCHEMA, CopyData, MinutesData, PrintedBlock, ReviewedData

Schema = dict[str, object]
PATH = Path(__file__).resolve().parent.parent / "resources" / "schemas" / "minutes.schema.json"
_WORDS: dict[tuple[type, str], list[str]] = {
    (CopyData, "kind"): ["file", "professional", "family", "child", "report"],
    (ReviewedData, "what"): ["action", "unmet need", "proposal"],
    (PrintedBlock, "block"): [
        "section",
        "paragraph",
        "quotation",
        "facts",
        "figures",
        "table",
        "box",
        "list",
        "numbered list",
        "boxes to tick",
        "lines to write on",
        "signature",
    ],
}
"""Details that hold one of a few words."""
_DETAIL = re.compile(r"^    (\w+): (.+)$")


def make_schema() -> str:
    """Return the schema file."""
    definitions: dict[str, Schema] = {}
    root = _group(MinutesData, definitions)
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cpm-desktop:minutes:1",
        "title": "The minutes of a care planning meeting, one reader’s copy",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _group(group: type, definitions: dict[str, Schema]) -> Schema:
    says, details = _documented(group)
    hints = type_hints(group)
    properties: dict[str, Schema] = {}
    required: list[str] = []
    for field in dataclasses.fields(group):
        properties[field.name] = {
            **_schema_of(hints[field.name], definitions),
            **({"enum": words} if (words := _WORDS.get((group, field.name))) else {}),
            "description": details[field.name],
        }
        if field.default is dataclasses.MISSING:
            required.append(field.name)
    if group is MinutesData:
        properties["schema"]["const"] = SCHEMA
        required = ["schema", *required, "printed"]
    return {
        "type": "object",
        "description": says,
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


def _schema_of(hint: typing.Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401 - any type hint
    if isinstance(hint, types.UnionType):
        return _schema_of(typing.get_args(hint)[0], definitions)
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _schema_of(typing.get_args(hint)[0], definitions)}
    plain: dict[type, Schema] = {
        str: {"type": "string"},
        int: {"type": "integer"},
        bool: {"type": "boolean"},
        dt.date: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        dt.time: {"type": "string", "pattern": r"^\d{2}:\d{2}:\d{2}$"},
    }
    if hint in plain:
        return dict(plain[hint])
    name = hint.__name__
    if name not in definitions:
        definitions[name] = {}  # it may stand within itself
        definitions[name] = _group(hint, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _documented(group: type) -> tuple[str, dict[str, str]]:
    """Return what a class and each of its details are, as its docstring says."""
    says, _, attributes = inspect.cleandoc(group.__doc__ or "").partition("Attributes:\n")
    details: dict[str, str] = {}
    last = ""
    for line in attributes.split("\n"):
        if (found := _DETAIL.match(line)) is not None and not line.startswith("        "):
            last = found.group(1)
            details[last] = found.group(2)
        elif line.strip():
            details[last] += f" {line.strip()}"
    return says.strip(), details


def main() -> int:
    """Write the file."""
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(make_schema(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
