"""The encoder through OpenVINO: the same model, compiled once.

It needs neither torch nor sentence-transformers to run, so that a question is answered within a second of starting.
"""

import hashlib
import importlib
import mmap
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Self, TypeVar

import msgspec
import numpy as np
from tokenizers import Tokenizer

from index.errors import QuotebotError
from index.files.checksums import FileChecksum
from index.json_decoding import from_json
from index.models.encoder import Encoded, Vectors, token_vectors, unit_rows
from index.models.inference import Engine, Outputs

MANIFEST = "manifest.json"
COMPILED, TOKENIZER = "model.blob", "tokenizer.json"
FILES = (COMPILED, TOKENIZER)
_LATENCY, _THROUGHPUT = {"PERFORMANCE_HINT": "LATENCY"}, {"PERFORMANCE_HINT": "THROUGHPUT"}
_FORM = 2  # another one whenever what was compiled before is not to be run any more
QUESTION_THREADS = 2  # read weights faster than one
_STEP = 8  # tokens: half as many shapes of questions as by fours, 4 MB less, for 0.05 ms a question
_OFTEN = 1.0  # seconds between which pages of the model's file are given back, 20 MB, for 0.35 ms of the next question
_IDLE = 60.0  # seconds without passages after which a question gives back what runs them, 150 MB; 0.1 s makes it again
_CONVERTER = "openvino.tools.ovc"
_USUAL = "How many people live in the capital?"  # as long as most questions: 9 to 16 tokens, for which code is made


class CannotCompileError(QuotebotError):
    """A model that OpenVINO cannot run as sentence-transformers does; the reference serves it."""


class DamagedModelError(CannotCompileError):
    """A compiled model that is not what was written."""


class CompiledFiles(msgspec.Struct, frozen=True):
    """What was compiled, and for which OpenVINO and processor."""

    fingerprint: str
    runtime: str
    files: dict[str, FileChecksum]

    def damaged(self, folder: Path) -> list[str]:
        """The files in a folder that are not as they were written, every byte of them read."""
        return [
            str(folder / name) for name, checksum in self.files.items() if not checksum.matches_mapped(folder / name)
        ]


class Manifest(CompiledFiles, frozen=True):
    """A compiled encoder, and how texts are prepared for it."""

    precision: str
    dimension: int
    max_tokens: int
    sequence: int
    query_prompt: str
    document_prompt: str


C = TypeVar("C", bound=CompiledFiles)


