"""A plugin for pytest that, in place of its tests, runs mutants: a fork for each, with the spoilt function in place.

The tests are collected once. In a fork, the code of the one function that is spoilt is exchanged in the function object
itself, so that everybody who imported it has it. What must be there while modules are loaded gets a process of its own.
"""

import contextlib
import gc
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, NoReturn

import hypothesis
import psutil
import pytest
from tools.mutants.groups import CHECKOUT
from tools.mutants.keeping import Kept, keep_shared
from tools.mutants.planting import SITE, module_name, plant
from tools.mutants.sites import Site, spoil

_NOT_POSSIBLE = 3
_FIRST = 4  # tests that noticed most in a module come before all others
_STANDS_STILL = 60.0  # seconds in which as good as nothing is reckoned any more
_AS_GOOD_AS_NOTHING = 1.0  # seconds of the processor: who asks again and again for what never comes uses some
_SURVIVED, _KILLED, _TIMED_OUT = "survived", "killed", "timed out"


def functions_of(files: set[str]) -> dict[tuple[str, str, int], list[FunctionType]]:
    """Return the living functions of some files, by file, name with classes, and first line."""
    found: dict[tuple[str, str, int], list[FunctionType]] = {}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename in files:
            code = thing.__code__
            found.setdefault((code.co_filename, code.co_qualname, code.co_firstlineno), []).append(thing)
    return found


def codes_of(code: CodeType, name: str) -> list[CodeType]:
    """Return the code of each function of that name with its classes, as compiled with its module."""
    inner = [part for part in code.co_consts if isinstance(part, CodeType)]
    here = [part for part in inner if part.co_qualname == name]
    return here or [found for part in inner if "<" not in part.co_name for found in codes_of(part, name)]


class _Noticing:
    """Remembers the first test that fails."""

    def __init__(self) -> None:
        self.test = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Do not let a failing example be made small: that it fails is enough."""
        usual = hypothesis.settings.get_profile("shared")
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile("mutants", usual, phases=phases, derandomize=True)
        hypothesis.settings.load_profile("mutants")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that failed."""
        if report.failed and not self.test:
            self.test = report.nodeid


