"""Why an address could not be read."""


class FetchError(Exception):
    """An address could not be read: `reason` says why, in words that go behind the address.

    `is_refused` is whether a rule says that it may not be read, `is_passing` whether it may well be there in a moment.
    """

    def __init__(self, reason: str, *, is_refused: bool = False, is_passing: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.is_refused, self.is_passing = reason, is_refused, is_passing
