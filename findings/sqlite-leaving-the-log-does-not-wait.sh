#!/usr/bin/env bash
# SQLite 3.54.1 (by apsw 3.54.1.0): a database with a write-ahead log cannot be given back its rollback journal as long as
# another connection is open that has used it once, even one that now does nothing; and PRAGMA journal_mode = DELETE is busy at
# once: the busy handler, and with it a busy timeout, is not asked, as it is where a transaction waits for another.
# Source: https://sqlite.org/c3ref/busy_handler.html: it is not certain that a busy handler is invoked, of which the one case
# named is that of a deadlock; https://sqlite.org/pragma.html#pragma_journal_mode does not name this one.
# Seen: a write beside a write: busy, asked 3 times; journal_mode beside an idle connection: busy, asked 0 times; alone: delete
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" apsw==3.54.1.0
seen=$(PYTHONPATH="$folder/packages" python3 - "$folder/boats.db" <<'PY'
import sys

import apsw

asked = 0


def wait(tries):
    global asked
    asked += 1
    return asked < 3


def run(statement):
    global asked
    asked = 0
    try:
        return connection.execute(statement).get
    except apsw.BusyError:
        return f"busy, asked {asked} times"


connection, other = apsw.Connection(sys.argv[1]), apsw.Connection(sys.argv[1])
connection.set_busy_handler(wait)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("CREATE TABLE boats (name)")
other.execute("BEGIN IMMEDIATE")
write = run("INSERT INTO boats VALUES ('Ann')")
other.execute("ROLLBACK")
idle = run("PRAGMA journal_mode = DELETE")
other.close()
alone = run("PRAGMA journal_mode = DELETE")
print(f"a write beside a write: {write}; journal_mode beside an idle connection: {idle}; alone: {alone}")
PY
)
expected="a write beside a write: busy, asked 3 times; journal_mode beside an idle connection: busy, asked 0 times; alone: delete"
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
