#!/usr/bin/env bash
# mcp 2.3.0: a server over standard input and output, whose task is cancelled by SIGTERM, goes on running until its input
# ends: a thread waits in it for the next line, and cancelling waits for the thread. So does one that a service manager or a
# container stops, and one in a terminal after Ctrl-C.
# Source: https://github.com/modelcontextprotocol/python-sdk/issues/3551; mcp/server/stdio.py reads by anyio.wrap_file.
# Seen: runs 3 s after SIGTERM, ends with its input
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" mcp==2.3.0
cat > "$folder/server.py" <<'PY'
import asyncio
import signal

from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server


async def main():
    server = Server("quiet")
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


asyncio.run(main())
PY
seen=$(PYTHONPATH="$folder/packages" python3 - "$folder/server.py" <<'PY'
import json
import subprocess
import sys

params = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "client", "version": "1"}}
begin = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}
pipe = subprocess.PIPE
server = subprocess.Popen([sys.executable, sys.argv[1]], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
server.stdin.write(json.dumps(begin).encode() + b"\n")
server.stdin.flush()
server.stdout.readline()
server.terminate()
try:
    server.wait(3)
    print("ends by SIGTERM")
except subprocess.TimeoutExpired:
    server.stdin.close()
    server.wait(60)
    print("runs 3 s after SIGTERM, ends with its input")
PY
)
[ "$seen" = "runs 3 s after SIGTERM, ends with its input" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
