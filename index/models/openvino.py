"""The encoder through OpenVINO: the same model, exported once from the reference and held to it.

It needs neither torch nor sentence-transformers to run, so that a question is answered within a second of starting.
"""

import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Self

import msgspec
import numpy as np
from tokenizers import Tokenizer

from index.errors import QuotebotError
from index.files.checksums import FileChecksum
from index.json_decoding import from_json
from index.models.encoder import Encoded, Vectors, token_vectors, unit_rows
from index.models.inference import Engine, Outputs

MANIFEST = "manifest.json"
FILES = ("model.xml", "model.bin", "tokenizer.json")
CACHE, _CACHE_CHECKSUMS = "cache", "cache.json"  # what OpenVINO keeps of its compilations, and their checksums
_MANY = 64  # texts of a call from which on it pays to compile the model for many: half a second, and 90 MB
_CONVERTER = "openvino.tools.ovc"


class CannotCompileError(QuotebotError):
    """A model that OpenVINO cannot run as sentence-transformers does; the reference serves it."""


class DamagedEncoderError(CannotCompileError):
    """An exported model that is not what was exported."""


class Manifest(msgspec.Struct, frozen=True):
    """What was exported, from which files, and how texts are prepared for it."""

    signature: str = msgspec.field(name="stamp")  # of the files of the model
    fingerprint: str
    precision: str
    dimension: int
    max_tokens: int
    sequence: int
    query_prompt: str
    document_prompt: str
    files: dict[str, FileChecksum]


