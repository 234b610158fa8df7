#!/usr/bin/env bash
# Milvus Lite 3.2.2 (by pymilvus 3.0.2): once rows are flushed and their index is built, a filtered search of HNSW, and of
# AUTOINDEX too, gives fewer hits than were asked for though enough rows match, down to none where the rows that match lie far
# from the query. FLAT gives all, and so does each kind until its graph is there, so that a small test shows nothing.
# Source: https://milvus.io/docs/filtered-search.md: the search is within the rows that match, and returns the top K of them;
# milvus_lite/index/faiss_hnsw.py, where the graph is followed with the filter, and no further than `ef`.
# Seen: before: FLAT 10, HNSW 10, AUTOINDEX 10; after: FLAT 10, HNSW 0, AUTOINDEX 0 (the fewest of 10 hits; 30 rows match)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" pymilvus==3.0.2 milvus-lite==3.2.2
seen=$(PYTHONPATH="$folder/packages" OMP_NUM_THREADS=1 python3 - "$folder/boats.db" <<'PY'
import sys

import numpy as np
from pymilvus import DataType, MilvusClient

ARTICLES, PASSAGES, DIMENSIONS = 100, 30, 64
numbers = np.random.default_rng(0)
vectors = np.repeat(numbers.normal(size=(ARTICLES, DIMENSIONS)), PASSAGES, axis=0)
vectors += 0.3 * numbers.normal(size=vectors.shape)
rows = [{"id": n, "article": n // PASSAGES, "vector": vector.tolist()} for n, vector in enumerate(vectors)]
client = MilvusClient(sys.argv[1])


def fewest(kind):
    queries = ([rows[0]["vector"]] for _ in range(ARTICLES))
    found = (client.search(kind, q, filter=f"article == {n}", limit=10) for n, q in enumerate(queries))
    return f"{kind} {min(len(hits) for (hits,) in found)}"


before, after = [], []
for kind in ("FLAT", "HNSW", "AUTOINDEX"):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("article", DataType.INT64)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=DIMENSIONS)
    index = client.prepare_index_params()
    index.add_index("vector", index_type=kind, metric_type="COSINE")
    client.create_collection(kind, schema=schema, index_params=index)
    client.insert(kind, rows)
    before.append(fewest(kind))
    client.flush(kind)
    client.release_collection(kind)
    client.load_collection(kind)  # which waits for the index
    after.append(fewest(kind))
print(f"before: {', '.join(before)}; after: {', '.join(after)}")
PY
)
expected="before: FLAT 10, HNSW 10, AUTOINDEX 10; after: FLAT 10, HNSW 0, AUTOINDEX 0"
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
