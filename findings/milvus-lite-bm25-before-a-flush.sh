#!/usr/bin/env bash
# Milvus Lite 3.2.2 (by pymilvus 3.0.2): a filter changes the BM25 scores of the rows that it leaves, and their order, as long
# as they are not flushed: how rare a word is then counts among those rows alone. After a flush the same search scores them as
# it does without a filter, so that the same question is answered by another row first.
# Source: its README: "BM25 IDF statistics are segment-local rather than global", which says nothing of filters.
# Seen: all: 0 1.2, 1 1.2, 2 0.4; filtered: 2 1.0, 0 0.5, 1 0.5; filtered, flushed: 0 1.2, 1 1.2, 2 0.4
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" pymilvus==3.0.2 milvus-lite==3.2.2
seen=$(PYTHONPATH="$folder/packages" python3 - "$folder/boats.db" <<'PY'
import sys

from pymilvus import DataType, Function, FunctionType, MilvusClient

TEXTS = ("old boat", "new boat", "red harbour", "red sail", "red mast", "red oar", "red tar")
client = MilvusClient(sys.argv[1])
schema = client.create_schema()
schema.add_field("id", DataType.INT64, is_primary=True)
schema.add_field("text", DataType.VARCHAR, max_length=100, enable_analyzer=True)
schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
schema.add_function(Function("bm25", FunctionType.BM25, ["text"], ["words"]))
index = client.prepare_index_params()
index.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
client.create_collection("boats", schema=schema, index_params=index)
client.insert("boats", [{"id": number, "text": text} for number, text in enumerate(TEXTS)])


def found(filter):
    (hits,) = client.search("boats", ["red boat"], anns_field="words", filter=filter, limit=3)
    ordered = sorted((round(hit["distance"], 1), hit["id"]) for hit in hits)  # those that score alike by number
    return ", ".join(f"{number} {abs(score):.1f}" for score, number in ordered)


told = [f"all: {found('')}", f"filtered: {found('id < 3')}"]
client.flush("boats")
print(*told, f"filtered, flushed: {found('id < 3')}", sep="; ")
PY
)
expected="all: 0 1.2, 1 1.2, 2 0.4; filtered: 2 1.0, 0 0.5, 1 0.5; filtered, flushed: 0 1.2, 1 1.2, 2 0.4"
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
