"""The encoder through OpenVINO: the same model, exported once from the reference and held to it.

It needs neither torch nor sentence-transformers to run, so that a question is answered within a second of starting.
"""

import importlib
import os
import shutil
import sys
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Self

import msgspec
import numpy as np
from tokenizers import Tokenizer

from index.errors import QuotebotError
from index.files import disk
from index.files.checksums import FileChecksum
from index.json_decoding import from_json
from index.models.encoder import (
    Encoded,
    Encoder,
    ReferenceEncoder,
    Vectors,
    document_prompt,
    query_prompt,
    token_vectors,
    unit_rows,
)
from index.models.files import Model, find_model
from index.models.gpu import GpuEncoder, has_gpu
from index.models.inference import Engine, Outputs

_MANY = 64  # texts of a call from which on it pays to compile the model for many: half a second, and 90 MB
_MANIFEST = "manifest.json"
_CACHE, _SEALS = "cache", "cache.json"  # what OpenVINO keeps of its compilations, and their seals
_CONVERTER = "openvino.tools.ovc"
_FILES = ("model.xml", "model.bin", "tokenizer.json")
_PARITY = {"f32": 0.9999, "bf16": 0.999}  # least cosine between both encoders' vectors of a probe
_PROBES = (
    "Who?",
    "El Salvador has agreed to house violent criminals.",
    "The price of oil rose from US$3 per barrel to nearly $12 globally; it was later called the “first oil shock”.",
    "¿Qué dijo el presidente? " * 12,
    "a long passage that does not end " * 60,
)


class CannotCompileError(QuotebotError):
    """A model that OpenVINO cannot run as sentence-transformers does; the reference serves it."""


class DamagedEncoderError(CannotCompileError):
    """An exported model that is not what was exported."""


class Manifest(msgspec.Struct, frozen=True):
    """What was exported, from which files, and how texts are prepared for it."""

    stamp: str
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
        cache = {} if kept is None else {"CACHE_DIR": str(folder / _CACHE)}
        compiled = _compile(folder, manifest.precision, {"PERFORMANCE_HINT": "LATENCY"} | cache)
        if kept is not None:
            _seal_cache(folder, kept)
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


def open_encoder(name: str, precision: str, folder: Path, notify: Callable[[str], None]) -> Encoder:
    """The compiled encoder of a model, exported to `folder` first where need be; else sentence-transformers.

    `notify` is told, in a sentence, what takes long or did not work. Raises ModelError for a missing model.
    """
    model = find_model(name)
    try:
        if is_exported(name, precision, folder):
            with suppress(DamagedEncoderError):
                return _with_gpu(OpenVinoEncoder.load(folder), model, precision, notify)
        notify(f"Preparing the model {model.name}, once for this index")
        return _with_gpu(export(model, precision, folder), model, precision, notify)
    except CannotCompileError as error:
        notify(f"{error}. sentence-transformers runs it instead, slower")
        return ReferenceEncoder.load(model)


def _with_gpu(encoder: OpenVinoEncoder, model: Model, precision: str, notify: Callable[[str], None]) -> Encoder:
    """The same encoder, with a GPU for many texts where there is one; it computes in float32."""

    def load() -> ReferenceEncoder | None:
        reference = ReferenceEncoder.load(model)
        return reference if reference.is_on_gpu else None

    return GpuEncoder(encoder, load, notify) if precision == "f32" and has_gpu() else encoder


def is_exported(name: str, precision: str, folder: Path) -> bool:
    """Whether `folder` holds the compiled encoder of a model as that is now. Raises ModelError for a missing one."""
    manifest = read_manifest(folder)
    return manifest is not None and (manifest.stamp, manifest.precision) == (find_model(name).stamp(), precision)


def export(model: Model, precision: str, folder: Path) -> OpenVinoEncoder:
    """Exports a model to `folder` and checks it against the reference on probe texts.

    Raises CannotCompileError where OpenVINO cannot convert it, or where its vectors differ.
    """
    with warnings.catch_warnings(action="ignore"):  # torch warns of each branch it traces; the parity check decides
        return _export(ReferenceEncoder.load(model), model, precision, folder)


