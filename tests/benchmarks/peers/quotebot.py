"""Quotebot, as its commands run it, in a given precision. It reads articles and makes its own passages of them."""

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from bot.terminal.session import Session
from tests.benchmarks.peers.protocol import TOP, serve

if TYPE_CHECKING:
    from index.answering.answer import Answerer


class Quotebot:
    """See Engine."""

    def __init__(self, folder: Path, precision: str) -> None:
        config = folder / "quotebot.toml"
        config.write_text(f'[model]\nprecision = "{precision}"\n', encoding="utf-8")
        self._session = Session(folder, config)
        self._stack = ExitStack()
        self._answerer: Answerer | None = None
        assert self._session.models.encoder, "opened here, so that indexing is timed without it"

    def index(self, files: list[Path]) -> None:
        """See Engine."""
        from index.ingest.sources import remember

        remember(self._session.data_folder, files)
        self._session.sync()

    def search(self, question: str) -> list[int]:
        """See Engine. A passage that other articles have too is followed by these."""
        result = self._open().searcher.find(question, TOP)
        return [one.number for candidate in result.candidates for one in (candidate, *candidate.near_duplicates)][:TOP]

    def answer(self, question: str) -> list[str]:
        """The quotes that answer, or that come closest."""
        answer = self._open().answer(question)
        return [quote.text for quote in answer.quotes or answer.closest]

    def _open(self) -> "Answerer":
        if self._answerer is None:
            self._answerer = self._stack.enter_context(self._session.answerer())
        return self._answerer


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the commands do
    serve(Quotebot)