class OpenVinoEncoder:
    """An encoder that runs an exported model on the CPU, for any number of threads.

    Few texts have all cores work on one batch, so that they are done soon; many have each core work on its own.
    """

    def __init__(self, manifest: Manifest, folder: Path, few: Engine, tokenizer: Tokenizer) -> None:
        self.fingerprint = manifest.fingerprint
        self.dimension = manifest.dimension
        self.max_tokens = manifest.max_tokens
        self._manifest = manifest
        self._folder = folder
        self._few = few
        self._tokenizer = tokenizer
        self._tokenizing = Lock()

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Loads what `export` wrote to `folder`. Raises DamagedEncoderError where that is not there as it was."""
        folder = folder.resolve()  # by which OpenVINO finds its compilation again
        manifest = read_manifest(folder)
        if manifest is None:
            raise DamagedEncoderError(f"{folder} holds no complete compiled encoder")
        kept = _kept(folder)
        cache = {} if kept is None else {"CACHE_DIR": str(folder / CACHE)}
        compiled = _compile(folder, manifest.precision, {"PERFORMANCE_HINT": "LATENCY"} | cache)
        if kept is not None:
            _note_cache(folder, kept)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        encoder = cls(manifest, folder, Engine(compiled, 1, manifest.sequence), tokenizer)
        encoder.encode_questions(["?"])  # OpenVINO leaves 60 ms of work to the first; here other work may overlap it
        return encoder

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return self._encode(questions, self._manifest.query_prompt)

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return self._encode(passages, self._manifest.document_prompt)

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        encodings = self._tokenize(sentences, self._manifest.document_prompt)
        vectors = np.empty((len(sentences), self.dimension), np.float32)

        def take(rows: list[int], outputs: Outputs) -> None:
            vectors[rows] = unit_rows(outputs[0])

        self._engine(len(sentences)).run([encoding.ids for encoding in encodings], take)
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Encoder."""
        with self._tokenizing:
            return [len(encoding) for encoding in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def _encode(self, texts: Sequence[str], prompt: str) -> list[Encoded]:
        encodings = self._tokenize(texts, prompt)
        encoded = dict[int, Encoded]()

        def take(rows: list[int], outputs: Outputs) -> None:
            for row, vector, tokens in zip(rows, unit_rows(outputs[0]), outputs[1], strict=True):
                spans = np.array(encodings[row].offsets, np.int64).reshape(-1, 2)
                encoded[row] = Encoded(vector, token_vectors(tokens[: len(spans)], spans, len(prompt)))

        self._engine(len(texts)).run([encoding.ids for encoding in encodings], take)
        return [encoded[row] for row in range(len(texts))]

    def _tokenize(self, texts: Sequence[str], prompt: str) -> list[Any]:
        """The tokens of texts behind a prompt, those left out that the model does not read."""
        with self._tokenizing:  # whoever counts tokens meanwhile would count too few
            self._tokenizer.enable_truncation(self._manifest.sequence)
            try:
                return self._tokenizer.encode_batch([prompt + text for text in texts])
            finally:
                self._tokenizer.no_truncation()

    def _engine(self, texts: int) -> Engine:
        return self._few if texts < _MANY else self._many

    @cached_property
    def _many(self) -> Engine:
        """The model compiled once more, to run on as many batches at a time as there are cores."""
        compiled = _compile(self._folder, self._manifest.precision, {"PERFORMANCE_HINT": "THROUGHPUT"})
        at_once = compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
        # One more, whose results are taken while the others run.
        return Engine(compiled, at_once + 1, self._manifest.sequence)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a compiled encoder whose files are all there, with their beginnings and ends, else None."""
    try:
        manifest = from_json((folder / MANIFEST).read_bytes(), Manifest)
    except (OSError, msgspec.DecodeError):
        return None
    return manifest if all(checksum.matches_ends(folder / name) for name, checksum in manifest.files.items()) else None


def damaged_files(folder: Path) -> list[str]:
    """The files of a compiled encoder that are not as they were exported, every byte of them read."""
    manifest = read_manifest(folder)
    if manifest is None:
        return [str(folder)]
    checksums = manifest.files | _cache_checksums(folder)
    return [str(folder / name) for name, checksum in checksums.items() if not checksum.matches(folder / name)]


def _kept(folder: Path) -> dict[str, FileChecksum] | None:
    """What OpenVINO kept of compilations and is as it left it; the rest is removed. None where that cannot be done."""
    noted, kept = _cache_checksums(folder), dict[str, FileChecksum]()
    try:
        for file in (folder / CACHE).glob("*.blob"):
            name = f"{CACHE}/{file.name}"
            if name in noted and noted[name].matches_ends(file):
                kept[name] = noted[name]
            else:
                file.unlink()
    except OSError:
        return None
    return kept


def _note_cache(folder: Path, kept: dict[str, FileChecksum]) -> None:
    """Notes what OpenVINO has kept of a compilation beside that."""
    files = {f"{CACHE}/{file.name}": file for file in (folder / CACHE).glob("*.blob")}
    if files.keys() != kept.keys():
        with suppress(OSError):  # of a folder that may only be read nothing is kept
            checksums = {name: kept.get(name) or FileChecksum.of(file) for name, file in files.items()}
            unfinished = folder / f"{_CACHE_CHECKSUMS}.{os.getpid()}.tmp"
            unfinished.write_bytes(msgspec.json.encode(checksums))
            unfinished.replace(folder / _CACHE_CHECKSUMS)


def _cache_checksums(folder: Path) -> dict[str, FileChecksum]:
    try:
        return from_json((folder / _CACHE_CHECKSUMS).read_bytes(), dict[str, FileChecksum])
    except (OSError, msgspec.DecodeError):
        return {}


def _compile(folder: Path, precision: str, options: dict[str, str]) -> Any:
    """The exported model in a folder, compiled. Raises CannotCompileError where this CPU or OpenVINO cannot run it."""
    core = import_openvino().Core()
    if precision == "bf16" and "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        raise CannotCompileError('this CPU has no bf16; set model.precision = "f32" and run: quotebot sync --rebuild')
    # Left out, OpenVINO takes bf16 where the CPU has it.
    options = {"INFERENCE_PRECISION_HINT": precision} | options
    try:
        return core.compile_model(str(folder / "model.xml"), "CPU", options)
    except RuntimeError as error:
        raise DamagedEncoderError(f"{folder} cannot be compiled: {error}") from None


def import_openvino() -> Any:
    """Imports OpenVINO without its telemetry, which would report conversions, and without its converter.

    Only an export needs that one, and OpenVINO imports it, which takes 40 ms, with the rest. For either it has a stub
    for where it is missing.
    """
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    sys.modules.setdefault(_CONVERTER, None)  # type: ignore[arg-type]
    import openvino

    return openvino


def import_converter() -> Any:
    """What OpenVINO converts a model of another library with, which `import_openvino` left out."""
    sys.modules.pop(_CONVERTER)
    return importlib.import_module(_CONVERTER).convert_model
