"""A real server's word for the time: what it adds, what is told of it, and that no wrong answer spoils a signature."""

import functools
import io
from datetime import timedelta

import pikepdf
import pytest
from asn1crypto import tsp, x509  # type: ignore[import-untyped]  # it ships no types
from pyhanko.sign.validation.dss import DocumentSecurityStore

from cpm_desktop.documents.certificate import SigningIdentity
from cpm_desktop.documents.signature_field import (
    CHAIR,
    COUNTERSIGNER,
    TIMES,
    reserve_signature_fields,
    time_fields,
)
from cpm_desktop.documents.signing import (
    CannotSignDocument,
    SignatureRequest,
    UntouchedMetadataWriter,
    sign_pdf,
)
from cpm_desktop.documents.time_stamping import TimeNotConfirmed, add_time
from cpm_desktop.documents.verifying import verify
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.time_server import TimeServerSilent, asked
from tests.documents.fictional_documents import FIELDS, SIGNED_AT, two_pages
from tests.documents.tampering import CHANGES, altered
from tests.documents.time_servers import (
    SERVER,
    known,
    of_something_else,
    refusal,
    right_answer,
    serving,
    trickling,
    with_another_nonce,
)
from tests.services.certificate_files import AUTHORITY

LATER = SIGNED_AT + timedelta(minutes=3)
ROOTS = (known(SIGNED_AT),)


@pytest.fixture(scope="module")
def with_places(chair: SigningIdentity) -> bytes:
    prepared = reserve_signature_fields(two_pages(), [*FIELDS, *time_fields()], SIGNED_AT)
    return sign_pdf(prepared, chair, SignatureRequest(CHAIR, SIGNED_AT))


@pytest.fixture(scope="module")
def stamped(with_places: bytes) -> bytes:
    with serving(right_answer(LATER)) as address:
        return add_time(with_places, lambda request: asked(address, request), ROOTS, LATER)


def test_a_server_that_is_vouched_for_adds_what_lasts(with_places: bytes, stamped: bytes) -> None:
    assert stamped.startswith(with_places)
    verdict = verify(stamped, ROOTS)
    assert verdict.is_whole
    (time,) = verdict.times
    assert (time.server, time.at, time.vouched_by, time.is_lasting) == (SERVER, LATER, AUTHORITY, True)
    said = " ".join(verdict.sentences())
    assert f"The time server “{SERVER}” confirmed on 24 November 2026 at 16:43 that the file stood so" in said
    assert f"“{AUTHORITY}” vouches for it. What is needed to check that later stands in the file." in said
    assert "own computer said" not in said
    with pikepdf.open(io.BytesIO(stamped)) as document:
        assert len(document.Root.DSS.Certs) >= 1


def test_a_server_that_nobody_known_vouches_for_is_told_as_that(with_places: bytes) -> None:
    with serving(right_answer(LATER)) as address:
        stamped = add_time(with_places, lambda request: asked(address, request), (), LATER)
    verdict = verify(stamped)
    assert verdict.is_whole
    assert not verdict.times[0].is_lasting
    assert "nobody known to this computer vouches for it" in " ".join(verdict.sentences())


def test_a_server_that_others_than_those_known_vouch_for_is_told_as_that(
    with_places: bytes, colleague: SigningIdentity
) -> None:
    others = (colleague.certificate,)
    with serving(right_answer(LATER)) as address:
        stamped = add_time(with_places, lambda request: asked(address, request), others, LATER)
    verdict = verify(stamped, others)
    assert verdict.is_whole
    assert not verdict.times[0].is_lasting
    assert "nobody known to this computer vouches for it" in " ".join(verdict.sentences())


def test_a_second_signature_and_a_second_time_come_after_the_first(
    stamped: bytes, colleague: SigningIdentity
) -> None:
    both = sign_pdf(stamped, colleague, SignatureRequest(COUNTERSIGNER, LATER))
    assert verify(both, ROOTS).is_whole
    again = LATER + timedelta(days=1)
    with serving(right_answer(again)) as address:
        twice = add_time(both, lambda request: asked(address, request), ROOTS, again)
        verdict = verify(twice, ROOTS)
        assert verdict.is_whole
        assert [each.signer for each in verdict.signatures] == ["Priya Nair", "Joy Okafọ̀"]
        assert [each.at for each in verdict.times] == [LATER, again]
        thrice = add_time(twice, lambda request: asked(address, request), ROOTS, again)
        with pytest.raises(CannotSignDocument, match="no place left"):
            add_time(thrice, lambda request: asked(address, request), ROOTS, again)
    assert len(TIMES) == 3


def test_a_time_before_that_of_the_signature_is_remarked_on(with_places: bytes, stamped: bytes) -> None:
    early = SIGNED_AT - timedelta(minutes=20)
    with serving(right_answer(early)) as address:
        verdict = verify(add_time(with_places, lambda request: asked(address, request), ROOTS, early), ROOTS)
    assert verdict.is_whole
    assert (
        f"what the time server “{SERVER}” confirmed is dated 24 November 2026 at 16:20, but covers the signature of "
        "Priya Nair, dated 24 November 2026 at 16:40."
    ) in " ".join(verdict.sentences())
    assert verify(stamped, ROOTS).remarks == ()


def test_every_change_of_a_confirmed_file_is_found(stamped: bytes) -> None:
    for name in ("another language", "a free text over the page", "an empty revision", "no metadata"):
        if name != "no metadata":
            assert not verify(altered(stamped, CHANGES[name]), ROOTS).is_whole, name
    for place in range(9, len(stamped), 331):
        changed = bytearray(stamped)
        changed[place] ^= 1 << (place % 8)
        assert not verify(bytes(changed), ROOTS).is_whole, place
    assert not verify(stamped + b"\n", ROOTS).is_whole
    assert not verify(stamped[:-1], ROOTS).is_whole


