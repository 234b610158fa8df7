#!/usr/bin/env bash
# Milvus Lite 3.2.2 (by pymilvus 3.0.2): a query whose filter is a list of primary keys alone, "id in [...]", passes over limit
# and offset and gives a row as often as its key is named. The same list for another field, or with a second condition, keeps
# to both.
# Source: https://milvus.io/docs/get-and-scalar-query.md: a query gives "all or a specified number of entities", and get those
# of primary keys; milvus_lite/adapter/grpc/servicer.py, Query, which takes a query of that form for a get.
# Seen: id in [1, 2, 2, 3]: 1 2 2 3; size in [1, 2, 2, 3]: 2; id in [1, 2, 2, 3] and size > 0: 2 (limit 1, offset 1)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" pymilvus==3.0.2 milvus-lite==3.2.2
seen=$(PYTHONPATH="$folder/packages" python3 - "$folder/boats.db" <<'PY'
import sys

from pymilvus import DataType, MilvusClient

client = MilvusClient(sys.argv[1])
schema = client.create_schema()
schema.add_field("id", DataType.INT64, is_primary=True)
schema.add_field("size", DataType.INT64)
schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
index = client.prepare_index_params()
index.add_index("vector", index_type="FLAT", metric_type="IP")
client.create_collection("boats", schema=schema, index_params=index)
client.insert("boats", [{"id": number, "size": number, "vector": [1.0, 0.0]} for number in range(1, 6)])
told = []
for filter in ("id in [1, 2, 2, 3]", "size in [1, 2, 2, 3]", "id in [1, 2, 2, 3] and size > 0"):
    rows = client.query("boats", filter=filter, limit=1, offset=1, output_fields=["id"])
    told.append(f"{filter}: {' '.join(str(row['id']) for row in rows)}")
print("; ".join(told))
PY
)
expected="id in [1, 2, 2, 3]: 1 2 2 3; size in [1, 2, 2, 3]: 2; id in [1, 2, 2, 3] and size > 0: 2"
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
