#!/usr/bin/env bash
# lxml 6.1.3 mending XML (recover=True): of an address with a bare "&", as maps of sites and feeds have them, the name of
# the parameter behind it is dropped without an error, so that what is read is another address.
# Source: https://lxml.de/parsing.html: recover tries hard to parse through broken XML.
# Seen: https://x.example/?a=1=2
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" lxml==6.1.3
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
from lxml import etree

root = etree.fromstring(b"<loc>https://x.example/?a=1&b=2</loc>", etree.XMLParser(recover=True))
print(root.text)
PY
)
[ "$seen" = "https://x.example/?a=1=2" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
