"""How well the documents are read, found and shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

import numpy as np

from index.evaluation.datasets import holds_answer
from index.records import Article, Passage, Quote
from tests.documents.dataset import Document, Line, Question

T = TypeVar("T")
_TAGS = ("</", "/>", "<p", "<!--", "&nbsp;", "&amp;", "&lt;", "&#")
_NONE: Sequence[str] = ()
_MARKDOWN = (
    "](", "][", "[^", "![", "[[", "[!", "**", "~~", "```", "~~~", ":::", "!!!", "???", "{{", "{%", "{:", "%%", "<!--",
    "-->", "{/*", "</", "/>", "&nbsp;", "&amp;", "|-", "| -", "|:-", "+++",
)  # fmt: skip
# What is left of markup where it is not taken off, for each format; what a plain reading holds itself does not count.
MARKUP: Mapping[str, Sequence[str]] = {
    ".md": _MARKDOWN,
    ".mdx": _MARKDOWN,
    ".rst": ("``", "`_", ":ref:", ":doc:", ".. ", "]_", "|"),
    ".adoc": ("[[", "<<", "|===", "----", "====", "++++", "link:", "xref:", "image::", "{empty}"),
    ".org": ("#+", "[[", "]]", ":PROPERTIES:", ":END:", "[fn:"),
    ".wiki": ("'''", "''", "{{", "}}", "[[", "]]", "{|", "|}", "|-", "<ref", "</", "__"),
    ".csv": _NONE,
    ".docx": _NONE,
    ".eml": (*_TAGS, "=20", "=E2"),
    ".epub": _TAGS,
    ".html": _TAGS,
    ".ipynb": ("](", "**", "|-", "| -", "\\n"),
    ".json": (*_TAGS, "**", "\\n", "<@", "<http"),
    ".odt": _NONE,
    ".pdf": (
        "\u00ad",
        "\ufb00",
        "\ufb01",
        "\ufb02",
        "\ufb03",
        "\ufb04",
        "\ufffd",
    ),  # soft hyphens, ligatures, no character
    ".pptx": _NONE,
    ".srt": (*_TAGS, "-->"),
    ".tsv": _NONE,
    ".vtt": (*_TAGS, "-->", "<v "),
    ".xml": (*_TAGS, "'''", "{{", "}}", "[[", "]]", "{|", "|}", "|-", "<ref", "__"),
    ".zip": (*_TAGS, "<@", "<http"),
}


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a document: its articles, each with its passages."""

    document: Document
    articles: Sequence[tuple[Article, Sequence[Passage]]]

    @property
    def plain(self) -> str:
        """What it says to a reader."""
        return "\n".join(article.plain for article, _ in self.articles)

    @property
    def quotable(self) -> str:
        """What of that may be quoted."""
        return " ".join(_quotable(article, passages) for article, passages in self.articles)

    @property
    def headings(self) -> str:
        """What stands above its passages."""
        return "\n".join(dict.fromkeys(passage.heading for _, passages in self.articles for passage in passages))


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, row, item or line of code that must be found, and whether it was."""

    document: Document
    line: Line
    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of a question: whether the first quote was right, and held all that belongs to it, and was sure.

    `placed` tells whether its page is the one where the answer stands.
    """

    document: Document
    question: Question
    first: bool
    whole: bool
    answered: bool
    placed: bool = False


@dataclass(frozen=True, slots=True)
class Leak:
    """Markup or hidden text of a document, found in what is searched of it or shown."""

    document: Document
    text: str
    where: str


def parts(read: Read) -> list[Part]:
    """What must be found of a document.

    All of it stands in the plain reading, and may be quoted, unless it heads what is: a heading, the header of a table.
    """
    plain, quotable = fold(read.plain), fold(read.quotable)
    context = fold("\n".join([plain, read.headings, *(article.source.title for article, _ in read.articles)]))
    places = {"title": context, "heading": context, "header": plain}
    return [
        Part(read.document, line, part, fold(part) in places.get(line.kind, quotable))
        for line in read.document.lines
        for part in line.parts
    ]


def leaks(document: Document, shown: str, where: str) -> list[Leak]:
    """What of a document's markup and hidden text stands in what is shown of it."""
    markup = (token for token in MARKUP.get(document.ending, ()) if token not in document.plain)
    return [Leak(document, token, where) for token in dict.fromkeys([*document.hidden, *markup]) if token in shown]


