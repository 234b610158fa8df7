"""REST is as its OpenAPI description says: each operation, with what it takes and each response it gives."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx2
import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from bot.web.openapi import description
from bot.web.tokens_file import add_token
from tests.bot.web.serving import serving, settings

OPERATIONS = {
    "ask": ("POST", "/ask"),
    "askByAddress": ("GET", "/ask"),
    "search": ("GET", "/search"),
    "listArticles": ("GET", "/articles"),
    "readArticle": ("GET", "/articles/{id}"),
}
QUESTION = "When did the town close the old bridge?"
CALLS: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("ask", 200, {"json": {"question": QUESTION, "before": {"question": "Which bridge?", "article": None}}}),
    ("ask", 200, {"json": {"question": "Who wrote the symphony in 1830?", "caution": "careful"}}),
    ("ask", 400, {"json": {"question": 3}}),
    ("ask", 413, {"content": b" " * 100_000, "headers": {"Content-Type": "application/json"}}),
    ("ask", 415, {"content": b"{}"}),
    ("askByAddress", 200, {"params": {"question": QUESTION}}),
    ("askByAddress", 400, {"params": {}}),
    ("search", 200, {"params": {"query": "honey", "limit": "50"}}),
    ("search", 200, {"params": {"query": "honey", "source": "nobody"}}),
    ("search", 400, {"params": {"query": ""}}),
    ("listArticles", 200, {"params": {"limit": "1"}}),
    ("listArticles", 400, {"params": {"limit": "0"}}),
    ("readArticle", 200, {"id": "honey", "params": {"start": "20", "end": "90"}}),
    ("readArticle", 400, {"id": "honey", "params": {"start": "9000"}}),
    ("readArticle", 404, {"id": "none"}),
)


def validator(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Draft202012Validator:
    """What checks by a schema of the description, which refers to others of it."""
    return Draft202012Validator({**schema, "components": whole["components"]})


async def call(client: httpx2.AsyncClient, operation: str, values: Mapping[str, Any]) -> httpx2.Response:
    """Calls an operation."""
    method, path = OPERATIONS[operation]
    rest = {name: value for name, value in values.items() if name != "id"}
    return await client.request(method, "/api" + path.format(id=values.get("id")), **rest)


def check(response: httpx2.Response, operation: str, whole: Mapping[str, Any]) -> None:
    """Fails where a response is not what is described for its status."""
    method, path = OPERATIONS[operation]
    described = whole["paths"][path][method.lower()]["responses"][str(response.status_code)]
    [(media_type, content)] = described["content"].items()
    assert response.headers["content-type"] == media_type
    assert [name for name in described.get("headers", ()) if name not in response.headers] == []
    validator(content["schema"], whole).validate(response.json())


def test_operations() -> None:
    """The description has the operations that there are, and its schemas are valid JSON Schema."""
    whole = description()
    there = {
        one["operationId"]: (method.upper(), path)
        for path, methods in whole["paths"].items()
        for method, one in methods.items()
    }
    assert there == OPERATIONS
    for schema in whole["components"]["schemas"].values():
        validator_for(schema, Draft202012Validator).check_schema(schema)


@pytest.mark.parametrize(("operation", "status", "values"), CALLS)
async def test_responses(served_dir: Path, operation: str, status: int, values: dict[str, Any]) -> None:
    """Each response has the status, the form and the headers that the description has served for it."""
    async with serving(served_dir) as client:
        whole = (await client.get("/api/openapi.json")).json()
        response = await call(client, operation, values)
    assert response.status_code == status
    check(response, operation, whole)


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_refusals(served_dir: Path, tmp_path: Path, operation: str) -> None:
    """Each operation refuses, as described, whoever has no token, one for something else, or used one too often."""
    file = tmp_path / "tokens.toml"
    scopes = {"ask", "search", "read"}
    own = next(scope for scope in scopes if f"token for it: {scope}." in _told(operation))
    good, other = add_token(file, "good", [own], [], 0.001), add_token(file, "other", sorted(scopes - {own}), [], None)
    values = {"id": "honey", **next(values for name, status, values in CALLS if (name, status) == (operation, 200))}
    responses = list[httpx2.Response]()
    async with serving(served_dir, settings(tokens_file=str(file))) as client:
        responses.append(await call(client, operation, values))
        for token, times in ((other, 1), (good, 11)):
            headers = {**values.get("headers", {}), "Authorization": f"Bearer {token}"}
            responses += [await call(client, operation, {**values, "headers": headers}) for _ in range(times)]
    assert [response.status_code for response in responses] == [401, 403, *[200] * 10, 429]
    for response in responses:
        check(response, operation, description())


def _told(operation: str) -> str:
    method, path = OPERATIONS[operation]
    return str(description()["paths"][path][method.lower()]["description"])
