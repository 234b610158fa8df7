#!/usr/bin/env bash
# markdown-it-py 4.3.0, preset "commonmark": where a list is nested ten levels deep, all that follows its deepest item is
# dropped: later items of the lists around it, and paragraphs behind the list too. No error is raised, and nothing stands
# in their place; CommonMark has no such limit.
# Source: https://markdown-it-py.readthedocs.io/: maxNesting, 20 of that preset, "internal protection, recursion limit";
# a list and its item count as two.
# Seen: levels that are read: 9 of 12; the paragraph behind: False; with maxNesting 100: 12 of 12, True
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" markdown-it-py==4.3.0
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
import re

from markdown_it import MarkdownIt

LEVELS = 12
text = "".join("  " * level + f"- level {level}\n" for level in range(LEVELS)) + "\nBehind the list.\n"


def read(**options):
    html = MarkdownIt("commonmark", options).render(text)
    there = [level for level in range(LEVELS) if re.search(rf"level {level}\b", html)]
    return f"{len(there)} of {LEVELS}", "Behind" in html


usual, deeper = read(), read(maxNesting=100)
print(f"levels that are read: {usual[0]}; the paragraph behind: {usual[1]}; with maxNesting 100: {deeper[0]}, {deeper[1]}")
PY
)
expected="levels that are read: 9 of 12; the paragraph behind: False; with maxNesting 100: 12 of 12, True"
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
