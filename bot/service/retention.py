"""How long the bot keeps what it sent."""

from datetime import datetime, timedelta

from bot.service.state_store import StateStore

_CLOCK = "clock"  # under which the clock's last reading is noted
_CLAIMED = timedelta(days=1)  # after which nobody asks again for what was taken


async def expire(state: StateStore, now: datetime, kept: timedelta) -> int:
    """Deletes what was sent longer ago than it may be kept; gives how many messages were deleted.

    By the earlier of the clock's last two readings, so that one which is years ahead for a moment deletes nothing.
    """
    before = await state.facts.get(_CLOCK)
    await state.facts.set(_CLOCK, now.isoformat())
    if before is None:
        return 0
    earlier = min(now, datetime.fromisoformat(before))
    await state.claims.forget(earlier - _CLAIMED)
    return await state.purge(earlier - kept)
