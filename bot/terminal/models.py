"""The models of the settings, each loaded once and when it is needed."""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from index.background import begin
from index.files.data_folder import DataFolder

if TYPE_CHECKING:
    from pathlib import Path

    from bot.service.reading_pool import AnswerModels
    from config import Settings
    from index.answering.confidence import Calibration
    from index.models.encoder import Encoder
    from index.models.reader import PassageReader
    from index.models.reranker import Reranker


class Models:
    """The encoder, the reader, the reranker and how sure answers are with them; sessions of one run share them."""

    def __init__(self, settings: "Settings", data_folder: DataFolder, notify: Callable[[str], None]) -> None:
        """Takes the data folder, where the user's cache cannot serve, and what takes a message for the person."""
        self._settings = settings
        self._data_folder = data_folder
        self._notify = notify

    @cached_property
    def encoder(self) -> "Encoder":
        """Open the encoder of the settings, which takes long the first time."""
        from index.models.opening import open_encoder

        with suppress(Exception):  # whatever it is, it happens again below and is reported
            if encoder := self._compiled_encoder.result():
                return encoder
        self._data_folder.make()
        model = self._settings.model
        return open_encoder(model.name, model.precision, self._data_folder.encoder, self._notify, self._threads)

    def preload(self, reader: bool = False) -> None:
        """Begin to load an encoder, and a reader if told, while the caller imports what else an answer needs.

        Those alone that were compiled before. Most of that goes on outside of the interpreter, so two cores share it;
        not so its own imports, which are done before, since they would wait for the caller's.
        """
        _ = self._compiled_encoder
        if reader:
            _ = self._compiled_reader

    @cached_property
    def _compiled_encoder(self) -> "Future[Encoder | None]":
        """Gives None later where none was compiled; none is made here, for which Ctrl-C would wait."""
        from index.models.opening import open_compiled
        from index.models.openvino import import_openvino

        import_openvino()
        model, folder = self._settings.model, self._data_folder.encoder
        return begin(lambda: open_compiled(model.name, model.precision, folder, self._notify, self._threads))

    @cached_property
    def _compiled_reader(self) -> "Future[PassageReader | None]":
        """The same of the reader; None too where none is wanted."""
        from index.models.opening import open_compiled_reader
        from index.models.openvino import import_openvino

        import_openvino()
        name, folder = self._settings.model.reader, self._data_folder.encoder
        return begin(lambda: open_compiled_reader(name, folder, self._threads))

    def compiled_encoder(self) -> "Path | None":
        """Tell where the compiled encoder stands, if it was made."""
        from index.models.opening import find_compiled

        model = self._settings.model
        return find_compiled(model.name, model.precision, self._data_folder.encoder)

    def remove_superseded(self) -> None:
        """Remove a compiled encoder of the data folder's own where the one in the user's cache is used."""
        from index.models.opening import remove_superseded

        model = self._settings.model
        remove_superseded(model.name, model.precision, self._data_folder.encoder)

    @cached_property
    def reader(self) -> "PassageReader | None":
        """Open the reader of the settings, if any, which takes long the first time."""
        from index.models.opening import open_reader

        with suppress(Exception):  # as above
            if reader := self._compiled_reader.result():
                return reader
        self._data_folder.make()
        return open_reader(self._settings.model.reader, self._data_folder.encoder, self._notify, self._threads)

    @cached_property
    def reranker(self) -> "Reranker | None":
        """Load the reranker of the settings, if any."""
        from index.models.reranker import open_reranker

        return open_reranker(self._settings.model.reranker)

    @property
    def _threads(self) -> int:
        """Give how many threads a question has: one where workers are counted, so that each is at work on its own."""
        from index.models.openvino import QUESTION_THREADS

        return 1 if self._settings.answer.workers else QUESTION_THREADS

    @property
    def read_by(self) -> str:
        """Give the fingerprint of the reader, empty where there is none."""
        return self.reader.fingerprint if self.reader else ""

    @property
    def reranked_by(self) -> str:
        """Give the fingerprint of the reranker, empty where there is none."""
        return self.reranker.fingerprint if self.reranker else ""

    @cached_property
    def calibration(self) -> "Calibration":
        """Read how sure answers are, and warn where that leaves the reader or the reranker out."""
        from index.answering.confidence import choose_calibration

        own = self._settings.answer.calibration
        return choose_calibration(own, self.read_by, self.reranked_by, lambda text: self._notify(f"Warning: {text}"))

    def for_answers(self) -> "AnswerModels":
        """Give all that answers take."""
        from bot.service.reading_pool import AnswerModels

        return AnswerModels(self.encoder, self.calibration, self.reader, self.reranker)

    def load(self) -> None:
        """Load all of them, so that what is wrong with one is reported before something that takes long."""
        _ = self.encoder, self.calibration
