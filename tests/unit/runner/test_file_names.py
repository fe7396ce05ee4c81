"""Call ids from the names of recordings."""

from pathlib import Path

import pytest

from callaudit.runner.file_names import ids_from_names, is_text, printable


@pytest.mark.parametrize(
    ("recordings", "ids"),
    [
        ((), []),
        (("calls/c1.wav", "calls/c2.wav"), ["c1", "c2"]),
        (("monday/c1.wav", "tuesday/c1.wav", "tuesday/c2.wav"), ["monday/c1", "tuesday/c1", "c2"]),
        (("calls/c1.mp3", "calls/c1.wav"), ["c1.mp3", "c1.wav"]),
        (("m/d/c1.mp3", "m/d/c1.wav", "n/d/c1.wav"), ["c1.mp3", "m/d/c1.wav", "n/d/c1"]),
        (("a/x/c1.wav", "b/x/c1.wav"), ["a/x/c1", "b/x/c1"]),
        (("calls/new\nline.wav",), ["new\\nline"]),
    ],
)
def test_an_id_is_the_shortest_name_that_no_other_recording_has(
    recordings: tuple[str, ...], ids: list[str]
) -> None:
    found = ids_from_names([Path(name) for name in recordings])
    assert found == ids
    assert len(set(found)) == len(found)


def test_bytes_that_are_no_text_are_told_as_escapes() -> None:
    path = Path("calls/bad\udcff.wav")
    assert (is_text(path), is_text(Path("calls/\u00fc.wav"))) == (False, True)
    assert printable(path) == "calls/bad\\udcff.wav"
    assert printable("calls/\u96fb\u8a71 1.wav") == "calls/\u96fb\u8a71 1.wav"
