"""Prints how well the documents are read, found and shown, and what is not: python -m tests.documents."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from config import load_settings
from index.models.encoder import Encoder
from index.models.opening import open_encoder, open_reader
from index.models.reader import PassageReader
from tests.documents.dataset import Document, read_documents
from tests.documents.measure import Asked, table
from tests.documents.world import ask, found_parts, make, make_text, read, read_leaks


def main() -> None:
    """Measures the set with the packaged models."""
    model = load_settings().model
    with TemporaryDirectory() as name:
        folder = Path(name)
        encoder = open_encoder(model.name, model.precision, folder / "encoder", _say)
        reader = open_reader(model.reader, folder / "encoder", _say)
        make_text(folder / "text", encoder)
        make(folder / "all", encoder)
        documents = read_documents()
        text = [document for document in documents if not document.is_converted]
        converted = [document for document in documents if document.is_converted]
        tables = (
            _measure(folder / "text", encoder, reader, text),
            _measure(folder / "all", encoder, reader, converted),
        )
    for title, figures in zip(("text", "converted, in one index with text"), tables, strict=True):
        _say(f"\n{title}\n{figures}")


def _measure(folder: Path, encoder: Encoder, reader: PassageReader | None, documents: Sequence[Document]) -> str:
    """The figures of documents in an index; says what of them is not as it should be."""
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
    return table(found, asked, leaked)


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
