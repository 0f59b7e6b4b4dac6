"""Papers are what they say they are, PDF/A-3a and PDF/UA-1, whoever has signed them; and the check can fail."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tools.conformance.validator import Validator, missing_parts, running_validator
from tools.read_back.scripts import SENTENCES

from cpm_desktop.documents.rendering.paper_renderer import RenderedPaper
from cpm_desktop.documents.signature_field import (
    CHAIR,
    COUNTERSIGNER,
    SignatureField,
    reserve_signature_fields,
    time_fields,
)
from cpm_desktop.documents.signing import SignatureRequest, sign_pdf, stamp_for
from cpm_desktop.documents.time_stamping import add_time
from cpm_desktop.documents.verifying import verify
from cpm_desktop.domain.blocks import Paragraph
from cpm_desktop.services.guide_papers import card_of_keys, user_guide
from cpm_desktop.services.time_server import asked
from tests.documents.broken_copies import BREAKS, broken_copies
from tests.documents.fictional_documents import SIGNED_AT, WAVE, make_identity
from tests.documents.rendering.test_paper_renderer import EVERY_BLOCK, RENDERER, paper_with
from tests.documents.time_servers import known, right_answer, serving

pytestmark = pytest.mark.slow  # an engine of another language has to start


@pytest.fixture(scope="module")
def validator() -> Iterator[Validator]:
    missing = missing_parts()
    if missing and "CI" not in os.environ:
        pytest.skip(f"Not installed: {missing}; CONTRIBUTING.md names the packages.")
    assert not missing, missing
    with running_validator() as running:
        yield running


@pytest.fixture(scope="module")
def rendered() -> RenderedPaper:
    return RENDERER.render(paper_with(*EVERY_BLOCK), SIGNED_AT)


@pytest.fixture(scope="module")
def with_fields(rendered: RenderedPaper) -> bytes:
    [place] = rendered.signature_places
    fields = [
        SignatureField(CHAIR, place.page, place.rect, place.tooltip),
        SignatureField(COUNTERSIGNER, place.page, (320, 90, 480, 130), "Signature of the countersigner"),
    ]
    return reserve_signature_fields(rendered.pdf, fields, SIGNED_AT)


def broken_rules(validator: Validator, pdf: bytes, folder: Path) -> tuple[str, ...]:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    return validator.verdict(path).broken


def test_a_paper_conforms(validator: Validator, rendered: RenderedPaper, tmp_path: Path) -> None:
    assert broken_rules(validator, rendered.pdf, tmp_path) == ()


def test_a_paper_in_every_script_conforms(validator: Validator, tmp_path: Path) -> None:
    pdf = RENDERER.render(paper_with(*map(Paragraph, SENTENCES)), SIGNED_AT).pdf
    assert broken_rules(validator, pdf, tmp_path) == ()


def test_a_paper_conforms_unsigned_signed_and_countersigned(
    validator: Validator, with_fields: bytes, tmp_path: Path
) -> None:
    assert broken_rules(validator, with_fields, tmp_path) == ()
    signed = with_fields
    for number, field in enumerate((CHAIR, COUNTERSIGNER)):
        moment = SIGNED_AT + timedelta(hours=number)
        request = SignatureRequest(field, moment, "Agreed", stamp_for(signed, field, WAVE))
        signed = sign_pdf(signed, make_identity(f"Signer {number}"), request)
        assert broken_rules(validator, signed, tmp_path) == (), field


def test_a_paper_conforms_with_times_from_a_server(
    validator: Validator, rendered: RenderedPaper, tmp_path: Path
) -> None:
    [place] = rendered.signature_places
    places = [SignatureField(CHAIR, place.page, place.rect, place.tooltip), *time_fields()]
    signed = sign_pdf(
        reserve_signature_fields(rendered.pdf, places, SIGNED_AT),
        make_identity("Signer"),
        SignatureRequest(CHAIR, SIGNED_AT),
    )
    assert broken_rules(validator, signed, tmp_path) == ()
    with serving(right_answer(SIGNED_AT)) as address:
        for _ in places[1:]:
            signed = add_time(signed, lambda request: asked(address, request), (known(SIGNED_AT),), SIGNED_AT)
            assert broken_rules(validator, signed, tmp_path) == ()
    assert all(each.is_lasting for each in verify(signed, (known(SIGNED_AT),)).times)


def test_every_broken_copy_is_caught(validator: Validator, with_fields: bytes, tmp_path: Path) -> None:
    assert len(BREAKS) >= 28
    passed = [
        name for name, copy in broken_copies(with_fields) if not broken_rules(validator, copy, tmp_path)
    ]
    assert passed == []


@pytest.mark.parametrize("draw", [user_guide, card_of_keys])
def test_the_guide_with_its_pictures_and_the_card_of_keys_conform(
    validator: Validator, draw: Callable[[dt.datetime], RenderedPaper], tmp_path: Path
) -> None:
    assert broken_rules(validator, draw(SIGNED_AT).pdf, tmp_path) == ()
