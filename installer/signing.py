"""Signs what is shipped, where there is something to sign with; without it nothing happens and nothing is asked.

Certificates for code lie on tokens and in services today, each with a program of its own, so the hook is a command:

    CPM_SIGN_COMMAND='osslsigncode sign -pkcs12 code.p12 -readpass words -h sha256 -in {file} -out {signed}'

It is run for each program file of ours and each installer; `{signed}` may be left out by a command that signs in place.
"""

import os
import shlex
import sys
from pathlib import Path

from installer.commands import StepFailed, run

COMMAND = "CPM_SIGN_COMMAND"


def sign(file: Path) -> bool:
    """Sign a file in place; tells whether it was signed.

    Raises:
        StepFailed: there is something to sign with, and it did not sign.
    """
    words = os.environ.get(COMMAND, "")
    if not words.strip():
        return False
    signed = file.with_name(f"{file.name}.signed")
    command = [part.format(file=file, signed=signed) for part in shlex.split(words)]
    run(command)
    if "{signed}" in words:
        if not signed.is_file():
            raise StepFailed(f"{command[0]} wrote no signed {file.name}.")
        signed.replace(file)
    return True


def is_signing() -> bool:
    """Tell whether there is something to sign with."""
    return bool(os.environ.get(COMMAND, "").strip())


if __name__ == "__main__":  # so that makensis can have its uninstaller signed while it packs it
    for name in sys.argv[1:]:
        sign(Path(name))
