"""One epoch of examples: groups of a question that is answered and of pairs made from it that are not, tokenised.

python -m tests.benchmarks.reader.examples --output DIR [--epochs N] [--seed N]
"""

import re
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from bot.terminal.output import notify
from index.models.files import PACKAGED, find_model
from index.text.analysis import is_stopword
from tests.benchmarks.reader.negatives import Corpus, Pair, altered_question, other_passage
from tests.benchmarks.reader.neighbours import nearest
from tests.benchmarks.reader.passages import Window, about, around
from tests.benchmarks.reader.rows import TRAINING, Row, read_rows, split

MOST_TOKENS = 192
UNKNOWN = -1
"""In the place of a span where a passage answers, but by no words that are known."""
_QUESTION_TOKENS = 48
_CAPS = {"qamr_wiki": 16_000, "bbq": 2_500, "policyqa": 4_000, "ares_synthetic": 9_000, "condaqa": 5_000}  # rows
_WORDS = (45, 120)  # of a passage; of some up to the most
_MOST_WORDS, _LONG = 140, 0.15
_TITLED = 0.7  # of passages are read with their title
_ALTERED, _EXACT, _OTHER = 0.85, 0.6, 0.55  # of the groups have such a pair, where it can be made
_KEYWORDS, _UNMARKED = 0.06, 0.1  # of the groups are asked by keywords alone, or without a question mark


class Examples(NamedTuple):
    """Pairs as arrays: `tokens` uint16 of all pairs one after the other, that of pair i from `offsets[i]` (int64) on.

    `passage` int16 is where in a pair its passage begins; `start`, `end` int16 the first and last token of the answer,
    0 where there is none, UNKNOWN where it is not known; `answerable` bool; `group` int32, rising, tells which pairs
    are of one question or passage; `kind` int16 is a number in `kinds`, the names of how a pair was made, and `set`
    one in `sets`.
    """

    tokens: NDArray[np.uint16]
    offsets: NDArray[np.int64]
    passage: NDArray[np.int16]
    start: NDArray[np.int16]
    end: NDArray[np.int16]
    answerable: NDArray[np.bool_]
    group: NDArray[np.int32]
    kind: NDArray[np.int16]
    set: NDArray[np.int16]
    kinds: NDArray[np.str_]
    sets: NDArray[np.str_]

    def save(self, file: Path) -> None:
        """Writes all arrays to an .npz file."""
        np.savez_compressed(file, **self._asdict())


def load(file: Path) -> Examples:
    """Reads what was saved."""
    with np.load(file, allow_pickle=False) as arrays:
        return Examples(**arrays)


class Tokenized(NamedTuple):
    """A pair as tokens, and where in these its passage and the first and last of its answer are."""

    tokens: list[int]
    passage: int
    start: int
    end: int


