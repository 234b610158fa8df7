#!/usr/bin/env bash
# uvicorn 0.54.0: who awaits Server.serve() within something that is to be closed afterwards never comes to that: when it
# was told to stop by SIGTERM it raises the signal again at its end, which ends the program at once.
# Source: https://uvicorn.dev/: an application is shut down on SIGTERM; uvicorn/server.py, capture_signals.
# Seen: ended by signal 15; told: opened
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" uvicorn==0.54.0
cat >"$folder/program.py" <<'PY'
import asyncio
import os
import signal
from contextlib import asynccontextmanager

import uvicorn


@asynccontextmanager
async def opened():
    print("opened", flush=True)
    try:
        yield
    finally:
        print("closed", flush=True)


async def app(scope, receive, send):
    while scope["type"] == "lifespan":
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.startup":
            asyncio.get_running_loop().call_later(0.1, os.kill, os.getpid(), signal.SIGTERM)
        else:
            return


async def main():
    async with opened():
        await uvicorn.Server(uvicorn.Config(app, port=0, log_level="error")).serve()


asyncio.run(main())
PY
code=0
told=$(PYTHONPATH="$folder/packages" python3 "$folder/program.py" 2>/dev/null) || code=$?
seen="ended by signal $((code - 128)); told: $(echo $told)"
[ "$seen" = "ended by signal 15; told: opened" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
