"""A folder for the printer is there whole or not at all."""

import pytest

from allervers.messaging.folders import write_whole


def test_a_folder_is_there_with_all_its_files_and_nothing_beside_it(tmp_path):
    (tmp_path / ".lot-1-left").mkdir()
    write_whole(tmp_path / "lot-1", {"a.pdf": b"%PDF", "b.csv": b"1;2"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "lot-1").iterdir()} == {
        "a.pdf": b"%PDF",
        "b.csv": b"1;2",
    }
    assert [path.name for path in tmp_path.iterdir()] == ["lot-1"]


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "lot-1", {"a.pdf": b"%PDF", "absent/b.csv": b"1;2"})
    assert list(tmp_path.iterdir()) == []
