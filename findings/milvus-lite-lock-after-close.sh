#!/usr/bin/env bash
# pymilvus 3.0.2 with Milvus Lite 3.2.2: MilvusClient.close() does not let go of the file that the client was opened with:
# another process cannot open it until this one ends or calls server_manager_instance.release_server, which pymilvus never
# does. The error that it gets, "Open local milvus failed", does not say why.
# Source: pymilvus/milvus_client/milvus_client.py, close: "Close the client and release the connection";
# milvus_lite/server_manager.py, whose server runs on in a thread.
# Seen: closed: Open local milvus failed; released: opened
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" pymilvus==3.0.2 milvus-lite==3.2.2
seen=$(PYTHONPATH="$folder/packages" python3 - "$folder/boats.db" <<'PY'
import subprocess
import sys

from milvus_lite.server_manager import server_manager_instance
from pymilvus import MilvusClient

OPEN = """
import sys
from pymilvus import MilvusClient
from pymilvus.exceptions import MilvusException
try:
    MilvusClient(sys.argv[1]).list_collections()
    print("opened")
except MilvusException as error:
    print(error.message)
"""


def another():
    run = subprocess.run([sys.executable, "-c", OPEN, sys.argv[1]], stdout=-1, stderr=-3, text=True, timeout=120, check=True)
    return run.stdout.strip()


client = MilvusClient(sys.argv[1])
client.list_collections()
client.close()
closed = another()
server_manager_instance.release_server(sys.argv[1])
print(f"closed: {closed}; released: {another()}")
PY
)
[ "$seen" = "closed: Open local milvus failed; released: opened" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
