"""The commands that need no window: the demonstration's papers, checking files, records or forms, the guide."""

import argparse
import getpass
import io
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cpm_desktop import __version__
from cpm_desktop.domain.errors import CarePlanningError

WELL, WRONG = 0, 1


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; without a command the windows open."""
    root = argparse.ArgumentParser(
        prog="cpm-desktop", description="Prepare, hold, sign and hand over care planning meetings."
    )
    root.add_argument("--version", action="version", version=f"cpm-desktop {__version__}")
    records = root.add_mutually_exclusive_group()  # a demonstration has a store of its own
    records.add_argument(
        "--demo", action="store_true", help="open a fictional caseload that is thrown away at the end"
    )
    records.add_argument("--store", type=Path, metavar="FOLDER", help="keep the records in this folder")
    root.add_argument(
        "--open",
        type=Path,
        nargs="?",
        dest="pack",
        metavar="FILE",
        help="look into this pack once the records are open",
    )
    records.add_argument(
        "--smoke",
        action="store_true",
        help="try this installation: do the real work once on made-up data, from the store to the window",
    )
    root.add_argument("--report", type=Path, metavar="FILE", help="where --smoke writes what it saw, as JSON")
    root.add_argument(
        "-platform", dest="qt_platform", metavar="NAME", help=argparse.SUPPRESS
    )  # as Qt's own option
    commands = root.add_subparsers(dest="command", metavar="COMMAND")
    demo = commands.add_parser(
        "demo", help="hold a fictional meeting of every kind and write all their papers to a folder"
    )
    demo.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where the papers go")
    verify = commands.add_parser("verify", help="check a signed file")
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument(
        "--known",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="a forms folder whose “certificates” vouch for signers, before the authority’s on this computer",
    )
    whole = commands.add_parser("check", help="check that the records are whole, page by page")
    whole.add_argument(
        "folder", type=Path, nargs="?", metavar="FOLDER", help="of the records, if not the usual one"
    )
    whole.add_argument(
        "--repair", action="store_true", help="repair what the journal or a backup can, and check again"
    )
    check = commands.add_parser("check-forms", help="check a folder of forms and say all that is wrong")
    check.add_argument("folder", type=Path, nargs="?", metavar="FOLDER")
    commands.add_parser("policy", help="say what the authority’s IT has set for this computer")
    guide = commands.add_parser("guide", help="write the user guide, or the card of keys, as PDF")
    guide.add_argument("--to", type=Path, metavar="FILE", help="where the guide goes")
    guide.add_argument("--card", type=Path, metavar="FILE", help="where the card of keys goes, two pages")
    return root


def run(arguments: argparse.Namespace) -> int:
    """Carry out a command.

    Returns:
        The exit code: 0 where all is well, 1 where something is wrong and was said.
    """
    speak_every_script()
    try:
        return _COMMANDS[arguments.command](arguments)
    except CarePlanningError as error:
        print(error.sentence, file=sys.stderr)
        return WRONG
    except OSError as error:
        print(f"The disk did not do what was asked: {error.strerror or error}.", file=sys.stderr)
        return WRONG


def is_screen_there() -> bool:
    """Tell whether there is a screen for the windows."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


def has_screen() -> bool:
    """Tell whether there is a screen for the windows, and say so where there is none."""
    if is_screen_there():
        return True
    message = (
        "There is no screen here for the windows. “cpm-desktop demo --to FOLDER” holds a meeting without one; "
        "“cpm-desktop --help” names the other commands."
    )
    print(message, file=sys.stderr)
    return False


def run_demo(folder: Path) -> int:
    """Hold a meeting of every kind, each in a store that is thrown away, and write their papers to a folder."""
    from cpm_desktop.services.demo_folder import DemoFolder  # noqa: PLC0415 - verify starts without it
    from cpm_desktop.services.demo_papers import write_demos  # noqa: PLC0415 - verify starts without it
    from cpm_desktop.services.demo_store import demonstrations  # noqa: PLC0415 - verify starts without it

    with DemoFolder(folder):
        pass  # what the folder cannot take is told at once, not after a minute's work
    with tempfile.TemporaryDirectory(prefix="cpm-demo-") as store:
        files = write_demos(demonstrations(Path(store), print), folder, print)
    signed = sum(entry.signed for entry in files)
    print(f"{len(files)} files in {folder}, {signed} of them signed; index.json lists them.")
    return WELL


