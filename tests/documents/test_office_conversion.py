"""LibreOffice makes a PDF of a Word file and does nothing else, whatever the file asks for."""

import http.server
import io
import re
import shutil
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from cpm_desktop.documents.office_conversion import find_office, word_to_pdf
from tests.services.test_annexes import a_pdf, a_picture, a_word_file

OFFICE = find_office()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script of the shell")
def test_it_is_told_to_run_no_macro_and_to_follow_no_link(tmp_path: Path) -> None:
    source, kept, program = tmp_path / "letter.docx", tmp_path / "kept.xcu", tmp_path / "soffice"
    source.write_bytes(a_word_file())
    (tmp_path / "made.pdf").write_bytes(a_pdf())
    copy = shutil.which("cp", path="/bin:/usr/bin")
    program.write_text(
        f'#!/bin/sh\n{copy} "$7/profile/user/registrymodifications.xcu" "{kept}"\n'
        f'{copy} "{tmp_path}/made.pdf" "$7/letter.pdf"\n'
    )
    program.chmod(0o755)
    assert word_to_pdf(source, program) == a_pdf()
    text = kept.read_text(encoding="utf-8")
    said = dict(re.findall(r'oor:name="(\w+)"[^>]*><value>([^<]*)</value>', text))
    assert {name: said[name] for name in ("BlockUntrustedRefererLinks", "DisableMacrosExecution")} == {
        "BlockUntrustedRefererLinks": "true",
        "DisableMacrosExecution": "true",
    }
    assert said["ooInetHTTPProxyName"] == "127.0.0.1"


@pytest.fixture
def asked() -> Iterator[tuple[int, list[str]]]:
    """A server on this computer, with what was asked of it."""
    found: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.append(self.path)
            self.send_error(404)

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_OPTIONS(self) -> None:
            self.do_GET()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port, found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_a_picture_that_a_file_only_links_to_is_not_fetched(
    tmp_path: Path, asked: tuple[int, list[str]]
) -> None:
    port, found = asked
    source = tmp_path / "linked.docx"
    source.write_bytes(linking_to(f"http://127.0.0.1:{port}/seen.png"))
    assert OFFICE is not None
    made = word_to_pdf(source, OFFICE)
    assert made is not None
    assert made.startswith(b"%PDF")
    assert found == []


def linking_to(address: str) -> bytes:
    """Return a Word file with a picture that lies elsewhere."""
    document = docx.Document()
    document.add_picture(io.BytesIO(a_picture("PNG")))
    whole, linked = io.BytesIO(), io.BytesIO()
    document.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(linked, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/_rels/document.xml.rels":
                there = f'Target="{address}" TargetMode="External"'.encode()
                content = re.sub(rb'Target="media/image1\.png"', there, content)
            if entry.filename == "word/document.xml":
                content = content.replace(b"r:embed=", b"r:link=")
            new.writestr(entry.filename, content)
    return linked.getvalue()
