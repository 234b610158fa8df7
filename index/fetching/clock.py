"""Time as it passes for who waits; tests have one of their own."""

import asyncio
from contextlib import AbstractAsyncContextManager
from time import monotonic
from typing import Protocol


class Clock(Protocol):
    """Tells, waits and bounds, in seconds."""

    def now(self) -> float:
        """Seconds since some moment, which never go back."""

    async def sleep(self, seconds: float) -> None:
        """Waits."""

    def within(self, seconds: float) -> AbstractAsyncContextManager[object]:
        """Ends what is done in it where that takes longer, with TimeoutError."""


class SystemClock:
    """The machine's."""

    def now(self) -> float:
        """Seconds since some moment, which never go back."""
        return monotonic()

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        await asyncio.sleep(seconds)

    def within(self, seconds: float) -> AbstractAsyncContextManager[object]:
        """Ends what is done in it where that takes longer, with TimeoutError."""
        return asyncio.timeout(seconds)
