"""Fits config/post-confidence.json to the development half: python -m tests.quality.forum.fit [FILE].

Each post is asked with its body and without, of the articles of its own community. What is printed are the figures at
several thresholds, each community by a fit to the others. The thresholds are chosen by them, and kept as they are.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bot.service.collection_reader import CollectionReader
from bot.service.post_answer import weigh_post
from config import load_settings
from index.answering.post_confidence import DEFAULT, PostConfidence, PostEvidence, load_post_confidence
from index.models.opening import open_encoder, open_reader
from tests.quality.forum.dataset import read_posts
from tests.quality.forum.measure import is_right, opened, written

_HALF = "development"
_STRENGTH = 0.1  # the inverse of that of the regularization: posts are few
_THRESHOLDS = tuple(number / 100 for number in range(50, 96, 2))


class Weighed(NamedTuple):
    """A quote for a post, of which all or the title alone was read."""

    community: str
    titles: bool
    post: str
    evidence: PostEvidence
    right: bool


def main() -> None:
    """Fits, writes and prints."""
    model = load_settings().model
    with TemporaryDirectory() as name:
        encoder = open_encoder(model.name, model.precision, Path(name) / "encoder", _say)
        passage_reader = open_reader(model.reader, Path(name) / "encoder", _say)
        with opened(_HALF, Path(name), encoder, passage_reader) as (reader, names):
            weighed = list(_weigh(reader, names))
    _say_thresholds(weighed)
    before = load_post_confidence()
    fitted = msgspec.structs.replace(_fit(weighed), least=before.least, least_by_title=before.least_by_title)
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    file.write_bytes(msgspec.json.format(msgspec.json.encode(fitted), indent=2) + b"\n")
    _say(f"{file} is fitted to {len(weighed)} quotes; its thresholds are as they were")


def _weigh(reader: CollectionReader, names: Mapping[str, str]) -> Iterator[Weighed]:
    for post in read_posts(_HALF):
        for titles in (False, True):
            for reply, evidence in weigh_post(reader, [names[post.community]], written(post, titles)):
                quote = (reply.answer.quotes or reply.answer.closest)[0]
                yield Weighed(post.community, titles, post.id, evidence, is_right(post, quote.plain))


def _fit(weighed: Sequence[Weighed]) -> PostConfidence:
    rows = _rows(weighed)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    model = LogisticRegression(C=_STRENGTH, max_iter=1000)
    model.fit((rows - mean) / spread, [one.right for one in weighed])
    weights = model.coef_[0] / spread
    named = dict(zip(PostEvidence.__struct_fields__, weights.round(4).tolist(), strict=True))
    return PostConfidence(round(float(model.intercept_[0] - weights @ mean), 4), named, 0.0, 0.0)


def _rows(weighed: Sequence[Weighed]) -> NDArray[np.float64]:
    return np.array([msgspec.structs.astuple(one.evidence) for one in weighed])


def _say_thresholds(weighed: Sequence[Weighed]) -> None:
    best = defaultdict[bool, dict[str, tuple[float, bool]]](dict)
    for community in sorted({one.community for one in weighed}):
        fitted = _fit([one for one in weighed if one.community != community])
        for one in weighed:
            if one.community == community:
                now = fitted.probability(one.evidence), one.right
                best[one.titles][one.post] = max(best[one.titles].get(one.post, now), now)
    answerable = sum(post.answerable for post in read_posts(_HALF))
    for titles, posts in sorted(best.items()):
        for threshold in _THRESHOLDS:
            taken = [right for probability, right in posts.values() if probability >= threshold]
            _say(
                f"{'title' if titles else 'body'}, from {threshold:.2f} on: "
                f"{len(taken)} answered, {sum(taken)} right; {answerable} have an answer"
            )


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
