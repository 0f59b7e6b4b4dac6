import os
from collections.abc import Iterator

import pytest

from tests.accessibility.the_bus import Hearing, heard_application, what_is_missing


@pytest.fixture(scope="session")
def hearing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hearing]:
    """The application on the accessibility bus, started once; a machine without the bus's packages skips, CI fails."""
    missing = what_is_missing()
    if missing and "CI" not in os.environ:
        pytest.skip(missing)
    assert not missing, missing
    with heard_application(tmp_path_factory.mktemp("bus")) as heard:
        yield heard
