"""What the bot logs while a test looks."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Keeper(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def kept_records() -> Iterator[list[logging.LogRecord]]:
    """The records of the bot's own logger that are made within, at any level."""
    log, keeper = logging.getLogger("quotebot"), _Keeper()
    before = log.level
    log.addHandler(keeper)
    log.setLevel(logging.DEBUG)
    try:
        yield keeper.records
    finally:
        log.removeHandler(keeper)
        log.setLevel(before)
