import pytest

from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.forms import AuthoritySettings
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.lock_time import lock_time, lock_time_of, minutes_now, set_lock_time


@pytest.mark.parametrize(
    ("authority", "chosen", "minutes", "longest"),
    [
        (AuthoritySettings(), "", 10, 30),
        (AuthoritySettings(), "25", 25, 30),
        (AuthoritySettings(), "soon", 10, 30),
        (AuthoritySettings(), "²", 10, 30),
        (AuthoritySettings(lock_minutes=15, longest_lock_minutes=15), "30", 15, 15),
        (AuthoritySettings(lock_minutes=20, longest_lock_minutes=12), "", 12, 12),
        (AuthoritySettings(), "1", 5, 30),
    ],
)
def test_the_person_chooses_within_what_the_authority_allows(
    authority: AuthoritySettings, chosen: str, minutes: int, longest: int
) -> None:
    found = lock_time_of(authority, chosen)
    assert (found.minutes, found.longest) == (minutes, longest)
    assert minutes in found.choices
    assert found.choices[0] == 5
    assert found.choices[-1] == longest


def test_what_was_chosen_is_kept_and_nothing_else_is_taken(desk: Desk) -> None:
    set_lock_time(desk, 20)
    assert lock_time(desk).minutes == minutes_now(desk) == 20
    for wrong in (4, 31, 0):
        with pytest.raises(InvalidDetail, match="between 5 and 30"):
            set_lock_time(desk, wrong)
    assert lock_time(desk).minutes == 20
