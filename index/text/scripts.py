"""Scripts whose words no space parts: Han, kana, Thai and its neighbours; Hangul too, whose words end in particles."""

import re
from itertools import pairwise
from unicodedata import category

_HAN = r"\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HIRAGANA, _KATAKANA = r"\u3041-\u3096\u309d\u309e", r"\u30a1-\u30fa\u30fc-\u30fe\u31f0-\u31ff"
_SOUTHEAST_ASIAN = r"\u0e01-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u17dc\u17dd"
_HANGUL = r"\uac00-\ud7a3"
_RUN = re.compile("|".join(f"[{script}]+" for script in (_HAN, _HIRAGANA, _KATAKANA, _SOUTHEAST_ASIAN, _HANGUL)))
_HAN_RUN = re.compile(f"[{_HAN}]{{2,}}")

UNSPACED = f"{_HAN}{_HIRAGANA}{_KATAKANA}{_SOUTHEAST_ASIAN}"
"""The characters of scripts without spaces, as they stand within the brackets of a pattern."""

UNSPACED_WORD = f"[{_HAN}{_HIRAGANA}{_KATAKANA}]{{1,2}}|[{_SOUTHEAST_ASIAN}]{{1,5}}"
"""A pattern for so many of them as make up a word, on an average."""

_UNSPACED_CHARACTER = re.compile(f"[{UNSPACED}]")
_ANY = re.compile(f"[{UNSPACED}{_HANGUL}]")

# How Chinese, Japanese and Korean ask, and what else says nothing alone.
_ASKS = re.compile(
    "[为為]什[么麼]|什[么麼][时時]候|什[么麼]|怎[么麼](?:[样樣])?|怎[样樣]|如何|哪[里裡儿兒个個些年一]?|[谁誰]|多[少大高久长長远遠]|"
    "[几幾][个個年次]?|[为為]何|何[时時地処人年月日歳回個本枚台世]?|是否|[吗嗎呢]|(?<!目)的|了(?!解)|是|"
    "누[가구](?:를|의)?|언제|어디[서에]?|무[엇슨](?:을|이)?|왜|어떻게|어떤|얼마나?|몇|[었았였했겠]?습니까|입니까|[었았였했]나요"
)
_HIRAGANA_RUN = re.compile(f"[{_HIRAGANA}]+")
_PARTICLES = (
    "から|まで|より|ので|のに|だけ|ほど|など|どのくらい|どれくらい|どの|どれ|どこ|どんな|どう|どうして|なぜ|なに|なん|いつ|だれ|いくつ|いくら|"
    "という|について|によって|により|による|における|として|ため|この|その|あの|これ|それ|する|して|した|いる|いた|ある|あった|[はがをにへとでのもやか]"
)
_SAYS_NOTHING = re.compile(rf"(?:{_PARTICLES})+|.{{0,3}}(?:ます|ました|ません|です|でした|でしょう)(?:[かねよ])?")


def is_unspaced(text: str) -> bool:
    """Whether a text has any of it in a script without spaces."""
    return not text.isascii() and _UNSPACED_CHARACTER.search(text) is not None


def spaced(text: str) -> str:
    """A text with spaces between the words of these scripts: any two characters beside each other count as one."""
    if text.isascii() or _ANY.search(text) is None:
        return text
    return _RUN.sub(lambda run: f" {' '.join(_pairs(run[0]))} ", text)


def single_characters(text: str) -> list[str]:
    """The Han characters that stand among others, each of which may be a word too."""
    if text.isascii() or _ANY.search(text) is None:
        return []
    return [character for run in _HAN_RUN.findall(text) for character in run]


def without_question_words(text: str) -> str:
    """A question with spaces in place of what only asks in Chinese, Japanese and Korean."""
    if text.isascii():
        return text
    return _HIRAGANA_RUN.sub(_unless_it_says_nothing, _ASKS.sub(lambda words: " " * len(words[0]), text))


def _unless_it_says_nothing(run: re.Match[str]) -> str:
    return " " * len(run[0]) if _SAYS_NOTHING.fullmatch(run[0]) else run[0]


def _pairs(run: str) -> list[str]:
    letters = list[str]()
    for character in run:
        if letters and category(character).startswith("M"):
            letters[-1] += character
        else:
            letters.append(character)
    return ["".join(pair) for pair in pairwise(letters)] or letters
