"""Whether one certificate vouches for another."""

from cryptography import x509


def vouches(above: x509.Certificate, below: x509.Certificate) -> bool:
    """Tell whether a certificate was issued, and signed, by another."""
    try:
        below.verify_directly_issued_by(above)
    except Exception:  # noqa: BLE001  a key of any kind may be there; one that cannot be checked vouches for nothing
        return False
    return True
