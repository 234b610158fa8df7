"""An encoder of a worker that notes what it encodes, and whose process can be ended while it does."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

from index.models.encoder import Encoded
from tests.encoders import SmallEncoder


class NotingEncoder(SmallEncoder):
    """Writes each passage that it encodes to a file of its process in a folder; KILL there ends the next to encode."""

    def __init__(self, folder: Path, cores: int) -> None:
        super().__init__()
        self._folder = folder

    def encode_passages(self, passages: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        try:
            (self._folder / KILL).unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        except FileNotFoundError:
            pass
        encoded = super().encode_passages(passages)
        with (self._folder / str(os.getpid())).open("a", encoding="utf-8") as notes:
            notes.writelines(f"{passage!r}\n" for passage in passages)
        return encoded


KILL = "kill"


def noted(folder: Path) -> dict[int, list[str]]:
    """The passages that were encoded, by the process that did it; what was noted is gone then."""
    notes = {int(file.name): file.read_text(encoding="utf-8").splitlines() for file in folder.iterdir()}
    for process in notes:
        (folder / str(process)).unlink()
    return notes
