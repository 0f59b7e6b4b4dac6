"""Sealing with a passphrase as age does (format v1, https://age-encryption.org/v1), at a cost that is always the same.

The library measures the computer and takes what a second allows: 2 to the power of 19 or 20, half a gigabyte and more,
which a smaller laptop then cannot open. What is sealed here is opened by the library.
"""

import base64
import secrets
from typing import Final

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

WORK: Final = 17  # 2 to the power of it, times 1 KiB: 128 MiB, what OWASP asks for at least
_BLOCK_SIZE, _LANES, _KEY = 8, 1, 32
_PURPOSE: Final = b"age-encryption.org/v1/scrypt"
_FILE_KEY = _SALT = _NONCE = 16
_CHUNK: Final = 64 * 1024
_COUNTER: Final = 11


def seal(content: bytes, passphrase: str) -> bytes:
    """Return content as an age file that the passphrase opens."""
    file_key, salt, nonce = (secrets.token_bytes(length) for length in (_FILE_KEY, _SALT, _NONCE))
    derivation = Scrypt(salt=_PURPOSE + salt, length=_KEY, n=2**WORK, r=_BLOCK_SIZE, p=_LANES)
    wrapping = derivation.derive(passphrase.encode("utf-8"))
    # The nonce of nothing is right once: each salt gives a key that wraps this one file key.
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    header = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_base64(salt), WORK, _base64(wrapped))
    code = hmac.HMAC(_derived(file_key, b"", b"header"), hashes.SHA256())
    code.update(header)
    payload = _stream(content, _derived(file_key, nonce, b"payload"))
    return header + b" " + _base64(code.finalize()) + b"\n" + nonce + payload


def _stream(content: bytes, key: bytes) -> bytes:
    """Return content in chunks, each sealed with its number and whether it is the last."""
    cipher = ChaCha20Poly1305(key)
    starts = range(0, len(content) or 1, _CHUNK)
    return b"".join(
        cipher.encrypt(
            number.to_bytes(_COUNTER, "big") + bytes([start + _CHUNK >= len(content)]),
            content[start : start + _CHUNK],
            None,
        )
        for number, start in enumerate(starts)
    )


def _derived(file_key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), _KEY, salt, purpose).derive(file_key)


def _base64(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")
