#!/usr/bin/env bash
# pysubs2 1.8.1 reading WebVTT: a comment between two captions becomes a part of the words of the caption before it.
# Source: https://www.w3.org/TR/webvtt1/#introduction-comments: blocks that begin with NOTE are ignored by the parser.
# Seen: ['One\n\nNOTE later', 'Two']
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" pysubs2==1.8.1
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
from pysubs2 import SSAFile

file = SSAFile.from_string(
    "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nOne\n\nNOTE later\n\n00:00:03.000 --> 00:00:04.000\nTwo\n", format_="vtt"
)
print([event.plaintext for event in file])
PY
)
expected="['One\\n\\nNOTE later', 'Two']"
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
