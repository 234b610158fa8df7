"""By which address an article is cited: its page where there is a web server, else where it was read from."""

from dataclasses import dataclass

from bot.service.article_links import ArticleLinks, Place
from bot.service.collection_reader import CollectionReader
from bot.service.text_fragments import link_to_quote
from index.records import Article, PassageHit, Quote, Source, Span


@dataclass(frozen=True, slots=True)
class Citations:
    """Addresses of articles; `base` is that of the pages, empty where there are none."""

    links: ArticleLinks
    base: str

    def page(self, source: Source) -> str | None:
        """The page of an article; None where there are no pages."""
        return self._page(Place(source.collection, source.id))

    def page_of(self, found: Quote | PassageHit) -> str | None:
        """The page of an article, opened at a quote or passage; None where there are no pages."""
        return self._page(Place.of(found.source, found.span, found.text))

    def of_found(self, reader: CollectionReader, found: Quote | PassageHit) -> str | None:
        """Where a quote or a passage is read in its article; None where its original has no address either."""
        if page := self.page_of(found):
            return page
        if isinstance(found, Quote):
            return reader.link_to(found)
        article = reader.article(found.source.collection, found.source.id) or Article(found.source, "")
        return link_to_quote(article, found.span)

    def of_stretch(self, article: Article, span: Span | None) -> str | None:
        """Where a stretch of an article is read, or all of it where there is none; None as above."""
        source = article.source
        place = Place.of(source, span, article.text[slice(*span)]) if span else Place(source.collection, source.id)
        return self._page(place) or link_to_quote(article, span or Span(0, 0))

    def _page(self, place: Place) -> str | None:
        return self.base.rstrip("/") + self.links.path(place) if self.base else None
