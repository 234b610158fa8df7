#!/usr/bin/env bash
# pymilvus 3.0.2 with Milvus Lite 3.2.2: parameters of an index that are given as Milvus documents it, params={"M": ...},
# never reach Milvus Lite, and no error tells so: a graph of four edges a node comes out as large as one of 64. They reach it
# one level deeper, as params={"params": {"M": ...}}: pymilvus sends each by its own name, and Lite reads one named "params".
# Source: https://milvus.io/docs/hnsw.md; milvus_lite/adapter/grpc/translators/index.py, which passes over other names.
# Seen: documented: M is None and None, the same size: True; one level deeper: M is 4 and 64, the same size: False
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" pymilvus==3.0.2 milvus-lite==3.2.2
seen=$(PYTHONPATH="$folder/packages" python3 - "$folder/boats.db" <<'PY'
import sys
from pathlib import Path

from pymilvus import DataType, MilvusClient

client = MilvusClient(sys.argv[1])


def built(name, params):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    index = client.prepare_index_params()
    index.add_index("vector", index_type="HNSW", metric_type="L2", params=params)
    client.create_collection(name, schema=schema, index_params=index)
    client.insert(name, [{"id": number, "vector": [number, number % 7]} for number in range(200)])
    client.flush(name)
    client.release_collection(name)
    client.load_collection(name)
    (file,) = (path for path in Path(sys.argv[1]).rglob("*.idx") if name in path.parts)
    return client.describe_index(name, "vector").get("params", {}).get("M"), file.stat().st_size


def told(way, few, many):
    return f"{way}: M is {few[0]} and {many[0]}, the same size: {few[1] == many[1]}"


print(
    told("documented", built("a", {"M": 4}), built("b", {"M": 64})),
    told("one level deeper", built("c", {"params": {"M": 4}}), built("d", {"params": {"M": 64}})),
    sep="; ",
)
PY
)
expected="documented: M is None and None, the same size: True; one level deeper: M is 4 and 64, the same size: False"
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
