"""The demonstration under watch: no network, nothing of a case in clear but the papers that were asked for."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from cpm_desktop.services.demo_script import Script
from cpm_desktop.services.demo_store import demo_scripts

# Holds a meeting, keeps a backup, and prints what the interpreter saw: sockets, programs, files opened to be written.
WATCHED = """
import json, os, socket, sys
from pathlib import Path

events = []

def watch(event, arguments):
    if event == "socket.__new__" and arguments[1] == getattr(socket, "AF_UNIX", None):
        return  # a pair within the process: the signing library runs an event loop
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "urllib.", "ftplib.")):
        events.append([event, repr(arguments[1:])])
    elif event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        mode, flags = arguments[1], arguments[2]
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (flags and flags & (os.O_WRONLY | os.O_RDWR)):
            events.append(["written", os.fsdecode(arguments[0])])

sys.addaudithook(watch)
sys.dont_write_bytecode = True
from cpm_desktop.services.demo_papers import write_demo
from cpm_desktop.services.demo_store import make_demo
from cpm_desktop.services.preview import open_preview
from cpm_desktop.storage.keys import unlock_with_passphrase

store, papers = Path(sys.argv[1]), Path(sys.argv[2])
demo = make_demo(store)
write_demo(demo, papers)
key = unlock_with_passphrase(demo.place.keys.read(), demo.passphrase)
demo.desk.store.back_up(demo.place, key, demo.desk.now()).result(60)
preview = open_preview((papers / "cla-standard" / "minutes-file.pdf").read_bytes())
preview.page_image(0, 1.0).result(60)
preview.close()
log = (store / "clear.log").open("w", encoding="utf-8")  # the watch must see this one
log.close()
if "killed" in sys.argv:
    print(json.dumps(events), flush=True)
    os._exit(9)
demo.desk.close()
print(json.dumps(events))
"""


@dataclass(frozen=True)
class Watched:
    """What a demonstration left, and what it did meanwhile."""

    folders: tuple[Path, ...]
    papers: Path
    events: list[tuple[str, str]]


@pytest.fixture(scope="module", params=[pytest.param("closed", marks=pytest.mark.whole), "killed"])
def watched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Watched:
    root = tmp_path_factory.mktemp("watched")
    folders = {name: root / name for name in ("store", "papers", "home", "temporary")}
    for folder in folders.values():
        folder.mkdir()
    homes: tuple[str, ...] = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
    homes = (*homes, "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    environment = os.environ | {name: str(folders["home"]) for name in homes}
    environment |= {name: str(folders["temporary"]) for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR")}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(folders["store"]), str(folders["papers"]), request.param],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == (9 if request.param == "killed" else 0), done.stderr
    assert not done.stderr
    seen = [(event, detail) for event, detail in json.loads(done.stdout)]
    return Watched(tuple(folders[name] for name in ("store", "home", "temporary")), folders["papers"], seen)


def canaries() -> set[str]:
    """Names, addresses and sentences of the fictional children, each long enough to be nothing else."""
    script, others = demo_scripts()
    return {text for each in (script, *others) for text in texts_of(each) if len(text) > 8}


def texts_of(script: Script) -> set[str]:
    found = {str(row["name"]) for row in script.people} | {str(script.child["name"])}
    for value in (*script.child.values(), *(value for event in script.live for value in event.values())):
        if isinstance(value, str):
            found |= {line.strip()[:40] for line in value.splitlines()}
    return found


def test_there_is_something_to_look_for(watched: Watched) -> None:
    looked_for = canaries()
    assert len(looked_for) > 100
    (note,) = watched.papers.rglob("case-note.txt")
    assert "24 November 2026" in note.read_text("utf-8")
    databases = list(watched.folders[0].rglob("*.db"))
    assert len(databases) >= 2  # the store and a backup of each day, of each end and of each signature


def test_nothing_of_a_case_stands_on_the_disk_in_clear(watched: Watched) -> None:
    needles = [(text, text.encode(code)) for text in canaries() for code in ("utf-8", "utf-16-le")]
    for folder in watched.folders:
        for path in folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert not [text for text, needle in needles if needle in content], path
            assert not [text for text, _ in needles if text in path.name], path


def test_no_socket_is_opened_and_no_program_started(watched: Watched) -> None:
    assert [event for event in watched.events if event[0] != "written"] == []


def test_files_are_written_in_the_store_and_where_the_papers_go_alone(watched: Watched) -> None:
    written = [Path(path) for event, path in watched.events if event == "written"]
    places = (watched.folders[0], watched.papers)
    assert watched.folders[0] / "clear.log" in written
    strays = [path for path in written if not any(path.is_relative_to(place) for place in places)]
    assert [path for path in strays if path != Path(os.devnull)] == []
