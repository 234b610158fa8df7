"""Questions whose answers are known, to measure with."""

from pathlib import Path

import msgspec

from index.errors import QuotebotError


class Question(msgspec.Struct, frozen=True):
    """A question whose answer is known: `answers` are pieces of text one of which a right quote holds."""

    id: str
    question: str
    answerable: bool
    answers: tuple[str, ...]
    articles: tuple[str, ...]

    def is_answered_by(self, text: str) -> bool:
        """Whether a text holds an answer, however their lines are broken."""
        return any(_plain(answer) in _plain(text) for answer in self.answers)


def read_questions(path: Path) -> list[Question]:
    """Reads a .jsonl file of questions. Raises QuotebotError, naming the line, where it is none."""
    questions: list[Question] = []
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise QuotebotError(f"cannot read the questions in {path}: {error.strerror}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                questions.append(msgspec.json.decode(line, type=Question))
            except msgspec.DecodeError as error:
                raise QuotebotError(f"{path}, line {number} is not a question: {error}") from None
    if not questions:
        raise QuotebotError(f"{path} holds no questions")
    return questions


def _plain(text: str) -> str:
    return " ".join(text.split())
