"""What the encoder is given of a passage, in normal form: its title and heading in front, and where sentences stand."""

from collections.abc import Sequence
from hashlib import blake2b
from itertools import accumulate, chain, pairwise

from index.reading import with_columns
from index.records import Article, Passage, Span
from index.text.normal_form import normal_form


def embedded_texts(article: Article, passage: Passage) -> list[str]:
    """What is embedded of a passage: the whole first, then each of its sentences, title and heading in front."""
    front, pieces = front_of(article, passage.heading), _pieces(article, passage)
    return [front + "".join(pieces), *(front + sentence for sentence in pieces[1::2])]


def embedding_key(texts: Sequence[str]) -> bytes:
    """What names the embedding of a passage: a hash of its embedded texts."""
    return blake2b("\0".join(texts).encode(), digest_size=16).digest()


def sentence_places(article: Article, passage: Passage) -> list[tuple[int, int]]:
    """Where each sentence stands in the first of a passage's embedded texts, in characters."""
    front = len(front_of(article, passage.heading))
    bounds = list(accumulate(map(len, _pieces(article, passage)), initial=front))
    return list(zip(bounds[1::2], bounds[2::2], strict=False))


def front_of(article: Article, heading: str) -> str:
    """What is embedded in front of a passage and of each of its sentences: title and heading."""
    return normal_form("".join(f"{part}. " for part in (article.source.title, heading) if part))


def _pieces(article: Article, passage: Passage) -> list[str]:
    """A passage in normal form: what stands before its first sentence, that sentence, what stands behind it, and on."""
    bounds = [passage.span.start, *chain.from_iterable(passage.sentences), passage.span.end]
    return [normal_form(with_columns(article, Span(start, end))) for start, end in pairwise(bounds)]
