"""Reading in the articles of an index: by their ids, titles and publishers, and around passages of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.records import Article, Edition, Source, Span
from index.retrieval.candidates import Candidate
from index.storage.library import Library


@dataclass(frozen=True, slots=True)
class ArticleReader:
    """Reads the articles of one library, which are those of a collection."""

    library: Library
    collection: str

    def article(self, key: str) -> Article | None:
        """An article by its id, as the library has it; None where there is none."""
        with self.library.reading():  # else it might be removed in between
            number = self.library.articles.number_of(key)
            if number is None:
                return None
            article = self.library.articles.get(number)
        return replace(article, source=article.source.of(self.collection))

    def editions(self, key: str) -> list[Edition]:
        """The former texts of an article by its id, the newest first."""
        return [
            edition._replace(article=replace(edition.article, source=edition.article.source.of(self.collection)))
            for edition in self.library.editions.of(key)
        ]

    def text_of(self, source: Source) -> str:
        """The whole text of an article, as the library has it; empty where it is no longer there."""
        article = self.article(source.id)
        return "" if article is None else article.text

    def before(self, candidate: Candidate) -> Span | None:
        """The sentence right before a passage where it belongs to the same section and nothing stands between."""
        for previous in self.library.passages.get([candidate.number - 1]):
            gap = candidate.article.plain[previous.passage.span.end : candidate.passage.span.start]
            if (
                previous.article == candidate.article_number
                and previous.passage.heading == candidate.passage.heading
                and gap
                and not gap.strip()
            ):
                return previous.passage.sentences[-1]
        return None

    def titled(self, text: str, limit: int) -> list[Source]:
        """At most `limit` articles whose title or id holds this."""
        return [source.of(self.collection) for source in self.library.articles.titled(text, limit)]

    def publishers(self, text: str, limit: int) -> list[str]:
        """At most `limit` publishers whose name holds this."""
        return self.library.articles.publishers(text, limit)

    def languages(self) -> frozenset[str]:
        """The languages that articles are in, by their codes (ISO 639)."""
        return self.library.articles.languages()

    def listing(self) -> list[tuple[Source, int]]:
        """Every article with its number of passages, by title."""
        return [(source.of(self.collection), passages) for source, passages in self.library.articles.listing()]

    def page(self, title: str, after: tuple[str, str], limit: int) -> list[tuple[Source, int]]:
        """At most `limit` articles whose title holds this, with their passages, from behind a title and an id on."""
        rows = self.library.articles.page(title, after, limit)
        return [(source.of(self.collection), passages) for source, passages in rows]

    def contents(self) -> Iterator[tuple[int, str, str]]:
        """The number of every passage, the id of its article, and its text."""
        with self.library.reading():
            for article, stored in self.library.with_articles():
                span = stored.passage.span
                yield stored.number, article.source.id, article.plain[span.start : span.end]
