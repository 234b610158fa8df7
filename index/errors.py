"""The one family of errors that a user can cause; each message names what is wrong and the fix."""


class QuotebotError(Exception):
    """Something a person can put right: the message says what is wrong and what to do."""


class OutageError(QuotebotError):
    """Something that is needed is away, busy or full for now; nothing is lost, and the same may go well later."""


def newer_version(name: object) -> str:
    """Says of what is read that a newer version of quotebot wrote it, and what to do."""
    return (
        f"{name} was written by a newer version of quotebot; install that one, "
        "or put back what quotebot backup of this one has kept: quotebot restore FILE"
    )
