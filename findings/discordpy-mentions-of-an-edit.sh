#!/usr/bin/env bash
# discord.py 2.7.1: the allowed mentions that a client is made with go with each message that it sends, but not with an
# edit of one that changes its view alone; with text displays that text is in the view, and nothing says whom it may
# mention. With an edit of the content they go.
# Source: https://discordpy.readthedocs.io/en/v2.7.1/api.html#discord.PartialMessage.edit: "If no object is passed at
# all then the defaults given by allowed_mentions are used instead."
# Seen: sent: {'parse': []}; content edited: {'parse': []}; view edited: None
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" discord.py==2.7.1
seen=$(PYTHONPATH="$folder/packages" python3 -W ignore - <<'PY'
import asyncio

import discord
from discord import ui


async def main() -> None:
    client = discord.Client(intents=discord.Intents.none(), allowed_mentions=discord.AllowedMentions.none())
    bodies = []

    async def request(route, **arguments):
        bodies.append(arguments.get("json"))
        raise LookupError

    client.http.request = request
    place = client.get_partial_messageable(1)
    view = ui.LayoutView()
    view.add_item(ui.TextDisplay("Who rang?"))
    message = place.get_partial_message(2)
    for call in (place.send("Who rang?"), message.edit(content="Who rang?"), message.edit(view=view)):
        try:
            await call
        except LookupError:
            pass
    names = ("sent", "content edited", "view edited")
    print("; ".join(f"{name}: {body.get('allowed_mentions')}" for name, body in zip(names, bodies)))


asyncio.run(main())
PY
)
expected="sent: {'parse': []}; content edited: {'parse': []}; view edited: None"
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
