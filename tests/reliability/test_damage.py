"""The file of a store with a signed record is changed behind its back: that is told, or it changes nothing."""

import pytest
from tools.reliability.damage import (
    Found,
    Truth,
    damage_some,
    look_at,
    truth_of_a_signed_record,
    with_one_old_page,
)
from tools.reliability.warm_store import WarmStores

FOREVER = float("inf")


@pytest.fixture(scope="module")
def truth() -> Truth:
    return truth_of_a_signed_record()


def test_every_change_of_the_file_is_told_or_changes_nothing(truth: Truth) -> None:
    found = damage_some(0, 15, truth=truth, seed=1, until=FOREVER, looks_away=False)
    assert found.is_good(), found.examples
    assert found.told.total() + found.harmless == 15
    assert set(found.tried.values()) == {3}


def test_a_page_of_before_the_signature_is_told_though_the_file_reads_well(truth: Truth) -> None:
    """Its key and its code are right: only the checks of journal and record can tell. Without them, nobody would."""
    stores, unchecked, checked = WarmStores(), Found(), Found()
    for changed in with_one_old_page(truth):
        before = unchecked.untold
        look_at(stores, truth, "old page", changed, unchecked, looks_away=True)
        if unchecked.untold > before:
            look_at(stores, truth, "old page", changed, checked, looks_away=False)
    assert unchecked.untold > 0  # the control: such pages there are
    assert checked.told["old page"] == unchecked.untold, checked.examples
    assert checked.is_good()
