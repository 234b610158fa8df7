#!/usr/bin/env bash
# Milvus Lite 3.2.2 (by pymilvus 3.0.2): a search with group_by_field looks for groups only among the ten times `limit` nearest
# rows: where one article has most of them, fewer articles come back than were asked for, down to one, though others are there;
# with a larger limit they are found.
# Source: https://milvus.io/docs/grouping-search.md: with group_by_field, limit is the number of groups to return, so that many
# passages of one document do not hide other documents; milvus_lite/engine/collection.py, search, effective_top_k.
# Seen: 5 of 11 articles: 1; 10 of 11 articles: 10
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
schema.add_field("article", DataType.INT64)
schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
index = client.prepare_index_params()
index.add_index("vector", index_type="FLAT", metric_type="L2")
client.create_collection("boats", schema=schema, index_params=index)
articles = [0] * 50 + list(range(1, 11))  # the first has the fifty passages that are nearest
client.insert("boats", [{"id": n, "article": article, "vector": [n, 0]} for n, article in enumerate(articles)])


def found(limit):
    options = {"limit": limit, "group_by_field": "article", "output_fields": ["article"]}
    (hits,) = client.search("boats", [[0.0, 0.0]], **options)
    return f"{limit} of {len(set(articles))} articles: {len({hit['entity']['article'] for hit in hits})}"


print(found(5), found(10), sep="; ")
PY
)
[ "$seen" = "5 of 11 articles: 1; 10 of 11 articles: 10" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
