#!/usr/bin/env bash
# mcp 2.3.0: a server without sessions that answers in JSON takes GET too, with a stream of events in which nothing can ever
# stand, and which stays open until who asked goes: each holds a connection and a task, without a limit. The protocol lets
# a server refuse GET with 405 (2025-06-18, "Listening for Messages from the Server").
# Source: mcp/server/streamable_http.py, which looks at `stateless` for no method.
# Seen: 200 text/event-stream, open, 0 bytes
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" mcp==2.3.0
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
import socket
import threading
import time
from http.client import HTTPConnection

import uvicorn
from mcp.server.lowlevel.server import Server

app = Server("quiet").streamable_http_app(json_response=True, stateless_http=True)
listener = socket.create_server(("127.0.0.1", 0))
server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
threading.Thread(target=server.run, args=([listener],), daemon=True).start()
while not server.started:
    time.sleep(0.05)
connection = HTTPConnection("127.0.0.1", listener.getsockname()[1], timeout=3)
connection.request("GET", "/mcp", headers={"Accept": "text/event-stream"})
response = connection.getresponse()
try:
    state = f"ended, {len(response.read(1))} bytes"
except TimeoutError:
    state = "open, 0 bytes"
print(f"{response.status} {response.headers['content-type'].partition(';')[0]}, {state}", flush=True)
PY
)
[ "$seen" = "200 text/event-stream, open, 0 bytes" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
