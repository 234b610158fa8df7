"""Bodies that were packed for the way."""

import gzip
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetching.unpacking import Gzip, Plain


@given(st.binary(max_size=2000), st.integers(1, 50))
def test_parts(data: bytes, length: int) -> None:
    """What was packed is unpacked, in whatever parts it comes; what stands behind its end is left out."""
    unpacker, packed = Gzip(), gzip.compress(data, mtime=0)
    assert not unpacker.is_whole()
    parts = [packed[at : at + length] for at in range(0, len(packed), length)]
    assert b"".join(unpacker.unpack(part, 2000) for part in [*parts, b"behind"]) == data
    assert unpacker.is_whole()


@pytest.mark.parametrize("most", [0, 1, 1000])
def test_a_bomb(most: int) -> None:
    """No more is unpacked than one byte too many."""
    assert Gzip().unpack(gzip.compress(bytes(10_000_000), mtime=0), most) == bytes(most + 1)
    assert Plain().unpack(bytes(5000), most) == bytes(most + 1)


@given(st.binary(min_size=1, max_size=100))
def test_any_bytes(data: bytes) -> None:
    """What gzip did not pack is refused, or waited for."""
    with suppress(ValueError):
        assert Gzip().unpack(data, 100) == b""
