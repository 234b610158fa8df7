"""Letters with accents, as stemmers know them and as hurried people leave them out."""

import re
import unicodedata

_TURKISH_LOWER_CASE = str.maketrans("I", "ı")
_PORTUGUESE_PLURAL = re.compile(r"(?:õe|ãe|ão)s\b", re.IGNORECASE)

# By languages: what a word without accents may have been typed for, where a stemmer needs them.
_LEFT_OUT = {
    "de": ((r"ae", "ä"), (r"oe", "ö"), (r"ue", "ü")),
    "es": ((r"an$", "án"), (r"en$", "én"), (r"in$", "ín"), (r"on$", "ón")),
    "fr": ((r"ee(?=s?$)", "ée"),),
    "pt": ((r"c(?=ao$|oes$)", "ç"), (r"ao$", "ão"), (r"oes$", "ões"), (r"aes$", "ães")),
    "tr": ((r"i", "ı"),),
}


def for_stemmer(text: str, language: str) -> str:
    """A text as the stemmer of a language reads it: in Turkish I is no i, and Portuguese has a plural of -ão more."""
    if language == "tr":
        return text.translate(_TURKISH_LOWER_CASE)
    return _PORTUGUESE_PLURAL.sub("ão", text) if language == "pt" else text


def with_accents(word: str, language: str) -> str:
    """A word with the accents that were probably left out when it was typed without any."""
    for pattern, accented in _LEFT_OUT.get(language, ()):
        word = re.sub(pattern, accented, word)
    return word


def without_accent(character: str) -> str:
    """A letter of Greek, Turkish or Russian without its accent; others as they are, since Tantivy knows them.

    The digits of all scripts become those of ASCII.
    """
    if character in "İςёЁ":
        return {"İ": "i", "ς": "σ", "ё": "е", "Ё": "Е"}[character]
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    if unicodedata.name(character, "").startswith("GREEK"):
        return unicodedata.normalize("NFD", character)[0]
    return character
