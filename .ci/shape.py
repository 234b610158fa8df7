"""Prints the longest files, widest classes and longest functions; ends with 1 where one passes its limit."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

_PACKAGES = ("bot", "index", "config")
_LIMITS = {"lines of a file": 350, "methods of a class": 20, "lines of a function": 50}
_TOLD = 3  # of each, from the largest on

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def measure(file: Path) -> Iterator[tuple[str, int, str]]:
    """What is limited, how large it is, and where it stands, for all that a file defines."""
    text = file.read_text(encoding="utf-8")
    yield "lines of a file", len(text.splitlines()), str(file)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            methods = sum(isinstance(part, _Function) for part in node.body)
            yield "methods of a class", methods, f"{file}:{node.lineno} {node.name}"
        elif isinstance(node, _Function):
            yield "lines of a function", (node.end_lineno or 0) - node.lineno + 1, f"{file}:{node.lineno} {node.name}"


def main() -> None:
    """Measures every file below the packages; run from the root of the project."""
    files = (file for package in _PACKAGES for file in sorted(Path(package).rglob("*.py")))
    sizes = [size for file in files for size in measure(file)]
    over = [(what, size, where) for what, size, where in sizes if size > _LIMITS[what]]
    for what, limit in _LIMITS.items():
        print(f"{what}, at most {limit}:")
        for _, size, where in sorted((one for one in sizes if one[0] == what), key=lambda one: -one[1])[:_TOLD]:
            print(f"  {size:4} {where}")
    if over:
        sys.exit("\n".join(["too large:", *(f"  {size:4} {what}: {where}" for what, size, where in over)]))


if __name__ == "__main__":
    main()
