"""Prints how well the documents are read, found and shown, and what is not: python -m tests.documents."""

from pathlib import Path
from tempfile import TemporaryDirectory

from config import load_settings
from index.models.opening import open_encoder, open_reader
from tests.documents.dataset import read_documents
from tests.documents.measure import table
from tests.documents.world import ask, found_parts, make, read, read_leaks


def main() -> None:
    """Measures the set with the packaged models."""
    model = load_settings().model
    with TemporaryDirectory() as name:
        encoder = open_encoder(model.name, model.precision, Path(name) / "encoder", _say)
        reader = open_reader(model.reader, Path(name) / "encoder", _say)
        folder, documents = Path(name) / "data", read_documents()
        make(folder, encoder)
        reads = read(folder, documents)
        found, (asked, shown) = found_parts(reads), ask(folder, encoder, reader, documents)
    leaked = [*read_leaks(reads), *shown]
    for part in found:
        if not part.found:
            _say(f"lost      {part.document.path}: {part.line.kind}: {part.text}")
    for leak in leaked:
        _say(f"leaked    {leak.document.path}: {leak.text!r} in {leak.where}")
    for one in asked:
        if not one.first or not one.whole:
            _say(f"{'not whole' if one.first else 'not first'} {one.document.path}: {one.question.question}")
    _say(table(found, asked, leaked))


def _say(text: str) -> None:
    print(text)  # noqa: T201


if __name__ == "__main__":
    main()