class PairTokenizer:
    """Makes `[CLS] question [SEP] passage [SEP]` of pairs of texts."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._cls, self._sep = self._tokenizer.encode("").ids

    def encode(self, pairs: Sequence[Pair]) -> Iterator[Tokenized | None]:
        """The tokens of each pair, at most MOST_TOKENS; None where the answer is cut off."""
        questions = self._encode([pair.question for pair in pairs])
        passages = self._encode([pair.window.text for pair in pairs])
        for pair, question, passage in zip(pairs, questions, passages, strict=True):
            asked = [self._cls, *question.ids[:_QUESTION_TOKENS], self._sep]
            room = MOST_TOKENS - len(asked) - 1
            start, end = _places(pair, passage.offsets[:room], len(asked))
            cut = pair.answerable and pair.window.span is not None and end == UNKNOWN
            yield None if cut else Tokenized([*asked, *passage.ids[:room], self._sep], len(asked), start, end)

    def _encode(self, texts: list[str]) -> list[Encoding]:
        return self._tokenizer.encode_batch(texts, add_special_tokens=False)


def make_groups(rows: Sequence[Row], corpus: Corpus, near: Sequence[Sequence[str]], draw: Random) -> list[list[Pair]]:
    """For each row its pair, and for one that is answered pairs made from it that are not."""
    return [_group(row, corpus, nearby, draw) for row, nearby in zip(rows, near, strict=True)]


def arrange(groups: Sequence[Sequence[Pair]], sets: Sequence[str], tokenizer: PairTokenizer) -> Examples:
    """Groups of pairs, each of a set, as arrays; a pair whose answer is cut off is left out with its group."""
    pairs = [(number, pair) for number, group in enumerate(groups) for pair in group]
    encoded = list(tokenizer.encode([pair for _, pair in pairs]))
    damaged = {number for (number, _), tokens in zip(pairs, encoded, strict=True) if tokens is None}
    kept = [(n, pair, one) for (n, pair), one in zip(pairs, encoded, strict=True) if one and n not in damaged]
    kinds, names = sorted({pair.kind for _, pair, _ in kept}), sorted(set(sets))
    return Examples(
        tokens=np.array([token for _, _, one in kept for token in one.tokens], np.uint16),
        offsets=np.cumsum([0, *(len(one.tokens) for _, _, one in kept)], dtype=np.int64),
        passage=np.array([one.passage for _, _, one in kept], np.int16),
        start=np.array([one.start for _, _, one in kept], np.int16),
        end=np.array([one.end for _, _, one in kept], np.int16),
        answerable=np.array([pair.answerable for _, pair, _ in kept]),
        group=np.array([number for number, _, _ in kept], np.int32),
        kind=np.array([kinds.index(pair.kind) for _, pair, _ in kept], np.int16),
        set=np.array([names.index(sets[number]) for number, _, _ in kept], np.int16),
        kinds=np.array(kinds),
        sets=np.array(names),
    )


def draw_rows(rows: Sequence[Row], draw: Random) -> list[Row]:
    """The rows of an epoch: all, but of large sets of little variety so many by chance."""
    by_set = defaultdict[str, list[Row]](list)
    for row in rows:
        by_set[row.set].append(row)
    return [row for name, of in by_set.items() for row in draw.sample(of, min(len(of), _CAPS.get(name, len(of))))]


def near_passages(rows: Sequence[Row], corpus_rows: Sequence[Row]) -> list[list[str]]:
    """For each row the passages of other documents that are nearest to its question."""
    documents = {row.passage: (row.set, row.document) for row in corpus_rows}
    passages = list(documents)
    found = nearest([row.question for row in rows], passages)
    return [
        [passages[number] for number in near if documents[passages[number]] != (row.set, row.document)]
        for row, near in zip(rows, found, strict=True)
    ]


def _group(row: Row, corpus: Corpus, near: Sequence[str], draw: Random) -> list[Pair]:
    words = draw.randint(_WORDS[1], _MOST_WORDS) if draw.random() < _LONG else draw.randint(*_WORDS)
    if row.answer is None:
        pairs = [Pair(row.question, about(row.passage, row.question, words, draw), False, "own")]
    else:
        asked = f"{row.question} {row.answer}"
        window = around(row.passage, row.span, words, draw) if row.span else about(row.passage, asked, words, draw)
        made = [
            altered_question(row, window, corpus, draw) if draw.random() < _ALTERED else None,
            altered_question(row, window, corpus, draw, exact=True) if draw.random() < _EXACT else None,
            other_passage(row, window, corpus, near, words, draw) if draw.random() < _OTHER else None,
        ]
        asked_anew = {pair.question: pair for pair in made[:2] if pair is not None}  # each once
        pairs = [Pair(row.question, window, True, "answered"), *asked_anew.values(), *filter(None, made[2:])]
    reworded = _rewording(draw)
    titled = row.title and draw.random() < _TITLED
    return [_presented(pair, reworded, row.title if titled and pair.kind != "other document" else "") for pair in pairs]


def _rewording(draw: Random) -> str:
    """How the questions of a group are asked."""
    return draw.choices(["keywords", "unmarked", "as is"], [_KEYWORDS, _UNMARKED, 1 - _KEYWORDS - _UNMARKED])[0]


def _presented(pair: Pair, reworded: str, title: str) -> Pair:
    """A pair as it is read: the question reworded, the title in front of the passage."""
    question = pair.question.rstrip("? ") if reworded != "as is" else pair.question
    if reworded == "keywords":
        words = [word for word in re.findall(r"\S+", question) if not is_stopword(word.lower().strip(",.?"))]
        question = " ".join(words) if len(words) > 1 else question
    front = f"{title}. " if title else ""
    span = pair.window.span
    moved = span if span is None else span._replace(start=span.start + len(front), end=span.end + len(front))
    return pair._replace(question=question, window=Window(front + pair.window.text, moved))


def _places(pair: Pair, offsets: Sequence[tuple[int, int]], front: int) -> tuple[int, int]:
    """The first and last token of the answer in a pair, `front` tokens before its passage."""
    if not pair.answerable:
        return 0, 0
    span = pair.window.span
    if span is None:
        return UNKNOWN, UNKNOWN
    inside = [number for number, (start, end) in enumerate(offsets) if start < span.end and span.start < end]
    if not inside or offsets[-1][1] < span.end:
        return UNKNOWN, UNKNOWN
    return front + inside[0], front + inside[-1]


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes `epoch-N.npz` for each epoch, and `aside.npz` of the documents kept aside."""
    parser = ArgumentParser(description="Makes the examples that the reader is trained on.")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=11)
    given = parser.parse_args(arguments)
    if not TRAINING.is_dir():
        parser.error(f"{TRAINING} is absent; QUOTEBOT_TRAINING names the folder of question sets")
    given.output.mkdir(parents=True, exist_ok=True)
    training, aside = split(read_rows())
    tokenizer = PairTokenizer(find_model(PACKAGED).folder)
    for name, rows, seed in [
        ("aside", aside, given.seed),
        *((f"epoch-{number}", training, given.seed + 1 + number) for number in range(given.epochs)),
    ]:
        draw = Random(seed)
        drawn = draw_rows(rows, draw)
        groups = make_groups(drawn, Corpus(rows), near_passages(drawn, rows), draw)
        examples = arrange(groups, [row.set for row in drawn], tokenizer)
        examples.save(given.output / f"{name}.npz")
        notify(f"{name}: {len(examples.answerable)} pairs, {examples.answerable.mean():.3f} answerable")


if __name__ == "__main__":
    main()
