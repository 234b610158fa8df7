"""Any bytes as a file of settings, of the confidence or of an evaluation: used, or refused in one line."""

import math
from pathlib import Path
from tempfile import NamedTemporaryFile

from config import SettingsError, load_settings
from index.answering.confidence import Evidence, load_calibration
from index.errors import QuotebotError
from index.evaluation.datasets import read_questions
from index.evaluation.dialogues import read_dialogues
from index.files.data_folder import DataFolder
from index.ingest.sources import sources_of


def load(data: bytes) -> None:
    """Load a file of these bytes, of which the first says what it is."""
    kind = (_settings, _calibration, read_questions, read_dialogues)[(data[0] if data else 0) % 4]
    with NamedTemporaryFile() as file:
        Path(file.name).write_bytes(data[1:])
        try:
            kind(Path(file.name))
        except (QuotebotError, SettingsError) as error:
            _check_told(str(error), file.name)


def _check_told(message: str, name: str) -> None:
    assert name in message
    message.encode()


def _settings(file: Path) -> None:
    settings = load_settings(file)
    assert int(settings.library.max_megabytes * 1_000_000) > 0 or settings.library.max_megabytes < 1e-6
    assert int(settings.discord.server_megabytes * 1_000_000) >= 0
    assert all(path.is_absolute() for path in sources_of(DataFolder(Path("/none")), settings.library).paths)


def _calibration(file: Path) -> None:
    calibration = load_calibration(file)
    for value in (9.0, -9.0):
        assert math.isfinite(calibration.probability(Evidence(*[value] * len(Evidence.__struct_fields__))))
        if calibration.quote:
            assert math.isfinite(calibration.quote.probability(value, value))
