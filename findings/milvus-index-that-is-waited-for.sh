#!/usr/bin/env bash
# pymilvus 3.0.2 (here with Milvus Lite 3.2.2): for each index that it makes, pymilvus sleeps half a second before it asks for
# the first time whether that is done, also where the collection is empty and the index done at once: a new collection with two
# indexes takes a second. create_index(sync=False) does not sleep; create_collection takes sync=False and passes over it.
# Source: https://milvus.io/api-reference/pymilvus/v2.5.x/MilvusClient/Management/create_index.md: "waits until the index is fully
# built"; pymilvus/client/grpc_handler.py, wait_for_creating_index, which sleeps first.
# Seen: create_collection: [0.5, 0.5]; with sync=False: [0.5, 0.5]; create_index with sync=False: [], Finished
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" pymilvus==3.0.2 milvus-lite==3.2.2
seen=$(PYTHONPATH="$folder/packages" python3 - "$folder/boats.db" <<'PY'
import sys
import threading
import time

from pymilvus import DataType, MilvusClient

slept = []
sleep = time.sleep


def counted(seconds):
    if threading.current_thread() is threading.main_thread():
        slept.append(seconds)
    sleep(seconds)


client = MilvusClient(sys.argv[1])
client.list_collections()
schema = client.create_schema()
schema.add_field("id", DataType.INT64, is_primary=True)
index = client.prepare_index_params()
for name in ("title", "text"):
    schema.add_field(name, DataType.FLOAT_VECTOR, dim=2)
    index.add_index(name, index_type="FLAT", metric_type="IP")
time.sleep = counted
client.create_collection("boats", schema=schema, index_params=index)
usual, slept = slept, []
client.create_collection("ships", schema=schema, index_params=index, sync=False)
told_not_to, slept = slept, []
client.create_collection("rafts", schema=schema)
client.create_index("rafts", index, sync=False)
(state,) = {client.describe_index("rafts", name)["state"] for name in ("title", "text")}
print(f"create_collection: {usual}; with sync=False: {told_not_to}; create_index with sync=False: {slept}, {state}")
PY
)
expected="create_collection: [0.5, 0.5]; with sync=False: [0.5, 0.5]; create_index with sync=False: [], Finished"
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
