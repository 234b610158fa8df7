"""Files that people attach, fetched from Discord and from nowhere else, within bounds of size and time."""

import aiohttp
import discord
from yarl import URL

from index.errors import QuotebotError

_SECONDS = 60.0  # for all of a file
_CHUNK = 1 << 16


class TooLargeError(QuotebotError):
    """A file that has more bytes than are taken, whatever Discord said of it."""


class UnavailableError(QuotebotError):
    """A file that Discord does not give, or not in time."""


async def fetch(address: str, most: int) -> bytes:
    """The bytes of an attachment by its address, of which no more than `most` are ever held.

    No redirection is followed and nothing is unpacked. Raises TooLargeError or UnavailableError.
    """
    url = URL(address)
    if url.origin() != URL(discord.Asset.BASE).origin():
        raise UnavailableError("the file is not one of Discord's")
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS), auto_decompress=False) as session,
            session.get(url, allow_redirects=False, headers={"Accept-Encoding": "identity"}) as response,
        ):
            if response.status != 200:
                raise UnavailableError(f"Discord answers with status {response.status}")
            return await _read(response.content, most)
    except (aiohttp.ClientError, OSError) as error:  # of which a TimeoutError is one
        raise UnavailableError(f"Discord does not give the file: {type(error).__name__}") from None


async def _read(content: aiohttp.StreamReader, most: int) -> bytes:
    data = bytearray()
    async for chunk in content.iter_chunked(_CHUNK):
        data += chunk
        if len(data) > most:
            raise TooLargeError(f"the file has more than {most} bytes")
    return bytes(data)
