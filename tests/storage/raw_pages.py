"""Everything that the pages of an encrypted database and its log hold, free and deleted parts included."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from cpm_desktop.storage.keys import StoreKey

_PAGE, _RESERVE, _IV, _SALT = 4096, 80, 16, 16
_LOG_HEADER, _FRAME_HEADER = 32, 24


def raw_pages(database: Path, key: StoreKey) -> bytes:
    """Decrypt every page of the file, and of the log beside it, one after the other."""
    held = database.read_bytes()
    pages = [held[at : at + _PAGE] for at in range(0, len(held), _PAGE)]
    found = [_decrypted(page, key, skips_salt=place == 0) for place, page in enumerate(pages)]
    log = database.with_name(database.name + "-wal")
    if log.exists():
        frames = log.read_bytes()[_LOG_HEADER:]
        for at in range(0, len(frames), _FRAME_HEADER + _PAGE):
            is_first = frames[at : at + 4] == (1).to_bytes(4, "big")
            page = frames[at + _FRAME_HEADER : at + _FRAME_HEADER + _PAGE]
            if len(page) == _PAGE:
                found.append(_decrypted(page, key, skips_salt=is_first))
    return b"".join(found)


def _decrypted(page: bytes, key: StoreKey, *, skips_salt: bool) -> bytes:
    body = page[_SALT if skips_salt else 0 : _PAGE - _RESERVE]
    iv = page[_PAGE - _RESERVE : _PAGE - _RESERVE + _IV]
    reading = Cipher(algorithms.AES256(key.data_key), modes.CBC(iv)).decryptor()
    return reading.update(body) + reading.finalize()
