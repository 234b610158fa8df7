"""How an answer is to be, as those want it who are responsible for where it is given."""

from dataclasses import dataclass

from bot.service.filters import Published
from config import Caution
from index.answering.choosing import MAX_QUOTES
from index.answering.corrections import NONE, Corrections


@dataclass(frozen=True, slots=True)
class AnswerOptions:
    """How an answer is to be: `caution` None stands for the operator's own, and `max_quotes` is the most that it has.

    Of a question of several parts each is quoted for, whatever `max_quotes` says. `only` is what it may be quoted from,
    and `corrections` are those of the server that it is given in.
    """

    caution: Caution | None = None
    max_quotes: int = MAX_QUOTES
    only: Published | None = None
    corrections: Corrections = NONE


DEFAULT = AnswerOptions()
