"""What those are told on the port of the web page who ask whether the server lives and is ready."""

import shutil
from pathlib import Path

import pytest

from tests.bot.web.serving import serving


@pytest.mark.asyncio
async def test_health(served_dir: Path, tmp_path: Path) -> None:
    """It lives and is ready; where the index is gone it only lives, and strangers are not told why."""
    data = shutil.copytree(served_dir, tmp_path / "data")
    async with serving(data) as client:
        for path, told in (("/healthz", (200, "ok\n")), ("/readyz", (200, "ready\n"))):
            response = await client.get(path)
            assert (response.status_code, response.text) == told
        (data / "library.db").unlink()
        response = await client.get("/readyz")
        assert (response.status_code, response.text) == (503, "not ready\n")
        assert (await client.get("/healthz")).status_code == 200
