"""Which language a text is in."""

from concurrent.futures import Future
from functools import cache
from typing import TYPE_CHECKING

from index.background import begin

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Tables, formulas and lists of names stay below. Of 2479 pieces of English articles, of 60 to 480 characters, one of 60
# is taken for another language; all pieces of Spanish ones from 120 characters on are recognized.
_SURE = 0.8
_READ = 10_000  # characters


def recognized(text: str) -> str:
    """The code of the language that a text is in (ISO 639); English where that is not clear."""
    language, probability = _identifier().result().classify(text[:_READ])
    return str(language) if probability >= _SURE else "en"


def preload() -> None:
    """Begins to load what `recognized` needs, which takes half a second, mostly outside of the interpreter."""
    _identifier()


@cache
def _identifier() -> "Future[LanguageIdentifier]":
    def load() -> "LanguageIdentifier":
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # only a sync needs it

        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    return begin(load)
