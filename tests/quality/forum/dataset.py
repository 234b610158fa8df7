"""Posts of forums whose answers are known, and the articles of the communities in which they were written."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from index.evaluation.datasets import holds_answer, read_lines

HERE = Path(__file__).parent
HALVES = ("development", "held_out")
TOLD = frozenset({"body", "symptom", "title", "two_questions"})
NEAR = frozenset({"near_detail", "near_error", "near_why", "opinion", "people", "request"})
FAR = frozenset({"not_covered", "off_topic"})
KINDS = TOLD | NEAR | FAR
"""What the kinds mean is told in README.md."""


class ForumArticle(msgspec.Struct, frozen=True):
    """An article of a community, which stands as its publisher."""

    id: str
    title: str
    publisher: str
    text: str


class ForumPost(msgspec.Struct, frozen=True):
    """A post as its author wrote it; README.md tells what the fields are."""

    id: str
    title: str
    body: str
    answerable: bool
    answers: tuple[str, ...]
    articles: tuple[str, ...]
    kind: str
    community: str

    def is_answered_by(self, text: str) -> bool:
        """Whether a text holds an answer, however its lines are broken."""
        return holds_answer(text, self.answers)


def articles_path(half: str) -> Path:
    """The file to sync for the posts of a half."""
    return HERE / "articles" / f"{half}.jsonl"


def read_posts(half: str) -> list[ForumPost]:
    """The posts of a half. Raises QuotebotError, naming the line, where one is none."""
    return read_lines(HERE / f"{half}.jsonl", ForumPost, "post")


def read_articles(half: str) -> Mapping[str, ForumArticle]:
    """The articles of a half, each by its id. Raises QuotebotError, naming the line, where one is none."""
    return {article.id: article for article in read_lines(articles_path(half), ForumArticle, "article")}
