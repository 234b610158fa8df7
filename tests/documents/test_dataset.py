"""The set says what it means to say."""

import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from tests.documents.dataset import CONVERTED, HERE, Document, Line, read_documents, unread_documents
from tests.documents.measure import MARKUP, fold

DOCUMENTS = read_documents()
KINDS = {
    "admonition", "caption", "code", "definition", "details", "faq", "footnote", "heading", "html", "list",
    "procedure", "prose", "quote", "tab", "table", "task",
}  # fmt: skip
_SMALL = re.compile(r"~(?=\w+~)|(?<=\w)~")  # marks of letters below the line, as in H~2~O
# What authors hide, and what heads or holds it, by how it looks in the source.
_SEEN = {
    "comment in HTML": r"<!--",
    "comment of Obsidian": r"%%",
    "comment in MDX": r"\{/\*",
    "comment of Hugo": r"\{\{[<%]/\*",
    "comment of Jekyll": r"\{::comment\}|\{% comment %\}",
    "comment in reStructuredText": r"(?m)^\.\. (?![\w-]+::|_|\[|\|)\S",
    "comment in Org": r"(?m)^# |#\+begin_comment",
    "comment in AsciiDoc": r"(?m)^//",
    "front matter in YAML": r"\A---\n",
    "front matter in TOML": r"\A\+\+\+\n",
    "front matter in JSON": r"\A\{\n",
    "tags of HTML": r"<(?:p|div|table|span|figure|kbd)\b",
    "style": r"<style",
    "script": r"<script",
    "shortcode of Hugo": r"\{\{[<%] ",
    "Liquid": r"\{% ",
    "JSX": r"<[A-Z]\w+",
    "import": r"(?m)^import ",
    "definition of a link": r"(?m)^\[[^\]^]+\]: ",
    "mark of a footnote": r"\[\^",
    "attributes": r"\{ ?[.#:][\w.#: -]+\}",
    "callout of Obsidian": r"> \[!\w+\]-? \w",
    "alert of GitHub": r"> \[!\w+\]\n",
    "admonition of Docusaurus": r"(?m)^:::",
    "admonition of MkDocs": r"(?m)^(?:!!!|\?\?\?)",
    "wikilink": r"\[\[",
    "task": r"- \[[ xX]\]",
    "details": r"<details|<Details",
}
_MANY = {".csv", ".json", ".jsonl", ".xml", ".zip"}  # formats of which a file may hold several articles
EVERY = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.path)


@EVERY
def test_hidden_text_stands_in_the_document_alone(document: Document) -> None:
    """What must not be shown stands in the document, and not in its plain reading."""
    source = _source(document)
    assert [text for text in document.hidden if text not in source] == []
    assert [text for text in document.hidden if text in document.plain] == []


@EVERY
def test_words_stand_in_the_document(document: Document) -> None:
    """A plain reading has no word that its document lacks, entities and escapes aside."""
    source = _source(document)
    source = source.replace("\\n", "\n") if "json" in document.ending else _SMALL.sub("", source)
    words = {*_words(source), *_words(Path(document.path).stem)}
    assert [word for word in _words(document.plain) if word not in words] == []


@EVERY
def test_answers_stand_in_the_plain_reading(document: Document) -> None:
    """Each answer, and all that belongs to it, stands in a document's plain reading."""
    plain = fold("\n".join(line.text for line in document.lines))
    named = [text for question in document.questions for text in (*question.answers, *question.whole)]
    assert [text for text in named if fold(text) not in plain] == []


@EVERY
def test_five_questions(document: Document) -> None:
    """Each document is asked five questions, of kinds that are known."""
    assert len(document.questions) == 5
    assert {question.kind for question in document.questions} <= KINDS
    assert all(question.answers for question in document.questions)


@EVERY
def test_a_document_has_a_title(document: Document) -> None:
    """A plain reading begins with a title; one alone, except where a file holds many articles."""
    assert document.lines[0].kind == "title"
    assert len(document.titles) == 1 or document.ending in _MANY


