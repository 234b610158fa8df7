"""Settings that are written in JavaScript or TypeScript, read as data: nothing of them is run.

Of the object that a file exports, what its source tells is taken: texts, numbers, lists and objects, and constants
of the same file; what only running it would tell is UNKNOWN.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

_DEEPEST = 60
_MOST = 100_000  # values that are looked at
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))")
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_WRAPPERS = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "await_expression"}
)
_FUNCTIONS = frozenset({"arrow_function", "function_expression", "function_declaration", "function"})


class _Unknown:
    """What only running a program would tell."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _Unknown()


def exported(source: bytes, is_typescript: bool) -> Mapping[str, Any]:
    """The object that a module exports by default, or as `module.exports`; empty where its source tells none."""
    of_language = tree_sitter_typescript.language_typescript if is_typescript else tree_sitter_typescript.language_tsx
    root = Parser(Language(of_language())).parse(source).root_node
    value = _Evaluation(_constants(root)).value(_export(root), 0)
    return value if isinstance(value, dict) else {}


def _export(root: Node) -> Node | None:
    for statement in root.named_children:
        if statement.type == "export_statement":
            if any(child.type == "default" for child in statement.children):
                return statement.child_by_field_name("value") or statement.child_by_field_name("declaration")
        elif statement.type == "expression_statement" and statement.named_children:
            assigned = statement.named_children[0]
            left = assigned.child_by_field_name("left")
            if left is not None and _text(left) in ("module.exports", "exports.default"):
                return assigned.child_by_field_name("right")
    return None


def _constants(block: Node) -> dict[str, Node]:
    """The values that are declared in a block, by their names."""
    constants = dict[str, Node]()
    for statement in block.named_children:
        declared = statement.child_by_field_name("declaration") if statement.type == "export_statement" else statement
        if declared is None:
            continue
        if declared.type == "function_declaration" and (name := declared.child_by_field_name("name")):
            constants[_text(name)] = declared
        is_constant = any(
            child.type == "const" for child in declared.children
        )  # what is not may be given another value
        for one in declared.named_children if is_constant else ():
            name, value = one.child_by_field_name("name"), one.child_by_field_name("value")
            if name is not None and value is not None:
                constants[_text(name)] = value
    return constants


class _Evaluation:
    """What the nodes of a file say, as far as it can be told."""

    def __init__(self, constants: dict[str, Node]) -> None:
        self._constants = constants
        self._left = _MOST

    def value(self, node: Node | None, depth: int) -> Any:
        """What a node says; UNKNOWN where that cannot be told."""
        self._left -= 1
        if node is None or depth > _DEEPEST or self._left < 0:
            return UNKNOWN
        kind = node.type
        if kind in _WRAPPERS:
            return self.value(node.named_children[0] if node.named_children else None, depth + 1)
        if kind in _FUNCTIONS:
            return self._returned(node, depth)
        if kind in ("true", "false", "null", "undefined"):
            return {"true": True, "false": False}.get(kind)
        if kind == "number":
            return _number(_text(node))
        evaluate = {
            "string": self._string,
            "template_string": self._string,
            "object": self._object,
            "array": self._array,
            "identifier": self._named,
            "shorthand_property_identifier": self._named,
            "call_expression": self._call,
            "binary_expression": self._binary,
            "member_expression": self._member,
            "subscript_expression": self._member,
        }.get(kind)
        return UNKNOWN if evaluate is None else evaluate(node, depth + 1)

    def _named(self, node: Node, depth: int) -> Any:
        return self.value(self._constants.get(_text(node)), depth)

    def _string(self, node: Node, depth: int) -> Any:
        parts = list[str]()
        for child in node.named_children:
            if child.type == "template_substitution":
                part = self.value(child.named_children[0] if child.named_children else None, depth)
                if not isinstance(part, str):
                    return UNKNOWN
                parts.append(part)
            else:
                parts.append(_ESCAPE.sub(_unescaped, _text(child)))
        return "".join(parts)

    def _object(self, node: Node, depth: int) -> dict[str, Any]:
        entries = dict[str, Any]()
        for child in node.named_children:
            if child.type == "pair" and (key := child.child_by_field_name("key")):
                name = self._key(key, depth)
                if isinstance(name, str):
                    entries[name] = self.value(child.child_by_field_name("value"), depth)
            elif child.type == "shorthand_property_identifier":
                entries[_text(child)] = self._named(child, depth)
            elif child.type == "spread_element":
                spread = self.value(child.named_children[0] if child.named_children else None, depth)
                entries |= spread if isinstance(spread, dict) else {}
            elif child.type == "method_definition" and (key := child.child_by_field_name("name")):
                entries[_text(key)] = UNKNOWN
        return entries

    def _key(self, node: Node, depth: int) -> Any:
        """The name of an entry; UNKNOWN where it is worked out of what is not told."""
        if node.type == "computed_property_name":
            return self.value(node.named_children[0] if node.named_children else None, depth)
        return self._string(node, depth) if node.type == "string" else _text(node)

    def _array(self, node: Node, depth: int) -> list[Any]:
        return list(self._elements(node, depth))

    def _elements(self, node: Node, depth: int) -> Iterator[Any]:
        for child in node.named_children:
            if child.type == "spread_element":
                spread = self.value(child.named_children[0] if child.named_children else None, depth)
                yield from spread if isinstance(spread, list) else ()
            elif child.type != "comment":
                yield self.value(child, depth)

    def _call(self, node: Node, depth: int) -> Any:
        """What is handed to a function that is taken to give it back, such as `defineConfig` and `require.resolve`."""
        arguments, function = node.child_by_field_name("arguments"), node.child_by_field_name("function")
        own = None if function is None else self._constants.get(_text(function))
        if own is not None and own.type in _FUNCTIONS:
            return self._returned(own, depth)
        first = next((one for one in arguments.named_children if one.type != "comment"), None) if arguments else None
        return self.value(first, depth)

    def _binary(self, node: Node, depth: int) -> Any:
        """Of `a || b` and `a ?? b` the first that is told, since what is not stands in the environment."""
        operator = node.child_by_field_name("operator")
        sign = "" if operator is None else _text(operator)
        left, right = (self.value(node.child_by_field_name(side), depth) for side in ("left", "right"))
        if sign in ("||", "??"):
            return right if left is UNKNOWN or left in (None, "", False) else left
        if sign == "+" and isinstance(left, str) and isinstance(right, str):
            return left + right
        return UNKNOWN

    def _member(self, node: Node, depth: int) -> Any:
        named, index = node.child_by_field_name("property"), node.child_by_field_name("index")
        name = self.value(index, depth) if named is None else _text(named)
        whole = self.value(node.child_by_field_name("object"), depth)
        return whole.get(name, UNKNOWN) if isinstance(whole, dict) and isinstance(name, str) else UNKNOWN

    def _returned(self, function: Node, depth: int) -> Any:
        """What a function returns at its end."""
        body = function.child_by_field_name("body")
        if body is None or body.type != "statement_block":
            return self.value(body, depth + 1)
        self._constants = {**self._constants, **_constants(body)}
        returns = [child for child in body.named_children if child.type == "return_statement"]
        given = returns[-1].named_children if returns else []
        return self.value(given[0] if given else None, depth + 1)


def _text(node: Node) -> str:
    return (node.text or b"").decode(errors="replace")


def _number(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return UNKNOWN


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is None:
        return _SHORT.get(match[4], match[4])
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"