def _export(reference: ReferenceEncoder, model: Model, precision: str, folder: Path) -> OpenVinoEncoder:
    for left in folder.parent.glob(f"{folder.name}.*.tmp"):
        if not _is_running(int(left.suffixes[-2][1:])):
            shutil.rmtree(left, ignore_errors=True)
    draft = folder.with_name(f"{folder.name}.{os.getpid()}.tmp")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        _convert(reference, draft)
        manifest = Manifest(
            stamp=model.stamp(),
            fingerprint=reference.fingerprint.replace("/f32", f"/{precision}"),
            precision=precision,
            dimension=reference.dimension,
            max_tokens=reference.max_tokens,
            sequence=int(reference.transformer.max_seq_length or 512),
            query_prompt=query_prompt(reference.transformer),
            document_prompt=document_prompt(reference.transformer),
            files={name: FileChecksum.of(draft / name) for name in _FILES},
        )
        (draft / _MANIFEST).write_bytes(msgspec.json.encode(manifest))
        _check_parity(OpenVinoEncoder.load(draft), reference, precision)
        # Before it is renamed: sizes may be on the disk before contents are.
        disk.flush([*(draft / name for name in (*_FILES, _MANIFEST)), draft])
        shutil.rmtree(draft / _CACHE, ignore_errors=True)  # OpenVINO would not find it again in another folder
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return OpenVinoEncoder.load(folder)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a compiled encoder whose files are all there, with their beginnings and ends, else None."""
    try:
        manifest = from_json((folder / _MANIFEST).read_bytes(), Manifest)
    except (OSError, msgspec.DecodeError):
        return None
    return manifest if all(seal.matches_ends(folder / name) for name, seal in manifest.files.items()) else None


def damaged_files(folder: Path) -> list[str]:
    """The files of a compiled encoder that are not as they were exported, every byte of them read."""
    manifest = read_manifest(folder)
    if manifest is None:
        return [str(folder)]
    seals = manifest.files | _sealed(folder)
    return [str(folder / name) for name, seal in seals.items() if not seal.matches(folder / name)]


def _kept(folder: Path) -> dict[str, FileChecksum] | None:
    """What OpenVINO kept of compilations and is as it left it; the rest is removed. None where that cannot be done."""
    sealed, kept = _sealed(folder), dict[str, FileChecksum]()
    try:
        for file in (folder / _CACHE).glob("*.blob"):
            name = f"{_CACHE}/{file.name}"
            if name in sealed and sealed[name].matches_ends(file):
                kept[name] = sealed[name]
            else:
                file.unlink()
    except OSError:
        return None
    return kept


def _seal_cache(folder: Path, kept: dict[str, FileChecksum]) -> None:
    """Notes what OpenVINO has kept of a compilation beside that."""
    files = {f"{_CACHE}/{file.name}": file for file in (folder / _CACHE).glob("*.blob")}
    if files.keys() != kept.keys():
        with suppress(OSError):  # of a folder that may only be read nothing is kept
            seals = {name: kept.get(name) or FileChecksum.of(file) for name, file in files.items()}
            draft = folder / f"{_SEALS}.{os.getpid()}.tmp"
            draft.write_bytes(msgspec.json.encode(seals))
            draft.replace(folder / _SEALS)


def _sealed(folder: Path) -> dict[str, FileChecksum]:
    try:
        return from_json((folder / _SEALS).read_bytes(), dict[str, FileChecksum])
    except (OSError, msgspec.DecodeError):
        return {}


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's
    return True


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


def _convert(reference: ReferenceEncoder, folder: Path) -> None:
    import torch

    openvino = import_openvino()
    sys.modules.pop(_CONVERTER)
    convert_model = importlib.import_module(_CONVERTER).convert_model

    transformer = reference.transformer.to("cpu").eval()

    class Forward(torch.nn.Module):
        """The whole of the model, tokens to sentence embedding, whatever its pooling; and the tokens' embeddings."""

        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            features = self.transformer({"input_ids": input_ids, "attention_mask": attention_mask})
            return features["sentence_embedding"], features["token_embeddings"]

    example = {name: torch.ones((2, 16), dtype=torch.int64) for name in ("input_ids", "attention_mask")}
    inputs = [(name, [-1, -1], openvino.Type.i64) for name in example]
    try:
        with torch.no_grad():
            converted = convert_model(Forward(), example_input=example, input=inputs)
        openvino.save_model(converted, folder / "model.xml", compress_to_fp16=True)
        reference.transformer.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    except Exception as error:  # a foreign model may fail in any of three libraries
        raise CannotCompileError(f"OpenVINO cannot convert the model: {' '.join(str(error).split())[:200]}") from error


def _check_parity(compiled: OpenVinoEncoder, reference: ReferenceEncoder, precision: str) -> None:
    cosines = np.sum(compiled.encode_sentences(_PROBES) * reference.encode_sentences(_PROBES), axis=1)
    if cosines.min() < _PARITY[precision]:
        raise CannotCompileError(f"the compiled model differs from the reference (cosine {cosines.min():.5f})")


def import_openvino() -> Any:
    """Imports OpenVINO without its telemetry, which would report conversions, and without its converter.

    Only `_convert` needs that one, and OpenVINO imports it, which takes 40 ms, with the rest. For either it has a stub
    for where it is missing.
    """
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    sys.modules.setdefault(_CONVERTER, None)  # type: ignore[arg-type]
    import openvino

    return openvino
