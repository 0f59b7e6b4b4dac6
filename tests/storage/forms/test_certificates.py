"""The authority's certificates beside its forms: which files are read, and that none of them stops the others."""

from pathlib import Path

from cpm_desktop.storage.forms.certificates import certificate_files


def test_files_of_certificates_are_read_by_their_ending_in_order_and_others_left(tmp_path: Path) -> None:
    place = tmp_path / "certificates"
    place.mkdir()
    for name in ("b.pem", "A.CRT", "c.cer", "d.der", "notes.txt", "pem"):
        (place / name).write_bytes(name.encode())
    (place / "a folder.pem").mkdir()  # cannot be read as a file
    assert certificate_files([tmp_path / "gone", tmp_path]) == (b"A.CRT", b"b.pem", b"c.cer", b"d.der")
    assert certificate_files([tmp_path, tmp_path])[:4] == certificate_files([tmp_path])
    assert certificate_files([place]) == ()  # its own folder is looked for in each


def test_no_more_is_read_of_a_file_than_a_certificate_can_be(tmp_path: Path) -> None:
    place = tmp_path / "certificates"
    place.mkdir()
    (place / "large.pem").write_bytes(bytes(1024 * 1024 + 1))
    (content,) = certificate_files([tmp_path])
    assert len(content) == 1024 * 1024
