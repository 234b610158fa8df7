"""A line is an article, and one that is none harms no other."""

import codecs
import json
from pathlib import Path

import pytest

from index.ingest.readers.base import ArticleReference, ReaderOptions, UnreadableError
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_references, read_article
from index.records import Article, Source
from tests.index.ingest.readers.articles import LIMIT, list_and_read, listed, names, read, save


def test_oversized_line(tmp_path: Path) -> None:
    """A line of more than the limit is a problem by its number, and the lines around it are read."""
    line = '{"id": "%s", "title": "T", "text": "It rained."}\n'
    path = save(tmp_path / "a.jsonl", line % "a" + line % ("b" * 5 * LIMIT) + line % "c")
    reason = "is larger than 0.001 MB (library.max_megabytes in the settings)"
    assert [one.source.id if isinstance(one, Article) else one for one in read(path)] == [
        "a",
        f"{path}, line 2: {reason}",
        "c",
    ]


def test_jsonl_fields(tmp_path: Path) -> None:
    """A line's fields become the article's source, a whole number serves as an id, and other fields are passed over.

    Where it has no title the text begins as one.
    """
    path = save(
        tmp_path / "a.jsonl",
        '{"id": 7, "title": " The\\n Flood ", "text": "It rained.\\r\\n", "more": [1]}\n'
        '{"id": "x", "title": "", "text": "T\\u00ed", "url": "u", "publisher": "p", "author": "a", '
        '"published_at": "2020-01-02"}',
    )
    assert read(path) == [
        Article(Source("7", "The Flood", path=str(path)), "It rained.\r\n"),
        Article(Source("x", "Tí", "p", "a", "2020-01-02", "u", str(path)), "Tí"),
    ]


def test_fields_that_cannot_be_used(tmp_path: Path) -> None:
    """A field of another kind than text is read as front matter is, or passed over with a warning."""
    lines = (
        {"id": 1, "title": "R&amp;D **yard**", "text": "It rained.", "published_at": 1709251200, "author": ["A", "B"]},
        {"id": 2, "text": "It snowed. It rained.", "published_at": "soon", "author": {"twitter": "a"}},
        {"id": 3, "title": "T", "text": "It rained.", "draft": True},
    )
    path = save(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
    first, second, third = read(path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.source == Source(
        "1", "R&D yard", None, "A, B", "2024-03-01T00:00:00Z", path=str(path), published_words="1709251200"
    )
    assert second.source == Source("2", "It snowed.", path=str(path), published_words="soon")
    assert second.warnings == ("its author is no text and is passed over; write it as one",)
    assert third == "is a draft (draft: true)"


def test_bad_lines_do_not_end_a_file(tmp_path: Path) -> None:
    """Lines that hold no article are refused one by one, with the reason, and named by their numbers."""
    good = '{"id": "%s", "title": "T", "text": "It rained."}'
    path = save(
        tmp_path / "a.jsonl",
        codecs.BOM_UTF8
        + "\r\n".join(
            [good % "a", "", "{oops", '{"id": 1, "title": "T"}', '{"id": " ", "title": "T", "text": "x"}', good % "b"]
        ).encode(),
    )
    assert names(path) == ["1", "3", "4", "5", "6"]
    assert read(path) == [
        Article(Source("a", "T", path=str(path)), "It rained."),
        'is no article (JSON is malformed: object keys must be strings (byte 1)); write {"id": ..., "text": ...}',
        'is no article (Object missing required field `text`); write {"id": ..., "text": ...}',
        'its "id" is empty; write one, or take the line out',
        Article(Source("b", "T", path=str(path)), "It rained."),
    ]


def test_long_fields(tmp_path: Path) -> None:
    """Fields are cut to a length that can be shown and stored with each passage; an address or id is not cut."""
    long, url = "word " * 1000, "https://a.example/" + "b" * 3000
    line = {"id": "1", "title": long, "text": "It rained.", "author": long, "publisher": " A\nB ", "url": url}
    (article,) = list_and_read(save(tmp_path / "a.jsonl", json.dumps(line)), 100_000)
    title, author = ("word " * 60)[:299] + "…", ("word " * 200)[:999] + "…"
    assert article.source == Source("1", title, "A B", author, path=str(tmp_path / "a.jsonl"))
    path = save(tmp_path / "b.jsonl", json.dumps(line | {"id": long}))
    (reference,) = list_references([path], ReaderOptions(100_000), Conversions())
    assert isinstance(reference, ArticleReference)
    with pytest.raises(UnreadableError, match=r"^its id has 5,000 characters, more than 1,000; shorten it$"):
        read_article(reference, Conversions())


@pytest.mark.parametrize("line", [b'{"id": 1, "title": "\xff", "text": "a"}', b'{"id": 1, "x": ' + b"[" * 900, b"\xcf"])
def test_lines_that_take_a_reader_apart(tmp_path: Path, line: bytes) -> None:
    """A line that is not UTF-8, or nested too deeply, is refused with the reason."""
    (reason,) = read(save(tmp_path / "a.jsonl", line))
    assert str(reason).startswith("is no article (")


def test_deeply_nested_line(tmp_path: Path) -> None:
    """A line of tables in tables, more than Python goes into, is refused."""
    path = save(tmp_path / "a.jsonl", '{"id": 1, "title": "", "text": "a", "more": ' + "[" * 100_000)
    (reference,) = list_references([path], ReaderOptions(1_000_000), Conversions())
    assert isinstance(reference, ArticleReference)
    with pytest.raises(UnreadableError, match=r"^is no article \(JSON is malformed: nested too deeply\); write "):
        read_article(reference, Conversions())


def test_digest_of_a_line_is_of_what_it_says(tmp_path: Path) -> None:
    """A line that moves within its file keeps its digest, and a line that changes does not."""
    before = listed(save(tmp_path / "a.jsonl", '{"id": 1}\n{"id": 2}\n'))
    after = listed(save(tmp_path / "a.jsonl", '\n{"id": 2}\r\n{"id": 3}'))
    digests = [
        [one.digest for one in references if isinstance(one, ArticleReference)] for references in (before, after)
    ]
    assert digests[0][1] == digests[1][0]
    assert len({*digests[0], *digests[1]}) == 3


def test_zero_characters(tmp_path: Path) -> None:
    """An article with U+0000 in a field, which PostgreSQL cannot keep, is refused and harms no other."""
    lines = [
        {"id": "a", "text": "It rained.", **field}
        for field in ({}, {"id": "a\0"}, {"title": "T\0"}, {"publisher": "p\0"}, {"url": "https://a.example/\0"})
    ]
    path = save(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
    first, *others = read(path)
    assert isinstance(first, Article)
    assert others == ["has the character U+0000 in a field; take it out"] * 4
