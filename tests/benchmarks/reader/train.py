"""Trains the reader, from the encoder that ships, from a reader that was trained before or from where it was stopped.

OMP_WAIT_POLICY=passive python -m tests.benchmarks.reader.train --examples DIR --output DIR [--resume] [--minutes N]

The folder of examples is that of tests.benchmarks.reader.examples. Every few thousand pairs the reader is measured on
the documents kept aside, and what is needed to go on is written: `checkpoint.safetensors`; beside it
`reader.safetensors`, the weights alone, and `curve.jsonl`, which gets a line. Another number of pairs may be given
where a run goes on: the rate falls to nothing at the last.
"""

import os
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import msgspec
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.optim import AdamW

from bot.terminal.output import notify
from index.models.files import PACKAGED, find_model
from tests.benchmarks.reader.batches import Selection, batches, collate
from tests.benchmarks.reader.designs import DESIGNS
from tests.benchmarks.reader.examples import Examples, load
from tests.benchmarks.reader.measures import Measures, measure
from tests.benchmarks.reader.model import Reader, loss

_BATCH = 6144  # tokens, padding counted
_LAYER_DECAY, _WEIGHT_DECAY = 0.9, 0.01
_HEADS = 4.0  # times the rate of the last layer
_WARM_UP = 0.04  # of all pairs
_CLIP = 1.0
_MEASURED = 1000  # pairs kept aside that each line of the curve is measured on
_EVERY = 8000  # pairs between two lines: two to five minutes on two cores that nothing else uses
_SEED = 5


class Position(msgspec.Struct):
    """How far a run is."""

    epoch: int = 0
    batch: int = 0
    pairs: int = 0
    steps: int = 0
    seconds: float = 0.0


class Line(msgspec.Struct, frozen=True):
    """A point of the curve: the mean loss since the last one, pairs a second, the measures on what is kept aside."""

    position: Position
    rate: float
    loss: float
    pairs_a_second: float
    aside: Measures


class HalfPrecision:
    """A compiled copy of a reader in bf16, which learns for it: twice as fast on a CPU as under autocast.

    Weights are kept in float32, to which small steps can be added (Micikevicius et al. 2018,
    https://arxiv.org/abs/1710.03740).
    """

    def __init__(self, whole: Reader) -> None:
        self.reader = deepcopy(whole).train()
        self.reader.bert.bfloat16()
        self._pairs = list(zip(whole.parameters(), self.reader.parameters(), strict=True))
        self.reader.bert.encoder.compile(dynamic=True)

    def give_gradients(self) -> None:
        """Moves the gradients to the weights in float32."""
        for whole, half in self._pairs:
            whole.grad, half.grad = None if half.grad is None else half.grad.float(), None

    @torch.no_grad()
    def take_weights(self) -> None:
        """Rounds the weights in float32."""
        for whole, half in self._pairs:
            half.copy_(whole)


