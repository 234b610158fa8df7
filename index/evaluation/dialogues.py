"""Dialogues whose answers are known, and how many of their turns are answered with and without what went before."""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from index.answering.answer import Answerer, Decision
from index.answering.dialogue import Turn, turn
from index.evaluation.datasets import holds_answer, read_lines


class DialogueTurn(msgspec.Struct, frozen=True):
    """A question of a dialogue: `answers` are pieces of text one of which a right quote holds, if it has any."""

    question: str
    answers: tuple[str, ...]
    articles: tuple[str, ...]
    needs_context: bool


class Dialogue(msgspec.Struct, frozen=True):
    """Questions that were asked one after another."""

    id: str
    turns: tuple[DialogueTurn, ...]


class Asked(msgspec.Struct, frozen=True):
    """What became of a turn: whether the first quote, or one of three, held the answer, and whether it was answered."""

    turn: DialogueTurn
    first: bool
    three: bool
    answered: bool


class Figures(msgspec.Struct, frozen=True):
    """Of so many turns, the shares whose first quote, or one of three, holds the answer, and of those answered.

    None where there is no such turn, and of gold where no article answers.
    """

    turns: int
    gold_first: float | None
    gold_three: float | None
    answered: float | None


class DialogueReport(msgspec.Struct, frozen=True):
    """The figures of turns that need what went before, that do not, and that no article answers.

    `alone` has them for every question asked as if nothing went before it.
    """

    set: str
    dialogues: int = msgspec.field(name="talks")
    needing: Figures
    others: Figures
    untold: Figures
    alone: tuple[Figures, Figures, Figures]


def read_dialogues(path: Path) -> list[Dialogue]:
    """Reads a .jsonl file of dialogues. Raises QuotebotError, naming the line, where it is none."""
    return read_lines(path, Dialogue, "talk")


def measure_dialogues(
    name: str, dialogues: Sequence[Dialogue], answerer: Answerer, on_progress: Callable[[int, int], None]
) -> DialogueReport:
    """Asks the questions of every dialogue twice: each after the one before it, and alone."""
    together, alone = list[Asked](), list[Asked]()
    for number, dialogue in enumerate(dialogues):
        on_progress(number, len(dialogues))
        before: Turn | None = None
        for asked_turn in dialogue.turns:
            decision = answerer.decided(asked_turn.question, before)
            together.append(_asked(asked_turn, decision))
            # The first question of a dialogue is alone already.
            alone.append(together[-1] if before is None else _asked(asked_turn, answerer.decided(asked_turn.question)))
            before = turn(decision.answer, before)
    on_progress(len(dialogues), len(dialogues))
    return DialogueReport(name, len(dialogues), *_figures(together), _figures(alone))


def _asked(asked_turn: DialogueTurn, decision: Decision) -> Asked:
    """What became of a turn; the best three quotes count whether or not they are shown."""
    answer = decision.answer
    first = any(holds_answer(quote.plain, asked_turn.answers) for quote in (answer.quotes or answer.closest)[:1])
    three = any(holds_answer(quote.plain, asked_turn.answers) for quote in decision.scored.quotes)
    return Asked(asked_turn, first, first or three, answer.answered)


def _figures(asked: Sequence[Asked]) -> tuple[Figures, Figures, Figures]:
    answerable = [one for one in asked if one.turn.answers]
    return (
        _figures_of([one for one in answerable if one.turn.needs_context]),
        _figures_of([one for one in answerable if not one.turn.needs_context]),
        _figures_of([one for one in asked if not one.turn.answers]),
    )


def _figures_of(asked: Sequence[Asked]) -> Figures:
    answerable = [one for one in asked if one.turn.answers]
    return Figures(
        len(asked),
        _share([one.first for one in answerable]),
        _share([one.three for one in answerable]),
        _share([one.answered for one in asked]),
    )


def _share(marks: Sequence[bool]) -> float | None:
    return sum(marks) / len(marks) if marks else None
