"""The encoder and the reader of the settings: compiled, made first where need be; else sentence-transformers itself."""

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from index.models.encoder import Encoder
from index.models.encoder_store import EncoderStore, digest_of, stores
from index.models.files import OTHER_READER, PACKAGED_READER, Model, ModelError, find_model, find_reader
from index.models.gpu import GpuEncoder, has_gpu
from index.models.openvino import (
    MANIFEST,
    QUESTION_THREADS,
    CannotCompileError,
    CompiledFiles,
    DamagedModelError,
    OpenVinoEncoder,
    read_compiled,
    read_manifest,
    runtime,
)
from index.models.reader import OpenVinoReader, PassageReader, reader_fingerprint
from index.models.sentence_transformers import INSTALL, ReferenceEncoder, is_installed

T = TypeVar("T")


def open_encoder(
    name: str, precision: str, folder: Path, notify: Callable[[str], None], question_threads: int = QUESTION_THREADS
) -> Encoder:
    """The compiled encoder of a model, made where it is not yet there; else sentence-transformers.

    It stands in the user's cache, or in `folder` where nothing can be written to that. `notify` is told, in a sentence,
    what takes long or did not work. A compiled one encodes a question by so many threads. Raises ModelError for a
    missing model, or where it needs sentence-transformers and there is none.
    """
    try:
        encoder = open_compiled(name, precision, folder, notify, question_threads)
        if encoder is not None:
            return encoder
        from index.models.export import export  # needed once a machine

        model = find_model(name)
        notify(f"Preparing the model {model.name}, once for this machine")
        return _with_gpu(export(model, precision, folder), model, precision, notify)
    except CannotCompileError as error:
        if not is_installed():
            raise ModelError(f"{error}. sentence-transformers could run it instead; {INSTALL}") from error
        notify(f"{error}. sentence-transformers runs it instead, slower")
        return ReferenceEncoder.load(find_model(name))


def open_compiled(
    name: str,
    precision: str,
    folder: Path,
    notify: Callable[[str], None],
    question_threads: int = QUESTION_THREADS,
    passage_threads: int | None = None,
) -> Encoder | None:
    """The compiled encoder of a model, if it was made before; one that is damaged is removed.

    It encodes passages by so many threads, by default by as many as there are cores.
    Raises ModelError for a missing model, and CannotCompileError where this CPU has not the precision.
    """
    place = find_compiled(name, precision, folder)
    load = partial(OpenVinoEncoder.load, question_threads=question_threads, passage_threads=passage_threads)
    encoder = _loaded(place, load)
    return encoder and _with_gpu(encoder, find_model(name), precision, notify)


def find_compiled(name: str, precision: str, folder: Path) -> Path | None:
    """Where the compiled encoder of a model as that is now stands, every byte of it as it was written.

    Raises ModelError for a missing model.
    """
    model, places = find_model(name), stores(folder)
    return _find(f"{digest_of(model, places)}/{precision}", places)


def open_reader(
    name: str, folder: Path, notify: Callable[[str], None], question_threads: int = QUESTION_THREADS
) -> PassageReader | None:
    """The reader of a name, compiled first where it was not yet; None where the name is empty.

    It stands where compiled encoders do. Raises ModelError for one that is missing, or cannot be compiled; the packaged
    one is gone without where it cannot, and `notify` told.
    """
    if not name:
        return None
    try:
        reader = open_compiled_reader(name, folder, question_threads)
        if reader is not None:
            return reader
        from index.models.export import export_reader  # needed once a machine

        notify("Preparing the reader, once for this machine")
        return export_reader(find_reader(name), folder, question_threads)
    except CannotCompileError as error:
        if name == PACKAGED_READER:
            notify(f"{error}. Answers go without a reader, and are less often right")
            return None
        raise ModelError(f"model.reader: {error}; {OTHER_READER}") from error


def open_compiled_reader(name: str, folder: Path, question_threads: int = QUESTION_THREADS) -> PassageReader | None:
    """The compiled reader of a name, if it was made before; one that is damaged is removed. Raises ModelError."""
    if not name:
        return None
    places = stores(folder)
    place = _find(reader_fingerprint(find_reader(name), places), places)
    return _loaded(place, partial(OpenVinoReader.load, threads=question_threads))


def _find(fingerprint: str, places: Sequence[EncoderStore]) -> Path | None:
    """Where what was compiled of these files stands, every byte of it as it was written."""
    compiled_for = runtime()
    for place in (store.place(fingerprint, compiled_for) for store in places):
        manifest = read_compiled(place, CompiledFiles)
        if manifest is None or (manifest.fingerprint, manifest.runtime) != (fingerprint, compiled_for):
            continue
        if not manifest.damaged(place):  # 4 ms, and all data folders embed with what is in the user's cache
            return place
    return None


def _loaded(place: Path | None, load: Callable[[Path], T]) -> T | None:
    """What stands in a place, if there is one; what is damaged is removed."""
    if place is None:
        return None
    try:
        return load(place)
    except DamagedModelError:
        shutil.rmtree(place, ignore_errors=True)
        return None


def remove_superseded(name: str, precision: str, folder: Path) -> None:
    """Removes the compiled encoders in a folder of an index where the user's cache has the one that is used.

    A compiled reader stays, and else nothing.
    """
    if not folder.is_dir() or folder.is_symlink():
        return
    made = find_compiled(name, precision, folder)
    if made is None or made.is_relative_to(folder):
        return
    compiled = [manifest.parent for manifest in folder.glob(f"*/{MANIFEST}")]
    encoders = [place for place in compiled if read_manifest(place)]
    for place in encoders if len(encoders) < len(compiled) else [folder]:
        shutil.rmtree(place, ignore_errors=True)


def _with_gpu(encoder: OpenVinoEncoder, model: Model, precision: str, notify: Callable[[str], None]) -> Encoder:
    """The same encoder, with a GPU for many texts where there is one; it computes in float32."""

    def load() -> ReferenceEncoder | None:
        reference = ReferenceEncoder.load(model) if is_installed() else None
        return reference if reference and reference.is_on_gpu else None

    return GpuEncoder(encoder, load, notify) if precision == "f32" and has_gpu() else encoder
