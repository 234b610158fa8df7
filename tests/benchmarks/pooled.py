"""An encoder that knows the vectors of real sentences, and so those of what is made of them, without the model."""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.models.encoder import Encoded, Encoder, TokenVectors, Vectors, unit_rows
from index.models.inputs import embedded_texts
from index.models.small_vectors import small_vectors
from index.models.token_vectors import TokenCodec
from index.records import Span
from index.storage.rows import Embedding
from index.text.sentences import split_sentences
from tests.benchmarks.pool import Pool, Sentence, skeleton

# How far vectors are moved, as shares of their own length: by these the cosines of real questions with the ten best
# of 2,200 made passages are as those with 2,200 real ones.
SENTENCE, PASSAGE = 0.3, 0.7
_TOKENS_A_WORD = 1.3


class PooledEncoder:
    """Encodes what a pool was made into, as the encoder would by whose fingerprint it goes.

    Real: the vectors of real articles, which it has encoded, and of questions. Made: the vector of a recombined
    sentence is that of the sentence it was made from, moved a little towards two others, always the same two for the
    same text; that of a passage is the mean of its sentences', moved likewise; the vectors of tokens are those of the
    real sentences, a new word having those of the word in whose place it stands. Tokens are counted by words.
    """

    def __init__(self, encoder: Encoder, pool: Pool) -> None:
        self.fingerprint = encoder.fingerprint
        self.dimension = encoder.dimension
        self.max_tokens = encoder.max_tokens
        self._encoder = encoder
        self._real = {
            text for article, passages in pool.articles for one in passages for text in embedded_texts(article, one)
        }
        self._encoded: dict[str, Encoded] = {}
        encoded = encoder.encode_passages([sentence.text for sentence in pool.sentences])
        self.vectors = np.array([one.vector for one in encoded])
        self.tokens = [_own_tokens(*pair) for pair in zip(pool.sentences, encoded, strict=True)]
        self._known = {skeleton(sentence.words): row for row, sentence in enumerate(pool.sentences)}
        self._moves = unit_rows(self.vectors - self.vectors.mean(axis=0))

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return self._encoder.encode_questions(questions)

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        fresh = [passage for passage in passages if passage in self._real and passage not in self._encoded]
        if fresh:  # each once, however many indexes are made
            self._encoded.update(zip(fresh, self._encoder.encode_passages(fresh), strict=True))
        return [self._encoded[passage] if passage in self._real else self._made(passage) for passage in passages]

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        known = [number for number, sentence in enumerate(sentences) if sentence in self._real]
        rows = [self._behind_title(sentence) for sentence in sentences]
        vectors = self.moved(self.vectors[rows], sentences, SENTENCE)
        if known:
            vectors[known] = self._encoder.encode_sentences([sentences[number] for number in known])
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Encoder."""
        return [round(_TOKENS_A_WORD * (text.count(" ") + 1)) if text else 0 for text in texts]

    def _made(self, passage: str) -> Encoded:
        rows, tokens = list[int](), list[TokenVectors]()
        for span in split_sentences(passage, Span(0, len(passage))):
            words = _words(passage, span)
            row = self._known.get(skeleton(passage[start:end] for start, end in words))
            if row is not None:
                rows.append(row)
            vectors, word_of_token = self.tokens[self.any_row(len(words)) if row is None else row]
            if row is None:  # of a title: a token a word
                vectors, word_of_token = vectors[: len(words)], np.arange(len(vectors))[: len(words)]
            tokens.append(TokenVectors(vectors.astype(np.float32), np.array(words, np.int32)[word_of_token]))
        mean = self.vectors[rows or [0]].mean(axis=0, keepdims=True)
        return Encoded(
            self.moved(unit_rows(mean), [passage], PASSAGE)[0],
            TokenVectors(
                np.concatenate([one.vectors for one in tokens]), np.concatenate([one.spans for one in tokens])
            ),
        )

    def _behind_title(self, text: str) -> int:
        """The real sentence that the one behind a title was made from."""
        rest = text
        while rest:
            rest = rest.partition(". ")[2]
            row = self._known.get(skeleton(rest.split()))
            if row is not None:
                return row
        return self.any_row(len(text))

    def any_row(self, number: int) -> int:
        """Some sentence, for what is made of none, as a title is."""
        return number % len(self.vectors)

    def moved(self, vectors: Vectors, texts: Sequence[str], far: float) -> Vectors:
        """Vectors moved, each by its text, towards two others of the pool."""
        drawn = np.frombuffer(b"".join(blake2b(text.encode(), digest_size=8).digest() for text in texts), np.uint16)
        one, other, turn, _ = drawn.reshape(-1, 4).T
        angle = (turn / 2**16 * 2 * np.pi)[:, np.newaxis].astype(np.float32)
        count = len(self._moves)
        move = np.cos(angle) * self._moves[one % count] + np.sin(angle) * self._moves[other % count]
        return unit_rows(vectors + far * unit_rows(move.astype(np.float32)))


class CodedPool:
    """The same vectors as a library keeps them, for texts of which is known what they were made from."""

    def __init__(self, encoder: PooledEncoder, codec: TokenCodec) -> None:
        self._encoder = encoder
        self._codes = [codec.encode(codec.reduce(vectors.astype(np.float32))) for vectors, _ in encoder.tokens]

    def embeddings(
        self, title: str, texts: Sequence[Sequence[str]], bases: Sequence[Sequence[int]]
    ) -> Iterator[Embedding]:
        """For each passage of an article what is kept of it; `bases` are the pool's numbers of its sentences."""
        encoder, words = self._encoder, title.split()
        front = self._codes[encoder.any_row(len(words))][: len(words)]
        sentences = encoder.moved(
            encoder.vectors[list(chain.from_iterable(bases))], [text for each in texts for text in each[1:]], SENTENCE
        )
        means = unit_rows(np.array([encoder.vectors[list(of)].mean(axis=0) for of in bases]))
        passages = encoder.moved(means, [each[0] for each in texts], PASSAGE)
        ends = np.cumsum([len(of) for of in bases])[:-1]
        for vector, own, of in zip(passages, np.split(sentences, ends), bases, strict=True):
            codes = [self._codes[row] for row in of]
            starts = np.cumsum([len(front), *map(len, codes)])
            bounds = np.column_stack([starts[:-1], starts[1:]]).astype(np.int16)
            yield Embedding(small_vectors(np.vstack([vector, own])), bounds, np.concatenate([front, *codes]))


def _own_tokens(sentence: Sentence, encoded: Encoded) -> tuple[NDArray[np.float16], NDArray[np.int64]]:
    """The vectors of a sentence's tokens, its title's left out, and for each the number of its word."""
    text = sentence.text
    words = _words(text, Span(len(sentence.title) + 2, len(text)))
    spans = encoded.tokens.spans
    own = spans[:, 0] >= words[0][0]
    starts = [start for start, _ in words]
    return encoded.tokens.vectors[own].astype(np.float16), np.searchsorted(starts, spans[own, 0], "right") - 1


def _words(text: str, span: Span) -> list[tuple[int, int]]:
    """Where the words of a stretch of text stand, as white space separates them."""
    spans, start = list[tuple[int, int]](), span.start
    for word in text[span.start : span.end].split(" "):
        if word:
            spans.append((start, start + len(word)))
        start += len(word) + 1
    return spans
