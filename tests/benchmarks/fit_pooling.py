"""Fits how the packaged model's sentences are pooled and its tokens kept, and writes config/all-MiniLM-L6-v2.npz.

python tests/benchmarks/fit_pooling.py [--passages N]

The passages are read from the folder in QUOTEBOT_TRAINING, by default ../shared/training: .jsonl.gz files of lines with
a `passage` and the `document` that it is from. What ships was fitted to the passages of these public question sets, a
sixth of them from each at most: FairytaleQA, PolicyQA, QAMR, TimeQA, ARES, SelQA, PubMedQA, MTRAG, CondaQA, SQuADShifts
(new Wikipedia, Reddit, Amazon reviews) and OneStopQA, from which what is in the evaluation sets had been taken out.
Passages of one document stand in one article, whose title is of some of its own capitalized words, or none.
"""

import gzip
import os
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import msgspec

from bot.terminal.options import DEFAULT_DATA_DIR
from bot.terminal.output import notify
from bot.terminal.session import Session
from config.settings import DEFAULTS
from index.ingest.fitting import fit
from index.models.fitted import PACKAGED_FIT, save
from index.records import Article, Source
from tests.benchmarks.machine import ROOT

TRAINING = ROOT / os.environ.get("QUOTEBOT_TRAINING", "../shared/training")
_PASSAGES = 12_000
_LEFT_OUT = ("bbq", "torque")  # of sentences that are alike
_OF_DOCUMENT = 6  # passages
_SHARE = 6  # of all passages a file has at most one of so many
_LEAST_WORDS = 12
_TITLE_WORDS = (0, 1, 2, 3, 5)


class Line(msgspec.Struct, frozen=True):
    """What is read of a line."""

    passage: str
    document: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Fits, and writes what ships."""
    parser = ArgumentParser(description="Fits the pooling of sentences and the codec of tokens.")
    parser.add_argument("--passages", type=int, default=_PASSAGES)
    parser.add_argument("--data-dir", type=Path, default=DEFAULT_DATA_DIR)
    given = parser.parse_args(arguments)
    if not TRAINING.is_dir():
        parser.error(f"{TRAINING} is absent; QUOTEBOT_TRAINING names the folder of passages")
    encoder = Session(given.data_dir, DEFAULTS).models.encoder
    save(fit(encoder, articles(TRAINING, given.passages)), encoder.fingerprint)
    notify(f"{PACKAGED_FIT}: {PACKAGED_FIT.stat().st_size:,} bytes")


def articles(folder: Path, passages: int) -> Iterator[Article]:
    """Articles of so many passages, drawn from all documents of the files."""
    documents = defaultdict[tuple[str, str], list[str]](list)
    for file in sorted(folder.glob("*.jsonl.gz")):
        if not file.name.startswith(_LEFT_OUT):
            with gzip.open(file, "rb") as lines:
                for line in map(msgspec.json.Decoder(Line).decode, lines):
                    if line.passage not in (of := documents[file.name, line.document]):
                        of.append(line.passage)
    draw, taken = Random(7), Counter[str]()
    for name, document in draw.sample(sorted(documents), len(documents)):
        text = "\n\n".join(documents[name, document][:_OF_DOCUMENT])
        if len(text.split()) < _LEAST_WORDS or taken[name] * _SHARE > passages:
            continue
        names = [word for word in text.split() if word.isalpha() and word[0].isupper()]
        title = " ".join(draw.sample(names, min(len(names), draw.choice(_TITLE_WORDS))))
        yield Article(Source(id=f"{name}/{document}", title=title), text)
        taken[name] += text.count("\n\n") + 1
        if taken.total() >= passages:
            return


if __name__ == "__main__":
    main()
