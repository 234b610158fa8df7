"""Where people read an article: on its page where there is a web server, else where it was read from."""

from dataclasses import dataclass

from bot.service.article_links import ArticleLinks, Place
from bot.service.collection_reader import CollectionReader
from bot.service.text_fragments import link_to_quote
from index.records import Article, PassageHit, Quote, Source, Span


@dataclass(frozen=True, slots=True)
class ArticlePages:
    """Addresses of articles; `base` is that of the pages, empty where there are none."""

    links: ArticleLinks
    base: str

    def page(self, source: Source, span: Span | None = None) -> str | None:
        """The page of an article, opened at a stretch of its text; None where there are no pages."""
        if not self.base:
            return None
        return self.base.rstrip("/") + self.links.path(Place(source.collection, source.id, span))

    def of_stretch(self, article: Article, span: Span | None) -> str | None:
        """Where a stretch of an article is read; None where its original has no address either."""
        return self.page(article.source, span) or link_to_quote(article, span or Span(0, 0))

    def of_found(self, reader: CollectionReader, found: Quote | PassageHit) -> str | None:
        """Where a quote or a passage is read in its article; None as above."""
        if isinstance(found, Quote):
            return self.page(found.source, found.span) or reader.link_to(found)
        article = reader.article(found.source.collection, found.source.id) or Article(found.source, "")
        return self.of_stretch(article, found.span)
