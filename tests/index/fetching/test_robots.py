"""What a robots.txt says to us (RFC 9309)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetching.robots import LONGEST, Robots, parse


def allowed(text: str, *targets: str) -> list[bool]:
    """Whether a robots.txt lets these be read."""
    robots = parse(text.encode())
    return [robots.allows(target) for target in targets]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: other\nUser-agent: *\nDisallow: /", False),
        ("user-AGENT:QuoteBot\ndisALLOW:/", False),
        ("User-agent: quotebot/1.0 (x)\nDisallow: /", False),
        ("User-agent: quote\nDisallow: /", True),
        ("User-agent: quotebot-news\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\nUser-agent: quotebot\nAllow: /", True),
        ("User-agent: *\nDisallow: /\nUser-agent: quotebot", True),
        ("User-agent: quotebot\nDisallow: /x\nUser-agent: a\nDisallow: /y\nUser-agent: quotebot\nDisallow: /", False),
        ("Disallow: /\nUser-agent: *", True),
        ("\ufeffUser-agent: *\r\nDisallow: / # all\r\n", False),
        ("# x\rUser-agent : *\r\tDisallow :\t/", False),
        ("User-agent: *\nSitemap: x\nUser-agent: a\nUnknown: b\nDisallow: /", False),
        ("User-agent: *\n\n\nDisallow: /", False),
        ("User-agent *\nDisallow /", True),
        ("<html>\nUser-agent: *", True),
    ],
)
def test_who_is_spoken_to(text: str, expected: bool) -> None:
    """The rules for us by name hold, together, and where there are none those for all."""
    assert allowed(text, "/page") == [expected]


@pytest.mark.parametrize(
    ("rules", "target", "expected"),
    [
        (["Disallow: /a", "Allow: /a/b"], "/a/b/c", True),
        (["Allow: /a/b", "Disallow: /a"], "/a/c", False),
        (["Disallow: /a", "Allow: /a"], "/a", True),
        (["Disallow: /fish"], "/fish.html", False),
        (["Disallow: /fish"], "/Fish", True),
        (["Disallow: /fish/"], "/fish", True),
        (["Disallow: /*.php"], "/x/index.php?y", False),
        (["Disallow: /*.php$"], "/x/index.php?y", True),
        (["Disallow: /*.php$"], "/x/index.php", False),
        (["Disallow: /a$"], "/a", False),
        (["Disallow: /a$"], "/ab", True),
        (["Disallow: *b"], "/ab", False),
        (["Disallow: /a**b*$"], "/axxbyy", False),
        (["Disallow: /*a*a$"], "/a", True),
        (["Disallow: /*a*a$"], "/aa", False),
        (["Disallow: /a$b"], "/a$b", False),
        (["Disallow: /$"], "/", False),
        (["Disallow: /$"], "/a", True),
        (["Disallow: /?q"], "/?q=1", False),
        (["Disallow: /ä"], "/%C3%A4", False),
        (["Disallow: /%c3%a4"], "/%C3%A4", False),
        (["Disallow: /%7Ea"], "/~a", False),
        (["Disallow: /~a"], "/%7ea", False),
        (["Disallow: /a%2Fb"], "/a/b", True),
        (["Disallow: a"], "/a", True),
    ],
)
def test_rules(rules: list[str], target: str, expected: bool) -> None:
    """The longest pattern that matches decides, and what is allowed of two that are as long."""
    assert allowed("\n".join(["User-agent: *", *rules]), target) == [expected]


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: *\nCrawl-delay: 3600", 60.0),
        ("User-agent: *\nCrawl-delay: -1", None),
        ("User-agent: *\nCrawl-delay: nan", None),
        ("User-agent: *\nCrawl-delay: 1e9", None),
        ("User-agent: *\nCrawl-delay: 9\nUser-agent: quotebot\nAllow: /", None),
        ("User-agent: other\nCrawl-delay: 9", None),
    ],
)
def test_delay(text: str, delay: float | None) -> None:
    """The pause that is asked of us is kept, up to a minute."""
    assert parse(text.encode()).delay == delay


def test_delay_does_not_end_a_group() -> None:
    """What RFC 9309 does not define parts no group: crawlers named before and behind it share the rules."""
    assert parse(b"User-agent: quotebot\nCrawl-delay: 9\nUser-agent: *\nDisallow: /") == parse(
        b"User-agent: quotebot\nCrawl-delay: 9\nDisallow: /"
    )


def test_sitemaps() -> None:
    """Maps are given as they are named, once each, whoever is spoken to."""
    text = b"Sitemap: https://example.org/a.xml\nUser-agent: x\nsitemap:https://example.org/b.xml\nSitemap: https://example.org/a.xml"
    assert parse(text).sitemaps == ("https://example.org/a.xml", "https://example.org/b.xml")


def test_a_line_that_is_cut() -> None:
    """Of a robots.txt that is too long the last line counts only where all of it was read."""
    rules = b"User-agent: *\n" + b"#" * (LONGEST - 14 - 13) + b"\nDisallow: /a" + b"bc\nDisallow: /"
    assert rules[:LONGEST].endswith(b"\nDisallow: /a")
    assert parse(rules) == parse(rules[:LONGEST]) == Robots()


def test_unreachable() -> None:
    """Where the rules could not be read nothing is allowed."""
    assert not Robots(unreachable="answers 500").allows("/")


_HOSTILE = {
    "crawlers and rules": (b"User-agent: a%d\n", b"Allow: /%d\n"),
    "us again and again": (b"User-agent: quotebot\n", b"Allow: /%d\n"),
    "wildcards": (b"User-agent: *\n", b"Disallow: /*a*b*c*%d$\n"),
    "many rules": (b"User-agent: *\n", b"Disallow: /a*%d\n"),
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_rules(name: str) -> None:
    """The longest robots.txt is read in one pass, and no more of it is kept than what is said to us.

    Rules of 20,000 crawlers times 28,000 paths, of one text, are half a billion.
    """
    first, second = (line.replace(b"%d", b"%06d") for line in _HOSTILE[name])
    half = LONGEST // 2
    one = b"".join(first % at if b"%" in first else first for at in range(half // len(first)))
    two = b"".join(second % at for at in range(half // len(second)))
    robots = parse(one + two)
    assert len(robots.rules) <= half // len(second)
    assert robots.allows("/" + "ab" * 4000)


def test_one_long_pattern() -> None:
    """A pattern of nothing but wildcards takes one pass of the path."""
    robots = parse(b"User-agent: *\nDisallow: /" + b"*a" * 200_000 + b"\nDisallow: /" + b"*" * 50_000 + b"b$")
    assert [robots.allows("/" + "a" * 8000), robots.allows("/" + "a" * 8000 + "b")] == [True, False]


@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes(data: bytes, target: str) -> None:
    """Whatever a site has for its robots.txt, it is read, and decides."""
    lines = b"User-agent: *\n" + data
    assert parse(lines).allows(f"/{target}") in (True, False)


@given(st.lists(st.tuples(st.booleans(), st.text("ab*$/", max_size=8)), max_size=6), st.text("ab/", max_size=8))
def test_rules_by_a_slow_way(rules: list[tuple[bool, str]], path: str) -> None:
    """Patterns match as RFC 9309 has it, tried character by character."""

    def matches(pattern: str, path: str) -> bool:
        if pattern == "$":
            return not path
        if not pattern:
            return True
        if pattern[0] == "*":
            return matches(pattern[1:], path) or (bool(path) and matches(pattern, path[1:]))
        return path[:1] == pattern[0] and matches(pattern[1:], path[1:])

    text = "\n".join(f"{'Allow' if is_allowed else 'Disallow'}: {pattern}" for is_allowed, pattern in rules)
    matching = [(len(pattern), is_allowed) for is_allowed, pattern in rules if pattern and matches(pattern, f"/{path}")]
    expected = max(matching)[1] if matching else True
    assert allowed(f"User-agent: *\n{text}", f"/{path}") == [expected]
