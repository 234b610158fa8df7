"""The question set says what it means to say."""

import json
from pathlib import Path

import pytest

from index.evaluation.datasets import read_questions
from index.evaluation.dialogues import read_dialogues

HERE = Path(__file__).parent
ARTICLES = {
    article["id"]: article["text"]
    for article in map(json.loads, (HERE / "articles.jsonl").read_text(encoding="utf-8").splitlines())
}
QUESTIONS = [read_questions(HERE / name) for name in ("questions.jsonl", "held_out.jsonl")]
DIALOGUES = [read_dialogues(HERE / name) for name in ("dialogues.jsonl", "held_out_dialogues.jsonl")]
TOLD = [(one.answers, one.articles) for questions in QUESTIONS for one in questions if one.answerable]
TOLD += [
    (one.answers, one.articles)
    for dialogues in DIALOGUES
    for dialogue in dialogues
    for one in dialogue.turns
    if one.answers
]


@pytest.mark.parametrize(("answers", "articles"), TOLD)
def test_answers_stand_in_their_articles(answers: tuple[str, ...], articles: tuple[str, ...]) -> None:
    """Each answer stands in one of the articles named, and each article holds one of the answers."""
    assert [answer for answer in answers if not any(answer in ARTICLES[article] for article in articles)] == []
    assert [article for article in articles if not any(answer in ARTICLES[article] for answer in answers)] == []
    assert answers
    assert articles


def test_what_is_not_told_has_no_answer() -> None:
    """An unanswerable question names neither an answer nor an article."""
    untold = [one for questions in QUESTIONS for one in questions if not one.answerable]
    assert [one.id for one in untold if one.answers or one.articles] == []


def test_nothing_is_asked_twice() -> None:
    """No question stands in both halves, nor twice in one, and no id does."""
    asked = [one for questions in QUESTIONS for one in questions]
    assert len({one.question for one in asked}) == len({one.id for one in asked}) == len(asked) == 174
    dialogues = [dialogue for half in DIALOGUES for dialogue in half]
    assert (
        len({dialogue.turns for dialogue in dialogues})
        == len({dialogue.id for dialogue in dialogues})
        == len(dialogues)
        == 58
    )
