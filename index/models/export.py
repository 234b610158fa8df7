"""The export of a model from sentence-transformers to OpenVINO, once for a data folder and held to the reference."""

import os
import shutil
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
import numpy as np

from index.files import disk
from index.files.checksums import FileChecksum
from index.models.encoder import Encoder
from index.models.files import Model, find_model
from index.models.gpu import GpuEncoder, has_gpu
from index.models.openvino import (
    CACHE,
    FILES,
    MANIFEST,
    CannotCompileError,
    DamagedEncoderError,
    Manifest,
    OpenVinoEncoder,
    import_converter,
    import_openvino,
    read_manifest,
)
from index.models.sentence_transformers import ReferenceEncoder, document_prompt, query_prompt

_PARITY = {"f32": 0.9999, "bf16": 0.999}  # least cosine between both encoders' vectors of a probe
_PROBES = (
    "Who?",
    "El Salvador has agreed to house violent criminals.",
    "The price of oil rose from US$3 per barrel to nearly $12 globally; it was later called the “first oil shock”.",
    "¿Qué dijo el presidente? " * 12,
    "a long passage that does not end " * 60,
)


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
    return manifest is not None and (manifest.signature, manifest.precision) == (
        find_model(name).signature(),
        precision,
    )


def export(model: Model, precision: str, folder: Path) -> OpenVinoEncoder:
    """Exports a model to `folder` and holds it to the reference on probe texts.

    Raises CannotCompileError where OpenVINO cannot convert it, or where its vectors differ.
    """
    with warnings.catch_warnings(action="ignore"):  # torch warns of each branch it traces; parity decides
        return _export(ReferenceEncoder.load(model), model, precision, folder)


def _export(reference: ReferenceEncoder, model: Model, precision: str, folder: Path) -> OpenVinoEncoder:
    for left in folder.parent.glob(f"{folder.name}.*.tmp"):
        if not _is_running(int(left.suffixes[-2][1:])):
            shutil.rmtree(left, ignore_errors=True)
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}.tmp")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        _convert(reference, unfinished)
        manifest = Manifest(
            signature=model.signature(),
            fingerprint=reference.fingerprint.replace("/f32", f"/{precision}"),
            precision=precision,
            dimension=reference.dimension,
            max_tokens=reference.max_tokens,
            sequence=int(reference.transformer.max_seq_length or 512),
            query_prompt=query_prompt(reference.transformer),
            document_prompt=document_prompt(reference.transformer),
            files={name: FileChecksum.of(unfinished / name) for name in FILES},
        )
        (unfinished / MANIFEST).write_bytes(msgspec.json.encode(manifest))
        _require_parity(OpenVinoEncoder.load(unfinished), reference, precision)
        # Before it is renamed: sizes may be on the disk before contents are.
        disk.flush([*(unfinished / name for name in (*FILES, MANIFEST)), unfinished])
        shutil.rmtree(unfinished / CACHE, ignore_errors=True)  # OpenVINO would not find it again in another folder
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return OpenVinoEncoder.load(folder)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's
    return True


def _convert(reference: ReferenceEncoder, folder: Path) -> None:
    import torch

    openvino, convert_model = import_openvino(), import_converter()
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


def _require_parity(compiled: OpenVinoEncoder, reference: ReferenceEncoder, precision: str) -> None:
    cosines = np.sum(compiled.encode_sentences(_PROBES) * reference.encode_sentences(_PROBES), axis=1)
    if cosines.min() < _PARITY[precision]:
        raise CannotCompileError(f"the compiled model differs from the reference (cosine {cosines.min():.5f})")
