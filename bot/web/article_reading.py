"""Articles as REST and MCP give them: a list by title, a page at a time, and the text of one, a stretch at a time."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

import msgspec

from bot.service.access import SHARED
from bot.service.collection_reader import CollectionReader
from bot.service.payload import article_payload
from bot.web.citations import Citations
from bot.web.forms import LONGEST_STRETCH, Listed, Opened
from bot.web.problems import ProblemError
from bot.web.tokens_file import SHARED_NAME, collection_name
from index.reading import blocks_at, plain_span, source_span
from index.records import Article, Source, Span

Job = Callable[[CollectionReader], dict[str, Any]]
_Place = tuple[str, str, str]  # a collection, the title and the id of an article


def list_articles(collections: Sequence[str], listed: Listed, citations: Citations) -> Job:
    """Lists a page of the articles of collections. Raises ProblemError where its cursor is none."""
    after = None if listed.cursor is None else _decoded(listed.cursor, collections)

    def job(reader: CollectionReader) -> dict[str, Any]:
        entries = reader.page(collections, listed.title, after, listed.limit + 1)
        page = [source for source, _ in entries[: listed.limit]]
        return {
            "articles": [
                {
                    "article": article_payload(source),
                    "collection": collection_name(source.collection),
                    "passages": passages,
                    "page": citations.page(source),
                }
                for source, passages in entries[: listed.limit]
            ],
            "next": _encoded(page[-1]) if len(entries) > len(page) else None,
        }

    return job


def read_article(collections: Sequence[str], key: str, opened: Opened, citations: Citations) -> Job:
    """Reads a stretch of an article, of the first collection that has one of this id.

    Raises ProblemError where none has, or where the stretch is not within it.
    """
    if opened.collection is not None:
        named = SHARED if opened.collection == SHARED_NAME else opened.collection
        collections = [name for name in collections if name == named]

    def job(reader: CollectionReader) -> dict[str, Any]:
        for name in collections:
            if article := reader.article(name, key):
                return _stretch(article, _span(article, opened), citations)
        raise ProblemError(HTTPStatus.NOT_FOUND, f"there is no article with the id {key!r} that you may read")

    return job


def _span(article: Article, opened: Opened) -> Span:
    length, start = len(article.text), opened.start
    end = length if opened.end is None else opened.end
    if not start <= min(end, length):
        raise ProblemError(
            HTTPStatus.BAD_REQUEST,
            f"from {start} to {end} is no stretch of the article, which has {length} characters; start may be no more "
            "than end, nor than these",
        )
    return Span(start, min(end, length, start + LONGEST_STRETCH))


def _stretch(article: Article, span: Span, citations: Citations) -> dict[str, Any]:
    shown = plain_span(article, span)
    blocks = blocks_at(article.reading, shown) if article.reading else ()
    places = [(block, source_span(article, block.span)) for block in blocks]
    return {
        "article": article_payload(article.source),
        "collection": collection_name(article.source.collection),
        "text": article.text[slice(*span)],
        "plain": article.plain[slice(*shown)],
        "start": span.start,
        "end": span.end,
        "length": len(article.text),
        "next": span.end if span.end < len(article.text) else None,
        "blocks": [
            {"kind": block.kind, "start": place.start, "end": place.end, "level": block.level}
            for block, place in places
        ],
        "page": citations.of_stretch(article, span if span.start < span.end else None),
    }


def _encoded(source: Source) -> str:
    return urlsafe_b64encode(msgspec.json.encode((source.collection, source.title, source.id))).decode()


def _decoded(cursor: str, collections: Sequence[str]) -> _Place:
    try:
        place = msgspec.json.decode(urlsafe_b64decode(cursor.encode()), type=_Place)
    except (ValueError, RecursionError):  # msgspec's are ValueErrors too
        place = None
    if place is None or place[0] not in collections:
        raise ProblemError(HTTPStatus.BAD_REQUEST, "the cursor is none of a list; give `next` of the page before")
    return place
