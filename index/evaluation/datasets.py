"""Questions whose answers are known, to measure with."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from index.errors import QuotebotError
from index.json_decoding import from_json

T = TypeVar("T")


class Question(msgspec.Struct, frozen=True):
    """A question whose answer is known: `answers` are pieces of text one of which a right quote holds."""

    id: str
    question: str
    answerable: bool
    answers: tuple[str, ...]
    articles: tuple[str, ...]

    def is_answered_by(self, text: str) -> bool:
        """Whether a text holds an answer, however their lines are broken."""
        return holds_answer(text, self.answers)


def read_questions(path: Path) -> list[Question]:
    """Reads a .jsonl file of questions. Raises QuotebotError, naming the line, where it is none."""
    questions = read_lines(path, Question, "question")
    if not questions:
        raise QuotebotError(f"{path} holds no questions")
    return questions


def read_lines(path: Path, kind: type[T], name: str) -> list[T]:
    """Reads a .jsonl file of things of a kind. Raises QuotebotError, naming the line and what is none, by this name."""
    things: list[T] = []
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise QuotebotError(f"cannot read the {name}s in {path}: {error.strerror}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                things.append(from_json(line, kind))
            except msgspec.DecodeError as error:
                raise QuotebotError(f"{path}, line {number} is not a {name}: {error}") from None
    return things


def holds_answer(text: str, answers: Iterable[str]) -> bool:
    """Whether a text holds one of these answers, however their lines are broken."""
    unbroken = _unbroken(text)
    return any(_unbroken(answer) in unbroken for answer in answers)


def _unbroken(text: str) -> str:
    return " ".join(text.split())
