"""Whether everything an answer needs is in order, part by part."""

from collections.abc import Iterator

from config import Settings
from index.answering.confidence import choose_calibration
from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.ingest.sources import sources_of
from index.maintenance.finding import Finding
from index.models.files import find_model, find_reader, find_reranker
from index.models.opening import find_compiled, open_reader
from index.models.openvino import read_manifest
from index.models.reranker import CrossEncoderReranker
from index.storage.library import Library
from index.storage.snapshots import Snapshots


def diagnose(data_folder: DataFolder, settings: Settings) -> Iterator[Finding]:
    """Looks whether the models, the calibration, the sources and the index are there; `check.verify` reads it all."""
    yield from _model(settings)
    yield from _reading(data_folder, settings)
    if not data_folder.library.exists():
        yield Finding("index", False, f"there is none in {data_folder.folder}; make it with: quotebot sync")
        return
    if exposed := data_folder.exposed():
        fix = f"keep it yours with: chmod -R go= {data_folder.folder}"
        yield Finding("rights", False, f"others on this machine may read {exposed}; {fix}")
    try:
        with Library.open(data_folder) as library:
            yield from _index(data_folder, library)
            yield from _encoder(data_folder, library, settings)
            yield from _sources(data_folder, settings)
    except QuotebotError as error:
        yield Finding("index", False, str(error))


def _model(settings: Settings) -> Iterator[Finding]:
    try:
        model = find_model(settings.model.name)
        yield Finding("model", True, f"{model.name}, {model.digest()[:12]}, in {model.folder}")
    except QuotebotError as error:
        yield Finding("model", False, str(error))


def _reading(data_folder: DataFolder, settings: Settings) -> Iterator[Finding]:
    """The reader and the reranker, if there are to be, and the calibration, which must be fitted to them."""
    read_by, reranked_by, part = "", "", "reader"
    try:
        if name := settings.model.reader:
            found = find_reader(name)
            reader = open_reader(name, data_folder.encoder, lambda _: None)  # as for an answer
            read_by = reader.fingerprint if reader else ""
            yield Finding(part, True, f"{found.name}, {read_by[:12]}, in {found.folder}")
        part = "reranker"
        if name := settings.model.reranker:
            model = find_reranker(name)
            reranked_by = CrossEncoderReranker.load(model).fingerprint  # likewise
            yield Finding(part, True, f"{model.name}, {reranked_by[:12]}, in {model.folder}")
    except QuotebotError as error:
        yield Finding(part, False, str(error))
        return
    yield from _calibration(settings.answer.calibration, read_by, reranked_by)


def _calibration(own: str, reader: str, reranker: str) -> Iterator[Finding]:
    warnings = list[str]()
    try:
        choose_calibration(own, reader, reranker, warnings.append)
    except QuotebotError as error:
        warnings.append(str(error))
    yield Finding("confidence", not warnings, "; ".join(warnings) or "coefficients are complete")


def _index(data_folder: DataFolder, library: Library) -> Iterator[Finding]:
    articles, passages = library.count()
    yield Finding("index", True, f"{articles} articles, {passages} passages, in {data_folder.folder}")
    if Snapshots.of(data_folder, library).open() is None:
        yield Finding("derived parts", False, "missing or damaged; ask anything: they are made anew")


def _encoder(data_folder: DataFolder, library: Library, settings: Settings) -> Iterator[Finding]:
    compiled = find_compiled(settings.model.name, settings.model.precision, data_folder.encoder)
    manifest = read_manifest(compiled) if compiled else None
    if manifest is None:
        yield Finding("encoder", False, "the compiled encoder is missing; the first answer takes longer, and makes it")
    elif library.facts.get("fingerprint") not in (None, manifest.fingerprint):
        yield Finding("encoder", False, "the index has another model's vectors; run: quotebot sync --rebuild")
    else:
        yield Finding("encoder", True, f"compiled, {manifest.precision}, {manifest.dimension} dimensions")


def _sources(data_folder: DataFolder, settings: Settings) -> Iterator[Finding]:
    for path in sources_of(data_folder, settings.library).paths:
        if path.exists():
            yield Finding("source", True, str(path))
        else:
            yield Finding("source", False, f"{path} does not exist; put it back, or run: quotebot sync --forget {path}")
