"""A plugin for pytest under `coverage run`: says which test, or which shared fixture, runs, and how long each took."""

import json
import os
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import coverage
import pytest

FIXTURE = "fixture "


def _switch(context: str) -> None:
    measuring = coverage.Coverage.current()
    if measuring is not None:
        measuring.switch_context(context)


class Recorder:
    """Names what runs to coverage and keeps, for each test, its processor seconds and its shared fixtures."""

    def __init__(self) -> None:
        self.tests: dict[str, dict[str, Any]] = {}
        self.running = ""
        self.useless: list[str] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Count what runs from here to the test."""
        self.running = item.nodeid
        _switch(item.nodeid)
        wall, used = time.monotonic(), time.process_time()
        fixtures = getattr(item, "_fixtureinfo").name2fixturedefs  # noqa: B009 - private, and there is no public one
        shared = [name for name, found in fixtures.items() if found[-1].scope != "function"]
        try:
            return (yield)
        finally:
            self.tests[item.nodeid] = {
                "wall": time.monotonic() - wall,
                "processor": time.process_time() - used,
                "fixtures": shared,
            }
            _switch("")

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Generator[None, object, object]:  # noqa: ANN401 - generic over its value
        """Count what a shared fixture runs to the fixture, for it is made once for many tests."""
        if fixturedef.scope == "function":
            return (yield)
        _switch(FIXTURE + fixturedef.argname)
        try:
            return (yield)
        finally:
            _switch(self.running)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what failed or was passed over: such a test can notice nothing."""
        if report.outcome != "passed":
            self.useless.append(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Write the list."""
        for test in self.useless:
            self.tests[test] = {}
        Path(os.environ["MUTANTS_TESTS"]).write_text(json.dumps(self.tests), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Stand in for the whole session."""
    config.pluginmanager.register(Recorder(), "mutants-recorder")
