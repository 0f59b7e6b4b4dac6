"""What may come into a file after its first signature: further signatures in fields made for them, and proofs of time.

Stricter than the library's own policy, which lets metadata, text fields and new invisible fields through: a
forger who signs the empty field of a countersigner could otherwise bring such changes in with that signature.
"""

from collections.abc import Collection

from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DSSCompareRule,
    FormUpdatingRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)


def allowed_changes() -> StandardDiffPolicy:
    """Return the policy: signature fields that are there may be signed, certificates may be added for a timestamp."""
    return StandardDiffPolicy(
        global_rules=[
            CatalogModificationRule(  # type: ignore[no-untyped-call]  # not annotated there
                ignored_keys=frozenset({"/AcroForm", "/DSS"})
            ),
            XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
            ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
            DSSCompareRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ],
        form_rule=FormUpdatingRule(
            field_rules=[
                SigFieldModificationRule(
                    allow_in_place_appearance_stream_changes=False,
                    always_modifiable=frozenset(),
                    value_update_keys=frozenset({"/AP", "/V"}),
                )
            ],
            ignored_acroform_keys=frozenset({"/Fields"}),
        ),
        ignore_orphaned_objects=False,
        ignore_identical_objects=False,
    )


def has_unexplained_revision(reader: PdfFileReader, signed_in: Collection[int]) -> bool:
    """Tell whether a revision after the first signature brings neither a signature nor certificates for one.

    Args:
        reader: of the whole file.
        signed_in: the revisions, from 0, in which the signatures and proofs of time that were found were made.
    """
    later = range(min(signed_in) + 1, reader.xrefs.total_revisions)
    return any(each not in signed_in and not _brings_certificates(reader, each) for each in later)


def signatures_taken_off(reader: PdfFileReader) -> tuple[str, ...]:
    """Return the fields that bore a signature in an earlier revision and bear none at the end."""
    revisions = range(reader.xrefs.total_revisions)
    before = {
        name for each in revisions for name in _signed_fields(reader.get_historical_resolver(each).root)
    }
    return tuple(sorted(before - _signed_fields(reader.root)))


def _brings_certificates(reader: PdfFileReader, revision: int) -> bool:
    before, after = (
        _certificates(reader.get_historical_resolver(each).root) for each in (revision - 1, revision)
    )
    return after > before


def _certificates(root: DictionaryObject) -> set[tuple[str, int]]:
    """Return what the store of certificates holds, each by its shelf and its object's number."""
    if "/DSS" not in root:
        return set()
    shelves = {
        str(name): held for name, held in root["/DSS"].items() if name in {"/Certs", "/CRLs", "/OCSPs"}
    }
    return {(name, each.idnum) for name, held in shelves.items() for each in held.get_object()}


def _signed_fields(root: DictionaryObject) -> set[str]:
    if "/AcroForm" not in root or "/Fields" not in root["/AcroForm"]:
        return set()
    held = [each.get_object() for each in root["/AcroForm"]["/Fields"]]
    return {str(each["/T"]) for each in held if "/T" in each and "/V" in each and each["/FT"] == "/Sig"}
