"""Arguments, nothing else: the windows without any, everything else on the command line."""

import sys


def main() -> int:
    """Run what the arguments ask for.

    Returns:
        The exit code.
    """
    arguments = sys.argv[1:]
    if arguments in ([], ["--demo"]):
        from cpm_desktop.app import Options, run_windows  # noqa: PLC0415 - the command line needs no windows

        return run_windows(Options(is_demo=bool(arguments)))
    from cpm_desktop.cli import run_command  # noqa: PLC0415 - the windows need no command line

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main())
