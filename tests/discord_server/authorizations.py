"""Through whom the application may be used somewhere: the guild that has its bot, or a person who installed it."""

from typing import TYPE_CHECKING

from tests.discord_server.channels import Channel
from tests.discord_server.errors import Json, NotAllowed
from tests.discord_server.permissions import Permission, bits

if TYPE_CHECKING:
    from tests.discord_server.accounts import Account
    from tests.discord_server.messages import StoredMessage

GUILD_INSTALL, USER_INSTALL = 0, 1
GUILD, BOT_DM, PRIVATE_CHANNEL = 0, 1, 2
EVERYWHERE = (GUILD, BOT_DM, PRIVATE_CHANNEL)


def context_of(channel: Channel) -> int:
    """Return the context of interactions in a channel."""
    if channel.guild is not None:
        return GUILD
    return BOT_DM if channel.recipient is not None else PRIVATE_CHANNEL


def of_command(command: Json, person: "Account", channel: Channel) -> Json:
    """Return who authorizes a command for a person in a channel, or raise NotAllowed where nobody does."""
    context, guild, name = context_of(channel), channel.guild, command["name"]
    if "guild_id" in command:
        # Installations and contexts are chosen for commands of all guilds alone.
        return {"0": command["guild_id"]}
    if context not in contexts_of(command):
        raise NotAllowed(f"{name} is not for {('guilds', 'direct messages', 'private channels')[context]}")
    kinds, owners = command["integration_types"], {}
    if GUILD_INSTALL in kinds and guild is not None and guild.has_bot:
        owners["0"] = str(guild.id)
    if GUILD_INSTALL in kinds and context == BOT_DM and (not person.installed or person.meets_bot):
        owners["0"] = "0"
    if USER_INSTALL in kinds and person.installed:
        owners["1"] = str(person.id)
    if not owners:
        raise NotAllowed(f"{name} is offered to {person.name} neither by {channel.name} nor by an own installation")
    return owners


def contexts_of(command: Json) -> tuple[int, ...]:
    """Return the contexts in which a command can be used: all, unless it says otherwise."""
    if command["contexts"] is not None:
        return tuple(command["contexts"])
    return (GUILD,) if command["dm_permission"] is False else EVERYWHERE


def of_component(source: "StoredMessage") -> Json:
    """Return who authorizes a click below a message: those who did for the interaction that the message answers."""
    channel = source.channel
    if source.interaction is None:
        owners = {"0": str(channel.guild.id) if channel.guild else "0"}
    else:
        owners = dict(source.interaction.owners)
    if channel.guild is not None and not channel.guild.has_bot:
        owners.pop("0", None)
    if not owners:
        raise NotAllowed(f"the bot is not where message {source.id} is")
    return owners


def hides_answers(owners: Json, person: "Account", channel: Channel) -> bool:
    """Tell whether answers are for the person alone: she may not show what her own installation says."""
    if "0" in owners or channel.guild is None:
        return False
    return not (channel.allows(person, "use_external_apps") and channel.lets_send(person))


def app_permissions(channel: Channel) -> int:
    """Return what the application may do where an interaction happened."""
    guild, always = channel.guild, bits(("attach_files", "embed_links"))
    if guild is None:
        emojis = int(Permission.USE_EXTERNAL_EMOJIS) if channel.recipient is not None else 0
        return always | int(Permission.MENTION_EVERYONE) | emojis
    if guild.has_bot:
        return channel.permissions_of(guild.server.bot)
    return channel.permissions_of_everyone() | always