def test_a_servers_word_written_otherwise_is_told_as_the_servers(stamped: bytes) -> None:
    last = stamped.rindex(b"/Contents")
    begins = stamped.index(b"<", last) + 1
    spelt = stamped[begins : begins + 400].swapcase()
    changed = stamped[:begins] + spelt + stamped[begins + 400 :]
    assert verify(changed, ROOTS).findings == (
        f"The bytes that hold the signature of {SERVER} were changed.",
    )


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal, TimeNotConfirmed),
        (of_something_else(LATER), TimeNotConfirmed),
        (lambda _request: (200, b"<html>Sign in to the guest network</html>"), TimeNotConfirmed),
        (lambda _request: (200, b""), TimeNotConfirmed),
        (lambda _request: (200, bytes.fromhex("30053003020100")), TimeNotConfirmed),  # granted, and no token
        (with_another_nonce(LATER), TimeNotConfirmed),
        (lambda _request: (503, b""), TimeServerSilent),
        (lambda _request: (302, b""), TimeServerSilent),
    ],
)
def test_no_wrong_answer_spoils_the_signature(
    answer: object, kind: type[CarePlanningError], with_places: bytes
) -> None:
    with serving(answer) as address, pytest.raises(kind, match="stands as it was"):  # type: ignore[arg-type]  # a parameter
        add_time(with_places, lambda request: asked(address, request), ROOTS, LATER)
    assert verify(with_places).is_whole


def test_an_answer_garbled_anywhere_is_told_as_the_servers_and_never_as_a_damaged_file(
    with_places: bytes,
) -> None:
    right = right_answer(LATER)

    def garbled(place: int, request: bytes) -> bytes:
        answer = bytearray(right(request)[1])
        answer[place] ^= 1 << (place % 8)
        return bytes(answer)

    told: list[str] = []
    for place in (368, 391, 437, 713, 736, 782, *range(330, 900, 110)):  # most in the server's certificate
        try:
            confirmed = add_time(with_places, functools.partial(garbled, place), ROOTS, LATER)
        except TimeNotConfirmed as refusal:
            told.append(refusal.sentence)
        else:
            assert verify(confirmed, ROOTS).is_whole
    assert len(told) > 6
    assert all(sentence.startswith("The time server") for sentence in told)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "https://", "ftp://127.0.0.1/", "not an address"])
def test_a_server_that_is_not_there_is_told(address: str) -> None:
    with pytest.raises(TimeServerSilent):
        asked(address, b"")


def test_a_file_without_a_place_is_told(signed: bytes) -> None:
    with serving(right_answer(LATER)) as address, pytest.raises(CannotSignDocument, match="no place left"):
        add_time(signed, lambda request: asked(address, request), ROOTS, LATER)


@pytest.mark.parametrize(
    "beginning", [b"", b"HTTP/1.1 200 OK\r\nA: ", b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n"]
)
def test_a_server_that_answers_letter_by_letter_is_waited_for_no_longer_than_one_that_is_silent(
    beginning: bytes,
) -> None:
    with trickling(beginning) as address, pytest.raises(TimeServerSilent, match="no answer came"):
        asked(address, b"", patience=0.3)


def test_waiting_for_a_server_can_be_stopped() -> None:
    looks: list[bool] = []

    def is_enough() -> bool:
        looks.append(True)
        return len(looks) > 2

    with trickling(b"") as address, pytest.raises(TimeServerSilent):
        asked(address, b"", is_enough, patience=10_000.0)
    assert len(looks) == 3


@pytest.mark.parametrize("status", ["granted_with_mods", "rejection", "waiting"])
def test_a_time_that_is_not_granted_as_asked_is_not_taken(status: str, with_places: bytes) -> None:
    right = right_answer(LATER)

    def answer(request: bytes) -> bytes:
        read = tsp.TimeStampResp.load(right(request)[1])
        read["status"]["status"] = status
        return bytes(read.dump(force=True))

    with pytest.raises(TimeNotConfirmed, match="refused, or answered something else"):
        add_time(with_places, answer, ROOTS, LATER)


def test_a_damaged_file_is_told_as_that_before_anybody_is_asked(with_places: bytes) -> None:
    def nobody(_request: bytes) -> bytes:
        pytest.fail("a server was asked for a file that is none")

    with pytest.raises(CannotSignDocument, match="it is damaged"):
        add_time(with_places[:-1000], nobody, ROOTS, LATER)


def test_a_fault_of_our_own_is_not_told_as_the_servers(with_places: bytes) -> None:
    def broken(_request: bytes) -> bytes:
        raise RuntimeError("a fault of our own")

    with pytest.raises(RuntimeError, match="our own"):
        add_time(with_places, broken, ROOTS, LATER)


def test_certificates_added_between_two_signatures_are_allowed_and_an_empty_addition_is_not(
    with_places: bytes, colleague: SigningIdentity
) -> None:
    adding, more = UntouchedMetadataWriter(io.BytesIO(with_places)), io.BytesIO()
    certificates = [x509.Certificate.load(each) for each in ROOTS]
    DocumentSecurityStore.supply_dss_in_writer(adding, None, certs=certificates)
    adding.write(more)  # type: ignore[no-untyped-call]  # not annotated there
    empty = altered(more.getvalue(), CHANGES["an empty revision"])
    for before, is_whole in ((more.getvalue(), True), (empty, False)):
        both = sign_pdf(before, colleague, SignatureRequest(COUNTERSIGNER, LATER))
        assert both.startswith(with_places)
        assert verify(both, ROOTS).is_whole is is_whole
