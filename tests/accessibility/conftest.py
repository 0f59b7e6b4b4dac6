import os
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.accessibility.scenes import SCENES
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


FIRST_OF_THEIR_KIND = {scene.kind: name for name, scene in reversed(SCENES.items())}.values()


@pytest.fixture(
    scope="session",
    params=[
        name if name in FIRST_OF_THEIR_KIND else pytest.param(name, marks=pytest.mark.whole)
        for name in SCENES
    ],
)
def scene(request: pytest.FixtureRequest, hearing: Hearing) -> str:
    """The name of a scene that was arranged: tests of the same scene come after each other and find it open."""
    name: str = request.param
    assert hearing.scene(name)["kind"] == SCENES[name].kind
    return name


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much was heard: the figures that can be quoted."""
    heard: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, count in getattr(report, "user_properties", ()) if report_is_of_call(report) else ():
                heard[name] += count
    if heard:
        told = ", ".join(f"{count} {name}" for name, count in heard.items())
        terminalreporter.write_line(f"Heard on the accessibility bus: {told}")


def report_is_of_call(report: object) -> bool:
    return getattr(report, "when", "") == "call"
