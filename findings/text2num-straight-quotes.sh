#!/usr/bin/env bash
# text2num 3.1.0: a number in words stays in words between straight single quotes, or before an apostrophe, though between
# typographic ones it becomes figures: the same sentence has a number or none by the editor that it was typed in.
# Source: https://github.com/allo-media/text2num: alpha2digit parts a text into words before it reads them.
# Seen: the 'twenty' boats | the ‘20’ boats | the 20 boats
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" text2num==3.1.0
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
from text_to_num import alpha2digit

texts = ("the 'twenty' boats", "the ‘twenty’ boats", "the twenty boats")
print(*(alpha2digit(text, "en") for text in texts), sep=" | ")
PY
)
[ "$seen" = "the 'twenty' boats | the ‘20’ boats | the 20 boats" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
