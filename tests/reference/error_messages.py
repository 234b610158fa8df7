"""What the code tells people of errors, read from its syntax: each message with `…` for what it fills in."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product

from tests.command import ROOT

FILLED = "…"
_PACKAGES = ("bot", "index", "config")
_FAMILIES = frozenset({"QuotebotError", "SettingsError", "FetchError"})
"""Errors whose messages, and those of whose subclasses, are told to people."""
_UNTOLD = frozenset(
    {
        "RefusedError",  # told by a key of the catalogues, as are the next seven where they are met
        "UnavailableError",
        "MayNotReadError",
        "TooManyAddressesError",
        "UnfinishedError",
        "OfAddressError",
        "Overloaded",
        "ClosedPoolError",
        "ClosedError",
        "SilenceError",  # told to nobody
        "DamagedModelError",  # made anew
    }
)
_TELLING = frozenset({"refuse", "_fail", "Done"})
"""Functions that end a command, and the record with which the reading of a file ends."""
_LOGGED = frozenset({"error", "warning", "exception"})
_TELLS = re.compile(r'(?:Error|Problem|Done|Refusal|refuse|_fail)\(|\blog\.|^[A-Z_]+ = "[a-z]', re.MULTILINE)
_KEYED = frozenset({"RefusedError", "Refusal"})


@dataclass(frozen=True)
class _Module:
    """A file of the code, and what its names stand for."""

    tree: ast.Module

    @cached_property
    def constants(self) -> dict[str, ast.expr]:
        assigned = (node for node in self.tree.body if isinstance(node, ast.Assign))
        told = {name.id: node.value for node in assigned for name in node.targets if isinstance(name, ast.Name)}
        typed = (node for node in self.tree.body if isinstance(node, ast.AnnAssign) and node.value)
        return told | {ast.unparse(node.target): node.value for node in typed if node.value}

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        """Those of the module by their names, and methods by `self.` and theirs."""
        told = {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}
        parts = (part for node in self.tree.body if isinstance(node, ast.ClassDef) for part in node.body)
        return told | {f"self.{part.name}": part for part in parts if isinstance(part, ast.FunctionDef)}


@cache
def _modules() -> tuple[_Module, ...]:
    """The files that tell of errors; the others are not worth the time."""
    files = (file for package in _PACKAGES for file in sorted((ROOT / package).rglob("*.py")))
    texts = (file.read_text(encoding="utf-8") for file in files)
    return tuple(_Module(ast.parse(text)) for text in texts if _TELLS.search(text))


def told() -> set[str]:
    """The messages of all errors that end a command, are told by `sync`, or stand in the log."""
    return set(filter(says_something, (_plain(text) for module in _modules() for text in _messages(module))))


def says_something(message: str) -> bool:
    """Whether a message has words of its own; else it hands on what was told elsewhere."""
    return re.search(r"[a-z]{2}", message) is not None


def anchor(message: str) -> str:
    """What links to the entry of a message: its own words."""
    return "-".join(re.findall(r"[a-z0-9]+", message.lower()))[:80].strip("-")


def refusal_keys() -> set[str]:
    """The keys of what is refused in Discord."""
    calls = [node for module in _modules() for node in _calls(module.tree) if _called(node) in _KEYED and node.args]
    firsts = (part for call in calls for part in ast.walk(call.args[0]) if isinstance(part, ast.Constant))
    return {str(part.value) for part in firsts}


def _messages(module: _Module) -> Iterator[str]:
    for function, node in _by_function(module.tree):
        if message := _message(node):
            yield from _texts(message, module, function)


def _by_function(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Every node with the function that it stands in, or the module."""
    waiting: list[tuple[ast.AST, ast.AST]] = [(tree, tree)]
    while waiting:
        function, node = waiting.pop()
        yield function, node
        inner = node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else function
        waiting.extend((inner, child) for child in ast.iter_child_nodes(node))


def _message(node: ast.AST) -> ast.expr | None:
    """The message in a node that makes an error, ends a command, tells why something is not read, or logs."""
    if isinstance(node, ast.ClassDef):
        return _errors().get(node.name)
    if not isinstance(node, ast.Call):
        return None
    module, _, name = _called(node).rpartition(".")
    if name == "Problem":
        return node.args[1] if len(node.args) > 1 else None
    is_told = name in _TELLING or (name in _errors() and _errors()[name] is None)
    return node.args[0] if node.args and (is_told or (module == "log" and name in _LOGGED)) else None


