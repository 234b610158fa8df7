"""The questions of the reader's sets, and the articles that they are asked of."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from index.evaluation.datasets import Question, read_lines
from index.ingest.readers.base import ArticleReference, ReaderOptions
from index.ingest.readers.conversion import Conversions
from index.ingest.readers.files import list_references, read_article
from index.records import Article

HERE = Path(__file__).parent
_QUALITY = HERE.parent
_DOCUMENTS = _QUALITY.parent / "documents" / "in"

KINDS = frozenset({
    "cross_language", "follow_up", "how_to", "keywords", "list", "parts", "phrase", "plain", "section", "yes_no",
})  # fmt: skip
TEXT_KINDS = frozenset({"documentation", "encyclopedia", "news", "releases", "rules", "spanish"})
WHYS = frozenset({
    "antonym", "false premise", "missing", "negation", "swapped date", "swapped name", "swapped number",
    "wrong section",
})  # fmt: skip

SOURCES: Mapping[str, Sequence[Path]] = {
    "development": (
        HERE / "development",
        _QUALITY / "articles.jsonl",
        _DOCUMENTS / "blog" / "refugio-collado-gris.md",
        _DOCUMENTS / "ops" / "runbook-queue.md",
        _DOCUMENTS / "site" / "camp-faq.md",
        _DOCUMENTS / "site" / "tool-library-faq.md",
        _DOCUMENTS / "site" / "tool-library-lending.md",
        _DOCUMENTS / "tidewatch" / "CHANGES-tidewatch.md",
    ),
    "held_out": (HERE / "held_out",),
}
"""What is synced for the questions of each half."""


class ReaderQuestion(Question, frozen=True, kw_only=True):
    """A question of a half; README.md tells what the fields are."""

    kind: str
    text_kind: str
    before: str = ""
    parts: tuple[tuple[str, ...], ...] = ()
    why: str = ""
    whole: tuple[str, ...] = ()
    helpful: tuple[str, ...] = ()


def read_half(name: str) -> list[ReaderQuestion]:
    """The questions of a half."""
    return read_lines(HERE / f"{name}.jsonl", ReaderQuestion, "question")


def read_articles(name: str) -> dict[str, Article]:
    """The articles of a half, each by its id."""
    entries = list_references(SOURCES[name], ReaderOptions(1_000_000), Conversions())
    articles = [read_article(entry, Conversions()) for entry in entries if isinstance(entry, ArticleReference)]
    return {article.source.id: article for article in articles}
