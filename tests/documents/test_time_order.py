"""Times in a signed file that do not come in the order of the file: what is remarked on, and what is not."""

from datetime import datetime, timedelta

from cpm_desktop.documents.time_order import out_of_order
from cpm_desktop.documents.verdict import SignatureFound, TimeFound
from tests.documents.fictional_documents import SIGNED_AT

DAY = timedelta(days=1)


def signature(signer: str, at: datetime | None) -> SignatureFound:
    return SignatureFound(
        "Chair", signer, "", at, "ab" * 32, SIGNED_AT - DAY, SIGNED_AT + DAY, True, True, False
    )


def test_a_signature_without_a_time_is_passed_over() -> None:
    late, silent = signature("Priya Nair", SIGNED_AT), signature("Joy Okafor", None)
    early = TimeFound("Northbeck Time", SIGNED_AT - timedelta(minutes=1), True)
    assert out_of_order((silent, late, silent)) == ()
    (said,) = out_of_order((late, silent, early))
    assert "what the time server “Northbeck Time” confirmed is dated 24 November 2026 at 16:39" in said
    assert "covers the signature of Priya Nair, dated 24 November 2026 at 16:40" in said


def test_clocks_less_than_a_minute_apart_are_not_remarked_on() -> None:
    late = signature("Priya Nair", SIGNED_AT)
    assert out_of_order((late, signature("Joy Okafor", SIGNED_AT - timedelta(seconds=59)))) == ()


def test_each_is_held_against_the_latest_before_it() -> None:
    first, second = signature("Priya Nair", SIGNED_AT), signature("Joy Okafor", SIGNED_AT + DAY)
    third = signature("Rachel Moss", SIGNED_AT + timedelta(hours=1))
    (said,) = out_of_order((first, second, third))
    assert "the signature of Rachel Moss is dated 24 November 2026 at 17:40" in said
    assert "covers the signature of Joy Okafor, dated 25 November 2026 at 16:40" in said
    assert out_of_order((first, second)) == ()
