"""A form as canonical text: what is hashed, kept beside a meeting, and read again when old minutes are drawn.

Values that equal their default are left out, so that a field added later leaves the hash of earlier forms as
it was. For the same reason a default must never change once a form was kept.
"""

import dataclasses
import hashlib
import json

from cpm_desktop.domain.codec import Plain, from_plain, plain_value
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.forms import Form


def canonical_form_text(form: Form) -> str:
    """Return a form as JSON in one exact way: keys sorted, no spaces, defaults and the hash left out."""
    kept = dataclasses.replace(form, hash="")
    return json.dumps(_without_defaults(kept), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_form_text(canonical: str) -> str:
    """Return the SHA-256 of a canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def with_hash(form: Form) -> Form:
    """Return the form with its hash set."""
    return dataclasses.replace(form, hash=hash_form_text(canonical_form_text(form)))


def read_form_text(canonical: str) -> Form:
    """Rebuild a form from its canonical text, with its hash set.

    Raises:
        InvalidDetail: the text is no form.
    """
    try:
        form = from_plain(Form, dict(json.loads(canonical)))
    except (ValueError, TypeError, RecursionError, InvalidDetail) as error:
        raise InvalidDetail("The form kept with this meeting cannot be read. Restore a backup.") from error
    return dataclasses.replace(form, hash=hash_form_text(canonical))


def _default_of(entry: "dataclasses.Field[object]") -> object:
    made = entry.default_factory
    return entry.default if made is dataclasses.MISSING else made()


def _without_defaults(value: object) -> Plain:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {
            entry.name: _without_defaults(getattr(value, entry.name))
            for entry in fields
            if getattr(value, entry.name) != _default_of(entry)
        }
    if isinstance(value, tuple):
        return [_without_defaults(part) for part in value]
    return plain_value(value)
