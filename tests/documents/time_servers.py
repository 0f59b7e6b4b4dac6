"""A time server of our own, in this process and on this computer alone: a real one, and some that answer wrongly."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

from asn1crypto import keys, tsp, x509  # type: ignore[import-untyped]  # it ships no types
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from tests.services.certificate_files import AUTHORITY, authority, issued, key_of

SERVER = "Northbeck Time"
Answer = Callable[[bytes], tuple[int, bytes]]
"""Answers a request with a status and a body."""


def right_answer(moment: datetime) -> Answer:
    """Answer as a real server does, always with the same time."""
    key = key_of(SERVER).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    own = issued(SERVER, moment, use=ExtendedKeyUsageOID.TIME_STAMPING)
    stamper = DummyTimeStamper(_loaded(own), keys.PrivateKeyInfo.load(key), fixed_dt=moment)

    def answer(request: bytes) -> tuple[int, bytes]:
        return 200, bytes(stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump())

    return answer


def known(moment: datetime) -> bytes:
    """The certificate of the authority, which vouches for the server."""
    assert AUTHORITY
    return authority(moment).public_bytes(serialization.Encoding.DER)


def refusal(_request: bytes) -> tuple[int, bytes]:
    """Refuse as a server does that is asked too much."""
    return 200, bytes.fromhex("30053003020102")  # a status of 2, rejection, and nothing else


def of_something_else(moment: datetime) -> Answer:
    """Answer another question than was asked."""
    right = right_answer(moment)

    def answer(request: bytes) -> tuple[int, bytes]:
        read = tsp.TimeStampReq.load(request)
        read["message_imprint"]["hashed_message"] = bytes(32)
        return right(read.dump(force=True))

    return answer


def with_another_nonce(moment: datetime) -> Answer:
    """Answer what was asked, under another number than the request bears."""
    right = right_answer(moment)

    def answer(request: bytes) -> tuple[int, bytes]:
        read = tsp.TimeStampReq.load(request)
        read["nonce"] = 5
        return right(read.dump(force=True))

    return answer


@contextmanager
def trickling(beginning: bytes) -> Iterator[str]:
    """Serve a beginning, then a letter each hundredth of a second, without an end; give the address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        is_over = threading.Event()

        def trickle() -> None:
            with suppress(OSError), listening.accept()[0] as asker:
                asker.sendall(beginning)
                while not is_over.wait(0.01):
                    asker.sendall(b"x")

        thread = threading.Thread(target=trickle, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            is_over.set()
            thread.join()


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """Serve over HTTP on this computer; give the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            assert self.headers["Accept"] == "application/timestamp-reply"
            status, body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that it must have
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _loaded(certificate: object) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))  # type: ignore[attr-defined]  # a certificate
