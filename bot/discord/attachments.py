"""Files that people attach, fetched from Discord and from nowhere else, within bounds of size and time."""

import aiohttp
import discord
from yarl import URL

from index.errors import QuotebotError

_SECONDS = 60.0  # for all of a file
_CHUNK = 1 << 16


class UnavailableError(QuotebotError):
    """A file that Discord does not give, or not in time, or not as it said."""


async def fetch(address: str, size: int, seconds: float = _SECONDS) -> bytes:
    """The bytes of an attachment by its address, given up at the first that is beyond the size Discord told.

    No redirection is followed and nothing is unpacked. Raises UnavailableError.
    """
    url = URL(address)
    if url.origin() != URL(discord.Asset.BASE).origin():
        raise UnavailableError("the file is not one of Discord's")
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=seconds), auto_decompress=False) as session,
            session.get(url, allow_redirects=False, headers={"Accept-Encoding": "identity"}) as response,
        ):
            if response.status != 200:
                raise UnavailableError(f"Discord answers with status {response.status}")
            return await _read(response.content, size)
    except (aiohttp.ClientError, OSError) as error:  # of which a TimeoutError is one
        raise UnavailableError(f"Discord does not give the file: {type(error).__name__}") from None


async def _read(content: aiohttp.StreamReader, size: int) -> bytes:
    data = bytearray()
    async for chunk in content.iter_chunked(_CHUNK):
        data += chunk
        if len(data) > size:
            raise UnavailableError(f"the file has more than its {size} bytes")
    return bytes(data)
