"""JSON holds articles under whichever names: in a list, in an object with one, alone, or a line each."""

import json
from pathlib import Path
from typing import Any

import pytest

from config import FieldSettings
from index.ingest.readers.base import ArticleReference, Problem, ProblemKind, ReaderOptions
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_references
from index.ingest.readers.json_articles import convert
from index.records import Article, Source
from tests.index.ingest.readers.articles import only, read, save

_RAIN = {"id": "a", "title": "Rain", "text": "It rained."}
_SNOW = {"id": "b", "title": "Snow", "text": "It snowed."}
_OOPS = "JSON is malformed: object keys must be strings (byte 1)"
_UNNAMED = "has no field with a text (text, content, body ...); name yours as library.fields.text in the settings"


def _read(folder: Path, content: object, name: str = "a.json") -> list[Article | str]:
    return read(save(folder / name, json.dumps(content)), 10_000)


@pytest.mark.parametrize(
    "content",
    [
        [_RAIN, _SNOW],
        {"articles": [_RAIN, _SNOW]},
        {"title": "Weather", "items": [_RAIN, _SNOW]},
        {"status": "ok", "data": {"total": 2, "posts": [_RAIN, _SNOW]}},
    ],
)
def test_lists(tmp_path: Path, content: object) -> None:
    """A list of articles is found at the top or under the names that programs give it."""
    path = str(tmp_path / "a.json")
    assert _read(tmp_path, content) == [
        Article(Source("a", "Rain", path=path), "It rained."),
        Article(Source("b", "Snow", path=path), "It snowed."),
    ]


def test_one_article(tmp_path: Path) -> None:
    """An object with a text is one article, in whichever Unicode encoding."""
    path = save(tmp_path / "a.json", json.dumps(_RAIN, indent=2).encode("utf-16"))
    assert only(path) == Article(Source("a", "Rain", path=str(path)), "It rained.")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            {"_id": {"$oid": "65a"}, "headline": "H", "body": "It rained.", "createdAt": "2024-03-01"},
            Source("65a", "H", published_at="2024-03-01"),
        ),
        (
            {"slug": "h", "name": "H", "article": "It rained.", "authors": [{"name": "Ann"}, {"name": "Bob"}]},
            Source("h", "H", author="Ann, Bob"),
        ),
        (
            {"url": "https://a.example/h", "subject": "H", "content_text": "It rained.", "pubDate": "1 March 2024"},
            Source("https://a.example/h", "H", None, None, "2024-03-01", "https://a.example/h"),
        ),
        (
            {"id": 4, "title": {"rendered": "H &#038; I"}, "content": {"rendered": "<p>It rained.</p>"}, "author": 3},
            Source("4", "H & I"),
        ),
        ({"guid": "g", "title": "H", "paragraphs": 1, "content": ["It rained."]}, Source("g", "H")),
        ({"id": "m", "title": "H", "md": "It **rained**."}, Source("m", "H")),
        ({"id": "f", "title": "H", "content": "It _rained_.", "format": "text/markdown"}, Source("f", "H")),
        ({"id": "d", "name": "H", "description": "It rained."}, Source("d", "H")),
    ],
)
def test_names(tmp_path: Path, table: dict[str, Any], expected: Source) -> None:
    """Text, title, id, author, date and address are recognized by the names that they often go by."""
    *_, article = _read(tmp_path, [table])
    assert isinstance(article, Article)
    assert article.plain == "It rained."
    source = article.source
    told = (source.id, source.title, source.author, source.published_at, source.url)
    assert told == (expected.id, expected.title, expected.author, expected.published_at, expected.url)


def test_names_are_told_once(tmp_path: Path) -> None:
    """By which names a file is read is told once, as a note, whatever its number of articles."""
    content = [{"headline": "A", "content": "It rained."}, {"headline": "B", "content": "It snowed."}]
    path = save(tmp_path / "a.json", json.dumps(content))
    notes = [one for one in convert(path, "a", ReaderOptions(1000)) if isinstance(one, Problem)]
    reason = 'reads its text from "content", its title from "headline"; library.fields in the settings names others'
    assert notes == [Problem(str(path), reason, kind=ProblemKind.NOTE)]


def test_names_of_the_settings(tmp_path: Path) -> None:
    """What the settings call the fields goes before what is recognized."""
    path = save(tmp_path / "a.json", json.dumps([{"id": 1, "nr": 7, "content": "No.", "inhalt": "Es regnete."}]))
    (article,) = convert(path, "a", ReaderOptions(1000, FieldSettings(text="Inhalt", id="nr")))
    assert article == Article(Source("7", "Es regnete.", path=str(path)), "Es regnete.")


