"""Which language a text is in."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SURE = 0.9  # below that are tables, formulas, lists of names, and texts of a few words
_READ = 10_000  # characters


def recognized(text: str) -> str:
    """The code of the language that a text is in (ISO 639); English where that is not clear."""
    language, probability = _identifier().classify(text[:_READ])
    return str(language) if probability >= _SURE else "en"


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a second with its model, and only a sync needs it

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