@EVERY
def test_pages_are_those_of_documents_that_have_them(document: Document) -> None:
    """Each answer in a PDF stands on a page, and no other does."""
    assert {question.page != "" for question in document.questions} == {document.ending == ".pdf"}


def test_nothing_is_asked_twice() -> None:
    """No question is asked of two documents, and no document has the name of another."""
    asked = Counter(question.question for document in DOCUMENTS for question in document.questions)
    assert [question for question, count in asked.items() if count > 1] == []
    names = Counter(document.path.rpartition("/")[2].rpartition(".")[0] for document in DOCUMENTS)
    assert [name for name, count in names.items() if count > 1] == []


def test_each_kind_is_asked_five_times() -> None:
    """Of each kind of block there are five questions."""
    asked = Counter(question.kind for document in DOCUMENTS for question in document.questions)
    assert {kind: asked[kind] for kind in KINDS if asked[kind] < 5} == {}


def test_each_kind_of_markup_stands_in_two_documents() -> None:
    """What authors hide, and what they write around it, is each in at least two documents."""
    sources = [_source(document) for document in DOCUMENTS if not document.is_converted]
    counts = {
        kind: sum(re.search(pattern, source) is not None for source in sources) for kind, pattern in _SEEN.items()
    }
    assert {kind: count for kind, count in counts.items() if count < 2} == {}


def test_nothing_else_lies_beside() -> None:
    """Each plain reading, list of hidden texts and of questions belongs to a document."""
    names = {document.path.rpartition("/")[2].rpartition(".")[0] for document in DOCUMENTS}
    for folder in ("plain", "hidden", "questions"):
        assert {path.stem for path in (HERE / folder).iterdir()} == names, folder


def test_formats_are_known() -> None:
    """It is known for each format what markup looks like, except where there is none."""
    assert {document.ending for document in DOCUMENTS} <= {*MARKUP, ".txt", ".jsonl"}


def test_each_format_that_is_converted_has_its_share() -> None:
    """There are forty documents in formats that are converted, so many of each."""
    counts = Counter(document.ending for document in DOCUMENTS if document.is_converted)
    assert counts == Counter(
        {".pdf": 8, ".html": 6, ".docx": 4, ".odt": 3, ".pptx": 3, ".epub": 3, ".json": 3, ".xml": 2, ".zip": 2}
        | dict.fromkeys((".csv", ".tsv", ".eml", ".ipynb", ".vtt", ".srt"), 1)
    )


def test_they_are_small() -> None:
    """Documents that are no text are small, alone and together."""
    sizes = [path.stat().st_size for path in CONVERTED.iterdir()]
    assert max(sizes) < 61_440
    assert sum(sizes) < 1_500_000


def test_lines() -> None:
    """Lines of a plain reading are told apart by their marks."""
    plain = """# A title

## A heading
One sentence. And
  more of it

- an item
  1. another, nested
    - and deeper
    # code, no heading

a\tb
1\t2
"""
    assert Document("a.md", plain, (), ()).lines == [
        Line("title", "A title"),
        Line("heading", "A heading"),
        Line("prose", "One sentence. And"),
        Line("item", "more of it"),
        Line("item", "an item"),
        Line("item", "another, nested"),
        Line("item", "and deeper"),
        Line("code", "# code, no heading"),
        Line("header", "a\tb"),
        Line("row", "1\t2"),
    ]


def test_drafts_have_no_reading() -> None:
    """There are files that must become no article."""
    assert unread_documents() != []


def _source(document: Document) -> str:
    """What a document says as text, or what it was made from, with the program that did so."""
    file, stem = document.file, document.file.stem
    if not document.is_converted:
        return file.read_text(encoding="utf-8")
    made_from = [path for path in (HERE / "sources").rglob("*") if stem in _stems(path) and path.is_file()]
    files = [*made_from, HERE / "sources" / "make.py"] if made_from else [file]
    text = "\n".join(one.read_text(encoding="utf-8", errors="replace") for one in files)
    return unescape(text.replace("=\n", "")) if document.ending == ".eml" else unescape(text)


def _stems(path: Path) -> set[str]:
    return {Path(part).stem.replace("_", "-") for part in path.relative_to(HERE / "sources").parts}


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]{3,}", text)
