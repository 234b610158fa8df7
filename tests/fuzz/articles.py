"""Any bytes as the file of an article: refused with a reason, or split into sentences that stand in it."""

from collections.abc import Sequence
from dataclasses import astuple, replace
from itertools import pairwise

from index.ingest.blocks import blocks_of
from index.ingest.boilerplate import find_boilerplate, fingerprint
from index.ingest.near_duplicates import sketch
from index.ingest.passages import split_passages
from index.ingest.readers.base import ArticleReference, UnreadableError
from index.ingest.readers.decoding import decode
from index.ingest.readers.files import parse
from index.models.inputs import embedded_texts, sentence_places
from index.reading import with_columns
from index.records import Article, Passage, Span
from index.text.language import recognized
from index.text.normal_form import normal_form
from index.text.sentences import LONGEST, count_words
from tests.encoders import SmallEncoder

_SUFFIXES = (".txt", ".md", ".jsonl", ".adoc", ".org", ".rst", ".wiki", ".mdx")
_LONGEST_FIELD = 2000
_ENCODER = SmallEncoder()


def read(data: bytes) -> Article | None:
    """Read an article from bytes, of which the first says in what format the others are; None where it is refused."""
    suffix, content = _SUFFIXES[(data[0] if data else 0) % len(_SUFFIXES)], data[1:]
    try:
        article = parse(content, ArticleReference(f"/articles/a{suffix}", "1", 0, len(content), b""))
    except UnreadableError as error:
        check_reason(str(error))
        return None
    assert suffix == ".jsonl" or article.text == decode(content)
    check_article(article)
    return article


def split(data: bytes) -> None:
    """Read an article from bytes as `read` does, and split it into passages."""
    article = read(data)
    if article is None:
        return
    article = replace(article, language=recognized(article.plain[article.body :]))
    blocks = blocks_of(article)
    _check_spans(article, [block.span for block in blocks if block.kind != "heading"])
    texts = [article.plain[slice(*block.span)] for block in blocks]
    marks = find_boilerplate(article, blocks, [1 + fingerprint(text) % 5 for text in texts])
    kept = [block for block, marked in zip(blocks, marks, strict=True) if not marked]
    passages = split_passages(article, kept, _ENCODER)
    check_passages(article, passages)
    left_out = [block.span for block, marked in zip(blocks, marks, strict=True) if marked]
    for sentence in (span for passage in passages for span in passage.sentences):
        # In one block, but that the next may tell who speaks.
        assert any(block.span.start <= sentence.start < block.span.end for block in kept)
        assert any(block.span.start < sentence.end <= block.span.end for block in kept)
        assert not any(span.start < sentence.end and sentence.start < span.end for span in left_out)
    sketch(article.plain[span.start : span.end] for passage in passages for span in passage.sentences)


def check_reason(reason: str) -> None:
    """Check what is told of something that was refused: one line, and one that can be written anywhere."""
    assert len(reason.splitlines()) == 1
    reason.encode()


def check_article(article: Article) -> None:
    """Check what is said of an article: one can store and show it, and its body lies within its text."""
    source = article.source
    assert 0 <= article.body <= len(article.text)
    assert source.id.strip()
    for field in (article.text, *filter(None, astuple(source))):
        field.encode()
    for field in filter(None, (source.id, source.title, source.publisher, source.author, source.published_at)):
        assert len(field) <= _LONGEST_FIELD
    assert len((source.title or "").splitlines()) <= 1


def check_passages(article: Article, passages: Sequence[Passage]) -> None:
    """Check that the sentences of an article stand in its body in order and apart, and that none is too long."""
    sentences = [span for passage in passages for span in passage.sentences]
    _check_spans(article, sorted(sentences))  # footnotes stand in passages of their own
    assert all(count_words(article.plain[span.start : span.end]) <= LONGEST for span in sentences)
    for passage in passages:
        assert passage.span == Span(passage.sentences[0].start, passage.sentences[-1].end)
        whole, *parts = embedded_texts(article, passage)
        assert len(whole) - (passage.span.end - passage.span.start) <= _LONGEST_FIELD
        for (start, end), span, part in zip(sentence_places(article, passage), passage.sentences, parts, strict=True):
            assert whole[start:end] == normal_form(with_columns(article, span))
            assert part.endswith(whole[start:end])


def _check_spans(article: Article, spans: Sequence[Span]) -> None:
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for start, end in spans:
        said = article.plain[start:end]
        assert article.body <= start < end <= len(article.plain)
        # Code may begin with a line that is indented, and a row with a cell that is empty.
        assert said.rstrip() == said if article.reading else said.strip() == said
