"""Which language a text is in."""

import re
from collections import Counter
from collections.abc import Mapping, Set
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
_LEAD = 2  # stopwords more than of English, as of a question; or than of any other language
_LATIN = re.compile(r"[A-Za-z]")
_FEWEST = 3  # words of a message: fewer may be a name or a title
_KANA, _HAN = re.compile(r"[\u3041-\u30ff]"), re.compile(r"[\u3400-\u9fff]")
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


def message_language(message: str) -> str | None:
    """The language (ISO 639) that a short message is written in; None where its words do not tell surely.

    Most are told by their stopwords or characters; the others take the model, which takes long to load. Chinese is told
    in simplified characters alone.
    """
    marks = len(_KANA.findall(message)), len(_HAN.findall(message))
    if 2 * sum(marks) >= sum(map(str.isalpha, message)):
        return "ja" if marks[0] else _of_han("".join(_HAN.findall(message)))
    said = frozenset(words(message))
    if len(said) < _FEWEST:
        return None
    told = _of_stopwords(said)
    if told is None:
        recognition = recognize(message)
        told = recognition.language if recognition.is_clear else None
    # What has an English question word is not in another language, though most of it may be a title in that.
    return told if told == "en" or said.isdisjoint(ENGLISH) else None


def _of_han(characters: str) -> str | None:
    """Chinese where there are simplified characters, which Japanese lacks, and no traditional ones."""
    return "zh" if _has(characters, "gb2312") and not _has(characters, "shift_jis") else None


def _has(characters: str, encoding: str) -> bool:
    try:
        characters.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _of_stopwords(said: Set[str]) -> str | None:
    """The language that has clearly more of the words among its stopwords than any other."""
    counts = Counter({language: len(said & stopwords) for language, stopwords in STOPWORDS.items()})
    (first, most), (_, next_most) = counts.most_common(2)
    return first if most >= next_most + _LEAD else None


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
