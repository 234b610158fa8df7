#!/usr/bin/env bash
# cyclonedx-bom 7.5.0: a bill of materials that is made of a file of requirements names for each package the public index as
# where it was taken from, though neither the file nor the command names an index: behind a mirror, or of a lock with
# wheels from elsewhere, that is not where anything came from.
# Source: https://cyclonedx-bom-tool.readthedocs.io/en/latest/usage.html, "requirements".
# Seen: distribution: implicit dist url
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" cyclonedx-bom==7.5.0
echo "yarl==1.17.0" >"$folder/requirements.txt"
seen=$(cd "$folder" && PYTHONPATH="$folder/packages" python3 -m cyclonedx_py requirements requirements.txt 2>/dev/null | python3 -c '
import json
import sys

(component,) = json.load(sys.stdin)["components"]
told = [one["type"] + ": " + one["comment"].partition(":")[0] for one in component["externalReferences"]]
print("; ".join(told))
')
[ "$seen" = "distribution: implicit dist url" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
