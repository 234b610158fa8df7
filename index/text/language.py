"""Which language a text is in."""

import re
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.background import begin
from index.text.analysis import words
from index.text.question_words import ENGLISH
from index.text.stopwords import STOPWORDS

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_READ = 10_000  # characters
# Of all languages that are known many are near relatives of a larger one, and take of what is short a part of its
# probability: Aragonese and Extremaduran of Spanish, Luxembourgish of German, Wu of Chinese. These are the larger ones.
_LARGE = """
    ar bg ca cs da de el en es et fa fi fr gl he hi hr hu id is it ja ko la lt lv nl no pl pt ro ru sk sl sr sv ta th tr
    uk ur vi zh
""".split()  # noqa: SIM905
# Tables, formulas and lists of names stay below. Of 2,719 pieces of English articles, of 40 to 480 characters, three
# are taken for another language, of which most of their words are, and one of 65 may be in another.
_SURE = 0.8
_LIKELY, _SURE_OF_LARGE = 0.4, 0.7
_POSSIBLE = 0.15
_LEAD = 2  # stopwords more than of English, as of a question
_LATIN = re.compile(r"[A-Za-z]")
# A text in which so many of the words are these, which no other language has among its frequent ones, is English to
# the model too: all of 2,080 texts and pieces of texts were.
_ENGLISH = frozenset(
    "and been from have his it not that the their them these they this were which who with would you".split()  # noqa: SIM905
)
_ENGLISH_WORDS, _ENGLISH_SHARE = 8, 0.12


@dataclass(frozen=True, slots=True)
class Recognition:
    """The language that a text is most probably in (ISO 639), whether that is clear, and the others that it may be."""

    language: str
    is_clear: bool
    possible: frozenset[str]

    @property
    def is_open(self) -> bool:
        """Whether the texts beside it must tell."""
        return not self.is_clear and bool(self.possible - {"en"})

    def beside(self, language: str) -> str:
        """The language of the text beside others in one: where its own is not clear theirs, else English."""
        if self.is_clear:
            return self.language
        return language if language in self.possible else "en"


def recognize(text: str) -> Recognition:
    """Reads the beginning of a text; where that is plainly English without the model, which takes long to load."""
    read = text[:_READ]
    if _is_plain_english(read):
        return Recognition("en", True, frozenset({"en"}))
    probabilities = {str(language): float(share) for language, share in _identifier().result().rank(read)}
    first = max(probabilities, key=lambda language: probabilities[language])
    if probabilities[first] >= _SURE:
        return Recognition(first, True, frozenset({first}))
    total = sum(probabilities[language] for language in _LARGE)
    return _of_large({language: probabilities[language] / total for language in _LARGE}, probabilities, read)


def _of_large(shares: Mapping[str, float], probabilities: Mapping[str, float], text: str) -> Recognition:
    """What is told by how the larger languages share the probability, and by the stopwords."""
    first = max(shares, key=lambda language: shares[language])
    possible = frozenset(language for language, share in shares.items() if share >= _POSSIBLE)
    if probabilities[first] >= _LIKELY and shares[first] >= _SURE_OF_LARGE:
        return Recognition(first, True, possible)
    if _LATIN.search(text) is None and any(map(str.isalpha, text)):
        return Recognition(first, True, possible)
    said = frozenset(words(text))
    stopwords = {language: len(said & STOPWORDS.get(language, frozenset())) for language in ("en", *possible)}
    most = max(possible or {"en"}, key=lambda language: (stopwords[language], shares[language]))
    told = stopwords[most] >= stopwords["en"] + _LEAD
    return Recognition(most if told else first, told, possible)


def _is_plain_english(text: str) -> bool:
    said = words(text)
    count = sum(word in _ENGLISH for word in said)
    return count >= _ENGLISH_WORDS and count >= _ENGLISH_SHARE * len(said)


def recognized(text: str) -> str:
    """The code of the language that a text is in (ISO 639); English where that is not clear."""
    return recognize(text).beside("en")


def is_surely_english(question: str) -> bool:
    """Whether a question is in English, and in no other language that it may be as short as it is.

    It is told without the model where half of its words are stopwords, and one of these English alone has.
    """
    said = words(question)
    is_plain = 2 * sum(word in STOPWORDS["en"] for word in said) >= len(said)
    if is_plain and not (_ENGLISH | ENGLISH).isdisjoint(said):
        return True
    recognition = recognize(question)
    return recognition.language == "en" and recognition.possible == {"en"}


def preload() -> None:
    """Begins to load the model of `recognize`, mostly outside of the interpreter."""
    _identifier()


@cache
def _identifier() -> "Future[LanguageIdentifier]":
    def load() -> "LanguageIdentifier":
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a sync needs it, and few questions

        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    return begin(load)