class Server:
    """Takes one trial after another from the plan until none is left."""

    def __init__(self, plan: Path, results: Path) -> None:
        self._trials: list[dict[str, Any]] = json.loads(plan.read_text(encoding="utf-8"))
        self._claims = plan.parent
        self._results = results
        self._sound: set[tuple[str, bool, bool]] = set()
        self._kept = Kept((), {})
        self._killers: dict[str, Counter[str]] = defaultdict(Counter)
        self._items: dict[str, pytest.Item] = {}
        self._functions: dict[tuple[str, str, int], list[FunctionType]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Collect as the forks do."""
        _Noticing().pytest_collection()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try the mutants."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the fork that runs is ended as well
        self._items = {item.nodeid: item for item in session.items}
        sites = [Site(**trial["site"]) for trial in self._trials]
        for module in {site.module for site in sites}:
            with contextlib.suppress(Exception):
                importlib.import_module(module_name(module))
        files = {str(CHECKOUT / site.module) for site in sites}
        self._functions = functions_of(files)
        self._kept = keep_shared(session, files)
        gc.freeze()
        for number, (trial, site) in enumerate(zip(self._trials, sites, strict=True)):
            with contextlib.suppress(FileExistsError):
                (self._claims / f"claimed-{number}").touch(exist_ok=False)
                before = _used_by_children()
                outcome, by = self._try(trial, site)
                self._tell(number, outcome, by, _used_by_children() - before)
        return True

    def _tell(self, number: int, outcome: str, by: str, seconds: float) -> None:
        told = {"number": number, "outcome": outcome, "by": by, "seconds": round(seconds, 2)}
        with self._results.open("a", encoding="utf-8") as results:
            results.write(json.dumps(told) + "\n")

    def _try(self, trial: dict[str, Any], site: Site) -> tuple[str, str]:
        tests = self._tests_of(trial, site)
        spoilt = not trial.get("is_control", False)
        outcome, by, is_fresh = "", "", False
        for is_fresh in (False, True)[trial["needs_fresh"] :]:
            outcome, by = self._in_fork(site, tests, trial["seconds"], spoilt=spoilt, is_fresh=is_fresh)
            if outcome:
                break
        if outcome == _KILLED and spoilt:
            noticing = [by] if by in self._items else tests
            if not self._are_sound(site, noticing, trial["seconds"], is_fresh=is_fresh):
                trial["tests"] = [test for test in tests if test not in noticing]
                return self._try(trial, site) if trial["tests"] else (_SURVIVED, "")
        if outcome == _KILLED and spoilt:
            self._killers[site.module][by] += 1
        return outcome, by

    def _are_sound(self, site: Site, tests: list[str], seconds: float, *, is_fresh: bool) -> bool:
        """Tell whether tests pass with the code as it stands, run in the same way: else they notice nothing."""
        is_made_anew = self._kept.was_run(str(CHECKOUT / site.module), site.statement, site.line)
        known = ("\n".join(tests), is_fresh, is_made_anew)
        if known not in self._sound:
            if self._in_fork(site, tests, seconds, spoilt=False, is_fresh=is_fresh)[0] != _SURVIVED:
                return False
            self._sound.add(known)
        return True

    def _tests_of(self, trial: dict[str, Any], site: Site) -> list[str]:
        """Return the tests of a trial, a file's name standing for all of it, those first that noticed most here."""
        named = trial["tests"]
        files = {name for name in named if "::" not in name}
        tests = [test for test in named if test in self._items]
        tests += [test for test in self._items if test.partition("::")[0] in files]
        best = [test for test, _ in self._killers[site.module].most_common(_FIRST) if test in tests]
        return [*best, *(test for test in tests if test not in best)]

    def _in_fork(
        self,
        site: Site | None,
        tests: list[str],
        seconds: float,
        *,
        spoilt: bool,
        is_fresh: bool = False,
    ) -> tuple[str, str]:
        """Return the outcome and the test that noticed; two empty texts where the function cannot be exchanged."""
        folder = tempfile.mkdtemp(prefix="mutant-")
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _limit(seconds)
            if site is not None:
                self._kept.forget_if_run(str(CHECKOUT / site.module), site.statement, site.line)
            if is_fresh:
                _end_as(writing, lambda: _run_freshly(site if spoilt else None, tests, Path(folder)))
            _end_as(writing, lambda: self._run_exchanged(site, tests, Path(folder), spoilt=spoilt))
        os.close(writing)
        try:
            status = _wait(child)
            with os.fdopen(reading, encoding="utf-8") as told:
                by = told.read() if status is not None else ""
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
            shutil.rmtree(folder, ignore_errors=True)
        if status is None or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
            return _TIMED_OUT, by
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == _NOT_POSSIBLE:
            return "", ""
        return (_SURVIVED, "") if status == 0 else (_KILLED, by)

    def _run_exchanged(
        self, site: Site | None, tests: list[str], folder: Path, *, spoilt: bool
    ) -> str | None:
        if site is not None and not self._exchange(site, spoilt=spoilt):
            return None
        return self._run([self._items[test] for test in tests], folder)

    def _exchange(self, site: Site, *, spoilt: bool) -> bool:
        file = CHECKOUT / site.module
        source = file.read_text(encoding="utf-8")
        code = compile(spoil(source, site) if spoilt else source, str(file), "exec", dont_inherit=True)
        done = False
        for part in codes_of(code, site.function):
            for function in self._functions.get((str(file), part.co_qualname, part.co_firstlineno), ()):
                if len(part.co_freevars) != len(function.__code__.co_freevars):
                    return False
                function.__code__ = part
                done = True
        return done

    def _run(self, items: list[pytest.Item], folder: Path) -> str:
        noticing = _Noticing()
        config = items[0].config
        config.pluginmanager.register(noticing)
        made = getattr(config, "_tmp_path_factory")  # noqa: B009 - private, and there is no public one
        made._basetemp = folder  # noqa: SLF001 - the same
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if noticing.test:
                break
        return noticing.test


def _limit(seconds: float) -> None:
    """Put a child in a group of its own, to be ended with all it starts, and bound its processor time."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ends = 30 + int(4 * seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (ends, ends + 5))


def _end_as(writing: int, run: Callable[[], str | None]) -> NoReturn:
    """End a child by what a run tells: the test that noticed, an empty text, or nothing where it was not possible."""
    status = _NOT_POSSIBLE
    try:
        by = run()
        if by is not None:
            os.write(writing, by.encode())
            status = 1 if by else 0
    except BaseException as error:  # noqa: BLE001 - whatever the mutant brought about has to end in a status
        os.write(writing, f"({type(error).__name__})".encode())
        status = 1
    finally:
        os._exit(status)


def _wait(child: int) -> int | None:
    """Return how a process ended; None where it stood still, and was ended.

    How long it takes says nothing on a busy computer: whatever runs is ended by the limit on its processor time.
    """
    used, since, pause = -1.0, time.monotonic(), 0.002
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        if abs((now := _used_by(child)) - used) >= _AS_GOOD_AS_NOTHING:
            used, since = now, time.monotonic()
        elif time.monotonic() - since > _STANDS_STILL:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return None
        time.sleep(pause)
        pause = min(pause * 1.5, 0.25)


def _used_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _used_by(child: int) -> float:
    """Return the processor time that a process and all it started have used, those that ended among them."""
    try:
        whole = psutil.Process(child)
        return sum(sum(each.cpu_times()[:4]) for each in (whole, *whole.children(recursive=True)))
    except psutil.Error:
        return 0.0


def _run_freshly(site: Site | None, tests: list[str], folder: Path) -> str:
    """Load our own modules anew, with the mutant in its module, and run the tests; libraries stay as they are."""
    for name in [name for name in sys.modules if _is_loaded_anew(name)]:
        del sys.modules[name]
    started = Path(__file__).parent / "started"
    os.environ["PYTHONPATH"] = os.pathsep.join(map(str, (started, CHECKOUT / "src", CHECKOUT)))
    os.environ[SITE] = json.dumps({name: getattr(site, name) for name in Site.__slots__}) if site else ""
    plant()
    noticing = _Noticing()
    arguments = ["-x", "-q", "-p", "no:cacheprovider", f"--basetemp={folder / 'base'}"]
    # The libraries are loaded already, so pytest cannot rewrite the assertions of its plugins.
    arguments += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    status = pytest.main([*arguments, *tests], plugins=[noticing])
    if status == pytest.ExitCode.OK:
        return ""
    return noticing.test or "(cannot be loaded)"


def _is_loaded_anew(name: str) -> bool:
    """Tell whether a module is ours: one that stayed would hold the classes of those that went."""
    return name.partition(".")[0] in {"cpm_desktop", "tests", "tools"} and not name.startswith(
        "tools.mutants"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Stand in for the tests."""
    server = Server(Path(os.environ["MUTANTS_PLAN"]), Path(os.environ["MUTANTS_RESULTS"]))
    config.pluginmanager.register(server, "mutants-server")
