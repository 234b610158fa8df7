"""What counts as a word: tokens, stems and stopwords, the same for what is indexed and for what is asked.

By the analyzers of Tantivy, which looks the words up.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import cache

import tantivy

from index.text.accents import for_stemmer, with_accents, without_accent
from index.text.normal_form import normal_form
from index.text.scripts import single_characters, spaced, without_question_words
from index.text.stopwords import STOPWORDS

VERSION = 2
"""Raised whenever texts get other words, so that an index of those they had is made anew."""

# By the codes of languages, as Tantivy names its stemmers.
_STEMMERS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}

# What stands in most texts: all that has one form, no accent that Tantivy does not know, and spaces between words.
_COMMON = r"\x00-\xa9\xab\xac\xae-\xb4\xb6-\xb9\xbb-\u012f\u0131\u2010-\u2027\u2030-\u205e"
_UNCOMMON = re.compile(f"[^{_COMMON}]")
_OPENING = frozenset("¿")
_LEAD = 2  # stopwords more than of English that a question has which is not; one may be of a name, as in Los Angeles


Term = tuple[str, ...]
"""A word that a question asks for, as the different stems by which articles in their languages may hold it."""


def terms(text: str, language: str = "en") -> list[str]:
    """The words that count of a text: lower case, without accents, stemmed; repeated where they are."""
    return list(_counting(language).analyze(_parted(text)))


def held_terms(text: str, language: str) -> frozenset[str]:
    """All by which a question may ask for what a text says: its terms, and the other forms that `stems` has."""
    parted = _parted(text)
    held = frozenset(_counting(language).analyze(parted))
    if parted is text and not _has_accents(language):  # as mostly
        return held
    return held.union(_other_forms(text, parted, language, STOPWORDS.get(language, ())))


def stems(text: str, language: str) -> list[str]:
    """What a text is found by: the stems of its words in order, and behind them other forms of some.

    The stems are those of the words without accents, as questions may be typed. The others are the stems of words with
    accents, where they differ, since to a stemmer -ões is an ending and -oes is none; and the characters of Han alone.
    """
    parted = _parted(text)
    return [*_stemming(language).analyze(parted), *_other_forms(text, parted, language, ())]


def asked_terms(text: str, languages: Sequence[str] = ("en",), said: Sequence[str] | None = None) -> list[Term]:
    """The words that count of a question, each as the different stems that it has in these languages.

    Words are repeated where they are. `said` are all words of the question, where they are known.
    """
    said = words(text) if said is None else said
    stopwords = STOPWORDS[question_language(text, said)]
    asked = _parted(without_question_words(_letters_of(text)))
    folded = said if text.isascii() else _folding().analyze(asked)
    written = _writing().analyze(asked) if any(map(_has_accents, languages)) else folded
    stemmed = (
        dict.fromkeys(stem for language in languages for stem in _asked_stems(*both, language))
        for both in zip(written, folded, strict=True)
        if both[1] not in stopwords
    )
    return [tuple(stems) for stems in stemmed if stems]


def question_language(text: str, said: Iterable[str]) -> str:
    """The language of a question, given its words too: English, unless it has clearly more stopwords of another."""
    different = {*said, *_OPENING.intersection(text)}
    if len(different) < _LEAD:
        return "en"

    def stopwords(language: str) -> int:
        return len(different & STOPWORDS[language])

    other = max((language for language in STOPWORDS if language != "en"), key=stopwords)
    return other if stopwords(other) >= stopwords("en") + _LEAD else "en"


def is_stopword(word: str, language: str = "en") -> bool:
    """Whether a word only says how something is asked."""
    plain = word.lower() if word.isascii() and word.isalpha() else " ".join(words(word))
    return plain in STOPWORDS[language]


def words(text: str) -> list[str]:
    """All words of a text, lower case and without accents; of scripts without spaces any two characters in a row."""
    return list(_folding().analyze(_parted(text)))


def stems_of(word: str, language: str) -> tuple[str, ...]:
    """The stems of a word in a language, without its accents."""
    return tuple(_stemming(language).analyze(_parted(word)))


def _parted(text: str) -> str:
    """The letters of a text, with spaces between all words."""
    return spaced(_letters_of(text)) if _has_uncommon(text) else text


def _letters_of(text: str) -> str:
    """The normal form of a text, without what Tantivy leaves on letters or would part a word at."""
    return normal_form(text).translate(_letters()) if _has_uncommon(text) else text


def _has_uncommon(text: str) -> bool:
    """Whether a text has a character of which `_letters_of` or `spaced` may make something else."""
    return not text.isascii() and _UNCOMMON.search(text) is not None


def _asked_stems(written: str, folded: str, language: str) -> Iterable[str]:
    yield from _stemming(language).analyze(folded)
    if _has_accents(language):
        word = with_accents(folded, language) if written.isascii() else written
        yield from _late_folding(language).analyze(for_stemmer(word, language))


def _other_forms(text: str, parted: str, language: str, stopwords: Collection[str]) -> Iterable[str]:
    """The stems of words with accents that are others than those without, and the single characters of Han."""
    if _has_accents(language) and not (parted.isascii() and language != "tr"):
        folded, early = _folding().analyze(parted), _stemming(language).analyze(parted)
        late = _late_folding(language).analyze(for_stemmer(" ".join(_writing().analyze(parted)), language))
        for word, known, stem in zip(folded, early, late, strict=True):
            if stem != known and word not in stopwords:
                yield stem
    if parted != text:
        yield from single_characters(_letters_of(text))


def _has_accents(language: str) -> bool:
    """Whether a stemmer of a language makes more of letters with accents than of those without."""
    return language in _STEMMERS and language != "en"


class _Letters(dict[int, str]):
    """For each character that was met what stands in its place."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = _letter(chr(code))
        return letter