def test_what_is_no_article(tmp_path: Path) -> None:
    """What a program keeps in JSON is no article, which is said and is no loss; nor is a list of other things."""
    none = "holds no articles; write each as an object with its fields, and all of them in a list"
    for content, reason in (
        ({"name": "pkg", "description": "A package.", "version": "1.0", "scripts": {"build": "make"}}, none),
        ({"compilerOptions": {"strict": True}}, none),
        ([1, 2], none),
        ("text", none),
        ([], none),
        ([{"a": 1}, {"b": 2}], f"holds no articles; object 1: {_UNNAMED}"),
        ([{"text": ""}], 'holds no articles; object 1: its "text" is empty; write a text there, or take it out'),
    ):
        path = save(tmp_path / "a.json", json.dumps(content))
        assert list(convert(path, "a", ReaderOptions(1000))) == [Problem(str(path), reason, kind=ProblemKind.EMPTY)]


def test_one_that_is_none_harms_no_other(tmp_path: Path) -> None:
    """An article that cannot be read is named by its number, and one that is a draft is withheld."""
    path = tmp_path / "a.json"
    tables = [_RAIN | {"text": ""}, _SNOW, {"title": "T"}, _RAIN | {"draft": True}, _RAIN | {"text": "a" * 20_000}]
    assert _read(tmp_path, tables) == [
        f'{path}: article 1: its "text" is empty; write a text there, or take it out',
        Article(Source("b", "Snow", path=str(path)), "It snowed."),
        f"{path}: article 3: {_UNNAMED}",
        f"{path}: article 4: is a draft (draft: true)",
        f"{path}: article 5: is larger than 0.01 MB (library.max_megabytes in the settings)",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            b"{oops",
            f"is no JSON ({_OOPS}); mend it there, or export it anew",
        ),
        (b"[" * 100_000, "is no JSON (JSON is malformed: nested too deeply); mend it there, or export it anew"),
        (b" \n", "is empty"),
        (
            b"\x00\x01",
            "is binary, not text; save it as text in UTF-8, or give it the ending of its format",
        ),
    ],
)
def test_damaged_files(tmp_path: Path, data: bytes, reason: str) -> None:
    """What is no JSON is refused with the reason."""
    path = save(tmp_path / "a.json", data)
    assert read(path, 1_000_000) == [f"{path}: {reason}"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson"])
def test_lines_of_other_names(tmp_path: Path, name: str) -> None:
    """Lines of other names are read by these, each that is none named by its number."""
    lines = [
        '{"title": "A", "content": "<p>It rained.</p>"}',
        "",
        "{oops",
        "[]",
        '{"title": "B", "content": "It snowed."}',
    ]
    path = save(tmp_path / name, "\ufeff" + "\n".join(lines))
    note, rain, broken, other, snow = read(path)
    assert note == f'{path}: reads its text from "content"; library.fields in the settings names others'
    assert isinstance(rain, Article)
    assert isinstance(snow, Article)
    assert (rain.source.title, rain.plain) == ("A", "It rained.")
    assert (snow.source.title, snow.text, snow.reading) == ("B", "It snowed.", None)
    assert broken == f"{path}, line 3: is no article ({_OOPS}); write an object in one line"
    assert other == f"{path}, line 4: is no article ([]); write an object, with its fields"


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson"])
def test_lines_of_our_names(tmp_path: Path, name: str) -> None:
    """Lines with an id and a text are read where they stand."""
    path = save(tmp_path / name, "{oops\n" + json.dumps(_RAIN) + "\n" + json.dumps(_SNOW))
    with Conversions() as conversions:
        references = list(list_references([path], ReaderOptions(1000), conversions))
    assert [isinstance(one, ArticleReference) and not one.is_converted for one in references] == [True] * 3


def test_line_without_an_id(tmp_path: Path) -> None:
    """An article without an id gets one, told by what it says."""
    first, second = (one for one in _read(tmp_path, {"text": "It rained."}, "a.jsonl") * 2 if isinstance(one, Article))
    assert first.source.id == second.source.id
    assert first.source.id.startswith("a/")
    (other,) = _read(tmp_path, {"text": "It snowed."}, "a.jsonl")
    assert isinstance(other, Article)
    assert other.source.id != first.source.id
