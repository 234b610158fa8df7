#!/usr/bin/env bash
# Milvus Lite 3.2.2 (by pymilvus 3.0.2): its standard analyzer ends a word at each vowel sign, so that words of Hindi, Bengali or
# Tamil fall into their consonants: who asks for नाव, a boat, gets a text with नींव, a foundation, too, with the same score.
# Source: https://milvus.io/docs/standard-tokenizer.md: text is split at spaces and punctuation marks, "suitable for most
# languages"; milvus_lite/analyzer/standard.py splits by \w+, of which marks that combine are none in Python's re.
# Seen: नाव in नाव नीला: True; in नींव नीला: True; the same score: True; boat in boat blue: True; in beat blue: False
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" pymilvus==3.0.2 milvus-lite==3.2.2
seen=$(PYTHONPATH="$folder/packages" PYTHONUTF8=1 python3 - "$folder/boats.db" <<'PY'
import sys

from pymilvus import DataType, Function, FunctionType, MilvusClient

TEXTS = ("नाव नीला", "नींव नीला", "boat blue", "beat blue")
client = MilvusClient(sys.argv[1])
schema = client.create_schema()
schema.add_field("id", DataType.INT64, is_primary=True)
analyzer = {"tokenizer": "standard"}
schema.add_field("text", DataType.VARCHAR, max_length=100, enable_analyzer=True, analyzer_params=analyzer)
schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
schema.add_function(Function("bm25", FunctionType.BM25, ["text"], ["words"]))
index = client.prepare_index_params()
index.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
client.create_collection("boats", schema=schema, index_params=index)
client.insert("boats", [{"id": number, "text": text} for number, text in enumerate(TEXTS)])


def scores(word):
    (hits,) = client.search("boats", [word], anns_field="words", limit=4)
    return {TEXTS[hit["id"]]: hit["distance"] for hit in hits}


hindi, english = scores("नाव"), scores("boat")
print(
    f"नाव in {TEXTS[0]}: {TEXTS[0] in hindi}",
    f"in {TEXTS[1]}: {TEXTS[1] in hindi}",
    f"the same score: {len(set(hindi.values())) == 1}",
    f"boat in {TEXTS[2]}: {TEXTS[2] in english}",
    f"in {TEXTS[3]}: {TEXTS[3] in english}",
    sep="; ",
)
PY
)
expected="नाव in नाव नीला: True; in नींव नीला: True; the same score: True; boat in boat blue: True; in beat blue: False"
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