def run_verify(file: Path, known: Sequence[Path] = ()) -> int:
    """Check a signed file and say in plain words what was found; forms folders say which certificates are known."""
    from cpm_desktop.services.handing_over import verify_file  # noqa: PLC0415 - the demonstration needs more
    from cpm_desktop.services.known_certificates import known_in_folders  # noqa: PLC0415 - the same
    from cpm_desktop.services.unlocking import usual_surroundings  # noqa: PLC0415 - the same

    folders = (*known, *usual_surroundings().forms)
    verdict = verify_file(file, known_certificates=known_in_folders(folders))
    for sentence in verdict.sentences():
        print(sentence)
    return WELL if verdict.is_whole else WRONG


def run_policy() -> int:
    """Say what is set for this computer, and what of it cannot be used."""
    from cpm_desktop.services.policy_standing import policy_on_this_computer, policy_sentences  # noqa: PLC0415 - the same

    policy = policy_on_this_computer()
    for sentence in policy_sentences(policy):
        print(sentence)
    return WRONG if policy.mistakes else WELL


def run_check(folder: Path | None, *, is_repaired: bool = False) -> int:
    """Check a store, the person's own where none is named; it must not be open in a window."""
    from cpm_desktop.services.check_command import check_folder  # noqa: PLC0415 - verify starts without it
    from cpm_desktop.storage.placement import find_usual_place  # noqa: PLC0415 - the same

    wanted = folder or find_usual_place().folder
    return WELL if check_folder(wanted, _ask_passphrase, print, is_repaired=is_repaired) else WRONG


def _ask_passphrase() -> str:
    """Ask on a terminal, without showing what is typed; else read the first line of the standard input."""
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass("Passphrase: ")
    return sys.stdin.readline().rstrip("\r\n") if sys.stdin is not None else ""


def run_guide(guide: Path | None, card: Path | None) -> int:
    """Write the user guide, the card of keys, or both."""
    from cpm_desktop.services.guide_papers import save_card, save_guide  # noqa: PLC0415 - lazily, as above

    if guide is None and card is None:
        print("Say where to: --to FILE for the guide, --card FILE for the card of keys.", file=sys.stderr)
        return WRONG
    for path, save in ((guide, save_guide), (card, save_card)):
        if path is not None:
            save(path)
            print(f"{path} is written.")
    return WELL


def run_check_forms(folder: Path | None) -> int:
    """Check a folder of forms, our own where none is given, and say all that is wrong at once."""
    from cpm_desktop.services.forms_checking import check_folder  # noqa: PLC0415 - lazily, as above

    report = check_folder(folder)
    for problem in report.problems:
        print(problem.sentence(), file=sys.stderr)
    for form in report.forms:
        print(f"{form.id} version {form.version}: {form.name}")
    mistakes = report.mistakes()
    if not report.forms and not report.problems:
        print("There is no form in this folder.")
    noun = "mistake" if len(mistakes) == 1 else "mistakes"
    print(f"{len(mistakes)} {noun}." if mistakes else "No mistakes.")
    return WRONG if mistakes else WELL


def speak_every_script() -> None:
    """Show a letter that the terminal's code page lacks (Windows) by its number instead of ending there."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "demo": lambda chosen: run_demo(chosen.to),
    "verify": lambda chosen: run_verify(chosen.file, chosen.known),
    "check": lambda chosen: run_check(chosen.folder or chosen.store, is_repaired=chosen.repair),
    "check-forms": lambda chosen: run_check_forms(chosen.folder),
    "policy": lambda _chosen: run_policy(),
    "guide": lambda chosen: run_guide(chosen.to, chosen.card),
}
