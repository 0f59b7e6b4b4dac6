"""Whether the times in a signed file come in the order in which things were put into it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cpm_desktop.documents.said_time import say_moment
from cpm_desktop.documents.verdict import SignatureFound, TimeFound

_NOTICED = timedelta(minutes=1)  # the times that are told have no seconds, and clocks are seldom closer


def out_of_order(found: Sequence[SignatureFound | TimeFound]) -> tuple[str, ...]:
    """Say which signature or server's time is dated before one that it covers, each in a plain sentence.

    It is no sign of a change: everything may be whole, and a computer's clock wrong.

    Args:
        found: in the order in which they stand in the file.
    """
    said: list[str] = []
    latest: tuple[datetime, SignatureFound | TimeFound] | None = None
    for each in found:
        at = each.signed_at if isinstance(each, SignatureFound) else each.at
        if at is None:
            continue
        if latest is None or at >= latest[0]:
            latest = (at, each)
        elif latest[0] - at >= _NOTICED:
            said.append(
                f"The times do not fit: {_named(each)} is dated {say_moment(at)}, but covers {_named(latest[1])}, "
                f"dated {say_moment(latest[0])}. One of the two clocks was wrong, or a time was not told truly; ask "
                "whoever signed."
            )
    return tuple(said)


def _named(one: SignatureFound | TimeFound) -> str:
    if isinstance(one, SignatureFound):
        return f"the signature of {one.signer}"
    return f"what the time server “{one.server}” confirmed"
