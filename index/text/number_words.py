"""Numbers in words, as figures: "twenty-one", "tres millones", "anderthalb Millionen"."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from text_to_num import Token, alpha2digit, find_numbers

from index.text.analysis import stems_of

OPEN, CLOSE = "\ue000", "\ue001"  # around a figure that stands for words, so that it joins none beside it

# What multiplies a number before it: the number of zeros, by the languages that numbers in words are read in.
_ZEROS = {
    "en": "hundred 2 hundreds 2 thousand 3 thousands 3 lakh 5 million 6 millions 6 crore 7 billion 9 billions 9 "
    "trillion 12 trillions 12",
    "es": "mil 3 millon 6 millón 6 millones 6 billon 12 billón 12 billones 12",
    "fr": "mille 3 million 6 millions 6 milliard 9 milliards 9 billion 12 billions 12",
    "de": "hundert 2 tausend 3 tsd 3 million 6 millionen 6 milliarde 9 milliarden 9 billion 12 billionen 12",
    "pt": "mil 3 milhão 6 milhões 6 bilhão 9 bilhões 9 trilhão 12 trilhões 12",
    "it": "mila 3 mille 3 milione 6 milioni 6 miliardo 9 miliardi 9",
    "nl": "honderd 2 duizend 3 miljoen 6 miljard 9 biljoen 12",
    "da": "hundrede 2 tusind 3 million 6 millioner 6 milliard 9 milliarder 9",
}
_ABBREVIATED = "mio 6 mln 6 mn 6 bn 9 mrd 9 mld 9 tn 12"
_DOZEN = "dozen docena docenas douzaine douzaines dutzend dúzia dúzias dozzina dozzine"
# Without a number before it each of these is a multitude.
_VAGUE = frozenset(
    """
    hundreds thousands millions billions trillions miles millones billones milliards millionen milliarden billionen
    milhões bilhões trilhões milioni miliardi millioner milliarder
    """.split()  # noqa: SIM905
)
_DECIMALS = frozenset({"point", "coma", "punto", "virgule", "komma", "vírgula", "virgola"})
_ENDS = frozenset({CLOSE, "half", "medio", "media", "demi", "demie", "meio", "meia", "mezzo", "mezza"})
_LAST_COMMON = 4  # "first" to "fourth" are said of more than numbers, as is a second
_SPELLINGS = {"veintiún": "veintiuno", "veintiun": "veintiuno"}  # which the library does not know
# All words that numbers in English have, but for "second", "third" and "fourth", which alone are said of more.
_ENGLISH = """
    zero nought o os one first two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety
    hundred thousand million billion fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth
    eightieth ninetieth hundredth thousandth millionth billionth
