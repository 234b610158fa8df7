"""Very many articles that a second sync finds unchanged, and an encoder that takes no time to index them with."""

import random
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from index.models.encoder import Encoded, TokenVectors, Vectors

_WORDS = 150  # of an article
_DIMENSION = 384
_TOKENS = 96  # no fewer than a projection keeps dimensions


class FlatEncoder:
    """Has one vector for all texts, in no time."""

    fingerprint = "flat/1"
    dimension = _DIMENSION
    max_tokens = 254

    def __init__(self) -> None:
        rows = np.eye(_TOKENS, _DIMENSION, dtype=np.float32)
        self._encoded = Encoded(rows[0], TokenVectors(rows, np.array([[0, 1]] * _TOKENS, np.int32)))

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return [self._encoded] * len(questions)

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return [self._encoded] * len(passages)

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        return np.tile(self._encoded.vector, (len(sentences), 1))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Encoder."""
        return [len(text.split()) for text in texts]


def write_articles(sentences: Sequence[str], articles: int, folder: Path) -> tuple[Path, Path]:
    """Writes articles of words drawn at random, as one .jsonl file and as a folder of .txt files; gives both.

    Were they of the same sentences, each would be compared with many others when they are indexed.
    """
    draw, words = random.Random(1), " ".join(sentences).split()
    lines, files = folder / "articles.jsonl", folder / "articles"
    files.mkdir()
    with lines.open("wb") as file:
        for number in range(articles):
            title, text = f"Article {number}", " ".join(draw.choices(words, k=_WORDS))
            (files / f"{number}.txt").write_text(f"{title}\n\n{text}\n", encoding="utf-8")
            file.write(msgspec.json.encode({"id": str(number), "title": title, "text": text}) + b"\n")
    return lines, files
