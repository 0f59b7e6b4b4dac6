"""What the command line says to odd input: one plain sentence and an exit code, never a traceback."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cpm_desktop.data_files import forms_folder


def run(*arguments: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "cpm_desktop", *arguments],
        capture_output=True,
        text=True,
        encoding=encoding,
        check=False,
        timeout=60,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )
    assert "Traceback" not in done.stderr
    return done


def only_sentence(text: str) -> str:
    (line,) = text.splitlines()
    assert line.endswith(".")
    return line


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.pdf", None, "is no file"),
        (".", None, "is no file"),
        ("empty.pdf", b"", "not a PDF"),
        ("text.pdf", b"Minutes, she says.\n", "not a PDF"),
        ("x" * 300, None, "cannot be read"),
        ("Okafọ̀ שלום 👩‍👧.pdf", b"no", "not a PDF"),
    ],
)
def test_verify_says_in_a_sentence_what_is_no_signed_file(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = run("verify", str(tmp_path / name))
    assert done.returncode == 1
    assert words in only_sentence(done.stderr)
    assert not done.stdout


def test_verify_says_that_a_paper_without_signature_is_not_valid(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - only this test draws

    path = tmp_path / "unsigned.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(72, 720, "Minutes")
    canvas.save()
    done = run("verify", str(path))
    assert done.returncode == 1
    assert "not signed" in done.stdout.lower() or "no signature" in done.stdout.lower()


def test_a_demonstration_in_a_folder_of_records_is_refused(tmp_path: Path) -> None:
    done = run("--demo", "--store", str(tmp_path))
    assert done.returncode == 2
    assert "--store: not allowed with argument --demo" in done.stderr


def test_a_terminal_that_lacks_a_letter_ends_nothing(tmp_path: Path) -> None:
    done = run("verify", str(tmp_path / "Okafọ̀.pdf"), encoding="ascii")
    assert done.returncode == 1
    assert "\\u" in only_sentence(done.stderr)


@pytest.mark.parametrize("where", ["a file", "a file/below"])
def test_the_demonstration_refuses_a_file_in_place_of_its_folder(tmp_path: Path, where: str) -> None:
    (tmp_path / "a file").write_bytes(b"mine")
    done = run("demo", "--to", str(tmp_path / where))
    assert done.returncode == 1
    assert "Choose a folder" in only_sentence(done.stderr)
    assert (tmp_path / "a file").read_bytes() == b"mine"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("arguments", [[], ["--demo"]])
def test_without_a_screen_the_windows_say_what_goes_without(arguments: list[str]) -> None:
    bare = {
        name: value
        for name, value in os.environ.items()
        if "DISPLAY" not in name and name != "QT_QPA_PLATFORM"
    }
    done = subprocess.run(
        [sys.executable, "-m", "cpm_desktop", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=bare,
    )
    assert done.returncode == 1
    assert "demo --to FOLDER" in only_sentence(done.stderr)


def test_check_forms_says_all_that_is_wrong_and_counts_it(tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    shutil.copytree(forms_folder(), folder)
    broken = folder / "cla-standard.yaml"
    broken.write_text(broken.read_text("utf-8").replace("\nversion:", "\nverzion:", 1), "utf-8")
    (folder / "empty.yaml").touch()
    done = run("check-forms", str(folder))
    assert done.returncode == 1
    assert "cla-standard.yaml, line " in done.stderr
    assert "Did you mean “version”?" in done.stderr
    assert "empty.yaml: The file is empty." in done.stderr
    assert "cla-specific-issue version" in done.stdout
    assert done.stdout.splitlines()[-1] == "3 mistakes."


def test_check_forms_says_that_a_folder_is_missing_or_empty(tmp_path: Path) -> None:
    missing = run("check-forms", str(tmp_path / "nowhere"))
    assert (missing.returncode, missing.stdout) == (1, "1 mistake.\n")
    assert "There is no such folder." in only_sentence(missing.stderr)
    empty = run("check-forms", str(tmp_path))
    assert (empty.returncode, empty.stdout) == (0, "There is no form in this folder.\nNo mistakes.\n")


def test_verify_knows_whom_a_forms_folder_vouches_for(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - only this test signs

    from cpm_desktop.documents.certificate_file import open_certificate_file  # noqa: PLC0415 - the same
    from cpm_desktop.documents.signing import SignatureRequest, sign_pdf  # noqa: PLC0415 - the same
    from tests.documents.fictional_documents import SIGNED_AT, two_pages  # noqa: PLC0415 - the same
    from tests.services.certificate_files import AUTHORITY, authority, certificate_file  # noqa: PLC0415 - the same

    own = certificate_file(tmp_path, "Joy Okafor", "her own words", SIGNED_AT).read_bytes()
    identity = open_certificate_file(own, "her own words", SIGNED_AT)
    path = tmp_path / "signed.pdf"
    path.write_bytes(sign_pdf(two_pages(), identity, SignatureRequest("Chair", SIGNED_AT)))
    unknown = run("verify", str(path))
    assert unknown.returncode == 0
    assert "Nobody known to this computer vouches" in unknown.stdout
    place = tmp_path / "forms" / "certificates"
    place.mkdir(parents=True)
    (place / "signing.pem").write_bytes(authority(SIGNED_AT).public_bytes(serialization.Encoding.PEM))
    (place / "read me.txt").write_text("not a certificate", encoding="utf-8")
    known = run("verify", str(path), "--known", str(tmp_path / "forms"))
    assert known.returncode == 0
    assert f"“{AUTHORITY}” vouches for it." in known.stdout


def test_verify_says_that_a_countersignature_is_dated_before_the_signature(tmp_path: Path) -> None:
    from datetime import timedelta  # noqa: PLC0415 - only this test signs twice

    from cpm_desktop.documents.signature_field import (  # noqa: PLC0415 - the same
        CHAIR,
        COUNTERSIGNER,
        reserve_signature_fields,
    )
    from cpm_desktop.documents.signing import SignatureRequest, sign_pdf  # noqa: PLC0415 - the same
    from tests.documents.fictional_documents import (  # noqa: PLC0415 - the same
        FIELDS,
        SIGNED_AT,
        make_identity,
        two_pages,
    )

    identity = make_identity("Priya Nair")
    prepared = reserve_signature_fields(two_pages(), FIELDS, SIGNED_AT)
    signed = sign_pdf(prepared, identity, SignatureRequest(CHAIR, SIGNED_AT))
    early = SignatureRequest(COUNTERSIGNER, SIGNED_AT - timedelta(hours=3))
    path = tmp_path / "signed.pdf"
    path.write_bytes(sign_pdf(signed, identity, early))
    done = run("verify", str(path))
    assert done.returncode == 0
    assert "The times do not fit: " in done.stdout
    assert "is dated 24 November 2026 at 13:40, but covers the signature of Priya Nair" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no picture of the memory by itself")
def test_no_memory_is_left_on_the_disk_where_the_process_dies() -> None:
    script = (
        "import resource, sys\n"
        "from cpm_desktop.__main__ import main\n"
        "sys.argv = ['cpm-desktop', 'check', '/nowhere']\n"
        "main()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "(0, 0)", done.stderr


def test_what_the_authority_set_for_this_computer_is_said() -> None:
    done = run("policy")
    assert done.returncode == 0
    assert only_sentence(done.stdout).startswith("Nothing is set for this computer in ")


def test_qts_own_option_is_no_mistake(tmp_path: Path) -> None:
    done = run("-platform", "offscreen", "verify", str(tmp_path / "nothing.pdf"))
    assert done.returncode == 1
    assert "is no file" in done.stderr
