"""What the commands share: from the settings to something that answers, each part opened when it is needed."""

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.terminal.plain import one_line
from index.background import begin
from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.stages import OnStage, unmeasured

if TYPE_CHECKING:
    from index.answering.answer import Answerer
    from index.answering.confidence import Calibration
    from index.ingest.sync import Outcome
    from index.models.encoder import Encoder
    from index.models.reranker import Reranker
    from index.retrieval.search import Searcher

_MAX_WARNINGS = 20
_MEGABYTE = 1_000_000


class Session:
    """One run of a command on the index in a folder."""

    def __init__(self, data_dir: Path, config: Path | None) -> None:
        from config import SettingsError, load_settings

        try:
            self.settings = load_settings(config)
        except SettingsError as error:
            raise QuotebotError(str(error)) from None
        self.data_folder = DataFolder(data_dir)
        self._ahead: Future[Encoder | None] | None = None

    def of_set(self, folder: Path) -> "Session":
        """Give a session on the articles of an evaluation set, brought up to date in an index of their own."""
        from index.ingest.sync import remember

        session = copy(self)
        session.__dict__.update(encoder=self.encoder, reranker=self.reranker, calibration=self.calibration)
        session.data_folder = DataFolder(self.data_folder.folder / "sets" / folder.resolve().name)
        remember(session.data_folder, [folder / "articles.jsonl"])
        session.sync()
        return session

    @cached_property
    def encoder(self) -> "Encoder":
        """Open the encoder of the settings, which takes long the first time."""
        from index.models.openvino import open_encoder

        if self._ahead is not None:
            with suppress(Exception):  # whatever it is, it happens again below and is told
                if encoder := self._ahead.result():
                    return encoder
        self.data_folder.make()
        model = self.settings.model
        return open_encoder(model.name, model.precision, self.data_folder.encoder, tell)

    def preload(self) -> None:
        """Begin to load an encoder that was compiled before, while the caller imports what else an answer needs.

        Most of that goes on outside of the interpreter, so two cores share it; not so its own imports, which are done
        before, since they would wait for the caller's.
        """
        if self._ahead is not None or "encoder" in vars(self):
            return
        from index.models.openvino import import_openvino, is_exported, open_encoder

        def load() -> "Encoder | None":
            model, folder = self.settings.model, self.data_folder.encoder
            if not is_exported(model.name, model.precision, folder):  # Ctrl-C would wait for the export
                return None
            return open_encoder(model.name, model.precision, folder, tell)

        import_openvino()
        self._ahead = begin(load)

    @cached_property
    def reranker(self) -> "Reranker | None":
        """Load the reranker of the settings, if any."""
        from index.models.reranker import open_reranker

        return open_reranker(self.settings.model.reranker)

    @cached_property
    def calibration(self) -> "Calibration":
        """Read how sure answers are, and warn where that leaves the reranker out."""
        from index.answering.confidence import choose_calibration

        fingerprint = self.reranker.fingerprint if self.reranker else ""
        return choose_calibration(self.settings.answer.calibration, fingerprint, lambda text: tell(f"Warning: {text}"))

    @contextmanager
    def searcher(self, on_stage: OnStage = unmeasured) -> Iterator["Searcher"]:
        """Open the index for searching, built first where there is none."""
        self.preload()
        from index.retrieval.index_reader import NoIndexError
        from index.retrieval.search import Searcher

        with ExitStack() as stack:
            try:
                searcher = stack.enter_context(Searcher(self.data_folder, self.encoder, on_stage=on_stage))
            except NoIndexError:
                tell(f"Building the index in {self.data_folder.folder} first")
                self.sync()
                searcher = stack.enter_context(Searcher(self.data_folder, self.encoder, on_stage=on_stage))
            yield searcher

    @contextmanager
    def answerer(self, on_stage: OnStage = unmeasured) -> Iterator["Answerer"]:
        """Open the index for answering, built first where there is none."""
        self.preload()
        from index.answering.answer import Answerer

        calibration, reranker = self.calibration, self.reranker  # what is wrong with them is told before a long sync
        with self.searcher(on_stage) as searcher:
            threshold = calibration.threshold(self.settings.answer.max_risk)
            yield Answerer(searcher, calibration, threshold, reranker, on_stage)

    def sync(self, rebuild: bool = False) -> "Outcome":
        """Bring the index up to date, and tell on standard error how far it is and what could not be read."""
        self.preload()
        from bot.terminal.progress import sync_progress
        from index.ingest.sync import sources_of, sync

        encoder = self.encoder
        sources = sources_of(self.data_folder, self.settings.library)
        max_bytes = int(self.settings.library.max_megabytes * _MEGABYTE)
        try:
            with sync_progress() as show:
                outcome = sync(self.data_folder, encoder, sources, max_bytes, show, rebuild)
        except KeyboardInterrupt:
            kept = "the index is as it was" if rebuild else "what was done is kept; run quotebot sync to go on"
            tell(f"Stopped: {kept}")
            raise typer.Exit(130) from None
        for problem in outcome.problems[:_MAX_WARNINGS]:
            tell(f"Warning: {problem}")
        if len(outcome.problems) > _MAX_WARNINGS:
            tell(f"... and {len(outcome.problems) - _MAX_WARNINGS} more")
        return outcome


def tell(message: str) -> None:
    """Write one line to standard error."""
    typer.echo(one_line(message), err=True)
