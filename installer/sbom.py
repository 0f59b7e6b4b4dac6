"""Writes what a program folder is made of, as CycloneDX 1.6 in JSON, with the hash of every file brought in."""

import datetime as dt
import json
from typing import Any

from installer.inputs import Brought
from installer.licensing import Part, licence_of, read_parts
from installer.product import PRODUCT, PUBLISHER, SUMMARY, identifier
from installer.program import Program
from installer.trees import epoch


def write_sbom(program: Program) -> None:
    """Write the list of parts of a program folder into it."""
    text = json.dumps(bill_of(program), indent=1, ensure_ascii=False) + "\n"
    program.list_of_parts.write_text(text, encoding="utf-8")


def bill_of(program: Program) -> dict[str, Any]:
    """Return the list of parts of a program folder; the same folder gives the same list."""
    parts = read_parts(program.system)
    digests = [one.digest for one in (program.wheel, *program.brought)]
    own = {
        **_component("application", PRODUCT, program.version, "MIT", program.wheel.digest),
        "bom-ref": PRODUCT,
        "description": SUMMARY,
        "supplier": {"name": PUBLISHER},
    }
    runtime, digest = program.runtime
    python = {
        **_component("platform", "CPython", program.python, "PSF-2.0", digest),
        "bom-ref": "runtime",
        "description": f"From {runtime}",
    }
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{identifier('bill', program.system, program.version, *digests)}",
        "version": 1,
        "metadata": {
            "timestamp": dt.datetime.fromtimestamp(epoch(), dt.UTC).isoformat(),
            "component": own,
            "properties": [{"name": "system", "value": program.system}],
        },
        "components": [
            python,
            *(_of_wheel(one, parts) for one in program.brought),
            *(_of_part(part) for part in parts if part.name not in part.inside),
        ],
        "dependencies": [
            {"ref": PRODUCT, "dependsOn": ["runtime", *(_reference(one) for one in program.brought)]}
        ],
    }


def _reference(brought: Brought) -> str:
    return f"pkg:pypi/{brought.name}@{brought.version}"


def _of_wheel(brought: Brought, parts: tuple[Part, ...]) -> dict[str, Any]:
    return {
        **_component("library", brought.name, brought.version, licence_of(brought, parts), brought.digest),
        "bom-ref": _reference(brought),
        "purl": _reference(brought),
        "properties": [{"name": "file", "value": brought.file.name}],
    }


def _of_part(part: Part) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": f"inside:{part.name}",
        "name": part.name,
        "licenses": [{"license": {"name": part.licence}}],
        "description": f"Inside {', '.join(part.inside)}",
    }


def _component(kind: str, name: str, version: str, licence: str, digest: str) -> dict[str, Any]:
    hashes = [{"alg": "SHA-256", "content": digest}] if digest else []
    return {
        "type": kind,
        "name": name,
        "version": version,
        "hashes": hashes,
        "licenses": [{"license": {"name": licence}}],
    }
