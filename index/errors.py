"""The one family of errors that a user can cause; each message names what is wrong and the fix."""

from pathlib import Path


class QuotebotError(Exception):
    """Something a person can put right: the message says what is wrong and what to do."""


def newer_version(path: Path) -> str:
    """Says of a file of the data folder that a newer version of quotebot wrote it, and what to do."""
    return (
        f"{path} was written by a newer version of quotebot; install that one, "
        "or put back what quotebot backup of this one has kept: quotebot restore FILE"
    )
