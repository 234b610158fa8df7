#!/usr/bin/env bash
# pymilvus 3.0.2 with Milvus Lite 3.2.2: MilvusClient.hybrid_search takes filter=..., as search does, and passes over it: rows
# that it rules out come back, and no error. Only `expr` in each AnnSearchRequest is a filter.
# Source: pymilvus/milvus_client/milvus_client.py: `filter` is a parameter of search, and of hybrid_search one of the
# **kwargs, of which its documentation names two.
# Seen: search: [0, 1]; hybrid_search: [0, 1, 2, 3]; with expr: [0, 1]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" pymilvus==3.0.2 milvus-lite==3.2.2
seen=$(PYTHONPATH="$folder/packages" python3 - "$folder/boats.db" <<'PY'
import sys

from pymilvus import AnnSearchRequest, DataType, MilvusClient, RRFRanker

client = MilvusClient(sys.argv[1])
schema = client.create_schema()
schema.add_field("id", DataType.INT64, is_primary=True)
schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
index = client.prepare_index_params()
index.add_index("vector", index_type="FLAT", metric_type="IP")
client.create_collection("boats", schema=schema, index_params=index)
client.insert("boats", [{"id": number, "vector": [1.0, number]} for number in range(4)])
query = [[1.0, 0.0]]


def hybrid(expr, **options):
    request = AnnSearchRequest(query, "vector", {}, limit=4, expr=expr)
    return client.hybrid_search("boats", [request], RRFRanker(), limit=4, **options)


found = (client.search("boats", query, filter="id < 2", limit=4), hybrid(None, filter="id < 2"), hybrid("id < 2"))
told = ("search", "hybrid_search", "with expr")
print("; ".join(f"{name}: {sorted(hit['id'] for hit in hits)}" for name, (hits,) in zip(told, found)))
PY
)
[ "$seen" = "search: [0, 1]; hybrid_search: [0, 1, 2, 3]; with expr: [0, 1]" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
