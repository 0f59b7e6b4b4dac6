"""What checking a signed file found, in plain words: each thing that a reader has to know, and nothing twice."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from cpm_desktop.documents.verdict import SignatureFound, TimeFound, Verdict
from tests.documents.fictional_documents import SIGNED_AT

DAY = timedelta(days=1)
CHAIR = SignatureFound(
    field="Chair",
    signer="Priya Nair",
    organisation="Northbeck Council",
    signed_at=SIGNED_AT,
    fingerprint="ab" * 32,
    valid_from=SIGNED_AT - DAY,
    valid_until=SIGNED_AT + DAY,
    is_intact=True,
    is_self_made=True,
    is_known=False,
)
SECOND = replace(CHAIR, field="Countersigner", signer="Joy Okafor", organisation="", fingerprint="cd" * 32)
NOBODY_CONFIRMS = "The time is what the signer’s own computer said; nobody else confirms it."


def verdict_of(*signatures: SignatureFound, **others: object) -> Verdict:
    return Verdict("ef" * 32, bool(signatures), bool(signatures), signatures, **others)  # type: ignore[arg-type]  # any of its fields


def test_a_whole_file_is_told_in_order_the_answer_first() -> None:
    own_key = (
        "signed with a key made on the computer where it was signed; nobody else vouches for who it was."
    )
    covers = "That covers all before it, the first signature included."
    assert verdict_of(CHAIR, SECOND, of_data="The data inside agree.", remarks=("Odd.",)).sentences() == (
        "Valid: whole and unchanged since 24 November 2026 at 16:40.",
        "Signed by Priya Nair, Northbeck Council on 24 November 2026 at 16:40.",
        f"Countersigned by Joy Okafor on 24 November 2026 at 16:40. {covers}",
        "Odd.",
        "The data inside agree.",
        f"Priya Nair {own_key}",
        f"Certificate fingerprint of Priya Nair: {'ab' * 32}.",
        f"Joy Okafor {own_key}",
        f"Certificate fingerprint of Joy Okafor: {'cd' * 32}.",
        NOBODY_CONFIRMS,
        f"SHA-256 of the file: {'ef' * 32}",
    )


def test_two_signatures_by_one_certificate_say_once_what_is_the_same_of_both() -> None:
    said = verdict_of(CHAIR, replace(CHAIR, field="Countersigner")).sentences()
    assert len(said) == len(set(said))
    assert sum("fingerprint" in sentence for sentence in said) == 1


def test_a_signature_without_a_time_is_told_without_one() -> None:
    said = verdict_of(replace(CHAIR, signed_at=None)).sentences()
    assert said[:2] == (
        "Valid: whole and unchanged since it was signed.",
        "Signed by Priya Nair, Northbeck Council.",
    )
    assert any("outside that" in sentence for sentence in said)  # no time is none within the certificate's


@pytest.mark.parametrize(
    ("moment", "is_within"),
    [
        (CHAIR.valid_from, True),
        (CHAIR.valid_until, True),
        (CHAIR.valid_from - timedelta(seconds=1), False),
        (CHAIR.valid_until + timedelta(seconds=1), False),
    ],
)
def test_a_time_at_either_end_of_the_certificates_own_is_within_it(moment: datetime, is_within: bool) -> None:
    signature = replace(CHAIR, signed_at=moment)
    assert signature.was_valid_when_signed is is_within
    outside = "The certificate of Priya Nair is valid from 23 November 2026 to 25 November 2026; the time given for "
    said = verdict_of(signature).sentences()
    assert any(sentence.startswith(outside) for sentence in said) is not is_within


def test_a_signature_is_from_the_future_only_where_its_time_is_later_than_the_clock() -> None:
    later = "The time given by Priya Nair is later than this computer’s clock."
    assert later not in verdict_of(CHAIR, checked_at=SIGNED_AT).sentences()
    assert later in verdict_of(CHAIR, checked_at=SIGNED_AT - timedelta(seconds=1)).sentences()
    assert later not in verdict_of(replace(CHAIR, signed_at=None), checked_at=SIGNED_AT).sentences()


def test_who_vouches_for_a_signer_is_told_by_the_best_that_is_known() -> None:
    vouched = replace(CHAIR, is_known=True, vouched_by="Northbeck Signing", is_made_here=True)
    told = [
        (vouched, "The certificate of Priya Nair is known: “Northbeck Signing” vouches for it."),
        (
            replace(vouched, vouched_by=""),
            "Priya Nair signed with a key made on this computer; nobody else vouches for who it was.",
        ),
        (
            replace(CHAIR, is_known=True),
            "The certificate of Priya Nair is one that this computer knows.",
        ),
        (
            replace(CHAIR, is_self_made=False),
            "Nobody known to this computer vouches for the certificate of Priya Nair.",
        ),
    ]
    for signature, sentence in told:
        assert signature.vouching() == sentence
        assert sentence in verdict_of(signature).sentences()


def test_what_a_time_server_confirmed_is_told_with_who_vouches_for_it() -> None:
    time = TimeFound("Northbeck Time", SIGNED_AT + timedelta(minutes=3), True)
    assert time.sentence() == (
        "The time server “Northbeck Time” confirmed on 24 November 2026 at 16:43 that the file stood so; nobody known "
        "to this computer vouches for it."
    )
    lasting = replace(time, vouched_by="Northbeck Signing", is_lasting=True)
    assert lasting.sentence() == (
        "The time server “Northbeck Time” confirmed on 24 November 2026 at 16:43 that the file stood so; “Northbeck "
        "Signing” vouches for it. What is needed to check that later stands in the file."
    )
    said = verdict_of(CHAIR, times=(lasting,)).sentences()
    assert lasting.sentence() in said
    assert NOBODY_CONFIRMS not in said


def test_a_file_that_is_not_whole_is_told_with_what_is_wrong_and_who_is_said_to_have_signed() -> None:
    broken = Verdict(
        "ef" * 32, True, False, (CHAIR, SECOND), ("Something was added.",), of_data="They agree."
    )
    assert broken.sentences() == (
        "Not valid: do not rely on this file.",
        "Something was added.",
        "It says that it was signed by Priya Nair, Northbeck Council.",
        "It says that it was signed by Joy Okafor.",
    )
    assert broken.signer == CHAIR
    assert broken.countersignatures == (SECOND,)


def test_a_file_without_a_signature_is_told_as_that_unless_it_is_damaged() -> None:
    unsigned = "Not signed: this file bears no signature, so nothing shows whether it was changed."
    assert verdict_of().sentences() == (unsigned,)
    assert verdict_of(of_data="The data inside agree.").sentences() == (unsigned, "The data inside agree.")
    assert verdict_of(findings=("The file is damaged.",)).sentences() == (
        "Not valid: do not rely on this file.",
        "The file is damaged.",
    )
    assert verdict_of().signer is None
    assert verdict_of().countersignatures == ()
