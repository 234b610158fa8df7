"""What was fitted to a model, and what of it ships for the packaged one."""

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from index.errors import QuotebotError
from index.models.sentence_pooling import SentencePooling
from index.models.token_vectors import TokenCodec

PACKAGED_FIT = Path(__file__).resolve().parents[2] / "config" / "all-MiniLM-L6-v2.npz"


@dataclass(frozen=True, slots=True)
class Fitted:
    """How the vectors of a model's sentences are pooled, and how those of its tokens are kept."""

    pooling: SentencePooling
    codec: TokenCodec


def packaged(fingerprint: str, path: Path = PACKAGED_FIT) -> Fitted | None:
    """What ships, if it was fitted to the model of this fingerprint, in whatever precision; see Encoder.

    Raises QuotebotError where the file is missing or damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            if str(file["model"]) != _model(fingerprint):
                return None
            codec = TokenCodec.from_bytes(file["codec"].tobytes())
            return Fitted(SentencePooling(file["pooling"].astype(np.float32)), codec)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise QuotebotError(f"{path} cannot be used: {error}; install quotebot anew") from None


def save(fitted: Fitted, fingerprint: str, path: Path = PACKAGED_FIT) -> None:
    """Writes what was fitted to the model of this fingerprint, to ship: float16 weights, and the bytes of the codec."""
    np.savez(
        path,
        model=np.array(_model(fingerprint)),
        pooling=fitted.pooling.weights.astype(np.float16),
        codec=np.frombuffer(fitted.codec.to_bytes(), np.uint8),
    )


def _model(fingerprint: str) -> str:
    """The model that a fingerprint names, without its precision."""
    return fingerprint.split("/")[0]
