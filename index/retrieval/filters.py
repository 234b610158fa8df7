"""What a search is limited to: the passages of the articles that are wanted."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.records import Source
from index.storage.library import Library

Wanted = Callable[[Source, str], bool]
"""Whether an article may be found, by its source and its language (ISO 639)."""

_KEPT = 4  # filters, whose passages are found once for all pages and questions


class FilteredPassages:
    """The passages of wanted articles, in one state of a library, which is that of a collection."""

    def __init__(self, library: Library, collection: str) -> None:
        self._library = library
        self._collection = collection
        self.of = lru_cache(_KEPT)(self._of)

    def _of(self, wanted: Wanted) -> NDArray[np.int64]:
        """The numbers of the passages of all articles that are wanted, in order: int64, shape (passages,)."""
        sources = self._library.articles.sources()
        languages = self._library.articles.languages_by_number()
        articles = [number for number, source in sources if wanted(source.of(self._collection), languages[number])]
        return np.sort(np.fromiter(self._library.passages.of_articles(articles), np.int64))
