"""The figures of the reader's questions say what README.md says they do."""

from collections.abc import Sequence

import pytest

from index.answering.answer import Answerer
from index.answering.dialogue import Turn
from index.records import Answer, Quote, Source, Span
from tests.quality.reader.dataset import ReaderQuestion
from tests.quality.reader.measure import Figures, ask, figures


class Told(Answerer):
    """Gives the quotes it is told, as an answer or as what is closest."""

    def __init__(self, texts: Sequence[str], answered: bool) -> None:
        quotes = tuple(
            Quote(text, Span(0, len(text)), (), 0.0, Source(f"a{number}", "A")) for number, text in enumerate(texts)
        )
        self._answer = Answer("", answered, 0.9 if answered else 0.1, *((quotes, ()) if answered else ((), quotes)))

    def answer(self, question: str, before: Turn | None = None) -> Answer:
        """See Answerer."""
        return self._answer


def question(answers: Sequence[str] = (), **fields: object) -> ReaderQuestion:
    """A question that these answer, if any."""
    plain = {"id": "d-plain-1", "question": "?", "articles": (), "kind": "plain", "text_kind": "news"}
    return ReaderQuestion(**{**plain, "answerable": bool(answers), "answers": tuple(answers), **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "texts", "further"),
    [
        (question(["ninety"]), ["Ninety is no answer here.", "They counted ninety boats."], (True,)),
        (question(["ninety"]), ["They counted ninety boats.", "Again ninety boats.", "None."], (False, False)),
        (question(["ninety"], helpful=("a hundred",)), ["ninety", "a hundred", "a hundred"], (True, False)),
        (question(["ninety", "Sillin"], parts=(("ninety",), ("Sillin",))), ["ninety", "at Sillin"], (True,)),
        (question(["ninety"], parts=(("ninety",), ())), ["ninety", "at Sillin"], (False,)),
        (question(["one"], whole=("one", "two")), ["one", "two"], (True,)),
        (question(), ["one", "two"], (False,)),
    ],
)
def test_further_quotes_that_help(asked: ReaderQuestion, texts: Sequence[str], further: tuple[bool, ...]) -> None:
    """A further quote helps where it adds an answer, an open part, a piece of the whole or what is labelled so."""
    [one] = ask([asked], Told(texts, answered=True))
    assert one.further == further


def test_figures() -> None:
    """Shares are of those that they are said to be of."""
    answered = [
        *ask([question(["ninety"])], Told(["They counted ninety boats.", "None."], answered=True)),
        *ask([question(["ninety"])], Told(["None."], answered=False)),
        *ask([question()], Told(["None."], answered=True)),
        *ask([question()], Told(["None."], answered=False)),
    ]
    assert figures(answered) == Figures(
        questions=4,
        first=0.5,
        answered=0.5,
        refused=0.5,
        right=0.5,
        helpful=0.0,
        further=1,
        words=3.0,
        auroc=0.5,
        calibration_error=0.5,
    )
