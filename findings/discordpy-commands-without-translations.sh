#!/usr/bin/env bash
# discord.py 2.7.1: CommandTree.fetch_commands does not ask for translations, which the endpoint leaves out unless it is
# asked; whether the translations that are registered are those of the tree cannot be told by it.
# Source: https://discord.com/developers/docs/interactions/application-commands#get-global-application-commands:
# with_localizations, false by default.
# Seen: /applications/1/commands None
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" discord.py==2.7.1
seen=$(PYTHONPATH="$folder/packages" python3 -W ignore - <<'PY'
import asyncio

import discord
from discord import app_commands


async def main() -> None:
    client = discord.Client(intents=discord.Intents.none(), application_id=1)
    tree = app_commands.CommandTree(client)

    async def request(route, **arguments):
        print(route.url.removeprefix(discord.http.Route.BASE), arguments.get("params"))
        return []

    client.http.request = request
    await tree.fetch_commands()


asyncio.run(main())
PY
)
expected="/applications/1/commands None"
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
