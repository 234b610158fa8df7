"""What ships of a trained reader: the weights that were trained, in half precision.

python -m tests.benchmarks.reader.ship --reader FILE --output DIR
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

import typer
from safetensors.torch import load_file, save_file

from index.files.checksums import sha256_of
from index.models.files import PACKAGED, READER_WEIGHTS, find_model

_ENCODER = "encoder."  # what the names of the encoder's weights begin with in a reader


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes the file into a folder, and prints its SHA-256."""
    parser = ArgumentParser(description="Makes of a trained reader what ships of it.")
    parser.add_argument("--reader", type=Path, required=True, help="its weights, as the training keeps them")
    parser.add_argument("--output", type=Path, required=True, help="the folder of the reader, as model.reader names it")
    given = parser.parse_args(arguments)
    typer.echo(ship(given.reader, given.output))


def ship(reader: Path, folder: Path) -> str:
    """Writes the weights that are not those of the encoder that ships, and gives the SHA-256 of the file."""
    frozen = load_file(find_model(PACKAGED).folder / "model.safetensors")
    trained = {
        name: weight.half().contiguous()
        for name, weight in load_file(reader).items()
        if (same := frozen.get(name.removeprefix(_ENCODER))) is None or not same.equal(weight)
    }
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / READER_WEIGHTS
    save_file(trained, file)
    return sha256_of(file)


if __name__ == "__main__":
    main()
