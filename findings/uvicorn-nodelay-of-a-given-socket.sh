#!/usr/bin/env bash
# uvicorn 0.54.0 on CPython 3.11: connections accepted by a socket that socket.create_server made, and that uvicorn was given,
# have no TCP_NODELAY, while those of a host and port have: asyncio sets it only where the socket's protocol is TCP's, and
# create_server leaves that 0. On a connection that is kept, an answer sent in two parts then waits some 40 ms.
# Source: https://docs.python.org/3.11/library/asyncio-protocol.html: "By default, TCP sockets have TCP_NODELAY set";
# asyncio/base_events.py, _set_nodelay.
# Seen: given: 0; host and port: 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" uvicorn==0.54.0
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
import asyncio
import socket

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

told = []


class Telling(H11Protocol):
    def connection_made(self, transport):
        own = transport.get_extra_info("socket")
        told.append(int(own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0))
        super().connection_made(transport)


async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def served(given):
    config = uvicorn.Config(app, host="127.0.0.1", port=0, http=Telling, lifespan="off", log_level="error")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=given))
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    await reader.read()
    writer.close()
    server.should_exit = True
    await running


async def main():
    await served([socket.create_server(("127.0.0.1", 0))])
    await served(None)
    print("given: {}; host and port: {}".format(*told))


asyncio.run(main())
PY
)
[ "$seen" = "given: 0; host and port: 1" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
