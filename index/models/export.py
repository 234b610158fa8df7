"""The export of a model: compiled once, held to what sentence-transformers gives, and kept for later."""

import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Generic, NamedTuple, TypeVar

import msgspec
import numpy as np

from index.files import disk
from index.files.checksums import FileChecksum
from index.models.bert import Bert
from index.models.conversion import convert
from index.models.encoder import Vectors
from index.models.encoder_store import EncoderStore, digest_of, stores
from index.models.files import PACKAGED, Model, ReaderModel, find_model
from index.models.openvino import (
    COMPILED,
    FILES,
    MANIFEST,
    TOKENIZER,
    CannotCompileError,
    CompiledFiles,
    Manifest,
    OpenVinoEncoder,
    compile_model,
    damaged_files,
    runtime,
)
from index.models.reader import OpenVinoReader, reader_fingerprint
from index.models.sentence_transformers import ReferenceEncoder, is_installed

_PARITY = {"f32": 0.9999, "bf16": 0.999}  # least cosine between both encoders' vectors of a probe
T = TypeVar("T")
_ABANDONED = 3600.0  # seconds after which what was never finished is nobody's


class Probes(msgspec.Struct, frozen=True):
    """Texts, and the vectors that sentence-transformers gives for them with the model of a digest."""

    digest: str
    texts: list[str]
    vectors: list[list[float]]


class _Compiled(NamedTuple, Generic[T]):
    """What is to be written, and what loads it from a folder, or raises where it is not what it should be."""

    manifest: CompiledFiles
    compiled: bytes
    tokenizer: str
    load: Callable[[Path], T]


def export(model: Model, precision: str, folder: Path) -> OpenVinoEncoder:
    """Compiles a model and keeps it in the user's cache, or in `folder` where that cannot be written to.

    Raises CannotCompileError where OpenVINO cannot run it, or its vectors differ; DiskError where nothing can be kept.
    """
    places = stores(folder)
    digest, compiled_for = digest_of(model, places), runtime()
    converted = convert(model)
    manifest = Manifest(
        fingerprint=f"{digest}/{precision}",
        runtime=compiled_for,
        precision=precision,
        dimension=converted.dimension,
        max_tokens=converted.max_tokens,
        sequence=converted.sequence,
        query_prompt=converted.query_prompt,
        document_prompt=converted.document_prompt,
        files={},
    )
    probes = _probes(model, digest)

    def load(place: Path) -> OpenVinoEncoder:
        encoder = OpenVinoEncoder.load(place)
        if probes is not None:
            _require_parity(encoder, *probes)
        return encoder

    compiled = compile_model(converted.model, precision)
    return _kept(places, _Compiled(manifest, compiled, converted.tokenizer, load))


def export_reader(reader: ReaderModel, folder: Path, question_threads: int) -> OpenVinoReader:
    """Compiles a reader and keeps it where `export` keeps an encoder, whose errors it raises."""
    places, base = stores(folder), find_model(PACKAGED)
    bert = Bert.of(base)
    if bert is None:
        raise CannotCompileError(f"{base.folder} is not the model that readers are made of")
    manifest = CompiledFiles(reader_fingerprint(reader, places), runtime(), {})
    compiled = compile_model(bert.build_reader(reader.weights), "f32")

    def load(place: Path) -> OpenVinoReader:
        return OpenVinoReader.load(place, question_threads)

    return _kept(places, _Compiled(manifest, compiled, bert.tokenizer.read_text(encoding="utf-8"), load))


def _kept(places: Sequence[EncoderStore], new: _Compiled[T]) -> T:
    """Writes it in the first place that can be written to. Raises DiskError."""
    if not places:
        raise disk.DiskError("there is no folder for what is compiled; name one in the environment: XDG_CACHE_HOME")
    *preferred, last = (store.place(new.manifest.fingerprint, new.manifest.runtime) for store in places)
    for place in preferred:
        with suppress(OSError):
            return _written(place, new)
    with disk.named(last.parent):
        return _written(last, new)


def _written(place: Path, new: _Compiled[T]) -> T:
    """Writes a compiled model beside its place, loads it from there, and renames it when it is what was expected.

    Any number of processes may do so at once: what is loaded stays so, whatever becomes of the folder. Raises OSError.
    """
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _remove_abandoned(place.parent)
    unfinished = Path(mkdtemp(prefix=f"{place.name}.", suffix=".tmp", dir=place.parent))
    try:
        for name in (*FILES, MANIFEST):
            (unfinished / name).touch(mode=0o600)
        (unfinished / COMPILED).write_bytes(new.compiled)
        (unfinished / TOKENIZER).write_text(new.tokenizer, encoding="utf-8")
        checksums = {name: FileChecksum.of(unfinished / name) for name in FILES}
        whole = msgspec.structs.replace(new.manifest, files=checksums)
        (unfinished / MANIFEST).write_bytes(msgspec.json.encode(whole))
        loaded = new.load(unfinished)
        # Before it is renamed: sizes may be on the disk before contents are.
        disk.flush([*(unfinished / name for name in (*FILES, MANIFEST)), unfinished])
        _put(unfinished, place)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return loaded


def _put(unfinished: Path, place: Path) -> None:
    """Gives a folder its place, unless another process has put a whole one there meanwhile."""
    try:
        unfinished.rename(place)
    except OSError:  # a folder that holds something is not replaced
        if damaged_files(place):
            shutil.rmtree(place, ignore_errors=True)
            with suppress(OSError):  # another process is at it too; either's will do
                unfinished.rename(place)


def _remove_abandoned(folder: Path) -> None:
    """Removes what interrupted processes left."""
    for left in folder.glob("*.tmp"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                shutil.rmtree(left)


def _probes(model: Model, digest: str) -> tuple[list[str], Vectors] | None:
    """Probe texts and their vectors: those that ship, or sentence-transformers' where there is one; else None."""
    probes = msgspec.json.decode(Path(__file__).with_name("probes.json").read_bytes(), type=Probes)
    if probes.digest == digest:
        return probes.texts, np.array(probes.vectors, np.float32)
    return (probes.texts, ReferenceEncoder.load(model).encode_sentences(probes.texts)) if is_installed() else None


def _require_parity(encoder: OpenVinoEncoder, texts: Sequence[str], expected: Vectors) -> None:
    cosines = np.sum(encoder.encode_sentences(texts) * expected, axis=1)
    if not cosines.min() >= _PARITY[encoder.precision]:
        raise CannotCompileError(f"the compiled model differs from the reference (cosine {cosines.min():.5f})")
