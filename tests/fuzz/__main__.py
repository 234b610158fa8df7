"""Fuzz one target with atheris: `python -m tests.fuzz NAME [LIBFUZZER OPTIONS]`, as -max_total_time=300."""

import sys
from pathlib import Path

import atheris  # in the optional extra "fuzz"

with atheris.instrument_imports(include=["bot", "index", "config", "tests.fuzz"]):
    from tests.fuzz.generator import PIECES
    from tests.fuzz.targets import targets

_FOLDER = Path(".quotebot", "fuzz")
_SECONDS = 20  # that one input may take


def main() -> None:
    """Fuzz the target that is named until a fault is found, the time is up, or it is stopped; keep what is new."""
    known = targets()
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in known:
        sys.exit(f"usage: python -m tests.fuzz {{{','.join(known)}}} [LIBFUZZER OPTIONS]")
    corpus, pieces = _FOLDER / name, _FOLDER / "pieces.dict"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, sample in enumerate(known[name].samples):
        (corpus / f"sample-{number}").write_bytes(sample)
    pieces.write_text("".join(f'"{_escaped(piece)}"\n' for piece in PIECES))

    def run(data: bytes) -> None:
        known[name].run(data)

    options = [f"-dict={pieces}", f"-timeout={_SECONDS}", f"-artifact_prefix={corpus}-", *sys.argv[2:]]
    atheris.Setup([sys.argv[0], str(corpus), *options], run)
    atheris.Fuzz()


def _escaped(piece: bytes) -> str:
    return "".join(map("\\x{:02x}".format, piece))


main()
