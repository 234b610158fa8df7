#!/usr/bin/env bash
# sentencex 1.0.32: a sentence of English ends behind "p.m." where a weekday follows ("5 p.m. Monday"), though "Dr." before
# a name ends none: a clock time cuts sentences in two in whatever news have.
# Source: https://github.com/wikimedia/sentencex: abbreviations of a language are known by lists.
# Seen: 2 1 (numbers of sentences)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" sentencex==1.0.32
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
import sentencex

texts = ("The shop closes at 5 p.m. Monday to Friday.", "Yesterday Dr. Smith came.")
print(*(len(list(sentencex.segment("en", text))) for text in texts))
PY
)
[ "$seen" = "2 1" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
