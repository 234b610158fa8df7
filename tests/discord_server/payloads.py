"""Interactions as Discord tells the bot of them."""

from typing import TYPE_CHECKING

from tests.discord_server.authorizations import app_permissions, context_of
from tests.discord_server.errors import Json
from tests.discord_server.uploads import SIZE_LIMIT

if TYPE_CHECKING:
    from tests.discord_server.interactions import Interaction
    from tests.discord_server.server import DiscordServer


def interaction(it: "Interaction") -> Json:
    """Return all that the bot is told of an interaction."""
    server, channel, person = it.server, it.channel, it.person
    payload: Json = {
        "id": str(it.id),
        "application_id": str(server.application_id),
        "type": it.kind,
        "token": it.token,
        "version": 1,
        "data": it.data,
        "channel_id": str(channel.id),
        "channel": channel.partial(person),
        "locale": person.locale,
        "app_permissions": str(app_permissions(channel)),
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": it.owners,
        "context": context_of(channel),
        "attachment_size_limit": SIZE_LIMIT,
    }
    if channel.guild is None:
        payload["user"] = person.payload()
    else:
        guild = channel.guild
        member = guild.members[person.id].payload() | {"permissions": str(channel.permissions_of(person))}
        payload |= {"guild_id": str(guild.id), "guild_locale": guild.locale, "member": member}
        payload["guild"] = {"id": str(guild.id), "locale": guild.locale, "features": []}
    if it.source is not None:
        payload["message"] = it.source.payload()
    return payload


def application(server: "DiscordServer") -> Json:
    """Return the bot's application as Discord describes it."""
    unset = "icon team"
    payload: Json = dict.fromkeys(unset.split())
    return payload | {
        "id": str(server.application_id),
        "name": server.bot.name,
        "description": "",
        "summary": "",
        "type": None,
        "is_monetized": False,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": server.application_flags,
        "flags_new": str(server.application_flags),
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "approximate_user_install_count": sum(person.installed for person in server.people.values()),
        "approximate_user_authorization_count": 0,
        "hook": True,
        "redirect_uris": [],
        "interactions_endpoint_url": server.interactions_endpoint,
        "role_connections_verification_url": None,
        "approximate_guild_count": sum(guild.has_bot for guild in server.guilds.values()),
        "integration_types_config": {str(kind): {} for kind in server.integration_types},
        "owner": server.owner.payload(),
        "bot": server.bot.payload(),
    }
