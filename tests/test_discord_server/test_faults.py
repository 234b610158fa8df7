"""Failures that tests ask for."""

import aiohttp
import discord
import pytest

from tests.test_discord_server.conftest import World

CALLBACK = r"^/interactions/\d+/[^/]+/callback$"


async def test_a_rate_limit_is_waited_for_and_retried(world: World) -> None:
    """A message that meets 429 is sent again after the time that was told."""
    world.server.fail_next("POST", "/messages$", 429, body={"retry_after": 0.05})
    await world.bot.get_partial_messageable(world.general.id).send("hello")
    statuses = [request.status for request in world.server.requests_to("POST", "/messages$")]
    assert statuses == [429, 200]
    assert (await world.server.next_bot_message(world.general)).text == "hello"
    assert len(world.general.messages) == 1


async def test_a_rate_limited_acknowledgement_is_retried(world: World) -> None:
    """The client's webhooks wait and retry as its other requests do."""
    world.server.fail_next("POST", CALLBACK, 429, body={"retry_after": 0.05})
    response = await world.alice.slash(world.general, "ask", question="why")
    assert await response.acknowledged() >= 0.05
    assert (await response.message(5)).text == "clicked 0 times"


async def test_a_server_error_is_retried(world: World) -> None:
    """A message that meets 502 is sent again."""
    world.server.fail_next("POST", "/messages$", 502)
    await world.bot.get_partial_messageable(world.general.id).send("hello")
    assert [request.status for request in world.server.requests_to("POST", "/messages$")] == [502, 200]


async def test_a_failure_after_the_effect_meets_40060_when_retried(world: World) -> None:
    """An acknowledgement that took effect though the client was told otherwise cannot be made again."""
    world.server.fail_next("POST", CALLBACK, 500, after=True)
    raw = await world.raw()
    with pytest.raises(discord.HTTPException) as twice:
        await raw.response.defer()
    assert twice.value.code == 40060
    assert [request.status for request in world.server.requests_to("POST", CALLBACK)] == [500, 400]
    assert world.server.stats().unacknowledged == 0


async def test_a_connection_is_dropped(world: World) -> None:
    """Status 0 gives the client no answer at all."""
    world.server.fail_next("POST", CALLBACK, 0)
    raw = await world.raw()
    with pytest.raises(aiohttp.ClientConnectionError):
        await raw.response.defer()
    assert world.server.stats().unacknowledged == 1


async def test_a_refusal_has_its_own_body(world: World) -> None:
    """Any status with any body can be asked for, as often as needed."""
    world.server.fail_next("POST", "/messages$", 403, times=2, body={"code": 50013, "message": "Missing Permissions"})
    channel = world.bot.get_partial_messageable(world.general.id)
    for _ in range(2):
        with pytest.raises(discord.Forbidden) as refused:
            await channel.send("hello")
        assert refused.value.code == 50013
    await channel.send("hello")