"""
# What else stands in a number in figures, or where half a million is written as one.
_JOINING = "and y et e a an un une ein eine einen einer eines halbe halben halbes k m b md"
_CLAUSE = re.compile(r"[^.;:!?\n]+[.;:!?\n]*|[.;:!?\n]+")
_TOKEN = re.compile(r"[^\W\d_]+|[\d.,]*\d|[^\w\s]|_")
_ENGLISH_TOKEN = re.compile(r"[a-z]+|([\d.,]*\d)")
_HALF_OF = re.compile(
    r"\b(?i:half an?|medi[oa]|une? demi-?|ein(?:e[nr]?)? halbe[ns]?|mezz[oa]|mei[oa])[\s-]*"
    r"(?=(?i:m[ie]l|b[ie]l|trill|thousand|hundred|do[zcu]|d[uú][tz]))"
)
_GERMAN = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn")
_GERMAN_HALF = re.compile(rf"\b(?i:(?P<whole>{'|'.join(_GERMAN)})einhalb|anderthalb)")


class _Word:
    """A word or sign of a text as the library asks for it (a Token); one that is `apart` is part of no number."""

    __slots__ = ("_apart", "_text")

    def __init__(self, text: str, apart: bool) -> None:
        self._text, self._apart = text, apart

    def text(self) -> str:
        return self._text

    def nt_separated(self, _: Token) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return self._apart


class _Figure(NamedTuple):
    """A number, and where its words stand."""

    start: int
    end: int
    value: float


@cache
def scales(language: str) -> Mapping[str, Decimal]:
    """What the words of a language, as of "3 million", multiply the number before them by. Made once, in 20 µs."""
    zeros = f"{_ZEROS.get(language, _ZEROS['en'])} {_ABBREVIATED}".split()
    powers = {word: Decimal(10) ** int(count) for word, count in zip(zeros[::2], zeros[1::2], strict=True)}
    return powers | dict.fromkeys(_DOZEN.split(), Decimal(12))


def may_be_in_words(terms: Set[str], language: str) -> bool:
    """Whether a text with these terms may have numbers in words; only of English is that told by them."""
    return not terms.isdisjoint(_english_stems()) if language == "en" else language in _ZEROS


@cache
def _english_words() -> frozenset[str]:
    """What makes up numbers in English."""
    said_of_more = "second", "third", "fourth", "half"
    return frozenset(form for word in (*_ENGLISH.split(), *said_of_more) for form in (word, f"{word}s"))


@cache
def _beside_english_numbers() -> frozenset[str]:
    """The words that numbers in English are made of, or that tell how a word of them behind is meant."""
    return _english_words() | scales("en").keys() | _ENDS | _DECIMALS


def may_part_words(text: str) -> bool:
    """Whether a half of something, as half a million, may be written together with another word in a text."""
    return _HALF_OF.search(text) is not None


@cache
def english_number_terms() -> frozenset[str]:
    """The stems of all words that a number in an English text may have, or a half of one."""
    words = (*_beside_english_numbers(), *_JOINING.split())
    return frozenset(stem for word in words for stem in stems_of(word, "en"))


@cache
def _english_stems() -> frozenset[str]:
    """The stems of what makes up numbers in English. Made once, in 100 µs."""
    return frozenset(stem for word in _ENGLISH.split() for form in (word, f"{word}s") for stem in stems_of(form, "en"))


def in_figures(text: str, language: str) -> str:
    """A text with its numbers in words as figures between OPEN and CLOSE, in the languages that are read for them."""
    if language not in _ZEROS:
        return text
    if language == "de":
        text = _GERMAN_HALF.sub(_german_half, text)
    return "".join(_in_figures(clause, language) for clause in _CLAUSE.findall(text))


def _in_figures(text: str, language: str) -> str:
    # One look at the whole, which takes 2 µs, tells most texts to have none; the library sees no words beside hyphens.
    spaced = text.replace("-", " ")
    if alpha2digit(spaced, language, threshold=0) == spaced and (language != "it" or not _HALF_OF.search(text)):
        return text
    text = _HALF_OF.sub(f"{OPEN}0.5{CLOSE} ", text)
    if language != "en" or not text.isascii():
        return _with_figures(text, language)
    wanted = _beside_english_numbers()
    places = [token.span() for token in _ENGLISH_TOKEN.finditer(text.lower()) if token[1] or token[0] in wanted]
    if not places:
        return text
    start, end = places[0][0], places[-1][1]
    return f"{text[:start]}{_english_with_figures(text[start:end])}{text[end:]}"


@lru_cache(1024)  # most are one word, as "one" or "first"
def _english_with_figures(text: str) -> str:
    return _with_figures(text, "en")


def _with_figures(text: str, language: str) -> str:
    parts, done = list[str](), 0
    for start, end, value in _figures(text, language):
        parts += text[done:start], f"{OPEN}{Decimal(str(value)):f}{CLOSE}"
        done = end
    return "".join([*parts, text[done:]])


def _figures(text: str, language: str) -> Iterator[_Figure]:
    """The numbers in words, in order; in English "nineteen eighty-four" is one."""
    found = list(_cardinals(text, language))
    while found:
        first = found.pop(0)
        if (
            language == "en"
            and found
            and 11 <= first.value <= 20
            and 10 <= found[0].value < 100
            and text[first.end : found[0].start] in (" ", "-")
        ):
            second = found.pop(0)
            yield _Figure(first.start, second.end, 100 * first.value + second.value)
        else:
            yield first


def _cardinals(text: str, language: str) -> Iterator[_Figure]:
    """The numbers in words, less articles, multitudes, and ordinals that are said of more than numbers."""
    places = list(_TOKEN.finditer(text))
    words = [place[0].lower() for place in places]
    apart = _scales_apart(words, language)
    if language == "en":  # whose words of numbers are all known: the library need not look at the others around
        may_be_part = [number for number, word in enumerate(words) if word in _english_words() or word[0].isdigit()]
        first, past = (may_be_part[0], may_be_part[-1] + 1) if may_be_part else (0, 0)
        places, words, apart = places[first:past], words[first:past], {number - first for number in apart}
    spelled = (_SPELLINGS.get(word, place[0]) for word, place in zip(words, places, strict=True))
    tokens = [_Word(word, number in apart) for number, word in enumerate(spelled)]
    for one in find_numbers(tokens, language, 0.0):
        is_article = one.value == 1 and language != "en"
        is_vague = one.end - one.start == 1 and words[one.start] in _VAGUE
        if not (is_article or is_vague or (one.is_ordinal and one.value <= _LAST_COMMON)):
            yield _Figure(places[one.start].start(), places[one.end - 1].end(), one.value)


def _scales_apart(words: Sequence[str], language: str) -> set[int]:
    """Which words multiply the figures or decimals before them, and so are read behind these."""
    known, apart = scales(language), set[int]()
    if known.keys().isdisjoint(words):  # as mostly
        return apart
    for number, word in enumerate(words):
        if word in known:
            before = [one for one in words[max(0, number - 3) : number] if one != "-"]
            behind_figures = bool(before) and (before[-1][-1].isdigit() or before[-1] in _ENDS)
            if behind_figures or number - 1 in apart or not _DECIMALS.isdisjoint(before):
                apart.add(number)
    return apart


def _german_half(half: re.Match[str]) -> str:
    whole = half["whole"]
    return f"{OPEN}{1 + _GERMAN.index(whole.lower()) if whole else 1}.5{CLOSE}"
