"""Texts of a form: blanks that are filled where they stand, and braces for blanks only."""

import re
from collections.abc import Mapping
from typing import Final

from cpm_desktop.domain.blanks import blanks_in, stray_braces
from cpm_desktop.domain.forms import Form
from cpm_desktop.storage.forms.findings import Findings, suggest
from cpm_desktop.storage.forms.form_parts import texts_with_braces_in

_NONE: Final[frozenset[str]] = frozenset()
# The blanks that each text may have, by its place without numbers; every other text of a form has "{child}" at most.
BLANKS: Final[Mapping[str, frozenset[str]]] = {
    "waiver.notice": frozenset({"agency", "child", "date", "reasoning", "challenge"}),
    "texts.file_name": frozenset({"case_number", "date", "kind"}),
    "texts.case_note": frozenset({"date", "kind", "next", "case_system", "legal_filing"}),
    "texts.officer": frozenset({"officer", "date", "kind", "case_number"}),
    "texts.invitation": frozenset({"date", "kind"}),
    "date_checks.says": frozenset({"date", "other", "days"}),
    "follow_ups.text": frozenset({"child", "what", "who"}),
    "follow_ups.message": frozenset({"child", "what", "who"}),
    "texts.powers": _NONE,
    "texts.confidentiality": _NONE,
    "name": _NONE,
    "short_name": _NONE,
    "sentence": _NONE,
    "offers.because": _NONE,
    "distribution.page_mark": _NONE,
    "distribution.marked_copies.mark": _NONE,
}
_OF_THE_CHILD: Final = frozenset({"child"})
_NUMBERS: Final = re.compile(r"\[\d+\]")


def check_texts(form: Form, findings: Findings) -> None:
    """Find blanks that nothing fills, and braces that stand alone."""
    for place, text in texts_with_braces_in(form):
        allowed = BLANKS.get(_NUMBERS.sub("", place), _OF_THE_CHILD)
        for name in blanks_in(text):
            if name not in allowed:
                remedy = suggest(name, allowed, "Delete it; this text has no blanks.")
                findings.add_unless_spoilt(place, f"The blank {{{name}}} cannot stand here.", remedy)
        if any(stray_braces(text)):
            what = "A brace { or } stands here alone."
            findings.add_unless_spoilt(place, what, "Braces are for blanks such as {child} only.")
    if "date" not in blanks_in(form.texts.file_name):
        what = "The files of two meetings would have the same name."
        findings.add_unless_spoilt("texts.file_name", what, "Add the blank {date}.", is_warning=True)
