import datetime as dt

from cpm_desktop.documents.certificate import load_certificate, make_secret
from cpm_desktop.services import signing_key
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.signing_key import has_signing_key, load_signing_key, make_signing_key
from tests.a_desk import SetClock


def test_the_key_made_at_set_up_is_kept(desk: Desk) -> None:
    make_signing_key(desk)
    first = load_signing_key(desk)
    make_signing_key(desk)
    assert load_signing_key(desk).fingerprint == first.fingerprint
    assert first.signer_name == "Priya Nair"


def test_what_is_kept_of_it_bears_the_names_that_every_version_looks_for(desk: Desk) -> None:
    make_signing_key(desk)
    container, secret, in_use = (
        desk.wait(desk.store.get_secret(f"signing.{name}")) for name in ("certificate", "secret", "in_use")
    )
    assert load_certificate(container, secret).fingerprint == load_signing_key(desk).fingerprint
    assert in_use == b"made\n"
    assert (signing_key.MADE, signing_key.KEPT, signing_key.READ) == ("made", "kept", "read")


def test_a_store_without_one_gets_one_at_the_first_signature(desk: Desk) -> None:
    assert not has_signing_key(desk)
    load_signing_key(desk).require_valid_at(desk.now())
    assert has_signing_key(desk)


def test_one_that_has_run_out_is_replaced(desk: Desk, clock: SetClock) -> None:
    make_signing_key(desk)
    first = load_signing_key(desk)
    clock.moment = first.valid_until + dt.timedelta(days=1)
    second = load_signing_key(desk)
    assert second.fingerprint != first.fingerprint
    second.require_valid_at(desk.now())


def test_one_still_signs_in_its_last_second(desk: Desk, clock: SetClock) -> None:
    make_signing_key(desk)
    first = load_signing_key(desk)
    clock.moment = first.valid_until - dt.timedelta(seconds=1)  # it shows a second more when it is read
    assert load_signing_key(desk).fingerprint == first.fingerprint


def test_one_whose_secret_was_torn_from_it_is_replaced(desk: Desk) -> None:
    make_signing_key(desk)
    first = load_signing_key(desk)
    desk.wait(desk.store.put_secrets({"signing.secret": make_secret()}))
    second = load_signing_key(desk)
    assert second.fingerprint != first.fingerprint
    assert load_signing_key(desk).fingerprint == second.fingerprint


def test_it_is_loaded_once_while_the_desk_is_open(desk: Desk) -> None:
    first = load_signing_key(desk)
    assert load_signing_key(desk) is first
    desk.certificates.forget()
    again = load_signing_key(desk)
    assert again is not first
    assert again.fingerprint == first.fingerprint
