#!/usr/bin/env bash
# markdown-it-py 4.3.0 with its "table" rule: a row without a bar in front that begins as an item of a list does ends the
# table, so that a table of days ("29. May | 7") loses that row and all behind it to a list that begins with 29. With a bar
# in front of the same row the table goes on.
# Source: https://github.github.com/gfm/#tables-extension-: "The table is broken at the first empty line, or beginning of
# another block-level structure".
# Seen: table tr tr ordered_list 29 / table tr tr tr
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" markdown-it-py==4.3.0
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
from markdown_it import MarkdownIt

markdown = MarkdownIt("commonmark").enable("table")
for bar in ("", "| "):
    tokens = markdown.parse(f"Day | Guests\n--- | ---\nMonday | 3\n{bar}29. May | 7\n")
    opened = [token for token in tokens if token.type in ("table_open", "tr_open", "ordered_list_open")]
    print(" ".join(token.type.removesuffix("_open") for token in opened), *(token.attrGet("start") or "" for token in opened[-1:]))
PY
)
seen=$(sed 's/ *$//' <<<"$seen")
expected=$'table tr tr ordered_list 29\ntable tr tr tr'
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
