"""The certificates that checking a file may rely on: the authority's, and those whose keys were made here."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.handover import Endorsement
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.signing_key import MADE, certificate_in_use, key_source
from cpm_desktop.storage.forms.certificates import certificate_files


def known_to_authority(desk: Desk) -> tuple[bytes, ...]:
    """Return the certificates (DER) in the authority's forms folder; slow the first time, on any thread."""
    return _read_all(desk.procedure.certificates)


def known_in_folders(folders: Sequence[Path]) -> tuple[bytes, ...]:
    """Return the certificates (DER) in forms folders, for a check without an open desk."""
    return _read_all(certificate_files(folders))


def made_here(desk: Desk, endorsements: Iterable[Endorsement] = ()) -> frozenset[str]:
    """Return the fingerprints of certificates whose keys were made on this computer, as far as it remembers.

    It may load the key, which is slow; for any thread. `endorsements` are those of the meeting that is looked at.
    """
    found = {each.certificate for each in endorsements if each.is_made_here}
    if key_source(desk) == MADE:
        with suppress(CarePlanningError):
            found.add(certificate_in_use(desk).fingerprint)
    return frozenset(found)


def _read_all(files: Iterable[bytes]) -> tuple[bytes, ...]:
    from cpm_desktop.documents.certificate_file import read_certificates  # noqa: PLC0415 - only where there are some

    return tuple(certificate for content in files for certificate in read_certificates(content))
