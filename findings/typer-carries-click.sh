#!/usr/bin/env bash
# typer 0.28.0: the command that typer.main.get_command gives is one of a Click that typer carries with it, so that it is
# none of the installed Click's: what documents or completes commands by isinstance(command, click.Group) finds nothing.
# Source: https://typer.tiangolo.com/tutorial/using-click/ tells how a Click app is made of a Typer app.
# Seen: click.Group: False; TyperGroup: True; typer._click.core
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" typer==0.28.0 click==8.3.1
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
import click
import typer
import typer.core

app = typer.Typer()
for name in ("ask", "search"):
    app.command(name)(lambda: None)
command = typer.main.get_command(app)
own = sorted({kind.__module__ for kind in type(command).__mro__ if kind.__module__.startswith("typer._")})
print(f"click.Group: {isinstance(command, click.Group)}; TyperGroup: {isinstance(command, typer.core.TyperGroup)}; {own[0]}")
PY
)
[ "$seen" = "click.Group: False; TyperGroup: True; typer._click.core" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
