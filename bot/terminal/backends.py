"""Which backends keep an index, as the settings say."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.files.data_folder import Backends

if TYPE_CHECKING:
    from config import Settings


def backends_of(settings: "Settings", warn: Callable[[str], None]) -> Backends:
    """Takes the settings; `warn` is told where others may read a secret. Raises TokenError where one is missing."""
    index, database = settings.index, settings.database
    token = ""
    if index.backend == "milvus" and index.token_file:
        from bot.service.token_file import read_token_file

        token = read_token_file(index.token_file, "index.token_file", "Milvus' token", "copy it anew", warn)
    return Backends(database.url if database.articles else "", index.backend, index.uri, token)
