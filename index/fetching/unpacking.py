"""Bodies that were packed for the way (RFC 9110, section 8.4.1.3), unpacked no further than there is room."""

import zlib
from typing import Protocol


class Unpacker(Protocol):
    """Unpacks a body, part by part."""

    def unpack(self, data: bytes, most: int) -> bytes:
        """What becomes of the next part: one byte more than `most` at most. Raises ValueError for what is damaged."""

    def is_whole(self) -> bool:
        """Whether all that was packed has come."""


class Plain:
    """For what was not packed."""

    def unpack(self, data: bytes, most: int) -> bytes:
        """The part itself."""
        return data[: most + 1]

    def is_whole(self) -> bool:
        """True: where it ends is for the protocol to tell."""
        return True


class Gzip:
    """For what gzip packed; what stands behind its end is left out, as browsers do."""

    def __init__(self) -> None:
        self._decompressor = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)

    def unpack(self, data: bytes, most: int) -> bytes:
        """What becomes of the next part. Raises ValueError for what gzip did not pack."""
        if self._decompressor.eof:
            return b""
        try:
            return self._decompressor.decompress(data, most + 1)
        except zlib.error as error:
            raise ValueError(str(error)) from None

    def is_whole(self) -> bool:
        """Whether its end has come."""
        return self._decompressor.eof
