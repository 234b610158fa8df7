"""Time as it passes for who waits; tests have one of their own."""

import asyncio
from time import monotonic
from typing import Protocol


class Clock(Protocol):
    """Tells and waits, both in seconds."""

    def now(self) -> float:
        """Seconds since some moment, which never go back."""

    async def sleep(self, seconds: float) -> None:
        """Waits."""


class SystemClock:
    """The machine's."""

    def now(self) -> float:
        """Seconds since some moment, which never go back."""
        return monotonic()

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        await asyncio.sleep(seconds)
