"""Write the JSON Schema of the inside of a meeting pack, from the classes that write and read it.

Run it after a change of an entity or of cpm_desktop.exchange.pack_body:

    python tools/make_pack_schema.py
"""

import datetime as dt
import json
import sys
import types
import typing
from enum import Enum
from pathlib import Path

from cpm_desktop.domain.aggregate import shelves
from cpm_desktop.domain.child import ChildFile, EarlierMeeting
from cpm_desktop.domain.codec import field_types
from cpm_desktop.domain.entity import Aggregate, Entity
from cpm_desktop.domain.meeting import CarriedItem, Meeting
from cpm_desktop.domain.packs import packed_kinds
from cpm_desktop.exchange.pack_body import LONGEST_NAME, MOST_ENTITIES, MOST_LINES
from cpm_desktop.exchange.pack_json import LARGEST_NUMBER, LONGEST_FORM, LONGEST_TEXT
from cpm_desktop.exchange.pack_seal import PACK_VERSION

Schema = dict[str, typing.Any]
PATH = Path(__file__).resolve().parent.parent / "resources" / "schemas" / "pack.schema.json"
_HEX_32: Schema = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
_HEX_64: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_TEXT: Schema = {"type": "string", "maxLength": LONGEST_TEXT}
_NAME: Schema = {"type": "string", "maxLength": LONGEST_NAME}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_ADDRESS: Schema = {"type": "string", "pattern": "^age1[02-9ac-hj-np-z]{58}$"}
_REVISION: Schema = {
    "type": "object",
    "description": "Number of changes by each writer (laptop).",
    "minProperties": 1,
    "propertyNames": {"pattern": "^[0-9a-f]{32}$"},
    "additionalProperties": {"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER},
}


def make_schema() -> str:
    """Return the schema file."""
    kinds = {
        shelf.entity.kind: shelf.entity
        for cls in (ChildFile, Meeting)
        for kind, shelf in shelves(cls).items()
        if kind in packed_kinds(cls)
    }
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:cpm-desktop:pack:{PACK_VERSION}",
        "title": "The inside of a meeting pack: one child’s file and one meeting on their way between two laptops",
        **_row(
            {
                "pack": _HEX_32,
                "made_at": _MOMENT,
                "sender": _row({"name": _NAME, "key": _HEX_64, "address": _ADDRESS}),
                "for": {"anyOf": [{"const": ""}, _ADDRESS]},
                "form": _row(
                    {
                        "id": _TEXT,
                        "version": {"type": "integer"},
                        "hash": _HEX_64,
                        "text": {"type": "string", "maxLength": LONGEST_FORM},
                    }
                ),
                "child": _packed(ChildFile),
                "meeting": _packed(Meeting),
                "carried": _list({"$ref": f"#/$defs/{CarriedItem.kind}"}, MOST_ENTITIES),
                "earlier": _list({"$ref": f"#/$defs/{EarlierMeeting.kind}"}, MOST_ENTITIES),
            }
        ),
        "$defs": {kind: _entity(kinds[kind]) for kind in sorted(kinds)} | {"change": _change(sorted(kinds))},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _row(properties: Schema) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _list(items: Schema, most: int) -> Schema:
    return {"type": "array", "maxItems": most, "items": items}


def _packed(cls: type[Aggregate]) -> Schema:
    entities = [
        _row({"kind": {"const": kind}, "values": {"$ref": f"#/$defs/{kind}"}})
        for kind in sorted(packed_kinds(cls))
    ]
    line = {"revision": _REVISION, "at": _MOMENT, "label": _NAME}
    return _row(
        {
            "id": _HEX_32,
            "revision": _REVISION,
            "entities": _list({"oneOf": entities}, MOST_ENTITIES),
            "lines": _list(
                _row({**line, "patch": _list({"$ref": "#/$defs/change"}, MOST_ENTITIES)}), MOST_LINES
            ),
        }
    )


def _change(kinds: list[str]) -> Schema:
    thing: Schema = {"kind": {"enum": kinds}, "id": _NAME}
    values = {"type": "object"}
    place: Schema = {"type": "integer", "minimum": 0, "maximum": LARGEST_NUMBER}
    return {
        "oneOf": [
            _row({"change": {"enum": ["added", "removed"]}, **thing, "values": values}),
            _row({"change": {"const": "altered"}, **thing, "field": _NAME, "before": {}, "after": {}}),
            _row(
                {
                    "change": {"const": "spliced"},
                    **thing,
                    "field": _NAME,
                    "at": place,
                    "removed": _TEXT,
                    "inserted": _TEXT,
                }
            ),
        ]
    }


def _entity(cls: type[Entity]) -> Schema:
    return {
        "description": cls.noun,
        **_row({name: _schema_of(hint) for name, hint in field_types(cls).items()}),
    }


def _schema_of(hint: typing.Any) -> Schema:  # noqa: ANN401 - any type hint
    if isinstance(hint, types.UnionType):
        return {
            "anyOf": [
                *(_schema_of(part) for part in typing.get_args(hint) if part is not types.NoneType),
                {"type": "null"},
            ]
        }
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _schema_of(typing.get_args(hint)[0])}
    if issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    plain: dict[type, Schema] = {
        str: _TEXT,
        bool: {"type": "boolean"},
        int: {"type": "integer", "minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER},
        dt.datetime: _MOMENT,
        dt.date: {"type": "string", "format": "date"},
        dt.time: {"type": "string", "pattern": r"^\d{2}:\d{2}:\d{2}"},
    }
    return plain[hint]


def main() -> int:
    """Write the file."""
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(make_schema(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
