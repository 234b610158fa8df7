"""What is kept has ids that fit where they must go."""

from bot.service.records import new_id


def test_new_ids() -> None:
    """Ids have 11 characters that fit in a URL, and differ."""
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(key) == 11 and key.replace("-", "").replace("_", "").isalnum() and key.isascii() for key in ids)
