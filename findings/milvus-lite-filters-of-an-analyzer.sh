#!/usr/bin/env bash
# Milvus Lite 3.2.2 (by pymilvus 3.0.2): of the filters of an analyzer, "stemmer" and "asciifolding" do nothing, and no error
# tells so; stop words that are listed are heeded, the list "_english_" is not. A word is found as it was written or not at all.
# Source: https://milvus.io/docs/english-analyzer.md, https://milvus.io/docs/ascii-folding-filter.md;
# milvus_lite/analyzer/factory.py, which looks in the filters for stop words alone.
# Seen: boat: no; boats: yes; cafe: no; café: yes; the: yes; red: no
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" pymilvus==3.0.2 milvus-lite==3.2.2
seen=$(PYTHONPATH="$folder/packages" python3 - "$folder/boats.db" <<'PY'
import sys

from pymilvus import DataType, Function, FunctionType, MilvusClient

FILTERS = [
    "lowercase",
    "asciifolding",
    {"type": "stemmer", "language": "english"},
    {"type": "stop", "stop_words": ["_english_", "red"]},
]
client = MilvusClient(sys.argv[1])
schema = client.create_schema()
schema.add_field("id", DataType.INT64, is_primary=True)
analyzer = {"tokenizer": "standard", "filter": FILTERS}
schema.add_field("text", DataType.VARCHAR, max_length=100, enable_analyzer=True, analyzer_params=analyzer)
schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
schema.add_function(Function("bm25", FunctionType.BM25, ["text"], ["words"]))
index = client.prepare_index_params()
index.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
client.create_collection("boats", schema=schema, index_params=index)
client.insert("boats", [{"id": 0, "text": "the red boats of the café"}])
found = {}
for word in ("boat", "boats", "cafe", "café", "the", "red"):
    (hits,) = client.search("boats", [word], anns_field="words", limit=1)
    found[word] = "yes" if hits else "no"
print("; ".join(f"{word}: {told}" for word, told in found.items()))
PY
)
[ "$seen" = "boat: no; boats: yes; cafe: no; café: yes; the: yes; red: no" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
