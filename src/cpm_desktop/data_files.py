"""Where the files that come with the application are: forms, fonts, icons, demonstration data.

In a wheel they lie inside the package; in a checkout, also when it is installed as editable, at its top.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def find_data_root(package: Path = _PACKAGE) -> Path:
    """Return the folder that holds ``forms`` and ``resources``.

    Args:
        package: The folder of the installed package.

    Raises:
        FileNotFoundError: The application was installed without its data.
    """
    for candidate in (package / "_data", package.parent.parent):
        if (candidate / "forms").is_dir() and (candidate / "resources").is_dir():
            return candidate
    raise FileNotFoundError(f"No forms and resources came with the program in {package}. Install it again.")


def forms_folder() -> Path:
    """Return the folder of the forms and rules that come with the application."""
    return find_data_root() / "forms"


def resources_folder() -> Path:
    """Return the folder of the fonts, icons, colours and other resources."""
    return find_data_root() / "resources"
