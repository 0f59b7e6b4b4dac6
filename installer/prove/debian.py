"""Installs the .deb where nothing but Debian's essential packages is, and no Python; tries, upgrades and purges it."""

import os
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.seen_from_outside import own_display

from installer.commands import StepFailed, need, run
from installer.product import PROGRAM, TITLE
from installer.prove.observed import Proof
from installer.prove.records import PASSPHRASE, make_records

SUITE = "bookworm"
_PERSON = "person"
_SOCKETS = "/tmp/.X11-unix"  # noqa: S108 - where X has them
_INSTALL = "DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends"


@dataclass(frozen=True, slots=True)
class Packages:
    """What is installed one after the other.

    Attributes:
        before: the version before.
        now: this version.
        version_before: its number.
        version: its number.
    """

    before: Path
    now: Path
    version_before: str
    version: str


@dataclass(frozen=True, slots=True)
class Root:
    """A Debian of its own in a folder.

    Attributes:
        folder: its top.
    """

    folder: Path

    def run(self, line: str, *, user: str = "root", display: str = "") -> str:
        """Run a line of shell in it, in name spaces of its own, so that nothing stays mounted.

        Args:
            line: for the shell.
            user: who runs it.
            display: of X, whose sockets it sees then.

        Raises:
            StepFailed: it failed.
        """
        top, sockets = shlex.quote(str(self.folder)), ""
        settings = [
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG=C.UTF-8",
            f"HOME=$(getent passwd {user} | cut -d: -f6)",
        ]
        if display:
            settings.append(f"DISPLAY={display}")
            sockets = f"mkdir -p {top}{_SOCKETS} && mount --bind {_SOCKETS} {top}{_SOCKETS} && "
        as_user = f"setpriv --reuid {user} --regid {user} --init-groups sh -c {shlex.quote(f'cd; {line}')}"
        inside = shlex.quote(f"env -i {' '.join(settings)} {as_user}")
        mounts = f"mount -t proc proc {top}/proc && {sockets}mount --bind /dev {top}/dev"
        return run(
            [
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "sh",
                "-c",
                f"{mounts} && exec chroot {top} sh -c {inside}",
            ]
        )

    def fails(self, line: str) -> bool:
        """Tell whether a line fails."""
        try:
            self.run(line)
        except StepFailed:
            return True
        return False


def prove_deb(packages: Packages, work: Path, report: Path) -> None:
    """Do all of it.

    Args:
        packages: to install.
        work: where the root is made; only root can.
        report: where what was seen is written.

    Raises:
        NotProved: something was not as it has to be.
    """
    proof = Proof("deb", report)
    if os.geteuid():
        raise StepFailed("Only root can make a root of its own.")
    root = _make_root(work / "root")
    lacking = root.fails("command -v python3") and root.fails("command -v python3.11")
    proof.expect("There is no Python in the root", lacking)
    root.run(f"useradd -m {_PERSON}")
    home = root.folder / "home" / _PERSON
    records = make_records(home / ".local" / "share" / PROGRAM)
    root.run(f"chown -R {_PERSON}:{_PERSON} /home/{_PERSON}")
    for package in (packages.before, packages.now):
        shutil.copyfile(package, root.folder / "tmp" / package.name)

    root.run(f"apt-get update -q && {_INSTALL} /tmp/{packages.before.name}")
    proof.expect("The version before is installed", True, _installed(root))
    _try(proof, root, packages.version_before, "the version before")
    root.run(f"{_INSTALL} /tmp/{packages.now.name}")
    version = _installed(root)
    proof.expect("This version takes its place", version == packages.version, version)
    _try(proof, root, packages.version, "this version")
    _look(proof, root)

    root.run(f"apt-get purge -y -q {PROGRAM}")
    left = root.run(
        "find / -xdev -iname '*cpm[-_]desktop*' -not -path '/tmp/*' -not -path '/home/*' -not -path '/proc/*'"
    )
    proof.expect("The purge leaves nothing of the program", not left.strip(), left)
    proof.expect(
        "The person’s records are as they were", records.are_kept(), f"/home/{_PERSON}/.local/share/{PROGRAM}"
    )


def _make_root(folder: Path) -> Root:
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    run([need("mmdebstrap", "mmdebstrap"), "--variant=apt", "--quiet", SUITE, folder])
    shutil.copyfile("/etc/resolv.conf", folder / "etc" / "resolv.conf")
    return Root(folder)


def _installed(root: Root) -> str:
    return root.run(f"dpkg-query -W -f '${{Version}}' {PROGRAM}").strip()


def _try(proof: Proof, root: Root, version: str, words: str) -> None:
    home = root.folder / "home" / _PERSON
    said = root.run(f"{PROGRAM} --version", user=_PERSON).strip()
    proof.expect(f"The command of {words} says its version", said == f"{PROGRAM} {version}", said)
    root.run(f"{PROGRAM} --smoke --report offscreen.json -platform offscreen", user=_PERSON)
    proof.expect_smoke(f"Without a screen {words} does its work", home / "offscreen.json", version)
    with own_display() as display:
        root.run(f"{PROGRAM} --smoke --report window.json -platform xcb", user=_PERSON, display=display)
    proof.expect_smoke(f"In a window under X {words} does its work", home / "window.json", version)
    line = f"echo {shlex.quote(PASSPHRASE)} | {PROGRAM} check .local/share/{PROGRAM}"
    said = root.run(line, user=_PERSON).strip().splitlines()[-1]
    proof.expect(f"The records open in {words}", True, said)


def _look(proof: Proof, root: Root) -> None:
    """Look at what the person sees, and ask the loader whether anything is missing."""
    place = f"/usr/lib/{PROGRAM}"
    asked = f"find {place} -name '*.so*' -type f | LD_LIBRARY_PATH={place}/_internal xargs ldd 2>/dev/null"
    lost = root.run(f"{asked} | grep 'not found' | sort -u || true")
    optional = [line for line in lost.splitlines() if "libcups" not in line]
    proof.expect("Every library finds what it asks for", not optional, lost)
    entry = root.run(f"cat /usr/share/applications/{PROGRAM}.desktop")
    proof.expect("There is an entry for the menu", f"Name={TITLE}" in entry)
    is_linked = root.run(f"readlink -f /usr/bin/{PROGRAM}").strip()
    proof.expect(
        "The command is the installed program", is_linked == f"/usr/lib/{PROGRAM}/{PROGRAM}", is_linked
    )
    size = root.run(f"du -sm --apparent-size /usr/lib/{PROGRAM}").split()[0]
    proof.expect("What it takes on the disk", True, f"{size} MB")
