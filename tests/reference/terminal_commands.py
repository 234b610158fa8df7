"""Every command of the terminal, by what typer makes of its function."""

from collections.abc import Iterator

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from bot.terminal.app import app
from tests.reference.markdown import table

_INTRODUCTION = """\
# Commands of the terminal

Made of the commands themselves; `quotebot COMMAND --help` prints the same. What they are for, exit codes and JSON:
[terminal.md](../terminal.md).
"""
_Parameter = TyperOption | TyperArgument
_ENDING = """\
Every command ends with 0 where it worked, with 1 where it did not, and with 2 where it was used wrongly. The line that
it then writes stands in [troubleshooting.md](../troubleshooting.md), with what helps.
"""


def page() -> str:
    """The page, with a section a command."""
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    context = typer.Context(group, info_name="quotebot")
    sections = [_section(context, name, command) for name, command in group.commands.items()]
    own = [one for one in _parameters(group) if not any("completion" in name for name in one.opts)]
    before = ["## Before any command", _options(context, own)]
    return "\n".join([_INTRODUCTION, *(f"{part}\n" for part in (*sections, *before)), _ENDING])


def _parameters(command: object) -> list[_Parameter]:
    assert isinstance(command, TyperCommand | TyperGroup)
    return [one for one in command.params if isinstance(one, TyperOption | TyperArgument)]


def _section(parent: typer.Context, name: str, command: object) -> str:
    assert isinstance(command, TyperCommand)
    context = typer.Context(command, info_name=name, parent=parent)
    usage = " ".join(("quotebot", name, *command.collect_usage_pieces(context)))
    parts = [f"## `quotebot {name}`", command.help or "", f"```\n{usage}\n```", _options(context, _parameters(command))]
    if examples := _examples(command):
        parts.append("\n".join(("```sh", *examples, "```")))
    return "\n\n".join(parts)


def _options(context: typer.Context, parameters: list[_Parameter]) -> str:
    return table(("", "what it is", "by default"), (_row(context, one) for one in parameters))


def _row(context: typer.Context, parameter: _Parameter) -> tuple[str, str, str]:
    shown = parameter.make_metavar(context)
    if isinstance(parameter, TyperOption):
        shown = " ".join((", ".join(parameter.opts), *([] if parameter.is_flag else [shown])))
    return f"`{shown}`", " ".join(_said(parameter)), _default(parameter)


def _said(parameter: _Parameter) -> Iterator[str]:
    yield parameter.help or ""
    least, most = getattr(parameter.type, "min", None), getattr(parameter.type, "max", None)
    if least is not None:
        yield f"A whole number from {least} on." if most is None else f"A whole number from {least} to {most}."


def _default(parameter: _Parameter) -> str:
    if parameter.required:
        return "must be given"
    return f"`{parameter.default}`" if parameter.default not in (None, False) else ""


def _examples(command: TyperCommand) -> list[str]:
    return [line.strip() for line in (command.epilog or "").splitlines() if line.startswith("  ")]
