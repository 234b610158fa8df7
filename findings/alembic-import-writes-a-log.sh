#!/usr/bin/env bash
# Alembic 1.20.1: the mere import of the package writes seven lines to the log, "setup plugin ...", at INFO, so that a program
# that imports it within a command, after its log was set up, shows them to its user before anything is migrated.
# Source: alembic/runtime/plugins.py, which sets up Alembic's own plugins when it is imported; met by others as well:
# https://github.com/open-edge-platform/physical-ai-studio/pull/433.
# Seen: 7 lines of INFO by alembic.runtime.plugins, the first: setup plugin alembic.autogenerate.schemas
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" alembic==1.20.1
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
import io
import logging

told = io.StringIO()
logging.basicConfig(level=logging.INFO, stream=told, format="%(levelname)s by %(name)s, the first: %(message)s")

import alembic

lines = told.getvalue().splitlines()
print(f"{len(lines)} lines of {lines[0]}")
PY
)
expected="7 lines of INFO by alembic.runtime.plugins, the first: setup plugin alembic.autogenerate.schemas"
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
