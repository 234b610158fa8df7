"""Prints how well the documents are read, found and shown, and what is not: python -m tests.documents."""

from pathlib import Path
from tempfile import TemporaryDirectory

from config import load_settings
from index.models.opening import open_encoder, open_reader
from tests.documents.dataset import read_documents
from tests.documents.measure import Asked, table
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
        if fault := _fault(one):
            _say(f"{fault} {one.document.path}: {one.question.question}")
    for title, is_converted in (("text", False), ("converted", True)):
        _say(f"\n{title}")
        _say(
            table(
                [part for part in found if part.document.is_converted == is_converted],
                [one for one in asked if one.document.is_converted == is_converted],
                [leak for leak in leaked if leak.document.is_converted == is_converted],
            )
        )


def _fault(one: Asked) -> str:
    if not one.first:
        return "not first"
    if not one.whole:
        return "not whole"
    return "wrong page" if one.question.page and not one.placed else ""


def _say(text: str) -> None:
    print(text)  # noqa: T201


if __name__ == "__main__":
    main()
