"""What the encoder is given of a passage: its title and heading in front, and where its sentences stand in that."""

from collections.abc import Sequence
from hashlib import blake2b

from index.reading import with_columns
from index.records import Article, Passage


def embedded_texts(article: Article, passage: Passage) -> list[str]:
    """What is embedded of a passage: the whole first, then each of its sentences, title and heading in front."""
    front = front_of(article, passage.heading)
    whole = article.plain[slice(*passage.span)]
    return [front + said for said in (whole, *(with_columns(article, sentence) for sentence in passage.sentences))]


def embedding_key(texts: Sequence[str]) -> bytes:
    """What names the embedding of a passage: a hash of its embedded texts."""
    return blake2b("\0".join(texts).encode(), digest_size=16).digest()


def sentence_places(article: Article, passage: Passage) -> list[tuple[int, int]]:
    """Where each sentence stands in the first of a passage's embedded texts, in characters."""
    moved = len(front_of(article, passage.heading)) - passage.span.start
    return [(span.start + moved, span.end + moved) for span in passage.sentences]


def front_of(article: Article, heading: str) -> str:
    """What is embedded in front of a passage and of each of its sentences: title and heading."""
    return "".join(f"{part}. " for part in (article.source.title, heading) if part)
