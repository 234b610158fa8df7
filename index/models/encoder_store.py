"""Where compiled encoders stand: once a machine in the user's cache, and else in the data folder."""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.models.files import Model

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class EncoderStore:
    """A folder of compiled encoders, and of the digests of the models that they were made of."""

    folder: Path

    def place(self, fingerprint: str, runtime: str) -> Path:
        """The folder of one encoder, by its model and precision, and by what it was compiled for."""
        digest, _, precision = fingerprint.partition("/")
        return self.folder / f"{digest[:16]}-{precision}-{runtime}"

    def digest(self, model: Model) -> str | None:
        """The digest of a model as it was noted, whose files are as they were then."""
        try:
            noted = self._note_of(model).read_text(encoding="ascii", errors="replace")
        except OSError:
            return None
        return noted if _DIGEST.fullmatch(noted) else None

    def note(self, model: Model, digest: str) -> None:
        """Notes the digest of a model, which takes long to find. Raises OSError."""
        note = self._note_of(model)
        for folder in (self.folder, note.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = note.with_suffix(f".{os.getpid()}.tmp")
        unfinished.touch(mode=0o600)
        unfinished.write_text(digest, encoding="ascii")
        unfinished.replace(note)

    def _note_of(self, model: Model) -> Path:
        return self.folder / "digests" / model.signature()


def stores(own: Path) -> list[EncoderStore]:
    """The stores to look in: the user's cache, and for where that cannot be written to a folder of the index's own."""
    shared = _user_cache()
    return [*([EncoderStore(shared)] if shared else []), *([EncoderStore(own)] if own.parent.is_dir() else [])]


def digest_of(model: Model, places: Sequence[EncoderStore]) -> str:
    """The digest of a model, read where none of the stores has it noted. Raises ModelError."""
    for store in places:
        if noted := store.digest(model):
            return noted
    digest = model.digest()
    for store in places:
        with suppress(OSError):
            store.note(model, digest)
            break
    return digest


def _user_cache() -> Path | None:
    """The user's cache folder after the XDG base directory specification; None where there is no home."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        return named / "quotebot"
    try:
        return Path.home() / ".cache" / "quotebot"
    except RuntimeError:
        return None