class Run:
    """A run of training, and the files it is kept in."""

    def __init__(self, given: Namespace) -> None:
        torch.manual_seed(_SEED)
        self._given = given
        self._selection = Selection(tuple(given.without), given.share)
        self._device = torch.device(given.device)
        self.reader = _begin(given).to(self._device)
        self._optimizer = AdamW(_parameters(self.reader), weight_decay=_WEIGHT_DECAY, fused=True)
        self._half = HalfPrecision(self.reader)
        self.position = Position()
        self._checkpoint = given.output / "checkpoint.safetensors"
        if given.resume:
            self._restore()
            self._half.take_weights()
        self._aside = load(given.examples / "aside.npz")

    def train(self) -> None:
        """Trains until the pairs or the minutes are used up."""
        given, started, lost = self._given, monotonic(), list[float]()
        begun, at = started, self.position.pairs
        for epoch, number, examples, numbers in self._left():
            lost.append(self._step(examples, numbers))
            self.position.epoch, self.position.batch = epoch, number + 1
            now = monotonic()
            over = now - started > given.minutes * 60 or self.position.pairs >= given.pairs
            if over or self.position.pairs - at >= _EVERY:
                self.position.seconds += now - begun
                self._write(sum(lost) / len(lost), (self.position.pairs - at) / (now - begun))
                begun, at, lost = monotonic(), self.position.pairs, []
            if over:
                return

    def _left(self) -> Iterator[tuple[int, int, Examples, list[int]]]:
        """What is left to be read: epochs in order, again from the first where all were read."""
        epoch, skipped = self.position.epoch, self.position.batch
        while True:
            files = sorted(self._given.examples.glob("epoch-*.npz"))
            examples = load(files[epoch % len(files)])
            order = batches(examples, _BATCH, Random(_SEED + epoch), self._selection)
            for number, numbers in enumerate(order[skipped:], skipped):
                yield epoch, number, examples, numbers
            epoch, skipped = epoch + 1, 0

    def _step(self, examples: Examples, numbers: list[int]) -> float:
        for group in self._optimizer.param_groups:
            group["lr"] = group["share"] * self._rate()
        batch = collate(examples, numbers).to(self._device)
        lost = loss(self._half.reader(batch), batch)
        lost.backward()  # type: ignore[no-untyped-call]
        self._half.give_gradients()
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), _CLIP)
        self._optimizer.step()
        self._half.take_weights()
        self.position.pairs += len(numbers)
        self.position.steps += 1
        return float(lost.item())

    def _rate(self) -> float:
        """The rate of the last layer: it rises to its highest, then falls to nothing at the last pair."""
        done = self.position.pairs / int(self._given.pairs)
        return (
            float(self._given.rate) * self.reader.rate * max(0.0, min(done / _WARM_UP, (1 - done) / (1 - _WARM_UP)))
            + 1e-7
        )

    def _write(self, lost: float, speed: float) -> None:
        output = self._given.output
        aside = measure(self.reader, self._aside, self._device, _MEASURED)
        line = Line(self.position, self._rate(), lost, speed, aside)
        with (output / "curve.jsonl").open("ab") as curve:
            curve.write(msgspec.json.encode(line) + b"\n")
        self._keep()
        self.reader.save(output / "reader.safetensors")
        notify(f"{self.position.pairs} pairs, {speed:.1f} a second, loss {lost:.3f}, AUROC aside {aside.auroc:.3f}")

    def _keep(self) -> None:
        """Writes all that is needed to go on, as one file."""
        tensors = {f"reader.{name}": part.contiguous() for name, part in self.reader.state_dict().items()}
        for number, values in self._optimizer.state_dict()["state"].items():
            tensors |= {f"optimizer.{number}.{name}": value.contiguous() for name, value in values.items()}
        fresh = self._checkpoint.with_suffix(".new")
        save_file(tensors, fresh, {"position": msgspec.json.encode(self.position).decode()})
        os.replace(fresh, self._checkpoint)

    def _restore(self) -> None:
        with safe_open(self._checkpoint, "pt", device=str(self._device)) as kept:
            self.position = msgspec.json.decode(kept.metadata()["position"], type=Position)
            tensors = {name: kept.get_tensor(name) for name in kept.keys()}  # noqa: SIM118
        self.reader.load_state_dict(_below(tensors, "reader."))
        state = defaultdict[int, dict[str, Tensor]](dict)
        for name, value in _below(tensors, "optimizer.").items():
            number, _, what = name.partition(".")
            state[int(number)][what] = value
        self._optimizer.load_state_dict(self._optimizer.state_dict() | {"state": state})


def _below(tensors: dict[str, Tensor], front: str) -> dict[str, Tensor]:
    """The tensors whose names begin so, by what follows."""
    return {name.removeprefix(front): value for name, value in tensors.items() if name.startswith(front)}


def _begin(given: Namespace) -> Reader:
    """The reader before this run."""
    reader = DESIGNS[given.design](find_model(PACKAGED).folder, given.layers)
    if given.begin is not None:
        reader.load_state_dict(reader.state_dict() | load_file(given.begin))
    return reader


def _parameters(reader: Reader) -> list[dict[str, Any]]:
    """What is trained, in groups with the `share` of the rate that each gets: lower layers less than higher ones."""
    reader.requires_grad_(False)
    parts = reader.trained()
    shares = [(part, _LAYER_DECAY ** (len(parts) - 1 - number)) for number, part in enumerate(parts)]
    shares += [(reader.span, _HEADS), (reader.answer, _HEADS)]
    return [{"params": list(part.requires_grad_(True).parameters()), "share": share} for part, share in shares]


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains, and tells on standard error how it goes."""
    parser = ArgumentParser(description="Trains the reader.")
    parser.add_argument("--examples", type=Path, required=True, help="the folder of examples")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=500_000, help="how many are read in all, repetitions counted")
    parser.add_argument("--minutes", type=float, default=1e9, help="after so many this run stops, to go on later")
    parser.add_argument("--without", nargs="*", default=[], metavar="KIND", help="kinds of pairs that are left out")
    parser.add_argument("--share", type=float, default=1.0, help="of the questions that are read")
    parser.add_argument("--design", choices=DESIGNS, default="cross_encoder")
    parser.add_argument("--layers", type=int, default=6, help="of the encoder, on whose weights it begins")
    parser.add_argument("--begin", type=Path, metavar="FILE", help="weights to begin with, as they ship")
    parser.add_argument("--rate", type=float, default=1.0, help="times that of the design")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--resume", action="store_true")
    given = parser.parse_args(arguments)
    given.output.mkdir(parents=True, exist_ok=True)
    Run(given).train()


if __name__ == "__main__":
    main()
