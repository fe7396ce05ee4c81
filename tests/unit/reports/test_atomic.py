"""Files that are whole or not there."""

import stat

import pytest

from callaudit.reports.atomic import atomic_text, write_text


def test_text_is_written_with_plain_line_ends_into_a_new_folder(tmp_path):
    write_text(tmp_path / "new" / "a.txt", "Zoë\nsaid\n")
    assert (tmp_path / "new" / "a.txt").read_bytes() == "Zoë\nsaid\n".encode()


def break_off(path):
    with atomic_text(path) as stream:
        stream.write("half of")
        raise KeyboardInterrupt


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.txt"
    write_text(path, "whole")
    with pytest.raises(KeyboardInterrupt):
        break_off(path)
    assert path.read_text() == "whole"
    assert list(tmp_path.iterdir()) == [path]


def test_others_may_read_what_the_mask_lets_them(tmp_path):
    plain = tmp_path / "plain.txt"
    plain.touch()
    write_text(tmp_path / "a.txt", "x")
    mode = stat.S_IMODE((tmp_path / "a.txt").stat().st_mode)
    assert mode == stat.S_IMODE(plain.stat().st_mode)
