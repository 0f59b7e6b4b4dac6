import io

import pytest
from asn1crypto import cms, core, tsp, x509  # type: ignore[import-untyped]  # it ships no types
from pyhanko.pdf_utils.reader import PdfFileReader

from cpm_desktop.documents.signature_envelope import UnexplainedBytesError, covered_length
from tests.documents.fictional_documents import SIGNED_AT
from tests.documents.time_servers import right_answer


def _container(pdf: bytes) -> tuple[list[int], bytes]:
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    return [int(number) for number in signature.byte_range], signature.pkcs7_content


def _file_around(byte_range: list[int], container: bytes) -> tuple[bytes, list[int]]:
    """A file that holds `container` as it should be held, whatever is in it."""
    before = byte_range[1]
    written = b"<" + container.hex().encode() + b">"
    return b"x" * before + written + b"y", [0, before, before + len(written), 1]


def test_a_signature_accounts_for_the_whole_file(signed: bytes) -> None:
    byte_range, container = _container(signed)
    assert covered_length(signed, byte_range, container) == len(signed)


@pytest.mark.parametrize(
    "byte_range", [[], [0, 1, 2], [1, 5, 9, 1], [0, 0, 5, 5], [0, 9, 5, 5], [0, 5, 9, 10**9], [0, 5, 9, -1]]
)
def test_a_range_outside_the_file_is_refused(byte_range: list[int], signed: bytes) -> None:
    with pytest.raises(UnexplainedBytesError, match="byte range"):
        covered_length(signed, byte_range, _container(signed)[1])


def test_digits_of_both_cases_are_refused_and_of_either_accepted(signed: bytes) -> None:
    byte_range, container = _container(signed)
    begins, ends = byte_range[1], byte_range[2]
    gap = signed[begins:ends]
    for whole in (gap.lower(), gap.upper()):
        assert covered_length(signed[:begins] + whole + signed[ends:], byte_range, container) == len(signed)
    mixed = signed[:begins] + gap[:99] + gap[99:].swapcase() + signed[ends:]
    with pytest.raises(UnexplainedBytesError, match="one case"):
        covered_length(mixed, byte_range, container)


def test_stuffing_in_the_padding_is_refused(signed: bytes) -> None:
    byte_range, container = _container(signed)
    stuffed, stuffed_range = _file_around(byte_range, container[:-5] + b"stuff")
    with pytest.raises(UnexplainedBytesError, match="padding"):
        covered_length(stuffed, stuffed_range, container[:-5] + b"stuff")


def test_a_length_that_swallows_padding_is_refused(signed: bytes) -> None:
    byte_range, container = _container(signed)
    longer = int.from_bytes(container[2:4]) + 4
    swallowed = container[:2] + longer.to_bytes(2) + container[4:]
    file, changed_range = _file_around(byte_range, swallowed)
    with pytest.raises(UnexplainedBytesError, match="canonically"):
        covered_length(file, changed_range, swallowed)


def test_a_length_written_in_more_digits_than_it_needs_is_refused(signed: bytes) -> None:
    byte_range, container = _container(signed)
    assert container[:2] == b"\x30\x82"
    longer = b"\x30\x83\x00" + container[2:]
    file, changed_range = _file_around(byte_range, longer)
    with pytest.raises(UnexplainedBytesError, match="canonically"):
        covered_length(file, changed_range, longer)


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_a_servers_word_is_taken_in_its_own_form_alone(version: str) -> None:
    """A time may bring whatever certificates its server sends, but no other version numbers than its form has."""
    wanted = tsp.TimeStampReq(
        {
            "version": 1,
            "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)},
            "cert_req": True,
        }
    )
    answer = tsp.TimeStampResp.load(right_answer(SIGNED_AT)(wanted.dump())[1])
    token = answer["time_stamp_token"].dump()
    file, byte_range = _file_around([0, 9, 9, 1], token)
    assert covered_length(file, byte_range, token) == len(file)
    content = cms.ContentInfo.load(token)
    content["content"]["version"] = version
    changed = content.dump(force=True)
    file, byte_range = _file_around([0, 9, 9, 1], changed)
    with pytest.raises(UnexplainedBytesError, match="version numbers"):
        covered_length(file, byte_range, changed)


@pytest.mark.parametrize("change", ["signers", "digests", "version", "signer's version"])
def test_what_no_signature_covers_is_checked(change: str, signed: bytes) -> None:
    byte_range, container = _container(signed)
    content = cms.ContentInfo.load(container)
    signed_data = content["content"]
    if change == "signers":
        signed_data["signer_infos"].append(signed_data["signer_infos"][0].copy())
    elif change == "digests":
        signed_data["digest_algorithms"] = [{"algorithm": "sha512"}]
    elif change == "signer's version":
        signed_data["signer_infos"][0]["version"] = "v3"
    else:
        signed_data["version"] = "v3"
    changed = content.dump(force=True)
    file, changed_range = _file_around(byte_range, changed)
    with pytest.raises(UnexplainedBytesError):
        covered_length(file, changed_range, changed)


def test_an_issuer_spelt_otherwise_is_refused_and_a_signer_told_by_the_key_is_taken(signed: bytes) -> None:
    byte_range, container = _container(signed)
    content = cms.ContentInfo.load(container)
    signer = content["content"]["signer_infos"][0]
    signer["sid"].chosen["issuer"] = x509.Name.build({"common_name": "Somebody else"})
    changed = content.dump(force=True)
    file, changed_range = _file_around(byte_range, changed)
    with pytest.raises(UnexplainedBytesError, match="issuer is spelt in another way"):
        covered_length(file, changed_range, changed)
    signer["sid"] = cms.SignerIdentifier("subject_key_identifier", core.OctetString(b"key"))
    changed = content.dump(force=True)
    file, changed_range = _file_around(byte_range, changed)
    assert covered_length(file, changed_range, changed) == len(file)