@cache
def _letters() -> _Letters:
    return _Letters()


def _letter(character: str) -> str:
    if unicodedata.category(character).startswith("M"):
        return character if len(_writing().analyze(f"a{character}a")) == 1 else ""
    return without_accent(character)


# Analyzers are kept: to make one takes 2 µs, with stopwords 23 µs, and to have it read a word 0.5 µs.
@cache
def _writing() -> tantivy.TextAnalyzer:
    """What gives all words of a text as they are written."""
    return _parting().build()


@cache
def _folding() -> tantivy.TextAnalyzer:
    """What gives all words of a text, lower case and without accents."""
    return _folded().build()


@cache
def _stemming(language: str) -> tantivy.TextAnalyzer:
    """What gives the stems of a language's words, or the words themselves where there is no stemmer for it."""
    return _stemmed(_folded(), language).build()


@cache
def _late_folding(language: str) -> tantivy.TextAnalyzer:
    """What gives the stems of a language's words, which lose their accents only then."""
    lower = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    stemmed = _stemmed(lower, language)
    return stemmed.filter(tantivy.Filter.ascii_fold()).filter(tantivy.Filter.lowercase()).build()


@cache
def _counting(language: str) -> tantivy.TextAnalyzer:
    """As `_stemming`, without stopwords."""
    stopwords = sorted(STOPWORDS.get(language, ()))
    return _stemmed(_folded().filter(tantivy.Filter.custom_stopword(stopwords)), language).build()


def _stemmed(builder: tantivy.TextAnalyzerBuilder, language: str) -> tantivy.TextAnalyzerBuilder:
    stemmer = _STEMMERS.get(language)
    return builder.filter(tantivy.Filter.stemmer(stemmer)) if stemmer else builder


def _folded() -> tantivy.TextAnalyzerBuilder:
    # A few letters, as small capitals, have a plain one only as a capital.
    lower = _parting().filter(tantivy.Filter.lowercase())
    return lower.filter(tantivy.Filter.ascii_fold()).filter(tantivy.Filter.lowercase())


def _parting() -> tantivy.TextAnalyzerBuilder:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.remove_long(80))
