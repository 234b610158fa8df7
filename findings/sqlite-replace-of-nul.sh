#!/usr/bin/env bash
# SQLite 3.54.1 (by apsw 3.54.1.0): replace(text, char(0), ...) gives the text back as it is, though instr(text, char(0)) finds
# the NUL: what is sought counts as empty there when it begins with NUL, of a blob too, while one with NUL behind something is
# found. An UPDATE that is to rid texts of NUL, before PostgreSQL takes them, changes nothing.
# Source: https://sqlite.org/lang_corefunc.html#replace: "If Y is an empty string then return X unchanged";
# https://sqlite.org/nulinstr.html names instr(X,char(0)) as the way to find a NUL, and does not name replace.
# Seen: found at 4; NUL: old\0boat; NUL of a blob: old\0boat; d and NUL: ol_boat
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" apsw==3.54.1.0
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
import apsw

connection = apsw.Connection(":memory:")


def value(expression):
    found = connection.execute(f"SELECT {expression}", {"text": "old\0boat"}).get
    return str(found).replace("\0", r"\0")


told = {
    "NUL": value("replace(:text, char(0), '_')"),
    "NUL of a blob": value("replace(CAST(:text AS BLOB), x'00', '_')"),
    "d and NUL": value("replace(:text, 'd' || char(0), '_')"),
}
print(f"found at {value('instr(:text, char(0))')}", *(f"{sought}: {text}" for sought, text in told.items()), sep="; ")
PY
)
[ "$seen" = 'found at 4; NUL: old\0boat; NUL of a blob: old\0boat; d and NUL: ol_boat' ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
