"""The passages of other documents that are most like a question by their words."""

from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

_CHUNK = 2000  # questions compared at a time: 1 GB with 60,000 passages
_NEAREST = 12


def nearest(questions: Sequence[str], passages: Sequence[str]) -> Iterator[list[int]]:
    """For each question the numbers of the passages nearest to it by TF-IDF, best first."""
    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=2, dtype=np.float32)
    columns = vectorizer.fit_transform(passages).T.tocsr()
    for first in range(0, len(questions), _CHUNK):
        scores = (vectorizer.transform(questions[first : first + _CHUNK]) @ columns).toarray()
        best = np.argpartition(-scores, _NEAREST, axis=1)[:, :_NEAREST]
        order = np.argsort(-np.take_along_axis(scores, best, axis=1), axis=1)
        yield from np.take_along_axis(best, order, axis=1).tolist()
