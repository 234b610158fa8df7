#!/usr/bin/env bash
# Protego 0.7.0: the rules of robots.txt for a crawler whose name another's begins with are taken to be for that one too:
# what is forbidden to "quote" is forbidden to "quotebot".
# Source: RFC 9309, section 2.2.1: a crawler's product token is matched as it is, whatever its case.
# Seen: False True (whether "quotebot" may read a page, and "other")
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" protego==0.7.0
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
from protego import Protego

rules = Protego.parse("User-agent: quote\nDisallow: /\n")
print(*(rules.can_fetch("https://x.example/a", name) for name in ("quotebot", "other")))
PY
)
[ "$seen" = "False True" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
