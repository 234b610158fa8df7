"""Damage to a file is told, however the file is read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.files.checksums import FileChecksum


@given(written=st.binary(min_size=1, max_size=5000), data=st.data())
def test_a_mapped_file_matches_as_long_as_no_byte_of_it_changes(
    tmp_path_factory: pytest.TempPathFactory, written: bytes, data: st.DataObject
) -> None:
    """What was written matches, mapped or read; with one byte exchanged, or cut short, it does not."""
    path = tmp_path_factory.mktemp("files") / "file"
    path.write_bytes(written)
    checksum = FileChecksum.of(path)
    assert (checksum.matches_mapped(path), checksum.matches(path)) == (True, True)
    place = data.draw(st.integers(0, len(written) - 1))
    for damaged in (written[:place], written[:place] + bytes([written[place] ^ 1]) + written[place + 1 :]):
        path.write_bytes(damaged)
        assert (checksum.matches_mapped(path), checksum.matches(path)) == (False, False)


def test_a_file_that_cannot_be_mapped_does_not_match(tmp_path: Path) -> None:
    """A file that is gone, and one that is empty now, are not as they were."""
    path = tmp_path / "file"
    path.write_bytes(b"written")
    checksum = FileChecksum.of(path)
    path.write_bytes(b"")
    assert checksum.matches_mapped(path) is False
    path.unlink()
    assert checksum.matches_mapped(path) is False
