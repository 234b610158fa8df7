"""What is kept has ids that fit where they must go."""

from bot.service.records import ServerSettings, new_id


def test_new_ids() -> None:
    """Ids have 11 characters that fit in a URL, and differ."""
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(key) == 11 and key.replace("-", "").replace("_", "").isalnum() and key.isascii() for key in ids)


def test_a_channel_that_is_gone() -> None:
    """A channel that was deleted is in none of the settings any more, and all others stay."""
    settings = ServerSettings((1, 2), True, threaded=(1, 3), forums=(4, 1), review_channel=1, language="de")
    left = ServerSettings((2,), True, threaded=(3,), forums=(4,), review_channel=None, language="de")
    assert settings.without_channel(1) == left
    assert left.without_channel(9) == left
