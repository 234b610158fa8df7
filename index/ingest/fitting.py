"""What is fitted to an encoder, and by which texts: how sentences are pooled, and how tokens are kept."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np

from index.ingest.sources import SEEDS
from index.ingest.splitting import split_article
from index.models.encoder import Encoder
from index.models.fitted import Fitted, packaged
from index.models.inputs import embedded_texts, sentence_places
from index.models.sentence_pooling import SentencePooling, sentence_features, sentence_tokens
from index.models.token_vectors import TokenCodec
from index.records import Article, Source

_BATCH = 64  # passages
_CODED = 1000  # passages, all of whose tokens are as many as a codec needs


@lru_cache(maxsize=1)  # each server of the bot has a library of its own
def fitted_to(encoder: Encoder) -> Fitted:
    """What ships for the packaged model; for another what is fitted, within seconds, to the articles that ship."""
    # These are always the same: what a library reads first might be a single line.
    return packaged(encoder.fingerprint) or fit(encoder, _seeds())


def fit(encoder: Encoder, articles: Iterable[Article]) -> Fitted:
    """Fits to an encoder what makes of a passage's tokens what it gives for the sentences alone, and their codec."""
    splits = [split_article(article, b"", encoder, lambda lines: dict.fromkeys(lines, 1), "en") for article in articles]
    passages = [(split.article, passage) for split, _ in splits for passage, _ in split.passages]
    every = 1 + len(passages) // _CODED
    features, targets, tokens = [], [], []
    for start in range(0, len(passages), _BATCH):
        batch = passages[start : start + _BATCH]
        texts = [embedded_texts(*each) for each in batch]
        encoded = encoder.encode_passages([whole for whole, *_ in texts])
        found = sentence_tokens([one.tokens for one in encoded], [sentence_places(*each) for each in batch])
        features.append(sentence_features(encoded, found))
        targets.append(encoder.encode_sentences([sentence for _, *alone in texts for sentence in alone]))
        tokens += [one.tokens.vectors[::every] for one in encoded]
    pooling = SentencePooling.fit(np.concatenate(features), np.concatenate(targets))
    return Fitted(pooling, TokenCodec.fit(np.concatenate(tokens)))


def _seeds() -> Iterator[Article]:
    for file in sorted(SEEDS.glob("*.txt")):
        title, _, text = file.read_text(encoding="utf-8").partition("\n")
        yield Article(Source(id=file.name, title=title), text)
