"""What checking a signed file found, as values and in plain words; needs no PDF library."""

from dataclasses import dataclass
from datetime import datetime

from cpm_desktop.documents.said_time import say_date, say_moment


@dataclass(frozen=True, slots=True)
class SignatureFound:
    """One signature in a file.

    Attributes:
        field: the field it stands in, such as "Chair".
        signer: the name on the certificate.
        organisation: the authority on the certificate; may be empty.
        signed_at: what the signer's own clock said (UTC), if the signature gives it.
        fingerprint: SHA-256 of the certificate, 64 hexadecimal digits in lower case.
        valid_from: from when the certificate may sign.
        valid_until: until when it may.
        is_intact: the bytes it signed are unchanged, and only what it allows was added after it.
        is_self_made: the certificate vouches for itself.
        is_known: the certificate, or one that vouches for it, is among those the checker was given.
        vouched_by: whose known certificate vouches for it; empty where it is known itself, or not at all.
        is_made_here: its key was made by the application on the computer that checks.
    """

    field: str
    signer: str
    organisation: str
    signed_at: datetime | None
    fingerprint: str
    valid_from: datetime
    valid_until: datetime
    is_intact: bool
    is_self_made: bool
    is_known: bool
    vouched_by: str = ""
    is_made_here: bool = False

    @property
    def was_valid_when_signed(self) -> bool:
        """Whether the time the signature gives lies within the certificate's validity."""
        return self.signed_at is not None and self.valid_from <= self.signed_at <= self.valid_until

    @property
    def who(self) -> str:
        """The signer with the organisation, such as "Priya Nair, Northbeck Council"."""
        return f"{self.signer}, {self.organisation}" if self.organisation else self.signer

    def vouching(self) -> str:
        """Say in a sentence who vouches for the signer's name."""
        if self.vouched_by:
            return f"The certificate of {self.signer} is known: “{self.vouched_by}” vouches for it."
        if self.is_made_here:
            return (
                f"{self.signer} signed with a key made on this computer; nobody else vouches for who it was."
            )
        if self.is_known:
            return f"The certificate of {self.signer} is one that this computer knows."
        if self.is_self_made:
            return (
                f"{self.signer} signed with a key made on the computer where it was signed; nobody else vouches for "
                "who it was."
            )
        return f"Nobody known to this computer vouches for the certificate of {self.signer}."


@dataclass(frozen=True, slots=True)
class TimeFound:
    """A time server's word in a file: a document timestamp.

    Attributes:
        server: the name on the server's certificate.
        at: the time it gives (UTC).
        is_intact: what it covers is unchanged, and only what is allowed was added after it.
        vouched_by: whose known certificate vouches for the server; empty where none does.
        is_lasting: the certificates needed to check it later stand in the file, under it (PAdES B-LTA).
    """

    server: str
    at: datetime
    is_intact: bool
    vouched_by: str = ""
    is_lasting: bool = False

    def sentence(self) -> str:
        """Say what the server confirmed, and who vouches for it."""
        vouched = (
            f"“{self.vouched_by}” vouches for it"
            if self.vouched_by
            else "nobody known to this computer vouches for it"
        )
        lasting = " What is needed to check that later stands in the file." if self.is_lasting else ""
        return (
            f"The time server “{self.server}” confirmed on {say_moment(self.at)} that the file stood so; "
            f"{vouched}.{lasting}"
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking a file found.

    Attributes:
        sha256: the whole file's SHA-256, 64 hexadecimal digits in lower case.
        is_signed: it bears at least one signature, or the remains of one.
        is_whole: it is signed and nothing in it, not even one byte, has changed since.
        signatures: those that could be read, in the order in which they were made.
        findings: what is wrong, each a plain sentence; empty for a whole file.
        checked_at: the clock of the computer that checked.
        times: what time servers confirmed, in order.
        of_data: that the data inside agree with what is printed, or that there are none; empty where they do not.
        remarks: what is odd though nothing was changed, such as times in another order, each a plain sentence.
    """

    sha256: str
    is_signed: bool
    is_whole: bool
    signatures: tuple[SignatureFound, ...] = ()
    findings: tuple[str, ...] = ()
    checked_at: datetime | None = None
    times: tuple[TimeFound, ...] = ()
    of_data: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def signer(self) -> SignatureFound | None:
        """The first signature: the chair's."""
        return self.signatures[0] if self.signatures else None

    @property
    def countersignatures(self) -> tuple[SignatureFound, ...]:
        """The signatures made after the first."""
        return self.signatures[1:]

    def sentences(self) -> tuple[str, ...]:
        """Say it all in plain words, the answer first."""
        if not self.is_signed and not self.findings:
            unsigned = "Not signed: this file bears no signature, so nothing shows whether it was changed."
            return tuple(filter(None, (unsigned, self.of_data)))
        if not self.is_whole:
            return (
                "Not valid: do not rely on this file.",
                *self.findings,
                *self._who_is_said_to_have_signed(),
            )
        said = (
            *self._what_is_sure(),
            *self.remarks,
            self.of_data,
            *self._what_is_not_sure(),
            f"SHA-256 of the file: {self.sha256}",
        )
        return tuple(
            filter(None, dict.fromkeys(said))
        )  # two signatures by one certificate say the same of it

    def _what_is_sure(self) -> list[str]:
        said = []
        for number, signature in enumerate(self.signatures):
            time = f" on {say_moment(signature.signed_at)}" if signature.signed_at else ""
            signed = "Signed" if number == 0 else "Countersigned"
            covers = " That covers all before it, the first signature included." if number else ""
            said.append(f"{signed} by {signature.who}{time}.{covers}")
        last = self.signatures[-1].signed_at
        since = f" since {say_moment(last)}" if last else " since it was signed"
        said += [each.sentence() for each in self.times]
        return [f"Valid: whole and unchanged{since}.", *said]

    def _what_is_not_sure(self) -> list[str]:
        said = []
        for signature in self.signatures:
            said.append(signature.vouching())
            said.append(f"Certificate fingerprint of {signature.signer}: {signature.fingerprint}.")
            if not signature.was_valid_when_signed:
                said.append(
                    f"The certificate of {signature.signer} is valid from {say_date(signature.valid_from)} "
                    f"to {say_date(signature.valid_until)}; the time given for the signature is outside that."
                )
            if signature.signed_at and self.checked_at and signature.signed_at > self.checked_at:
                said.append(f"The time given by {signature.signer} is later than this computer’s clock.")
        if not self.times:
            said.append("The time is what the signer’s own computer said; nobody else confirms it.")
        return said

    def _who_is_said_to_have_signed(self) -> list[str]:
        return [f"It says that it was signed by {signature.who}." for signature in self.signatures]