def judge(document: Document, question: Question, quote: Quote | None, answered: bool) -> Asked:
    """Whether a quote is of the document that was asked, and holds an answer and all that belongs to it."""
    first = quote is not None and of_document(document, quote.source.path) and holds(quote.plain, question.answers, any)
    whole = first and quote is not None and holds(quote.plain, question.whole, all)
    locator = quote.shown.locator if first and quote is not None else None
    placed = locator is not None and (locator.kind, locator.label) == ("page", question.page)
    return Asked(document, question, first, whole, answered, placed)


def holds(text: str, pieces: Iterable[str], how_many: Callable[[Iterable[bool]], bool]) -> bool:
    """Whether a text holds all or any of these pieces, however their white space is."""
    return how_many(holds_answer(text, [piece]) for piece in pieces)


def of_document(document: Document, path: str | None) -> bool:
    """Whether a path is that of a document, or of what is packed in it."""
    below = f"{path}/".rpartition("/tests/documents/")[2].removeprefix("in/")
    return path is not None and below.startswith(f"{document.path}/")


def fold(text: str) -> str:
    """The same with one space for all white space."""
    return " ".join(text.split())


def share(found: Iterable[bool]) -> float:
    """How many of these are so, from 0 to 1; nothing that is missing of nothing."""
    every = list(found)
    return sum(every) / len(every) if every else 1.0


def recall(found: Iterable[Part], of: Callable[[Part], str]) -> dict[str, float]:
    """The share of what was found, by its kind or format."""
    return {name: share(part.found for part in group) for name, group in _grouped(found, of)}


def right_first(asked: Iterable[Asked], of: Callable[[Asked], str]) -> dict[str, float]:
    """The share of questions whose first quote was right, by kind or format."""
    return {name: share(one.first for one in group) for name, group in _grouped(asked, of)}


def shown_whole(asked: Iterable[Asked]) -> float:
    """The share of right first quotes that hold all that belongs to them, of those to which more belongs."""
    return share(one.whole for one in asked if one.first and one.question.whole)


def right_page(asked: Iterable[Asked]) -> float:
    """The share of right first quotes that name the right page, of those from documents with pages."""
    return share(one.placed for one in asked if one.first and one.question.page)


def table(found: Sequence[Part], asked: Sequence[Asked], leaked: Sequence[Leak]) -> str:
    """All figures, by format, by kind of question and by kind of line, as tables."""
    lines = [f"{'format':12}{'documents':>10}{'recall':>8}{'leaks':>7}{'first':>7}{'whole':>7}{'answered':>10}"]
    formats = _grouped(asked, lambda one: one.document.ending)
    recalls = recall(found, lambda part: part.document.ending)
    for ending, group in [*formats, ("all", list(asked))]:
        recalled = recalls.get(ending, share(part.found for part in found))
        count = sum(leak.document.ending == ending or ending == "all" for leak in leaked)
        documents = len({one.document.path for one in group})
        lines.append(f"{ending:12}{documents:10}{recalled:8.3f}{count:7}{_figures(group)}")
    lines.append(f"\n{'kind':12}{'questions':>10}{'':15}{'first':>7}{'whole':>7}{'answered':>10}")
    for kind, group in _grouped(asked, lambda one: one.question.kind):
        lines.append(f"{kind:12}{len(group):10}{'':15}{_figures(group)}")
    lines.append(f"\n{'line':12}{'parts':>10}{'recall':>8}")
    for name, some in _grouped(found, lambda part: part.line.kind):
        lines.append(f"{name:12}{len(some):10}{share(part.found for part in some):8.3f}")
    if paged := [one for one in asked if one.first and one.question.page]:
        lines.append(f"\n{'pages':12}{len(paged):10}{right_page(paged):8.3f}")
    return "\n".join(lines)


def _figures(group: Sequence[Asked]) -> str:
    whole = f"{shown_whole(group):7.3f}" if any(one.first and one.question.whole for one in group) else f"{'':7}"
    return f"{share(one.first for one in group):7.3f}{whole}{share(one.answered for one in group):10.3f}"


def _grouped(things: Iterable[T], of: Callable[[T], str]) -> list[tuple[str, list[T]]]:
    return [(name, list(group)) for name, group in groupby(sorted(things, key=of), key=of)]


def _quotable(article: Article, passages: Sequence[Passage]) -> str:
    covered = np.zeros(len(article.plain) + 2, bool)
    for passage in passages:
        for start, end in passage.sentences:
            covered[start + 1 : end + 1] = True
    edges = np.flatnonzero(np.diff(covered.astype(np.int8))).reshape(-1, 2)
    return " ".join(article.plain[start:end] for start, end in edges)
