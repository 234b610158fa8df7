"""The one family of errors that a user can cause; each message names what is wrong and the fix."""


class QuotebotError(Exception):
    """Something a person can put right: the message says what is wrong and what to do."""
