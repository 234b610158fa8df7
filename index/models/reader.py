"""A question and passages to what answers: a BERT that reads both together, and what it says of each sentence.

It is trained as an extractive reader of questions that may have no answer (Devlin et al. 2019,
https://arxiv.org/abs/1810.04805; Rajpurkar et al. 2018, https://arxiv.org/abs/1806.03822).
"""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple, Protocol, Self

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from index.models.encoder_store import EncoderStore, digest_of
from index.models.files import PACKAGED, ReaderModel, find_model
from index.models.openvino import (
    COMPILED,
    QUESTION_THREADS,
    TOKENIZER,
    Compiled,
    CompiledFiles,
    DamagedModelError,
    read_compiled,
)

LANGUAGE = "en"
"""What readers know, as the model that all are made of does."""
MOST_TOKENS = 192
MOST_ASKED = 48
"""Tokens of a pair, and of its question; the rest is not read."""
_STEP = 32  # tokens, of which the length of a batch is a multiple: each new shape has code made for it
_UNREAD = np.float32(-20.0)  # of a sentence behind the last token that is read


class ReadPassage(NamedTuple):
    """A passage as it is embedded, and where its sentences are in that, in characters."""

    text: str
    sentences: Sequence[tuple[int, int]]


class Judgement(NamedTuple):
    """What a reader says of a passage, as logits: whether it answers, and whether words of each sentence do.

    `sentences` is float32, shape (sentences,).
    """

    answer: float
    sentences: NDArray[np.float32]


class PassageReader(Protocol):
    """Reads a question and passages together, and tells how well these answer."""

    @property
    def fingerprint(self) -> str:
        """Names the reader: judgements compare only where it is the same."""

    def read(self, question: str, passages: Sequence[ReadPassage]) -> list[Judgement]:
        """Judges each passage."""


class OpenVinoReader:
    """A reader that runs a compiled model on the CPU, for any number of threads, one of them at a time.

    It runs in bf16 where the CPU has that, as the encoder does for questions.
    """

    def __init__(self, fingerprint: str, compiled: Compiled, tokenizer: Tokenizer, threads: int) -> None:
        self.fingerprint = fingerprint
        hint = {"NUM_STREAMS": "1", "INFERENCE_NUM_THREADS": str(threads)}
        self._compiled = compiled
        self._request = compiled.load(compiled.fastest, hint).create_infer_request()
        self._tokenizer = tokenizer
        self._cls, self._sep = tokenizer.encode("").ids
        self._running = Lock()

    @classmethod
    def load(cls, folder: Path, threads: int = QUESTION_THREADS) -> Self:
        """Loads what `export_reader` wrote to a folder. Raises DamagedModelError where it is not there as it was."""
        manifest = read_compiled(folder, CompiledFiles)
        if manifest is None:
            raise DamagedModelError(f"{folder} holds no complete compiled reader")
        try:
            tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            compiled = Compiled(folder / COMPILED, "f32")
        except OSError as error:
            raise DamagedModelError(f"{folder} cannot be read: {error}") from None
        tokenizer.no_truncation()
        tokenizer.no_padding()
        reader = cls(manifest.fingerprint, compiled, tokenizer, threads)
        reader.read("", [ReadPassage("", [])])  # OpenVINO leaves 50 ms of work to the first, as with the encoder
        return reader

    def read(self, question: str, passages: Sequence[ReadPassage]) -> list[Judgement]:
        """See PassageReader."""
        if not passages:
            return []
        asked, *texts = self._tokenizer.encode_batch(
            [question, *(passage.text for passage in passages)], add_special_tokens=False
        )
        front = [self._cls, *asked.ids[:MOST_ASKED], self._sep]
        room = MOST_TOKENS - len(front) - 1
        inputs = self._inputs(front, [text.ids[:room] for text in texts])
        with self._running:
            self._request.infer(inputs)
            answers, spans = (self._request.get_output_tensor(number).data.copy() for number in range(2))
            self._compiled.leave()  # 20 to 45 MB, for 0.5 ms of the next question
        return [
            Judgement(float(answer), _sentences(spans_of, text, len(front), room, passage.sentences))
            for answer, spans_of, text, passage in zip(answers[:, 0], spans, texts, passages, strict=True)
        ]

    def _inputs(self, front: list[int], texts: Sequence[list[int]]) -> list[NDArray[np.int64] | NDArray[np.float32]]:
        """Tokens, mask, types, and which tokens are the passage's: `[CLS] question [SEP] passage [SEP]`, padded."""
        longest = len(front) + max(map(len, texts)) + 1
        shape = (len(texts), -(-longest // _STEP) * _STEP)
        ids, mask, types = (np.zeros(shape, np.int64) for _ in range(3))
        inside = np.zeros(shape, np.float32)
        for row, text in enumerate(texts):
            start, end = len(front), len(front) + len(text)
            ids[row, : end + 1] = [*front, *text, self._sep]
            mask[row, : end + 1] = 1
            types[row, start : end + 1] = 1
            inside[row, start:end] = 1
        return [ids, mask, types, inside]


def _sentences(
    logits: NDArray[np.float32], text: Encoding, front: int, room: int, sentences: Sequence[tuple[int, int]]
) -> NDArray[np.float32]:
    """By how much the best words of each sentence are above none, as the first token of all stands for none."""
    starts = np.array([start for start, _ in text.offsets[:room]], np.int64)
    none = logits[0].sum()
    scores = np.full(len(sentences), _UNREAD, np.float32)
    for number, (start, end) in enumerate(sentences):
        first, past = np.searchsorted(starts, (start, end))
        if first < past:
            inside = logits[front + first : front + past]
            scores[number] = (np.maximum.accumulate(inside[:, 0]) + inside[:, 1]).max() - none
    return scores


def reader_fingerprint(reader: ReaderModel, places: Sequence[EncoderStore]) -> str:
    """What names a reader: its weights, and the files of the model that it is made of."""
    return f"{digest_of(reader, places)}/{digest_of(find_model(PACKAGED), places)[:16]}"
