"""Which endpoint answers which path."""

from typing import TYPE_CHECKING

from aiohttp import web

from tests.discord_server import account_routes as account
from tests.discord_server import channel_routes as channels
from tests.discord_server import interaction_routes as interactions
from tests.discord_server import thread_routes as threads
from tests.discord_server.errors import ApiError, Json
from tests.discord_server.rest import PREFIX, Api, Call, Endpoint

if TYPE_CHECKING:
    from tests.discord_server.server import DiscordServer

COMMANDS = "/applications/{application}/commands"
GUILD_COMMANDS = "/applications/{application}/guilds/{guild}/commands"
MESSAGES = "/channels/{channel}/messages"
WEBHOOK = "/webhooks/{application}/{token}"

AUTHORIZED: tuple[tuple[str, str, Endpoint], ...] = (
    ("GET", "/users/@me", account.me),
    ("GET", "/users/@me/guilds", account.my_guilds),
    ("GET", "/applications/@me", account.application),
    ("GET", "/oauth2/applications/@me", account.application),
    ("GET", "/gateway/bot", account.gateway_bot),
    ("GET", "/users/{user}", account.user),
    ("GET", "/guilds/{guild}", account.guild),
    ("GET", "/guilds/{guild}/channels", account.guild_channels),
    ("GET", "/guilds/{guild}/threads/active", account.guild_threads),
    ("GET", "/guilds/{guild}/roles", account.roles),
    ("GET", "/guilds/{guild}/roles/{role}", account.role),
    ("GET", "/guilds/{guild}/members/{user}", account.member),
    *(
        (method, path, endpoint)
        for path in (COMMANDS, GUILD_COMMANDS)
        for method, endpoint in (
            ("GET", account.commands),
            ("PUT", account.replace_commands),
            ("POST", account.add_command),
        )
    ),
    ("GET", f"{COMMANDS}/{{command}}", account.command),
    ("GET", f"{GUILD_COMMANDS}/{{command}}", account.command),
    ("DELETE", f"{COMMANDS}/{{command}}", account.delete_command),
    ("DELETE", f"{GUILD_COMMANDS}/{{command}}", account.delete_command),
    ("POST", "/users/@me/channels", channels.open_dm),
    ("GET", "/channels/{channel}", channels.channel),
    ("PATCH", "/channels/{channel}", threads.edit),
    ("POST", "/channels/{channel}/threads", threads.create),
    ("POST", "/channels/{channel}/messages/{message}/threads", threads.create_from_message),
    ("POST", "/channels/{channel}/typing", channels.typing),
    ("GET", MESSAGES, channels.messages),
    ("POST", MESSAGES, channels.create_message),
    ("GET", f"{MESSAGES}/pins", channels.pins),
    ("GET", f"{MESSAGES}/{{message}}", channels.message),
    ("PATCH", f"{MESSAGES}/{{message}}", channels.edit_message),
    ("DELETE", f"{MESSAGES}/{{message}}", channels.delete_message),
)
OPEN: tuple[tuple[str, str, Endpoint], ...] = (
    ("GET", "/gateway", account.gateway),
    ("POST", "/interactions/{interaction}/{token}/callback", interactions.callback),
    ("POST", WEBHOOK, interactions.follow_up),
    ("GET", f"{WEBHOOK}/messages/{{message}}", interactions.message),
    ("PATCH", f"{WEBHOOK}/messages/{{message}}", interactions.edit_message),
    ("DELETE", f"{WEBHOOK}/messages/{{message}}", interactions.delete_message),
)


async def nowhere(call: Call) -> Json | None:
    """Refuse a request for something that does not exist."""
    raise ApiError(404, 0, "404: Not Found")


def application(server: "DiscordServer") -> web.Application:
    """Return the web application of a server."""
    api, app = Api(server), web.Application(client_max_size=64 * 1024 * 1024)
    for routes, is_open in ((AUTHORIZED, False), (OPEN, True)):
        for method, path, endpoint in routes:
            app.router.add_route(method, PREFIX + path, api.handler(endpoint, is_open=is_open))
    app.router.add_get("/gateway", server.gateway.serve)

    async def download(request: web.Request) -> web.Response:
        upload = server.uploads.get(int(request.match_info["id"]))
        server.downloads.append(request.path)
        if upload is None or upload.filename != request.match_info["name"]:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=upload.data, headers={"Content-Type": upload.content_type})

    app.router.add_get(r"/cdn/{folder}/{channel}/{id:\d+}/{name}", download)
    app.router.add_route("*", "/{tail:.*}", api.handler(nowhere, is_open=True))
    return app
