"""Files that people and the bot attach."""

import mimetypes
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.discord_server.errors import Json

if TYPE_CHECKING:
    from tests.discord_server.channels import Channel
    from tests.discord_server.server import DiscordServer

SIZE_LIMIT = 10 * 1024 * 1024
"""How many bytes one file may have."""


@dataclass(frozen=True)
class Upload:
    """A file to attach."""

    filename: str
    data: bytes

    @property
    def content_type(self) -> str:
        """What the file is, by its name."""
        found = mimetypes.guess_type(self.filename)[0] or "application/octet-stream"
        return f"{found}; charset=utf-8" if found.startswith("text/") else found


def keep(server: "DiscordServer", channel: "Channel", upload: Upload, *, ephemeral: bool = False) -> Json:
    """Keep a file for download and return the attachment that points to it."""
    an_id = server.snowflakes.next()
    folder = "ephemeral-attachments" if ephemeral else "attachments"
    url = f"{server.address}/cdn/{folder}/{channel.id}/{an_id}/{quote(upload.filename)}"
    server.uploads[an_id] = upload
    attachment: Json = {
        "id": str(an_id),
        "filename": upload.filename,
        "size": len(upload.data),
        "url": url,
        "proxy_url": url,
        "content_type": upload.content_type,
    }
    return attachment | ({"ephemeral": True} if ephemeral else {})
