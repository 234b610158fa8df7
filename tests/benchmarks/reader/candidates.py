"""What the search finds for the questions of evaluation sets, kept once, so that many readers can be asked.

python -m tests.benchmarks.reader.candidates --data-dir DIR --output FILE [--sets DIR]
"""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from bot.terminal.output import notify
from bot.terminal.session import Session
from config.settings import DEFAULTS
from index.evaluation.datasets import Question, read_questions
from index.models.inputs import embedded_texts, sentence_places
from index.retrieval.candidates import Candidate
from tests.benchmarks.quality import SETS

_PASSAGES = 5
_TOLD = 100  # questions between two notices


class Found(msgspec.Struct, frozen=True):
    """A passage as a reader is given it, where its sentences are in that, and whether it holds an answer."""

    text: str
    sentences: list[tuple[int, int]]
    gold: bool


class Asked(msgspec.Struct, frozen=True):
    """A question of a set with the best passages, best first, and how sure the answer was without a reader.

    `article` is the one that the question is about.
    """

    set: str
    question: str
    article: str
    answerable: bool
    confidence: float
    passages: list[Found]


def read_asked(file: Path) -> list[Asked]:
    """Reads what was kept, a question a line."""
    return [msgspec.json.decode(line, type=Asked) for line in file.read_bytes().splitlines()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Asks the questions of all sets, and writes what was found."""
    parser = ArgumentParser(description="Keeps what the search finds for the questions of evaluation sets.")
    parser.add_argument("--data-dir", type=Path, required=True, help="the folder of the indexes")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--sets", type=Path, default=SETS)
    given = parser.parse_args(arguments)
    session = Session(given.data_dir, DEFAULTS)
    with given.output.open("wb") as output:
        for file in sorted(given.sets.glob("*/questions.jsonl")):
            for asked in _asked(session.of_set(file.parent), file.parent.name, read_questions(file)):
                output.write(msgspec.json.encode(asked) + b"\n")


def _asked(session: Session, name: str, questions: Sequence[Question]) -> Iterator[Asked]:
    with session.answerer() as answerer, session.searcher() as searcher:
        for number, question in enumerate(questions):
            if number % _TOLD == 0:
                notify(f"{name}: {number} of {len(questions)}")
            confidence = answerer.confidence(answerer.score(question.question))
            result = searcher.find(question.question, _PASSAGES)
            found = [_found(candidate, question) for candidate in result.candidates]
            best = next((candidate.article.source.id for candidate in result.candidates), "")
            article = next(iter(question.articles), best)
            yield Asked(name, question.question, article, question.answerable, confidence, found)


def _found(candidate: Candidate, question: Question) -> Found:
    article, passage = candidate.article, candidate.passage
    gold = article.source.id in question.articles and question.is_answered_by(candidate.text)
    return Found(embedded_texts(article, passage)[0], sentence_places(article, passage), gold)


if __name__ == "__main__":
    main()
