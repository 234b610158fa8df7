"""The index of a site is what the site says, however it changes."""

from pathlib import Path

import pytest

from tests.index.fetching.changing import ChangingSite


@pytest.mark.parametrize("seed", range(3))
async def test_a_site_that_changes_at_random(tmp_path: Path, seed: int) -> None:
    """After each look the searchable index holds what the site says, and what was gone at one look only."""
    site = ChangingSite(tmp_path, 30, seed)
    await site.look()
    assert site.indexed() == site.expected
    for _ in range(12):
        site.change()
        await site.look()
        assert site.indexed() == site.expected
    await site.look()
    assert site.world.site.sent == []
