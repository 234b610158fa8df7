"""What the commands share: from the settings to something that answers, each part opened when it is needed."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.terminal.backends import backends_of
from bot.terminal.models import Models
from bot.terminal.output import notify
from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.stages import OnStage, unmeasured

if TYPE_CHECKING:
    from index.answering.answer import Answerer
    from index.ingest.intake import Outcome
    from index.ingest.progress import Progress
    from index.ingest.readers.base import Problem
    from index.ingest.sources import Sources
    from index.ingest.workers import OpenWorkers
    from index.retrieval.search import Searcher

_MEGABYTE = 1_000_000


class Session:
    """One run of a command on the index in a folder."""

    def __init__(self, data_dir: Path, config: Path | None) -> None:
        from config import SettingsError, load_settings

        try:
            self.settings = load_settings(config)
        except SettingsError as error:
            raise QuotebotError(str(error)) from None
        self.data_folder = DataFolder(data_dir, backends_of(self.settings, notify))
        self.models = Models(self.settings, self.data_folder, notify)

    def in_folder(self, folder: Path) -> "Session":
        """Give a session on the index in another folder, with the same settings and models."""
        session = copy(self)
        session.data_folder = self.data_folder.at(folder)
        return session

    def of_set(self, folder: Path) -> "Session":
        """Give a session on the articles of an evaluation set, brought up to date in an index of their own."""
        from index.ingest.sources import remember

        self.models.load()
        session = self.in_folder(self.data_folder.folder / "sets" / folder.resolve().name)
        remember(session.data_folder, [folder / "articles.jsonl"])
        session.notify_problems(session.sync())
        return session

    @contextmanager
    def searcher(self, on_stage: OnStage = unmeasured) -> Iterator["Searcher"]:
        """Open the index for searching, built first where there is none."""
        self._require_articles()
        self.models.preload()
        from index.retrieval.index_reader import NoIndexError
        from index.retrieval.search import Searcher

        with ExitStack() as stack:
            try:
                searcher = stack.enter_context(Searcher(self.data_folder, self.models.encoder, on_stage=on_stage))
            except NoIndexError:
                notify(f"Building the index in {self.data_folder.folder} first")
                self.notify_problems(self.sync())
                searcher = stack.enter_context(Searcher(self.data_folder, self.models.encoder, on_stage=on_stage))
            yield searcher

    @contextmanager
    def answerer(self, on_stage: OnStage = unmeasured) -> Iterator["Answerer"]:
        """Open the index for answering, built first where there is none."""
        self._require_articles()
        self.models.preload(reader=True)
        from index.answering.answer import Answerer

        # What is wrong with them is reported before a long sync.
        calibration, models = self.models.calibration, self.models
        with self.searcher(on_stage) as searcher:
            threshold = calibration.threshold(self.settings.answer.caution)
            yield Answerer(searcher, calibration, threshold, models.reader, models.reranker, on_stage=on_stage)

    def ensure_index(self) -> None:
        """Build the index where there is none, and open once all that an answer needs, which tells what is wrong."""
        with self.answerer():
            pass

    def sync(self, rebuild: bool = False, prune: bool = False, may_be_empty: bool = False, ray: str = "") -> "Outcome":
        """Bring the index up to date, and show on standard error how far it is.

        `prune` takes out what is gone, however much that is; `may_be_empty` is true where no source may be left. `ray`
        is the address of the Ray cluster that reads and embeds, if one does.
        """
        sources = self.named() if may_be_empty else self.sources()
        if ray:
            from index.ingest.ray_cluster import require_reachable

            require_reachable(ray)  # which is told before much is fetched
        try:
            problems = self._look_at(sources, prune)
            outcome = self._sync(sources, rebuild, prune, ray)
        except KeyboardInterrupt:
            kept = "the index is as it was" if rebuild else "what was done is kept; run quotebot sync to go on"
            notify(f"Stopped: {kept}")
            raise typer.Exit(130) from None
        return replace(outcome, problems=(*problems, *outcome.problems))

    def index(
        self,
        sources: "Sources",
        on_progress: "Callable[[Progress], None]",
        rebuild: bool = False,
        prune: bool = False,
        ray: str = "",
    ) -> "Outcome":
        """Bring the index up to date with files and folders, and with what was read at addresses."""
        self.models.preload()
        from index.fetching.page_store import settled_mirrors
        from index.ingest.removal import Removal
        from index.ingest.sync import sync

        library = self.settings.library
        folders = sources.folders(self.data_folder)
        removal = Removal(library.max_gone_share, prune, mirrors=settled_mirrors(self.data_folder, sources.addresses))
        max_bytes = int(library.max_megabytes * _MEGABYTE)
        kept = timedelta(days=self.settings.discord.retention_days)  # for so long buttons lead to former texts
        read = partial(sync, rebuild=rebuild, removal=removal, fields=library.fields, editions_kept=kept)
        if ray:
            read = partial(read, open_workers=self._workers(ray))
        return read(self.data_folder, self.models.encoder, folders, max_bytes, on_progress)

    def notify_problems(self, outcome: "Outcome", verbose: bool = False) -> None:
        """Tell on standard error what a sync did not take in."""
        from bot.terminal.outcome import problem_lines

        for line in problem_lines(outcome.problems, verbose):
            notify(line)

    def named(self) -> "Sources":
        """Tell what the index is read from."""
        from index.ingest.sources import sources_of

        return sources_of(self.data_folder, self.settings.library)

    def _require_articles(self) -> None:
        """End with an error where there is no index, and nothing to build one of, before a model is made ready."""
        if not self.data_folder.library.exists():
            self.sources()

    def sources(self) -> "Sources":
        """Tell what the index is read from, and end with an error where nothing was ever named."""
        if sources := self.named():
            return sources
        folder = self.data_folder.folder
        raise QuotebotError(
            f"no articles are named for {folder}; name a file, folder or address with quotebot sync NAME, or try it on "
            "the articles that ship: quotebot demo"
        )

    def _look_at(self, sources: "Sources", prune: bool) -> "tuple[Problem, ...]":
        """Look at the addresses among the sources, and tell what of them could not be read."""
        if not sources.addresses and not self.data_folder.pages.exists():
            return ()
        from bot.terminal.fetching import look_at

        return look_at(self.data_folder, sources.addresses, self.settings, prune)

    def _workers(self, ray: str) -> "OpenWorkers":
        """Tell how the workers on a Ray cluster are opened, with the model of the settings."""
        from index.ingest.ray_actor import open_on_worker
        from index.ingest.ray_workers import ray_workers

        model, folder = self.settings.model, Path(self.settings.model.name).expanduser()
        name = str(folder.resolve()) if folder.is_dir() else model.name  # workers begin in folders of their own
        return partial(ray_workers, address=ray, open_encoder=partial(open_on_worker, name, model.precision))

    def _sync(self, sources: "Sources", rebuild: bool, prune: bool, ray: str) -> "Outcome":
        from bot.terminal.progress import sync_progress

        if ray:
            notify(f"Reading and embedding on Ray: {ray}")
        with sync_progress() as on_progress:
            outcome = self.index(sources, on_progress, rebuild, prune, ray)
        self.models.remove_superseded()
        return outcome