class OpenVinoEncoder:
    """An encoder that runs a compiled model on the CPU, for any number of threads.

    Of a question most time goes into reading the weights from memory, hence it is run by two threads, and in bf16 where
    the CPU has that: cosine 0.99998 to float32. Passages have each core work on a batch of its own.
    """

    def __init__(
        self,
        manifest: Manifest,
        compiled: "Compiled",
        tokenizer: Tokenizer,
        question_threads: int,
        passage_threads: int | None = None,
    ) -> None:
        self.fingerprint = manifest.fingerprint
        self.precision = manifest.precision
        self.dimension = manifest.dimension
        self.max_tokens = manifest.max_tokens
        self._manifest = manifest
        self._compiled = compiled
        threads = {"NUM_STREAMS": "1", "INFERENCE_NUM_THREADS": str(question_threads)}
        self._questions = Engine(compiled.load(compiled.fastest, threads), 1, manifest.sequence, _STEP)
        self._passages: Engine | None = None  # made for the first passage
        self._for_many = _THROUGHPUT | ({"INFERENCE_NUM_THREADS": str(passage_threads)} if passage_threads else {})
        self._passages_used = 0.0
        self._left = 0.0
        self._making = Lock()  # guards these
        self._tokenizer = tokenizer
        self._tokenizing = Lock()

    @classmethod
    def load(cls, folder: Path, question_threads: int = QUESTION_THREADS, passage_threads: int | None = None) -> Self:
        """Loads what `export` wrote to `folder`. Raises DamagedModelError where that is not there as it was."""
        manifest = read_manifest(folder)
        if manifest is None:
            raise DamagedModelError(f"{folder} holds no complete compiled encoder")
        try:
            tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            compiled = Compiled(folder / COMPILED, manifest.precision)
        except OSError as error:
            raise DamagedModelError(f"{folder} cannot be read: {error}") from None
        tokenizer.no_truncation()
        tokenizer.no_padding()
        encoder = cls(manifest, compiled, tokenizer, question_threads, passage_threads)
        encoder.encode_questions([_USUAL])  # OpenVINO leaves 60 ms of work to the first; here other work may overlap it
        return encoder

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        encoded = self._encode(self._questions, questions, self._manifest.query_prompt)
        self._give_back()
        return encoded

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return self._encode(self._for_passages(), passages, self._manifest.document_prompt)

    def encode_sentences(self, sentences: Sequence[str]) -> Vectors:
        """See Encoder."""
        encodings = self._tokenize(sentences, self._manifest.document_prompt)
        vectors = np.empty((len(sentences), self.dimension), np.float32)

        def take(rows: list[int], outputs: Outputs) -> None:
            vectors[rows] = unit_rows(outputs[0])

        self._for_passages().run([encoding.ids for encoding in encodings], take)
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Encoder."""
        with self._tokenizing:
            encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)  # without their places
            return list(map(len, encodings))

    def _encode(self, engine: Engine, texts: Sequence[str], prompt: str) -> list[Encoded]:
        encodings = self._tokenize(texts, prompt)
        encoded = dict[int, Encoded]()

        def take(rows: list[int], outputs: Outputs) -> None:
            # Of a batch at once: whenever an operation ends, this thread waits for the interpreter.
            for row, vector, tokens in zip(rows, *map(unit_rows, outputs), strict=True):
                spans = np.array(encodings[row].offsets, np.int64).reshape(-1, 2)
                encoded[row] = Encoded(vector, token_vectors(tokens[: len(spans)], spans, len(prompt)))

        engine.run([encoding.ids for encoding in encodings], take)
        return [encoded[row] for row in range(len(texts))]

    def _tokenize(self, texts: Sequence[str], prompt: str) -> list[Any]:
        """The tokens of texts behind a prompt, those left out that the model does not read."""
        with self._tokenizing:  # whoever counts tokens meanwhile would count too few
            self._tokenizer.enable_truncation(self._manifest.sequence)
            try:
                return self._tokenizer.encode_batch([prompt + text for text in texts])
            finally:
                self._tokenizer.no_truncation()

    def _for_passages(self) -> Engine:
        """The model once more, to run on as many batches at a time as there are cores."""
        with self._making:
            if self._passages is None:
                compiled = self._compiled.load(self._manifest.precision, self._for_many)
                at_once = compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
                # One more, whose results are taken while the others run.
                self._passages = Engine(compiled, at_once + 1, self._manifest.sequence)
            self._passages_used = time.monotonic()
            return self._passages

    def _give_back(self) -> None:
        """Gives back the memory that the next question does not need: pages of the file, and what ran passages."""
        now = time.monotonic()
        with self._making:
            if now - self._left > _OFTEN:
                self._left = now
                self._compiled.leave()
            if now - self._passages_used > _IDLE:
                self._passages = None


class Compiled:
    """A compiled model in a file, which is mapped: what runs the model reads its weights there as long as it runs."""

    def __init__(self, file: Path, precision: str) -> None:
        """Raises OSError, and CannotCompileError where this CPU has not the precision."""
        with file.open("rb") as opened:
            self._mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_COPY)
        self._file = file
        self._core = _core(precision)

    @property
    def fastest(self) -> str:
        """The precision in which this CPU reads least."""
        return _fastest(self._core)

    def load(self, precision: str, hint: dict[str, str]) -> Any:
        """The model, to be run in one of two ways. Raises DamagedModelError where OpenVINO cannot read it."""
        tensor = import_openvino().Tensor(np.frombuffer(self._mapped, np.uint8), shared_memory=True)
        try:
            return self._core.import_model(tensor, "CPU", _precise(precision) | hint)
        except RuntimeError as error:
            raise DamagedModelError(f"{self._file} cannot be loaded: {error}") from None

    def leave(self) -> None:
        """Gives back the memory of what was read of the file; what is read again comes again, within microseconds.

        A question reads the rows of its words alone, but with each the system may map 2 MB around it.
        """
        if hasattr(self._mapped, "madvise"):
            self._mapped.madvise(mmap.MADV_DONTNEED)


def compile_model(model: Any, precision: str) -> bytes:
    """Compiles a model of OpenVINO's, as is written to a file, to be run in a precision or in the fastest.

    Raises CannotCompileError where that cannot be.
    """
    core = _core(precision)
    try:
        # What is compiled for f32 and run in bf16 computes nonsense with AMX (OpenVINO 2026.4), not so the reverse.
        compiled = core.compile_model(model, "CPU", _precise(_fastest(core)) | _LATENCY)
        exported: bytes = compiled.export_model().getvalue()
    except RuntimeError as error:
        raise CannotCompileError(f"OpenVINO cannot compile the model: {' '.join(str(error).split())[:200]}") from None
    return exported


def runtime() -> str:
    """Names OpenVINO's version and the processor, and how it is compiled: for these alone."""
    openvino = import_openvino()
    core = openvino.Core()
    processor = [core.get_property("CPU", name) for name in ("FULL_DEVICE_NAME", "OPTIMIZATION_CAPABILITIES")]
    release = str(openvino.__version__)
    digest = hashlib.sha256(repr((_FORM, release, *processor)).encode()).hexdigest()
    return f"{release.partition('-')[0]}-{digest[:8]}"


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a compiled encoder whose files are all there, with their beginnings and ends, else None."""
    return read_compiled(folder, Manifest)


def read_compiled(folder: Path, kind: type[C]) -> C | None:
    """The same of whatever was compiled."""
    try:
        manifest = from_json((folder / MANIFEST).read_bytes(), kind)
    except (OSError, msgspec.DecodeError):
        return None
    return manifest if all(checksum.matches_ends(folder / name) for name, checksum in manifest.files.items()) else None


def damaged_files(folder: Path) -> list[str]:
    """The files of a compiled model that are not as they were written, every byte of them read."""
    manifest = read_compiled(folder, CompiledFiles)
    return [str(folder)] if manifest is None else manifest.damaged(folder)


def _core(precision: str) -> Any:
    core = import_openvino().Core()
    if precision == "bf16" and not _has_bf16(core):
        raise CannotCompileError('this CPU has no bf16; set model.precision = "f32" and run: quotebot sync --rebuild')
    return core


def _fastest(core: Any) -> str:
    return "bf16" if _has_bf16(core) else "f32"


def _has_bf16(core: Any) -> bool:
    return "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def _precise(precision: str) -> dict[str, str]:
    """Left out, OpenVINO takes bf16 where the CPU has it."""
    return {"INFERENCE_PRECISION_HINT": precision}


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
