"""Has everything loaded before a process is forked off for each refusal, so that a refusal takes a moment."""

import gc
import importlib
import sys
from collections.abc import Iterable
from functools import cache

from cryptography.hazmat.primitives.asymmetric import rsa
from tools.reliability.use_cases import READER

from cpm_desktop.documents import certificate
from cpm_desktop.services import desk, signed_files
from cpm_desktop.storage.store import Store
from cpm_desktop.storage.writer import StoreWriter

_QUICK_ROUNDS = 1000
_QUICK_RETRIES = (0.02, 0.05, 0.1)  # seconds
_SHORT = 0.6  # seconds that anything waits for a disk that refuses for good


def make_ready() -> None:
    """Read the forms, and have keys made quickly: one test of their own holds what makes a real key slow."""
    READER.read()
    certificate._KDF_ROUNDS = _QUICK_ROUNDS  # noqa: SLF001 - as said above
    make_key = rsa.generate_private_key

    @cache
    def make_key_once(public_exponent: int, key_size: int) -> rsa.RSAPrivateKey:
        return make_key(public_exponent, key_size)

    rsa.generate_private_key = make_key_once


def load(modules: Iterable[str]) -> None:
    """Load what an attempt was seen to load; what only scripts of another folder are is passed over."""
    for name in modules:
        if name not in sys.modules:
            try:
                importlib.import_module(name)
            except ImportError:
                continue
    gc.collect()
    gc.freeze()


def wait_less(*, for_good: bool) -> None:
    """Have the writer try again sooner; and where the disk refuses for good, nobody wait long for it."""
    usual = StoreWriter.__init__.__kwdefaults__ or {}
    StoreWriter.__init__.__kwdefaults__ = {**usual, "retry_waits": _QUICK_RETRIES}
    if for_good:
        signed_files._PATIENCE = desk._PATIENCE = desk._PATIENCE_IN_TROUBLE = _SHORT  # noqa: SLF001 - said above
        Store.close.__defaults__ = (_SHORT,)
