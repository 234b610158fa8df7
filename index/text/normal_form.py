"""One form for each text, however its letters were written, so that equal words are equal characters."""

import re
import unicodedata
from functools import cache

# All but these may be written in several ways, or cannot be seen.
_PLAIN = (
    r"\x00-\xa9\xab\xac\xae-\xb4\xb6-\xb9\xbb-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e\u0400-\u0482\u048a-\u052f"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u3000-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff！，：？"
)
_OTHERWISE = re.compile(rf"[^{_PLAIN}]")
# Marks that are written on letters, and what cannot be seen between them.
_ATTACHED = (
    r"\xad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ece"
    r"\u0f71-\u0f84\u0f8d-\u0fbc\u102b-\u103e\u1056-\u109d\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2060"
    r"\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
_TATWEEL = "\u0640"  # makes an Arabic word longer, and no other
_LETTERS = ("L", "Nd", "Nl")

# It gives nothing back, since nothing that stands behind it in a pattern begins with a letter, a digit or such a mark.
TOKEN = rf"[^\W_]++(?:[{_ATTACHED}]++[^\W_]*+)*+"
"""A pattern for letters and digits without a gap, in whichever form they are written."""


def normal_form(text: str) -> str:
    """A text with each letter composed and in its plain form, as ﬁ is fi, and without what cannot be seen.

    Unicode's NFC, with NFKC's forms of letters and digits alone: signs, as ½ and ™, say more than what NFKC has for
    them. What is left out are soft hyphens, zero-width spaces and joiners, and marks of direction and of variants.
    """
    if text.isascii() or _OTHERWISE.search(text) is None:
        return text
    return unicodedata.normalize("NFC", text.translate(_plain_letters()))


class _PlainLetters(dict[int, str]):
    """For each character that was met what stands in its place."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


@cache
def _plain_letters() -> _PlainLetters:
    return _PlainLetters()


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf" or character == _TATWEEL or unicodedata.name(character, "").startswith("VARIATION SELECTOR"):
        return ""
    compatible = unicodedata.normalize("NFKC", character)
    is_letter = category.startswith(_LETTERS) or (len(compatible) == 1 and unicodedata.category(compatible)[0] == "L")
    return compatible.replace(_TATWEEL, "") if is_letter else character
