"""What a post of a forum asks: its title, and the sentences of its body that ask, as questions of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.text.analysis import is_stopword, words
from index.text.post_purpose import Purpose, purpose, seeks, tells_trouble
from index.text.post_sentences import post_sentences

_MOST_SENTENCES = 3  # of the body
_ENDS = ("?", "？", "؟", "!", ".", "…", ":", "。")


@dataclass(frozen=True, slots=True)
class PostQuestion:
    """A question that is made of a post; one with the title has its subject, as a sentence of the body may not."""

    text: str
    has_title: bool


@dataclass(frozen=True, slots=True)
class PostQuestions:
    """What a post is for, and what to ask of articles to answer it: at most five questions, for mere talk none.

    `title_trouble` is whether the title tells of what does not work, `body_asks` whether a sentence of the body asks.
    """

    purpose: Purpose
    asked: tuple[PostQuestion, ...]
    title_trouble: bool = False
    body_asks: bool = False


def post_questions(title: str, body: str = "") -> PostQuestions:
    """Reads a post: the title first, then the sentences that say most of what is asked, each behind the title.

    The fullest of them stands alone too, as titles lead astray. Where none asks, those are taken that tell of trouble.
    """
    title = " ".join(title.split())
    sentences = post_sentences(body)
    meant = purpose(title, sentences)
    if meant == "talk" or not words(title):
        return PostQuestions("talk", ())
    asking = [sentence for sentence in sentences if seeks(sentence)]
    told = asking or [one for one in sentences if tells_trouble(one)] or ([] if seeks(title) else sentences)
    front = title if title.endswith(_ENDS) else f"{title}."
    titled = dict.fromkeys((title, *(f"{front} {sentence}" for sentence in _fullest(told, _MOST_SENTENCES))))
    alone = [sentence for sentence in _fullest(asking, 1) if sentence not in titled]
    asked = (*(PostQuestion(one, True) for one in titled), *(PostQuestion(one, False) for one in alone))
    return PostQuestions(meant, asked, tells_trouble(title), bool(asking))


def _fullest(sentences: Sequence[str], most: int) -> list[str]:
    """Those that say most, in the order in which they were said."""
    said = {sentence: len({word for word in words(sentence) if not is_stopword(word)}) for sentence in sentences}
    best = sorted(said, key=lambda sentence: -said[sentence])[:most]
    return [sentence for sentence in said if sentence in best]
