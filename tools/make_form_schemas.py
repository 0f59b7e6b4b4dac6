"""Write the JSON Schemas by which editors check forms, from the schema that the application reads by.

Run it after a change of cpm_desktop.domain.forms or cpm_desktop.storage.forms.shapes:

    python tools/make_form_schemas.py
"""

import json
import sys
from pathlib import Path

from cpm_desktop.domain.conditions import FACTS
from cpm_desktop.domain.forms import AuthoritySettings, Form, RoleName, Test
from cpm_desktop.storage.forms.shapes import (
    IDENTIFIER,
    ConditionShape,
    DateShape,
    GroupShape,
    ListShape,
    NumberShape,
    OptionsShape,
    Shape,
    TextShape,
    TitledShape,
    WordShape,
    YesNoShape,
    group_of,
)

Schema = dict[str, object]
FORMS = Path(__file__).resolve().parent.parent / "forms"


class SchemaWriter:
    """Turns shapes into JSON Schema, each group of keys once."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def schema_of(self, shape: Shape) -> Schema:
        """Return the schema of a shape."""
        if isinstance(shape, GroupShape):
            return self._reference(shape)
        if isinstance(shape, TitledShape):
            return {"oneOf": [{"type": "string"}, self._reference(group_of(shape.made))]}
        if isinstance(shape, ListShape):
            return {
                "type": "array",
                "items": self.schema_of(shape.of),
                "minItems": shape.least,
                "maxItems": shape.most,
            }
        return _schema_of_value(shape)

    def group(self, shape: GroupShape) -> Schema:
        """Return the schema of a group of keys."""
        return {
            "type": "object",
            "description": shape.says,
            "additionalProperties": False,
            "required": [field.key for field in shape.fields if field.is_required],
            "properties": {
                field.key: {**self.schema_of(field.shape), "description": field.says}
                for field in shape.fields
            },
        }

    def _reference(self, shape: GroupShape) -> Schema:
        name = shape.made.__name__
        if name not in self.definitions:
            self.definitions[name] = self.group(shape)
        return {"allOf": [{"$ref": f"#/definitions/{name}"}]}

    def document(self, title: str, root: Schema) -> Schema:
        """Return a whole schema file."""
        return {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": title,
            **root,
            "definitions": dict(sorted(self.definitions.items())),
        }


def _schema_of_value(shape: Shape) -> Schema:
    if isinstance(shape, NumberShape):
        return {"type": "integer", "minimum": shape.least, "maximum": shape.most}
    if isinstance(shape, YesNoShape | WordShape):
        return {"enum": ["yes", "no"] if isinstance(shape, YesNoShape) else list(shape.words)}
    return _schema_of_text(shape)


def _schema_of_text(shape: Shape) -> Schema:
    if isinstance(shape, DateShape):
        return {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2})?$"}
    if isinstance(shape, OptionsShape):
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{IDENTIFIER}$"},
            "additionalProperties": {"type": "string", "minLength": 1},
        }
    if isinstance(shape, ConditionShape):
        return {"type": "string", "pattern": _condition_pattern()}
    if isinstance(shape, TextShape) and shape.pattern:
        return {"type": "string", "maxLength": shape.most, "pattern": f"^(?:{shape.pattern})$"}
    return {"type": ["string", "number"], "maxLength": getattr(shape, "most", 4000)}


def _condition_pattern() -> str:
    facts = "|".join(name.replace(".", r"\.") for name in FACTS)
    without_value = (Test.KNOWN, Test.UNKNOWN)
    tests = "|".join(
        sorted((test.value for test in Test if test not in without_value), key=len, reverse=True)
    )
    one = rf"(?:{facts}|(?:answer|earlier)\.{IDENTIFIER}) (?:known|unknown|(?:{tests}) \S.*)"
    return rf"^{one}(?: or {one})*$"


def make_schemas() -> dict[str, str]:
    """Return the schema files by name."""
    form = SchemaWriter()
    roles = SchemaWriter()
    authority = SchemaWriter()
    list_of_roles: Schema = {
        "type": "object",
        "additionalProperties": False,
        "required": ["roles"],
        "properties": {"roles": roles.schema_of(ListShape(of=group_of(RoleName)))},
    }
    documents = {
        "form.schema.json": form.document("A kind of meeting", form.group(group_of(Form))),
        "roles.schema.json": roles.document("The roles that the procedure knows", list_of_roles),
        "authority.schema.json": authority.document(
            "The authority's settings", authority.group(group_of(AuthoritySettings))
        ),
    }
    return {
        name: json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        for name, document in documents.items()
    }


def main() -> int:
    """Write the files."""
    for name, text in make_schemas().items():
        (FORMS / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
