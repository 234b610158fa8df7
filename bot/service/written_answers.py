"""Articles that somebody wrote as the answer to a question, and the quote that is all of one.

What makes articles is imported when first needed, as it is for files.
"""

import re
from dataclasses import replace
from datetime import date

from bot.service.records import new_id
from index.reading import excerpt
from index.records import Article, Quote, Source, Span
from index.retrieval.query import legible

_KEY = re.compile(r"written-[\w-]{11}", re.ASCII)


def new_key() -> str:
    """An id for an answer, by which it is told from other articles."""
    return f"written-{new_id()}"


def is_written(source: Source) -> bool:
    """Whether an article was written as an answer, so that its author is named only where they wanted that."""
    return _KEY.fullmatch(source.id) is not None


def written_answer(
    key: str, question: str, text: str, publisher: str, day: date, url: str | None = None, author: str | None = None
) -> Article | None:
    """The article of an answer, in Discord's markup, whose title is the question; None where it says nothing."""
    from index.ingest.readers.base import EmptyError
    from index.ingest.readers.document import Document, make_article, text_blocks
    from index.ingest.readers.exports.discord_markup import Names, as_markdown
    from index.ingest.readers.markup.markdown import read_markdown

    fields = {"id": key, "publisher": publisher, "date": day.isoformat(), "url": url, "author": author}
    told = {name: value for name, value in fields.items() if value}
    blocks = text_blocks(read_markdown(as_markdown(text, Names())))
    try:
        article = make_article(Document(tuple(blocks), question, told), key, key, key)
    except EmptyError:
        return None
    return replace(article, source=replace(article.source, path=None)) if legible(article.text) else None


def whole_quote(article: Article) -> Quote:
    """All of an article as a quote."""
    span = Span(0, len(article.text))
    return Quote(article.text, span, (), 1.0, article.source, excerpt=excerpt(article, span))


def stored_file(key: str) -> str:
    """The name of the file that an answer is kept in."""
    from index.ingest.readers.files import STORED

    return f"{key}{STORED}"
