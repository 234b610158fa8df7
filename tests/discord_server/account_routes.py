"""The endpoints about the bot, its commands, guilds and people."""

from tests.discord_server import payloads
from tests.discord_server.commands import without_localizations
from tests.discord_server.errors import (
    UNKNOWN_COMMAND,
    UNKNOWN_GUILD,
    UNKNOWN_MEMBER,
    UNKNOWN_ROLE,
    UNKNOWN_USER,
    ApiError,
    Json,
)
from tests.discord_server.guilds import Guild
from tests.discord_server.rest import Call


async def me(call: Call) -> Json:
    """Return the bot's account."""
    return call.server.bot.payload() | {"verified": True, "mfa_enabled": False, "locale": "en-US", "email": None}


async def application(call: Call) -> Json:
    """Return the bot's application."""
    return payloads.application(call.server)


async def gateway(call: Call) -> Json:
    """Return where the gateway is."""
    return {"url": call.server.gateway_address}


async def gateway_bot(call: Call) -> Json:
    """Return where the gateway is and how the bot should connect."""
    limit = {"total": 1000, "remaining": 999, "reset_after": 14400000, "max_concurrency": call.server.max_concurrency}
    return {"url": call.server.gateway_address, "shards": call.server.shards, "session_start_limit": limit}


async def user(call: Call) -> Json:
    """Return one account."""
    person = call.server.people.get(call.id("user"))
    if person is None:
        raise ApiError(*UNKNOWN_USER)
    return person.payload()


def _guild(call: Call) -> Guild:
    guild = call.server.guilds.get(call.id("guild"))
    if guild is None or not guild.has_bot:
        raise ApiError(*UNKNOWN_GUILD)
    return guild


async def guild(call: Call) -> Json:
    """Return one guild, with how many are in it if that is asked for."""
    found = _guild(call)
    if not call.flag("with_counts"):
        return found.payload()
    count = len(found.members)
    return found.payload() | {"approximate_member_count": count, "approximate_presence_count": count}


async def my_guilds(call: Call) -> list[Json]:
    """Return the guilds that the bot is in, at most 200 at once, those before or after an id if that is asked for."""
    query = call.request.query
    limit = int(query.get("limit", 200))
    if not 1 <= limit <= 200:
        raise ApiError(400, 50035, "Invalid Form Body", {"limit": {"_errors": [{"code": "NUMBER_TYPE_MAX"}]}})
    found = sorted((one for one in call.server.guilds.values() if one.has_bot), key=lambda one: one.id)
    if "before" in query:
        return [_mine(call, one) for one in found if one.id < int(query["before"])][-limit:]
    return [_mine(call, one) for one in found if one.id > int(query.get("after", 0))][:limit]


def _mine(call: Call, guild: Guild) -> Json:
    payload = guild.payload()
    mine: Json = {key: payload[key] for key in ("id", "name", "icon", "banner", "features")}
    mine |= {"owner": guild.owner_id == call.server.bot.id}
    mine |= {"permissions": str(guild.permissions_of(call.server.bot))}
    if call.flag("with_counts"):
        mine |= {"approximate_member_count": len(guild.members), "approximate_presence_count": len(guild.members)}
    return mine


async def guild_channels(call: Call) -> list[Json]:
    """Return the channels of a guild, also those that the bot does not see, without threads."""
    return [channel.payload() for channel in _guild(call).channels.values() if not channel.is_thread]


async def guild_threads(call: Call) -> Json:
    """Return the threads of a guild that are not archived and that the bot sees."""
    return {"threads": [channel.payload() for channel in _guild(call).threads()], "members": [], "has_more": False}


async def roles(call: Call) -> list[Json]:
    """Return the roles of a guild."""
    return [role.payload() for role in _guild(call).roles.values()]


async def role(call: Call) -> Json:
    """Return one role of a guild."""
    found = _guild(call).roles.get(call.id("role"))
    if found is None:
        raise ApiError(*UNKNOWN_ROLE)
    return found.payload()


async def member(call: Call) -> Json:
    """Return one member of a guild."""
    found = _guild(call).members.get(call.id("user"))
    if found is None:
        raise ApiError(*UNKNOWN_MEMBER)
    return found.payload()


def _command_guild(call: Call) -> int | None:
    if call.id("application") != call.server.application_id:
        raise ApiError(404, 10002, "Unknown Application")
    if "guild" not in call.params:
        return None
    found = call.server.guilds.get(call.id("guild"))
    if found is None or not found.has_bot:
        raise ApiError(403, 50001, "Missing Access")
    return found.id


async def commands(call: Call) -> list[Json]:
    """Return the registered commands, with their texts in other languages only if that is asked for."""
    found = call.server.registry.of(_command_guild(call))
    return found if call.flag("with_localizations") else [without_localizations(command) for command in found]


async def command(call: Call) -> Json:
    """Return one registered command."""
    found = call.server.registry.of(_command_guild(call))
    for one in found:
        if one["id"] == str(call.id("command")):
            return one
    raise ApiError(*UNKNOWN_COMMAND)


async def replace_commands(call: Call) -> list[Json]:
    """Register exactly the given commands."""
    replaced = call.server.registry.replace(call.request.body, _command_guild(call))
    call.server.changed.fire()
    return replaced


async def add_command(call: Call) -> Json:
    """Register one more command."""
    added = call.server.registry.add(call.body, _command_guild(call))
    call.server.changed.fire()
    return added


async def delete_command(call: Call) -> None:
    """Forget a command."""
    if not call.server.registry.remove(call.id("command"), _command_guild(call)):
        raise ApiError(*UNKNOWN_COMMAND)
    call.server.changed.fire()
