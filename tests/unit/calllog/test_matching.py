from pathlib import Path

from callaudit.calllog.matching import Match, Matches, match_rows
from callaudit.core.metadata import CallMetadata


def row(call_id: str, recording: str | None = None) -> CallMetadata:
    return CallMetadata(call_id=call_id, recording=recording)


def test_rows_find_recordings_by_path_then_file_name_then_id(tmp_path: Path) -> None:
    rows = (row("k1", "audio\\one.wav"), row("k2", "gone/two.wav"), row("k3"), row("k4", "no.wav"))
    one, two, three, stray = (
        tmp_path / "audio" / "one.wav",
        tmp_path / "elsewhere" / "two.wav",
        tmp_path / "k3.mp3",
        tmp_path / "stray.wav",
    )
    assert match_rows(rows, [stray, three, two, one], log_folder=tmp_path) == Matches(
        pairs=(
            Match(recording=str(one), metadata=rows[0]),
            Match(recording=str(two), metadata=rows[1]),
            Match(recording=str(three), metadata=rows[2]),
        ),
        rows_without_recording=(rows[3],),
        recordings_without_row=(str(stray),),
    )


def test_a_recording_that_two_rows_may_mean_is_matched_with_neither(tmp_path: Path) -> None:
    rows = (row("k1", "a/x.wav"), row("k2", "b/x.wav"))
    path = tmp_path / "x.wav"
    found = match_rows(rows, [path], log_folder=tmp_path)
    assert (found.pairs, found.rows_without_recording) == ((), rows)
    assert found.recordings_without_row == (str(path),)
    assert found.problems == (
        f"rows k1, k2 and recordings {path} cannot be told apart; none was matched",
    )


def test_two_recordings_with_the_same_stem_are_not_guessed_between(tmp_path: Path) -> None:
    wav, mp3 = tmp_path / "k1.wav", tmp_path / "k1.mp3"
    found = match_rows((row("k1"),), [wav, mp3], log_folder=tmp_path)
    assert found.pairs == ()
    assert found.recordings_without_row == (str(wav), str(mp3))
    assert len(found.problems) == 1


def test_the_path_decides_where_file_names_repeat(tmp_path: Path) -> None:
    rows = (row("k1", "a/x.wav"), row("k2", "b/x.wav"))
    paths = [tmp_path / "b" / "x.wav", tmp_path / "a" / "x.wav"]
    found = match_rows(rows, paths, log_folder=tmp_path)
    assert [pair.recording for pair in found.pairs] == [str(paths[1]), str(paths[0])]
    assert found.problems == ()


def test_a_path_that_climbs_out_matches_nothing_that_was_not_given(tmp_path: Path) -> None:
    rows = (row("k1", "../../etc/passwd"),)
    found = match_rows(rows, [tmp_path / "k2.wav"], log_folder=tmp_path)
    assert found.rows_without_recording == rows
