"""What tests share is made once for all forks: fixtures of a folder of tests, and what tests play once and remember.

Making them takes longer than most tests. A fork whose mutant is on a line that ran while they were made makes them
anew, and so does a fork that loads its modules anew.
"""

import contextlib
import functools
import inspect
import itertools
import sys
import threading
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import coverage
import coverage.exceptions
import psutil
import pytest


@dataclass(frozen=True, slots=True)
class Kept:
    """What was made before the forks.

    Attributes:
        fixtures: shared fixtures that live in memory alone.
        lines: file → lines that ran while fixtures and remembered values were made.
        held: functions that remembered something when the tests were collected; parameters of tests hold it.
    """

    fixtures: tuple[Any, ...]
    lines: dict[str, frozenset[int]]
    held: tuple[Any, ...] = ()

    def was_run(self, file: str, first: int, last: int) -> bool:
        """Tell whether one of some lines of a file ran while all was made."""
        return not self.lines.get(file, frozenset()).isdisjoint(range(first, last + 1))

    def forget_if_run(self, file: str, first: int, last: int) -> None:
        """Let all be made anew where one of some lines of a file ran while it was made.

        A key that a test's parameters were made with stays: with another, the test would fail for that alone.
        """
        if not self.was_run(file, first, last):
            return
        for fixture in self.fixtures:
            _forget(fixture)
        for remembered in _remembered():
            if remembered not in self.held:
                remembered.cache_clear()


def keep_shared(session: pytest.Session, files: Iterable[str]) -> Kept:
    """Make what tests share.

    Args:
        session: its tests are collected.
        files: the source files whose lines are watched meanwhile.
    """
    watched = sorted(files)
    watching = coverage.Coverage(data_file=None, config_file=False, include=watched)
    held = tuple(each for each in _remembered() if _is_of_tests(each) and each.cache_info().currsize)
    watching.start()
    try:
        for remembered in _remembered():
            if _is_of_tests(remembered) and not inspect.signature(remembered).parameters:
                _make(remembered, remembered.cache_clear)
        fixtures = tuple(_made_fixtures(session))
    finally:
        watching.stop()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", coverage.exceptions.CoverageWarning)
        data = watching.get_data()  # it warns where nothing of these files ran
    return Kept(fixtures, {file: frozenset(data.lines(file) or ()) for file in watched}, held)


def _made_fixtures(session: pytest.Session) -> Iterable[Any]:
    made: list[Any] = []
    state = getattr(session, "_setupstate")  # noqa: B009 - private, and there is no public one
    for module, items in itertools.groupby(session.items, lambda item: item.getparent(pytest.Module)):
        item: Any = next(items)
        known = item._fixtureinfo.name2fixturedefs  # noqa: SLF001 - the same
        state.setup(module)
        for name, found in known.items():
            if found[-1] in made or not _is_in_memory(name, known):
                continue
            making = functools.partial(item._request.getfixturevalue, name)  # noqa: SLF001 - the same
            if _make(making, functools.partial(_forget, found[-1])):
                made.append(found[-1])
        state.stack.clear()
    return made


def _make(making: Any, forget: Any) -> bool:  # noqa: ANN401 - any function
    """Make something; forget it where it fails, or leaves a thread or an open file behind, which no fork would have."""
    before = (threading.active_count(), psutil.Process().num_fds())
    with contextlib.suppress(Exception, pytest.skip.Exception):
        making()
        if (threading.active_count(), psutil.Process().num_fds()) == before:
            return True
    forget()
    return False


def _remembered() -> list[Any]:
    """Return every function of our modules and of the tests that remembers what it gave."""
    ours = [
        module for name, module in sys.modules.items() if name.partition(".")[0] in {"cpm_desktop", "tests"}
    ]
    found = {
        id(thing): thing
        for module in ours
        for thing in vars(module).values()
        if hasattr(thing, "cache_clear") and hasattr(thing, "__wrapped__")
    }
    return list(found.values())


def _is_of_tests(remembered: Any) -> bool:  # noqa: ANN401 - any function
    return str(remembered.__module__).partition(".")[0] == "tests"


def _forget(fixture: Any) -> None:  # noqa: ANN401 - generic over its value
    """Let a fixture be made anew when it is asked for the next time."""
    fixture.cached_result = None
    fixture._finalizers.clear()  # noqa: SLF001 - private, and there is no public one


def _is_in_memory(name: str, known: dict[str, Any]) -> bool:
    """Tell whether a fixture is one of a folder of tests, shared, and neither it nor what it stands on has a place."""
    if name == "tmp_path_factory" or name not in known:
        return False
    fixture = known[name][-1]
    is_ours = fixture.scope != "function" and fixture.baseid.startswith("tests/") and not fixture.params
    return is_ours and all(_is_in_memory(each, known) for each in fixture.argnames if each not in _HARMLESS)


_HARMLESS = {"request", "checkout"}
