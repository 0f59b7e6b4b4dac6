"""Has everything loaded before a process is forked off for each refusal, so that a refusal takes a moment."""

import gc
import time
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from tools.reliability.use_cases import READER
from tools.reliability.warm_store import WarmStores

from cpm_desktop.documents import certificate
from cpm_desktop.services import desk, signed_files
from cpm_desktop.storage.store import Store
from cpm_desktop.storage.writer import StoreWriter
from tests import a_desk

_QUICK_ROUNDS = 1000
_QUICK_RETRIES = (0.02, 0.05, 0.1)  # seconds
_SHORT = 0.6  # seconds that anything waits for a disk that refuses for good
_THREADS = Path("/proc/self/task")  # those of libraries among them
_LONGEST = 60.0  # seconds that threads may take to end


def make_ready() -> None:
    """Read the forms, and have keys made quickly: one test of their own holds what makes a real key slow."""
    READER.read()
    a_desk._usual_procedure()  # noqa: SLF001 - kept there for all desks
    WarmStores().serve_all()
    certificate._KDF_ROUNDS = _QUICK_ROUNDS  # noqa: SLF001 - as said above
    make_key = rsa.generate_private_key

    @cache
    def make_key_once(public_exponent: int, key_size: int) -> rsa.RSAPrivateKey:
        return make_key(public_exponent, key_size)

    rsa.generate_private_key = make_key_once


def settle() -> None:
    """Wait until this process can be forked, after it did itself what its forks will do: all of it is loaded then.

    Raises:
        TimeoutError: a thread does not end, and would be missing in a fork.
    """
    end = time.monotonic() + _LONGEST
    while len(list(_THREADS.iterdir())) > 1:
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)
    gc.collect()
    gc.freeze()


def wait_less(*, for_good: bool) -> None:
    """Have the writer try again sooner; and where the disk refuses for good, nobody wait long for it."""
    usual = StoreWriter.__init__.__kwdefaults__ or {}
    StoreWriter.__init__.__kwdefaults__ = {**usual, "retry_waits": _QUICK_RETRIES}
    if for_good:
        signed_files._PATIENCE = desk._PATIENCE = desk._PATIENCE_IN_TROUBLE = _SHORT  # noqa: SLF001 - said above
        Store.close.__defaults__ = (_SHORT,)
