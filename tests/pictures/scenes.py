"""What the bot sends of documents of each kind, as pictures are made of it."""

from typing import Any

from bot.discord.ui.answers import answer_layout
from bot.discord.ui.blocks import wide_tables
from bot.discord.ui.custom_ids import ButtonAction
from bot.discord.ui.layouts import PAGE, Layout, page_body, page_layout
from bot.discord.ui.pagination import pages
from bot.service.messages import messages
from bot.service.text_fragments import link_to_quote
from index.answering.whole_blocks import completed
from index.ingest.readers.front_matter import read_front_matter
from index.ingest.readers.markup.markdown import read_markdown
from index.reading import blocks_at, excerpt, source_span
from index.records import Answer, Article, Quote, Source, Span
from tests.pictures.documents import DOCUMENTS, Document
from tests.pictures.scene import Scene

_ENGLISH = messages("en")
_SENT = "3q2-7_aBcDE"


def scenes() -> dict[str, Scene]:
    """What is sent of documents, by the names of the pictures; to be called where an event loop runs."""
    made = {document.name: _answer(document) for document in DOCUMENTS}
    by_name = {document.name: document for document in DOCUMENTS}
    made["page"] = _page(by_name["mixed"])
    return {name: Scene({"components": _components(layout)}, {}, ("dark",)) for name, layout in made.items()}


def _components(layout: Layout) -> list[dict[str, Any]]:
    untyped: Any = layout
    sent: list[dict[str, Any]] = untyped.to_components()
    return sent


def _article(document: Document) -> Article:
    source = Source(document.name, document.title, "Lakeside Works", None, "2026-03-02", "https://docs.example/works")
    reading = read_markdown(document.text, read_front_matter(document.text).body, False)
    return Article(source, document.text, reading=reading, language=document.language)


def _quote(document: Document) -> Quote:
    article = _article(document)
    start = article.plain.index(document.words)
    words = Span(start, start + len(document.words))
    around = (
        [block for block in blocks_at(article.reading, words) if block.kind == "paragraph"] if article.reading else []
    )
    quoted = completed(article, around[0].span if around else words)
    span, marked = source_span(article, quoted), source_span(article, words)
    shown = excerpt(article, span, [marked])
    return Quote(article.text[slice(*span)], span, (marked,), 0.8, article.source, excerpt=shown)


def _answer(document: Document) -> Layout:
    quote, article = _quote(document), _article(document)
    links = [link_to_quote(article, quote.highlights[0])]
    return answer_layout(Answer("?", True, 0.82, (quote,)), links, _SENT, _ENGLISH, document.question)


def _page(document: Document) -> Layout:
    article, quote = _article(document), _quote(document)
    wide = wide_tables(article)
    spans = pages(article.plain, PAGE, lambda span: len(page_body(article, span, [span], wide)))
    url = link_to_quote(article, quote.span)
    return page_layout(article, spans, 0, [quote.span], ButtonAction("turn", _SENT), _ENGLISH, url)
