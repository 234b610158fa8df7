#!/usr/bin/env bash
# Starlette 1.10.0: the convertor "path", which takes all that follows, takes no end of a line: an address whose last part
# has one, percent-encoded as %0A, is not found, whatever the route.
# Source: https://starlette.dev/routing/: "path returns the rest of the path, including any additional / characters"; its
# regular expression is compiled without DOTALL.
# Seen: a/b: 200; a\nb: 404
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" starlette==1.10.0
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
import asyncio

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

app = Starlette(routes=[Route("/articles/{id:path}", lambda request: PlainTextResponse("found"))])


async def status(name: str) -> int:
    sent = []

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": f"/articles/{name}", "root_path": "", "query_string": b"", "headers": []}
    await app(scope, receive, send)
    return sent[0]["status"]


print("; ".join(f"{name!r}: {asyncio.run(status(name))}".replace("'", "") for name in ("a/b", "a\nb")))
PY
)
[ "$seen" = 'a/b: 200; a\nb: 404' ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
