"""The reader's sets say what they mean to say."""

import json
import re
from collections import Counter
from collections.abc import Iterable

import pytest

from index.evaluation.datasets import holds_answer
from index.records import Article
from tests.quality.reader.dataset import (
    HERE,
    KINDS,
    SOURCES,
    TEXT_KINDS,
    WHYS,
    ReaderQuestion,
    read_articles,
    read_half,
)

QUESTIONS = {half: read_half(half) for half in SOURCES}
ARTICLES = {half: read_articles(half) for half in SOURCES}
EVERY = [one for questions in QUESTIONS.values() for one in questions]
PLAIN = {id_: article.plain for articles in ARTICLES.values() for id_, article in articles.items()}
HALVES = pytest.mark.parametrize("half", SOURCES)
_PHRASE = re.compile(r'"([^"]+)"')


def test_answers_stand_in_the_plain_reading_of_their_articles() -> None:
    """Each answer stands in an article that is named, and each article named holds an answer."""
    told = [one for one in EVERY if one.answerable]
    assert [one.id for one in told if not one.answers or not one.articles] == []
    assert [(one.id, text) for one in told for text in one.answers if not _stands(text, one.articles)] == []
    named = [(one.id, id_) for one in told for id_ in one.articles if not holds_answer(PLAIN[id_], one.answers)]
    assert named == []


def test_what_must_stand_together_stands_in_one_article() -> None:
    """All that a whole answer holds stands in one article that is named."""
    broken = [
        one.id for one in EVERY if one.whole and not any(_all_stand(one.whole, PLAIN[id_]) for id_ in one.articles)
    ]
    assert broken == []


def test_what_helps_stands_in_an_article() -> None:
    """What a second quote may add stands in the articles of the question's half; of both halves there are 60."""
    lost = [
        (one.id, text)
        for half, questions in QUESTIONS.items()
        for one in questions
        for text in one.helpful
        if not _stands(text, ARTICLES[half])
    ]
    assert lost == []
    assert sum(bool(one.helpful) for one in EVERY) >= 60


def test_what_is_not_told_has_no_answer() -> None:
    """An unanswerable question has no answer, says why, and names the articles that come near; others say no why."""
    untold = [one for one in EVERY if not one.answerable]
    assert [one.id for one in untold if one.answers or one.whole or one.helpful or any(one.parts)] == []
    assert [one.id for one in untold if one.why not in WHYS or not one.articles] == []
    assert [one.id for one in EVERY if one.answerable and one.why] == []
    assert {one.why for one in untold} == WHYS


def test_parts() -> None:
    """A question with parts has two at least, of which an answerable one has one answered; no other has any."""
    assert [one.id for one in EVERY if bool(one.parts) != (one.kind == "parts")] == []
    divided = [one for one in EVERY if one.parts]
    assert [one.id for one in divided if len(one.parts) < 2] == []
    assert [one.id for one in divided if tuple(text for part in one.parts for text in part) != one.answers] == []
    assert sum(one.answerable and not all(one.parts) for one in divided) >= 8


def test_phrases() -> None:
    """A phrase in quotation marks stands in one block with the answer, and nowhere where there is none."""
    asked = [(half, one) for half, questions in QUESTIONS.items() for one in questions if one.kind == "phrase"]
    assert [one.id for _, one in asked if not _phrases(one)] == []
    assert [
        one.id
        for _, one in asked
        if one.answerable
        and not any(
            holds_answer(block, one.answers) and _all_stand(_phrases(one), block.casefold())
            for id_ in one.articles
            for block in _blocks(PLAIN[id_])
        )
    ] == []
    assert [
        one.id
        for half, one in asked
        if not one.answerable
        and any(_all_stand(_phrases(one), article.plain.casefold()) for article in ARTICLES[half].values())
    ] == []


def test_follow_ups_have_a_question_before() -> None:
    """A question that goes on from another names it, and no other does."""
    assert [one.id for one in EVERY if bool(one.before) != (one.kind == "follow_up")] == []


def test_questions_across_languages() -> None:
    """They are asked in Spanish of English articles, and in English of Spanish ones, ten times each at least."""
    across = [one for one in EVERY if one.kind == "cross_language"]
    of_spanish = sum(one.text_kind == "spanish" for one in across)
    assert min(of_spanish, len(across) - of_spanish) >= 10


def test_nothing_is_asked_twice() -> None:
    """No question stands twice, in the sets beside this one neither, and no id does."""
    beside = [
        json.loads(line)["question"]
        for name in ("questions.jsonl", "held_out.jsonl")
        for line in (HERE.parent / name).read_text(encoding="utf-8").splitlines()
    ]
    asked = Counter(question.casefold() for question in (*beside, *(one.question for one in EVERY)))
    assert [question for question, count in asked.items() if count > 1] == []
    assert len({one.id for one in EVERY}) == len(EVERY)


def test_halves_share_no_article() -> None:
    """Questions name articles of their own half alone, and no article is in both."""
    assert ARTICLES["development"].keys() & ARTICLES["held_out"].keys() == set()
    assert not {article.plain for article in ARTICLES["development"].values()} & {
        article.plain for article in ARTICLES["held_out"].values()
    }
    for half, questions in QUESTIONS.items():
        assert {id_ for one in questions for id_ in one.articles} <= ARTICLES[half].keys()


@HALVES
def test_articles_of_the_set_are_asked(half: str) -> None:
    """Each article that was written for a half is asked about, and is as long as articles are."""
    written = {path.stem: ARTICLES[half][path.stem] for path in (HERE / half).iterdir()}
    asked = Counter(id_ for one in QUESTIONS[half] for id_ in one.articles)
    assert [id_ for id_ in written if asked[id_] < 4] == []
    assert [id_ for id_, article in written.items() if not 230 <= _words(article) <= 900] == []


@HALVES
def test_half_is_unanswerable(half: str) -> None:
    """Of each kind a half has 20 questions at least, and half of these, within a twentieth, have no answer."""
    questions = QUESTIONS[half]
    assert Counter(one.kind for one in questions).keys() == KINDS
    assert {one.text_kind for one in questions} == TEXT_KINDS
    for kind in KINDS:
        asked = [one for one in questions if one.kind == kind]
        assert len(asked) >= 20
        assert 0.45 <= sum(not one.answerable for one in asked) / len(asked) <= 0.55


def test_there_are_enough() -> None:
    """Both halves hold 420 questions at least."""
    assert len(EVERY) >= 420


def _stands(text: str, articles: Iterable[str]) -> bool:
    return any(holds_answer(PLAIN[id_], (text,)) for id_ in articles)


def _all_stand(texts: Iterable[str], text: str) -> bool:
    return all(holds_answer(text, (one,)) for one in texts)


def _phrases(one: ReaderQuestion) -> list[str]:
    return [phrase.casefold() for phrase in _PHRASE.findall(one.question)]


def _blocks(plain: str) -> list[str]:
    return plain.split("\n\n")


def _words(article: Article) -> int:
    return len(article.plain.split())
