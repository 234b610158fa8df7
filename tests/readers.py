"""Readers that need no model."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.models.reader import Judgement, ReadPassage


class ToldReader:
    """A reader that was told a logit for sentences, by their words; any other has a lower one.

    A passage has the logit of its best sentence. What is read is noted.
    """

    fingerprint = "told"

    def __init__(self, logits: Mapping[str, float], other: float = -9.0) -> None:
        self._logits = logits
        self._other = other
        self.asked: list[tuple[str, list[str]]] = []

    def read(self, question: str, passages: Sequence[ReadPassage]) -> list[Judgement]:
        """See PassageReader."""
        self.asked.append((question, [passage.text for passage in passages]))
        return [self._judge(passage) for passage in passages]

    def _judge(self, passage: ReadPassage) -> Judgement:
        sentences = (passage.text[start:end] for start, end in passage.sentences)
        logits = np.array([self._logits.get(sentence, self._other) for sentence in sentences], np.float32)
        return Judgement(float(logits.max()), logits)
