"""What counts as a word: tokens, stems and stopwords, the same for what is indexed and for what is asked.

By the analyzers of Tantivy, which looks the words up.
"""

from collections.abc import Iterable, Sequence
from functools import cache

import tantivy

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


# Words that say how something is asked, not what: they count in no match.
_ENGLISH = frozenset(
    """
    a about also an and any are as at be been being but by can could did do does for from had has have he her his
    how i if in into is it its may me might must my no not of on or our s shall she should so t than that the
    their them then there these they this those to us was we were what when where which who whom whose why will
    with would you your
    """.split()  # noqa: SIM905
)


_SPANISH = frozenset(
    """
    a al algo algun alguna algunas alguno algunos aquel aquella aquellas aquellos asi aunque cada como con cual cuales
    cuando cuanta cuantas cuanto cuantos de del desde donde e el ella ellas ello ellos en entre era eran es esa esas ese
    eso esos esta estaba estaban estan estas este esto estos fue fueron ha haber habia habian han hasta hay
    la las le les lo los mas me mi mis muy ni no nos o os para pero por porque pues que quien quienes se sea segun ser
    si sido sin sobre son su sus tal tambien te tiene tienen tu tus u un una unas uno unos y ya yo
    """.split()  # noqa: SIM905
)


_OPENING = frozenset("¿")  # says as much as a stopword of Spanish


_STOPWORDS = {"en": _ENGLISH, "es": _SPANISH | _OPENING}


_LEAD = 2  # stopwords more than of English that a question has which is not; one may be of a name, as in Los Angeles


Term = tuple[str, ...]
"""A word that a question asks for, as the different stems that it has in the languages of the articles."""


def terms(text: str, language: str = "en") -> list[str]:
    """The words that count of a text: lower case, without accents, stemmed; repeated where they are."""
    return list(_counting(language).analyze(text))


def asked_terms(text: str, languages: Sequence[str] = ("en",)) -> list[Term]:
    """The words that count of a question, as `terms` has them in each of these languages; repeated where they are."""
    said = words(text)
    return terms_of(said, question_language(text, said), languages)


def terms_of(said: Iterable[str], language: str, languages: Sequence[str]) -> list[Term]:
    """The terms of a question in a language, given its words; see asked_terms."""
    stopwords = _STOPWORDS[language]
    stemmed = (
        dict.fromkeys(stem for other in languages for stem in stems_of(word, other))
        for word in said
        if word not in stopwords
    )
    return [tuple(stems) for stems in stemmed if stems]


def question_language(text: str, said: Iterable[str]) -> str:
    """The language of a question, given its words too: English, unless it has clearly more stopwords of another."""
    different = {*said, *_OPENING.intersection(text)}

    def stopwords(language: str) -> int:
        return len(different & _STOPWORDS[language])

    other = max((language for language in _STOPWORDS if language != "en"), key=stopwords)
    return other if stopwords(other) >= stopwords("en") + _LEAD else "en"


def is_stopword(word: str, language: str = "en") -> bool:
    """Whether a word only says how something is asked."""
    return " ".join(words(word)) in _STOPWORDS[language]


def words(text: str) -> list[str]:
    """All words of a text, lower case and without accents."""
    return list(plain_analyzer().analyze(text))


def stems_of(word: str, language: str) -> tuple[str, ...]:
    """The stems of a word in a language."""
    return tuple(stemming_analyzer(language).analyze(word))


# Analyzers are kept: to make one takes 2 µs, with stopwords 23 µs, and to have it read a word 0.5 µs.
@cache
def plain_analyzer() -> tantivy.TextAnalyzer:
    """What gives all words of a text, lower case and without accents."""
    return _folded().build()


@cache
def stemming_analyzer(language: str) -> tantivy.TextAnalyzer:
    """What gives the stems of a language's words, or the words themselves where there is no stemmer for it."""
    return _stemmed(_folded(), language).build()


@cache
def _counting(language: str) -> tantivy.TextAnalyzer:
    """As `stemming_analyzer`, without stopwords."""
    # A few letters, as small capitals, have a plain one only as a capital.
    lower = _folded().filter(tantivy.Filter.lowercase())
    stopwords = sorted(_STOPWORDS.get(language, ()))
    return _stemmed(lower.filter(tantivy.Filter.custom_stopword(stopwords)), language).build()


def _stemmed(builder: tantivy.TextAnalyzerBuilder, language: str) -> tantivy.TextAnalyzerBuilder:
    stemmer = _STEMMERS.get(language)
    return builder.filter(tantivy.Filter.stemmer(stemmer)) if stemmer else builder


def _folded() -> tantivy.TextAnalyzerBuilder:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.remove_long(80), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()):
        builder = builder.filter(step)
    return builder
