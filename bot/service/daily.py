"""What is done once a day for a server, at the same hour, also where the program was ended meanwhile."""

from datetime import datetime, timedelta

from bot.service.state_store import DIGEST, FactStore

DAY = timedelta(days=1)


async def take_turn(facts: FactStore, guild: int, now: datetime) -> datetime | None:
    """When the turn began that is now a server's, None where it has had it; the next one begins a day later.

    Turns that were missed are left out. A clock that was ahead for a moment, and is right again, has its turn now.
    """
    name = f"{DIGEST}{guild}"
    noted = await facts.get(name)
    last = datetime.fromisoformat(noted) if noted else None
    if last is None or last > now:
        turn = now
    elif now < last + DAY:
        return None
    else:
        turn = last + (now - last) // DAY * DAY
    await facts.set(name, turn.isoformat())
    return turn
