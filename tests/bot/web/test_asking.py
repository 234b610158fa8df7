"""Who asks on the web: by their addresses."""

import pytest

from bot.web.asking import asker_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("192.0.2.7", "::ffff:192.0.2.7"),
        ("2001:db8::1", "2001:db8::ffff:1"),
        ("2001:db8::1", "2001:0DB8:0:0::2"),
    ],
)
def test_one_asker(one: str, other: str) -> None:
    """An address of IPv4 is one asker however it is written, and so is a network of IPv6."""
    assert asker_of("web", one) == asker_of("web", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("192.0.2.7", "192.0.2.8"),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8"),
        ("2001:db8:0:1::1", "2001:db8:0:2::1"),
    ],
)
def test_two_askers(one: str, other: str) -> None:
    """Two addresses of IPv4 are two askers, in whichever way they are written, and so are two networks of IPv6."""
    assert asker_of("web", one).number != asker_of("web", other).number
