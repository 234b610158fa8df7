"""The style, the script and the picture of the pages: files beside this one, each at an address that has its hash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_FOLDER = Path(__file__).with_name("assets")
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FOR_EVER = "public, max-age=31536000, immutable"  # another content has another address


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent; `version` is other for other content."""

    content: bytes
    kind: str
    version: str


@cache
def assets() -> Mapping[str, Asset]:
    """All of them by their names."""
    files = {file.name: file.read_bytes() for file in sorted(_FOLDER.iterdir()) if file.suffix in _KINDS}
    return MappingProxyType(
        {
            name: Asset(content, _KINDS[Path(name).suffix], blake2b(content, digest_size=8).hexdigest())
            for name, content in files.items()
        }
    )


def asset_path(name: str) -> str:
    """The address of a file below that of the pages."""
    return f"/static/{assets()[name].version}/{name}"


def static_routes() -> Sequence[Route]:
    """The routes that serve the files."""
    return [Route("/static/{version}/{name}", _asset)]


async def _asset(request: Request) -> Response:
    asset = assets().get(request.path_params["name"])
    if asset is None or asset.version != request.path_params["version"]:
        raise HTTPException(404)
    return Response(asset.content, media_type=asset.kind, headers={"Cache-Control": _FOR_EVER})
