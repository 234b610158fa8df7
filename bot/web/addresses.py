"""The addresses that stand in pages: below the path where others reach these, in the language that was chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.service.article_links import ArticleLinks, Place
from bot.web.static import asset_path
from index.records import PassageHit, Quote, Source


@dataclass(frozen=True, slots=True)
class Addresses:
    """Writes addresses; `language` is that of the catalogue that the reader chose, empty where none was chosen."""

    links: ArticleLinks
    prefix: str = ""
    language: str = ""

    def page(self, path: str, **values: str | int | None) -> str:
        """A page, with the values that are not empty."""
        return self.of(path, ((name, str(value)) for name, value in values.items() if value not in (None, "")))

    def of(self, path: str, values: Iterable[tuple[str, str]]) -> str:
        """A page, with these values."""
        written = urlencode([*values, *self._chosen()], errors="replace")
        return f"{self.prefix}{path}" + f"?{written}" * bool(written)

    def article(self, source: Source) -> str:
        """An article."""
        return self._at(Place(source.collection, source.id))

    def quote(self, quote: Quote | PassageHit) -> str:
        """An article at a quote of it."""
        return self._at(Place.of(quote.source, quote.span, quote.text))

    def _at(self, place: Place) -> str:
        path, mark, fragment = self.links.path(place).partition("#")
        chosen = urlencode(self._chosen())
        return f"{self.prefix}{path}" + f"&{chosen}" * bool(chosen) + mark + fragment

    def asset(self, name: str) -> str:
        """A file of the pages' own."""
        return self.prefix + asset_path(name)

    def _chosen(self) -> list[tuple[str, str]]:
        return [("lang", self.language)] if self.language else []
