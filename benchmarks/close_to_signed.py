"""From pressing Sign to the signed file, kept and verified; and drawing the minutes."""

import cProfile
import datetime as dt
import io
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
from asn1crypto.keys import PrivateKeyInfo  # type: ignore[import-untyped]  # the same
from asn1crypto.x509 import Certificate  # type: ignore[import-untyped]  # the same
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

from benchmarks.held_meeting import CHEAP, open_held_meeting
from benchmarks.measured import Measured
from benchmarks.plain_platypus import PlainPlatypus
from benchmarks.profiles import top_of
from benchmarks.rounds import Comparison, compare
from cpm_desktop.data_files import forms_folder
from cpm_desktop.documents.certificate import SigningIdentity
from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer
from cpm_desktop.domain.blocks import Paper
from cpm_desktop.services.demo_store import DemoClock
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.papers import FILE_READER, action_list_pdf, draw, minutes_paper
from cpm_desktop.services.signing import SigningRun, TypedName
from cpm_desktop.services.signing_key import load_signing_key
from cpm_desktop.services.unlocking import Surroundings, unlock
from cpm_desktop.services.window_thread import never

_SIGNATURE = TypedName("Priya Nair")
_LINE = 13.0  # points from one line to the next
Lines = tuple[tuple[str, ...], ...]


def measure(*, is_short: bool) -> Measured:
    """Draw the demonstration's minutes over and over, then sign copies of the meeting one after the other."""
    with tempfile.TemporaryDirectory(prefix="cpm-benchmark-") as name:
        folder = Path(name)
        with open_held_meeting(folder) as held:
            now = held.desk.now()
            paper = minutes_paper(held.desk, held.desk.meeting(held.meeting_id).value, FILE_READER)
            drawing = _compare_drawing(held.desk, held.meeting_id, paper, 2 if is_short else 40)
            floor = _bare_signing(
                folder, load_signing_key(held.desk), _lines_of(draw(held.desk, paper, now).pdf)
            )
        signing = Signings(folder / "demo" / "store", held.passphrase, held.meeting_id, now)
        rounds = 1 if is_short else 15
        title = "from Sign to the signed file, kept and verified"
        with closing(signing):
            compared = compare(
                title,
                "bare canvas and pyHanko, synced",
                floor,
                signing.sign,
                rounds,
                warm=int(not is_short),
                before=signing.open_a_copy,
                limit=1.5,
            )
            profile = cProfile.Profile()
            signing.open_a_copy()
            profile.runcall(signing.sign)
        notes = ("## Where signing's time goes", top_of(profile, 30))
        return Measured((*drawing, compared), ("\n\n".join(notes),))


def draw_bare(lines: Lines) -> bytes:
    """Print lines on a bare canvas, in a font that every reader has."""
    target = io.BytesIO()
    canvas = Canvas(target, pageCompression=1)
    for page in lines:
        canvas.setFont("Helvetica", 9.5)
        for number, line in enumerate(page):
            canvas.drawString(56, 800 - number * _LINE, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _compare_drawing(desk: Desk, meeting_id: str, paper: Paper, rounds: int) -> tuple[Comparison, ...]:
    now, bare = desk.now(), "bare canvas, the same lines"
    minutes = draw(desk, paper, now)
    minutes_lines, action_lines = _lines_of(minutes.pdf), _lines_of(action_list_pdf(desk, meeting_id))
    name = f"draw the minutes, {minutes.pages} pages"
    platypus, met_anew = PlainPlatypus(), PaperRenderer()
    met_anew.render(paper, now)  # reads the fonts

    def draw_anew() -> None:
        met_anew.forget()
        met_anew.render(paper, now)

    return (
        compare(
            f"{name}, tagged, no word met before",
            "plain platypus, the same text",
            lambda: platypus.draw(paper),
            draw_anew,
            rounds,
            target=1.15,
        ),
        compare(
            name, bare, lambda: draw_bare(minutes_lines), lambda: draw(desk, paper, now), rounds, target=2.5
        ),
        compare(
            "the same, for the first time since unlocking",
            bare,
            lambda: draw_bare(minutes_lines),
            lambda: PaperRenderer().render(paper, now),
            rounds,
        ),
        compare(
            "draw the action list",
            bare,
            lambda: draw_bare(action_lines),
            lambda: action_list_pdf(desk, meeting_id),
            rounds,
            target=5.0,
        ),
    )


def _lines_of(pdf: bytes) -> Lines:
    """Return the lines of each page as they were printed."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return tuple(tuple(page.get_textpage().get_text_bounded().splitlines()) for page in document)


def _bare_signing(folder: Path, identity: SigningIdentity, lines: Lines) -> Callable[[], None]:
    """Return what draws, signs and writes with nothing but the libraries, the key loaded."""
    key = identity.private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = SimpleSigner(
        signing_cert=Certificate.load(identity.certificate),
        signing_key=PrivateKeyInfo.load(key),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]  # not annotated there
    )
    field = PdfSignatureMetadata(field_name="Chair")

    def sign() -> None:
        signed = sign_pdf(IncrementalPdfFileWriter(io.BytesIO(draw_bare(lines))), field, signer)
        with (folder / "floor.pdf").open("wb") as file:
            file.write(signed.getvalue())
            file.flush()
            os.fsync(file.fileno())

    return sign


class Signings:
    """Signs one copy of the store after the other; making and opening the copy does not count."""

    def __init__(self, store: Path, passphrase: str, meeting_id: str, now: dt.datetime) -> None:
        self._store, self._passphrase, self._meeting_id = store, passphrase, meeting_id
        self._surroundings = Surroundings(
            forms=(forms_folder(),), clock=DemoClock(now), cost=CHEAP, backs_up=False
        )
        self._numbers = itertools.count()
        self._desk: Desk | None = None

    def open_a_copy(self) -> None:
        """Open a store in which the meeting has ended and is not signed."""
        self.close()
        copy = self._store.with_name(f"store-{next(self._numbers)}")
        shutil.copytree(self._store, copy)
        self._desk = unlock(copy, self._passphrase, self._surroundings)
        self._desk.meeting(self._meeting_id)

    def sign(self, should_stop: Callable[[], bool] = never) -> None:
        """Sign as the page does, but all on one thread.

        Raises:
            SigningStopped: it was asked to, in time.
        """
        assert self._desk is not None
        run = SigningRun(self._desk, self._meeting_id)
        document = run.run(self._passphrase, _SIGNATURE, should_stop=should_stop)
        assert document.is_verified

    def require_all_or_nothing(self, *, is_signed: bool) -> None:
        """Check that a record is locked with its file, or neither."""
        assert self._desk is not None
        meeting = self._desk.meeting(self._meeting_id).value
        assert (meeting.is_signed(), bool(meeting.documents)) == (is_signed, is_signed)

    def close(self) -> None:
        """Let go of the copy."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None
