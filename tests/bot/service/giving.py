"""Files given to the articles of servers, as the bot gives them."""

from typing import Any

from bot.service.access import CollectionScope
from bot.service.collections import Added, Collections
from bot.service.records import GivenFile
from index.models.encoder import Encoder


def give(
    collections: Collections,
    scope: CollectionScope,
    files: dict[str, bytes],
    encoder: Encoder,
    key: str = "key",
    **options: Any,
) -> Added:
    """Adds files by their names; `options` are others of Collections.add."""
    folder = collections.incoming(scope)
    given = list[GivenFile]()
    for number, (name, data) in enumerate(files.items()):
        (folder / str(number)).write_bytes(data)
        given.append(GivenFile(name, folder / str(number)))
    try:
        return collections.add(scope, key, given, encoder, **options)
    finally:
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