@cache
def _errors() -> dict[str, ast.expr | None]:
    """The errors that are told to people, each with the message that the class itself makes, if it does."""
    defined = (node for module in _modules() for node in module.tree.body if isinstance(node, ast.ClassDef))
    classes = {node.name: node for node in defined}
    family, size = set(_FAMILIES), 0
    while size < len(family):
        size = len(family)
        family |= {name for name, one in classes.items() if {ast.unparse(base) for base in one.bases} & family}
    return {name: _made_by(classes[name]) for name in family - _UNTOLD}


def _made_by(error: ast.ClassDef) -> ast.expr | None:
    calls = (call for call in _calls(error) if ast.unparse(call.func) == "super().__init__")
    made = next((call.args[0] for call in calls if call.args), None)
    return made if isinstance(made, ast.JoinedStr) else None


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (one for one in ast.walk(node) if isinstance(one, ast.Call))


def _called(call: ast.Call) -> str:
    """What is called: `name`, or `module.name`."""
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return f"{module}.{name}"
    return ""


def _texts(node: ast.expr, module: _Module, function: ast.AST | None = None) -> Iterator[str]:
    """What an expression may be: a text with `…` for each part that the code alone does not tell.

    With a function also what its variables stand for, and what functions give.
    """
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield from map("".join, product(*(list(_texts(part, module, function)) for part in parts)))
        case ast.FormattedValue(value=value, conversion=conversion):
            texts = _texts(value, module, function if _is_of_self(value) else None)
            yield from (repr(text) if conversion == ord("r") and text != FILLED else text for text in texts)
        case ast.BinOp(left=left, right=right, op=ast.Add()):
            yield from map("".join, product(list(_texts(left, module)), list(_texts(right, module))))
        case ast.IfExp(body=body, orelse=other) if function is not None:
            yield from _texts(body, module, function)
            yield from _texts(other, module, function)
        case _ if values := _values(node, module, function):
            for value, where in values:
                yield from _texts(value, module, where)
        case _:
            yield FILLED


def _values(node: ast.expr, module: _Module, function: ast.AST | None) -> list[tuple[ast.expr, ast.AST | None]]:
    """What a name stands for, or a function gives, each with the function whose variables stand in it."""
    match node:
        case ast.Name(id=name) if function is not None and (assigned := _assigned(name, function, module)):
            return [(value, function) for value in assigned]
        case ast.Name(id=name):
            constant = module.constants.get(name) or _shared_constants().get(name)
            return [(constant, None)] if constant is not None else []
        case ast.Call() if function is not None:
            called = _called(node)
            given = module.functions.get(called) or _shared_functions().get(called)
            returns = (one for one in ast.walk(given) if isinstance(one, ast.Return)) if given else ()
            return [(one.value, given) for one in returns if one.value is not None]
    return []


def _assigned(name: str, function: ast.AST, module: _Module) -> list[ast.expr]:
    """What a variable of a function gets: by `=`, or as the value of a table of the module."""
    found = list[ast.expr]()
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=targets, value=value) if any(ast.unparse(one) == name for one in targets):
                found.append(value)
            case ast.For(target=ast.Tuple(elts=[_, ast.Name(id=told)]), iter=ast.Call() as call) if told == name:
                table = module.constants.get(_called(call).removesuffix(".items"))
                found += table.values if isinstance(table, ast.Dict) else []
    return found


def _is_of_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _called(node).startswith("self.")


@cache
def _shared_constants() -> dict[str, ast.expr]:
    """What may be imported from another file, by its name."""
    return {name: value for one in _modules() for name, value in one.constants.items() if not name.startswith("_")}


@cache
def _shared_functions() -> dict[str, ast.FunctionDef]:
    return {name: node for one in _modules() for name, node in one.functions.items() if not name.startswith("_")}


def _plain(text: str) -> str:
    """A message in one line, without what it is about in front of a colon; `…` stands for all that is filled in."""
    shown = re.sub(rf"{FILLED}+", FILLED, " ".join(re.sub(r"%[sdr]", FILLED, text).split()))
    return re.sub(rf"^(?:{FILLED}: )+", "", shown)
