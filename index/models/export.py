"""The export of a model: compiled once, held to what sentence-transformers gives, and kept for later."""

import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import msgspec
import numpy as np

from index.files import disk
from index.files.checksums import FileChecksum
from index.models.conversion import convert
from index.models.encoder import Vectors
from index.models.encoder_store import digest_of, stores
from index.models.files import Model
from index.models.openvino import (
    COMPILED,
    FILES,
    MANIFEST,
    TOKENIZER,
    CannotCompileError,
    Manifest,
    OpenVinoEncoder,
    compile_model,
    damaged_files,
    runtime,
)
from index.models.sentence_transformers import ReferenceEncoder, is_installed

_PARITY = {"f32": 0.9999, "bf16": 0.999}  # least cosine between both encoders' vectors of a probe
_ABANDONED = 3600.0  # seconds after which what was never finished is nobody's


class Probes(msgspec.Struct, frozen=True):
    """Texts, and the vectors that sentence-transformers gives for them with the model of a digest."""

    digest: str
    texts: list[str]
    vectors: list[list[float]]


class _Encoder(NamedTuple):
    """An encoder to be written, and the vectors that it must give for some texts, where these are known."""

    manifest: Manifest
    compiled: bytes
    tokenizer: str
    probes: tuple[list[str], Vectors] | None


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
    encoder = _Encoder(manifest, compile_model(converted.model, precision), converted.tokenizer, probes)
    *preferred, last = (store.place(manifest.fingerprint, compiled_for) for store in places)
    for place in preferred:
        with suppress(OSError):
            return _written(place, encoder)
    with disk.named(last.parent):
        return _written(last, encoder)


def _written(place: Path, new: _Encoder) -> OpenVinoEncoder:
    """Writes an encoder beside its place, loads it from there, and renames it when it is what was expected.

    Any number of processes may do so at once: what is loaded stays so, whatever becomes of the folder. Raises OSError.
    """
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _remove_abandoned(place.parent)
    unfinished = Path(mkdtemp(prefix=f"{place.name}.", suffix=".tmp", dir=place.parent))
    try:
        (unfinished / COMPILED).write_bytes(new.compiled)
        (unfinished / TOKENIZER).write_text(new.tokenizer, encoding="utf-8")
        checksums = {name: FileChecksum.of(unfinished / name) for name in FILES}
        whole = msgspec.structs.replace(new.manifest, files=checksums)
        (unfinished / MANIFEST).write_bytes(msgspec.json.encode(whole))
        encoder = OpenVinoEncoder.load(unfinished)
        if new.probes is not None:
            _require_parity(encoder, *new.probes)
        # Before it is renamed: sizes may be on the disk before contents are.
        disk.flush([*(unfinished / name for name in (*FILES, MANIFEST)), unfinished])
        _put(unfinished, place)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return encoder


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
