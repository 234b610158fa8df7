#!/usr/bin/env bash
# tantivy 0.27.0 (Python binding of Tantivy): Searcher.doc_freq counts documents that are deleted, until their segment is
# merged. After two of three documents that hold a word are deleted and committed, num_docs is 1 and doc_freq still 3.
# An inverse document frequency made of both, log(1 + (N - n + 0.5) / (n + 0.5)), is then negative, and turns the order of
# scores that are scaled by it round. Sound use: min(doc_freq, num_docs), or count the hits of a term query.
# Source: https://docs.rs/tantivy/latest/tantivy/struct.Searcher.html, doc_freq: "the overall number of documents
# containing the term", which says nothing of deleted ones.
# Seen: 3 3 / 1 3 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" tantivy==0.27.0
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
import tantivy

builder = tantivy.SchemaBuilder()
builder.add_integer_field("number", stored=True, indexed=True)
builder.add_text_field("text")
index = tantivy.Index(builder.build())
writer = index.writer(num_threads=1)
for number in range(3):
    writer.add_document(tantivy.Document(number=number, text="a boat"))
writer.commit()
index.reload()
print(index.searcher().num_docs, index.searcher().doc_freq("text", "boat"))
for number in range(2):
    writer.delete_documents_by_term("number", number)
writer.commit()
index.reload()
searcher = index.searcher()
query = tantivy.Query.term_query(index.schema, "text", "boat")
print(searcher.num_docs, searcher.doc_freq("text", "boat"), searcher.search(query, 10).count)
PY
)
expected=$'3 3\n1 3 1'
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
