"""To which IP addresses connections may go."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QuotebotError
from index.fetching.permitted import private_networks, why_refused

_OWN = "is an address of the machine's own"
_SECRETS = "is where clouds tell their machines' secrets"
_LINK = "is of one link only"
_MANY = "is of many machines at once"
_OTHER = "is not one of the public internet"

_NETWORKS = {
    **dict.fromkeys(("127.0.0.0/8", "0.0.0.0/8", "::1/128", "::/128"), _OWN),
    **dict.fromkeys(("169.254.0.0/16", "fe80::/10"), _LINK),
    **dict.fromkeys(("224.0.0.0/4", "ff00::/8"), _MANY),
    **dict.fromkeys(("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"), "private"),
    **dict.fromkeys(("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24"), _OTHER),
    **dict.fromkeys(("203.0.113.0/24", "240.0.0.0/4", "255.255.255.255/32"), _OTHER),
    **dict.fromkeys(("2001::/32", "2001:20::/28", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16"), _OTHER),
    **dict.fromkeys(("64:ff9b:1::/48", "100::/64", "fec0::/10", "4000::/3", "::ffff:0:0:0/96"), _OTHER),
}


def refusal(address: str, networks: tuple[str, ...] = ()) -> str:
    """Why no connection goes to an address, where an operator lists these networks."""
    return why_refused(ip_address(address), tuple(map(ip_network, networks)))


def ends(network: str) -> Iterator[str]:
    """The first, the last and a middle address of a network."""
    first, last = int(ip_network(network)[0]), int(ip_network(network)[-1])
    kind = IPv4Address if "." in network else IPv6Address
    yield from (str(kind(one)) for one in (first, (first + last) // 2, last))


def forms(address: str) -> Iterator[str]:
    """An address, and the IPv6 addresses that lead to it where it is of IPv4."""
    yield address
    if "." in address:
        number = int(IPv4Address(address))
        yield str(IPv6Address(0xFFFF << 32 | number))  # mapped
        yield str(IPv6Address(0x64FF9B << 96 | number))  # through NAT64
        yield str(IPv6Address(number))  # compatible
        yield str(IPv6Address(0x2002 << 112 | number << 80 | 1))  # 6to4
        yield str(IPv6Address(0x20010000 << 96 | 0x5DB8D822 << 64 | number ^ 0xFFFFFFFF))  # Teredo


@pytest.mark.parametrize(("network", "reason"), _NETWORKS.items())
def test_networks_that_are_not_public(network: str, reason: str) -> None:
    """No connection goes to an address of a special network, nor to an IPv6 address that leads to one."""
    for address in ends(network):
        first, *others = (refusal(form) for form in forms(address))
        assert reason in first
        assert all(others)


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "169.254.170.2",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "fd20:ce::254",
        "fd00:c1::a9fe:a9fe",
        "fd00:42::42",
    ],
)
def test_metadata(address: str) -> None:
    """No connection goes where clouds tell secrets, also where an operator lists the network around it."""
    told = f"has the address {address} for its server, which {_SECRETS}"
    assert refusal(address) == told
    assert refusal(address, ("169.254.0.0/16", "100.64.0.0/10", "168.0.0.0/8", "fc00::/7", "192.0.0.0/8")) == told


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.215.14",
        "192.0.1.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.32.0.0",
        "198.20.0.0",
        "223.255.255.255",
        *["2606:4700::1111", "2a00:1450::1", "2001:4860::8888", "64:ff9b::808:808", "::ffff:8.8.8.8", "2400::"],
    ],
)
def test_public_addresses(address: str) -> None:
    """Connections go to public addresses, also where IPv6 stands for IPv4."""
    assert refusal(address) == ""


def test_zone() -> None:
    """No connection goes to an address of an interface of the machine."""
    assert refusal("2606:4700::1%eth0") == (
        "has the address 2606:4700::1%eth0 for its server, which is not one of the public internet"
    )


@given(st.ip_addresses(v=4))
def test_permitted_is_global(address: IPv4Address) -> None:
    """Of IPv4 nothing is permitted that Python does not hold for global, and little else is refused."""
    if why_refused(address):
        others = "224.0.0.0/4", "192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"
        assert not address.is_global or any(address in IPv4Network(other) for other in others)
    else:
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=6))
def test_permitted_is_global_of_ipv6(address: IPv6Address) -> None:
    """Of IPv6 nothing is permitted but what is given out, and what stands for an IPv4 address that is."""
    if not why_refused(address):
        assert address.is_global
        assert address.ipv4_mapped or any(address in IPv6Network(one) for one in ("2000::/3", "64:ff9b::/96"))


@given(st.sampled_from(sorted(_NETWORKS)), st.data())
def test_no_address_of_a_special_network(network: str, data: st.DataObject) -> None:
    """No address of a special network is permitted in any form, whatever networks an operator lists elsewhere."""
    address = data.draw(st.ip_addresses(network=network))
    assert all(
        why_refused(ip_address(form), private_networks(["192.168.77.0/24"])) for form in forms(str(address))
    ) or (address in IPv4Network("192.168.77.0/24"))


def test_listed_networks() -> None:
    """What an operator lists is permitted, in each form, and nothing beside it."""
    networks = private_networks(["10.1.0.0/16", "fd12:3456::/32", "192.168.1.7"])
    asked = ("10.1.2.3", "::ffff:10.1.2.3", "fd12:3456::1", "192.168.1.7", "10.2.0.0", "192.168.1.8", "127.0.0.1")
    private = "stands on a private network ({}); an operator may list that in web.private_networks"
    assert [why_refused(ip_address(one), networks) for one in asked] == [
        *[""] * 4,
        private.format("10.2.0.0"),
        private.format("192.168.1.8"),
        f"has the address 127.0.0.1 for its server, which {_OWN}",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("127.0.0.0/8", f"127.0.0.0/8 {_OWN}, and is never read; take it out"),
        ("127.0.0.53", f"127.0.0.53 {_OWN}, and is never read; take it out"),
        ("::1", f"::1 {_OWN}, and is never read; take it out"),
        ("0.0.0.0/32", f"0.0.0.0/32 {_OWN}, and is never read; take it out"),
        ("169.254.169.254", f"169.254.169.254 {_SECRETS}, and is never read; take it out"),
        ("fd00:ec2::254", f"fd00:ec2::254 {_SECRETS}, and is never read; take it out"),
        ("100.100.100.200/32", f"100.100.100.200/32 {_SECRETS}, and is never read; take it out"),
        ("fe80::/10", f"fe80::/10 {_LINK}, and is never read; take it out"),
        ("224.0.0.0/24", f"224.0.0.0/24 {_MANY}, and is never read; take it out"),
        *[
            (
                text,
                f"{text} is not a private network; those are in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, "
                "100.64.0.0/10, fc00::/7",
            )
            for text in ("0.0.0.0/0", "::/0", "10.0.0.0/7", "8.8.8.0/24", "::ffff:10.0.0.0/104", "192.0.2.0/24")
        ],
        (
            "10.0.0.1/8",
            "10.0.0.1/8 has host bits set; write a network such as 10.0.0.0/8 or fd12:3456:789a::/48",
        ),
        (
            "intranet",
            "'intranet' does not appear to be an IPv4 or IPv6 network; "
            "write a network such as 10.0.0.0/8 or fd12:3456:789a::/48",
        ),
    ],
)
def test_networks_that_may_not_be_listed(text: str, reason: str) -> None:
    """A setting that names what may never be read, or no private network, is refused with what is wrong."""
    with pytest.raises(QuotebotError) as error:
        private_networks(["10.0.0.0/8", text])
    assert str(error.value) == f"web.private_networks: {reason}"
