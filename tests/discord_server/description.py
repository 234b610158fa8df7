"""Discord's own description of its API, and whether bodies fit it."""

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

SCHEMAS = "#/components/schemas/"
ROOT = Path(__file__).parents[2]


def path() -> Path:
    """Return where the description should be."""
    return Path(os.environ.get("QUOTEBOT_OPENAPI") or ROOT / "../shared/discord/openapi.json")


class Description:
    """Collects what the bot sends and checks it against Discord's description, where that is present."""

    def __init__(self) -> None:
        self._collected: list[tuple[str, str, Any]] = []
        self._faults: list[str] = []

    @property
    def is_present(self) -> bool:
        """Whether the description is there to check against."""
        return path().is_file()

    def collect(self, method: str, path: str, body: Any) -> None:
        """Keep a body to check it later, for checking takes long."""
        if body is not None:
            self._collected.append((method, path, body))

    def faults(self) -> list[str]:
        """Return what is wrong with the bodies so far, a line for each that does not fit."""
        if not self.is_present:
            return []
        collected, self._collected = self._collected, []
        known: dict[str, str | None] = {}
        for method, where, body in collected:
            template = _template(where)
            same = f"{method} {template} {json.dumps(body)}"
            if same not in known:
                known[same] = _fault(method, template, body)
            fault = known[same]
            if fault is not None:
                self._faults.append(f"{method} {where}: {fault}")
        return self._faults

    @staticmethod
    def answer_fault(method: str, path: str, status: int, answer: Any) -> str | None:
        """Return what is wrong with an answer of the server itself, if anything is."""
        template = _template(path)
        if template is None:
            return "Discord has no such path"
        if str(status) not in _document()["paths"][template][method.lower()]["responses"]:
            return f"Discord does not answer {status} here"
        if answer is None:
            return None
        validator = _validator_of("paths", template, method.lower(), "responses", str(status))
        error = best_match(validator.iter_errors(answer))
        return None if error is None else f"{error.json_path}: {error.message[:300]}"


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path().read_text(encoding="utf-8"))
    # Discord takes ids as numbers too, and discord.py sends some of them so.
    schemas = document["components"]["schemas"]
    schemas["SnowflakeType"] = {"anyOf": [schemas["SnowflakeType"], {"type": "integer", "minimum": 0}]}
    _decide(document, schemas)
    _join(document, schemas)
    return document


def _join(part: Any, schemas: dict[str, Any]) -> None:
    """Put the schemas themselves where others refer to them, for following references takes most of the time."""
    for key, inner in list(part.items() if isinstance(part, dict) else enumerate(part)):
        if isinstance(inner, dict) and inner.get("$ref", "").startswith(SCHEMAS):
            part[key] = schemas[inner["$ref"].removeprefix(SCHEMAS)]
        elif isinstance(inner, dict | list):
            _join(inner, schemas)


def _decide(part: Any, schemas: dict[str, Any]) -> None:
    """Let `type` decide where one of several schemas must fit, and list constants: fast, and clear in its errors."""
    for inner in list(part.values()) if isinstance(part, dict) else part:
        if isinstance(inner, dict | list):
            _decide(inner, schemas)
    for key in ("anyOf", "oneOf"):
        if isinstance(part, dict) and isinstance(part.get(key), list):
            if all("const" in choice for choice in part[key]):
                part["enum"] = [choice["const"] for choice in part.pop(key)]
                continue
            types = [_types(choice, schemas) for choice in part[key]]
            every = [a_type for some in types for a_type in some]
            if all(types) and len(set(every)) == len(every):
                rules = [_rule(some, choice) for some, choice in zip(types, part.pop(key), strict=True)]
                part |= {"required": ["type"], "properties": {"type": {"enum": every}}, "allOf": rules}


def _types(choice: dict[str, Any], schemas: dict[str, Any]) -> list[int]:
    target = schemas.get(choice.get("$ref", "").removeprefix(SCHEMAS), {})
    found = target.get("properties", {}).get("type", {})
    return list(found.get("enum", [])) if "type" in target.get("required", []) else []


def _rule(types: list[int], choice: dict[str, Any]) -> dict[str, Any]:
    return {"if": {"properties": {"type": {"enum": types}}}, "then": choice}


@cache
def _paths() -> list[tuple[re.Pattern[str], str]]:
    templates = sorted(_document()["paths"], key=lambda template: template.count("{"))
    return [(re.compile(re.sub(r"\\\{.*?\\\}", "[^/]+", re.escape(template))), template) for template in templates]


@cache
def _validator(method: str, template: str) -> Draft202012Validator | None:
    if "requestBody" not in _document()["paths"][template].get(method, {}):
        return None
    return _validator_of("paths", template, method, "requestBody")


@cache
def _validator_of(*where: str) -> Draft202012Validator:
    schema: Any = _document()
    for step in (*where, "content", "application/json", "schema"):
        schema = schema[step]
    return Draft202012Validator(schema)


def _template(where: str) -> str | None:
    return next((template for pattern, template in _paths() if pattern.fullmatch(where)), None)


def _fault(method: str, template: str | None, body: Any) -> str | None:
    if template is None:
        return "Discord has no such path"
    validator = _validator(method.lower(), template)
    if validator is None:
        return "Discord takes no body here"
    error = best_match(validator.iter_errors(body))
    return None if error is None else f"{error.json_path}: {error.message[:300]}"
