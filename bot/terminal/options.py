"""The options that commands share."""

from pathlib import Path
from typing import Annotated

import typer

DATA_DIR = typer.Option("--data-dir", metavar="DIR", help="The folder of the index.")
_CONFIG = typer.Option("--config", metavar="FILE", help="Settings; without it quotebot.toml of this folder, if any.")
_VERBOSE = typer.Option(
    "--verbose", help="Tell on standard error how long each step takes, and all that sync did not take in."
)
_JSON = typer.Option("--json", help="Print one JSON object a line, and nothing else.")

DataDir = Annotated[Path, DATA_DIR]
Config = Annotated[Path | None, _CONFIG]
Verbose = Annotated[bool, _VERBOSE]
Json = Annotated[bool, _JSON]

DEFAULT_DATA_DIR = Path(".quotebot")
