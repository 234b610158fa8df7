#!/usr/bin/env bash
# msgspec 0.23.0: read leniently, as the values of an address are, the text "null" is None for a field that is a number or
# an enumeration or nothing, so that ?end=null is as if nothing were asked; for one that is a text or nothing it stays.
# Source: https://jcristharif.com/msgspec/usage.html#strict-vs-lax-mode: lax mode tells of "null" as None; that this takes
# a value which was given for none, and by the type of the field, was met with an API's own fuzzer.
# Seen: number: None; enumeration: None; text: 'null'
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" msgspec==0.23.0
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
from typing import Literal

import msgspec

kinds = {"number": int | None, "enumeration": Literal["bold", "careful"] | None, "text": str | None}
print("; ".join(f"{name}: {msgspec.convert('null', kind, strict=False)!r}" for name, kind in kinds.items()))
PY
)
[ "$seen" = "number: None; enumeration: None; text: 'null'" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
