"""To which IP addresses connections may go: to those of the public internet, and to networks that an operator lists.

What is not public stands in the registries of special addresses (RFC 6890), of which the newest entries are here too.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

from index.errors import QuotebotError

IpAddress = IPv4Address | IPv6Address
IpNetwork = IPv4Network | IPv6Network


def _networks(*texts: str) -> tuple[IpNetwork, ...]:
    return tuple(ip_network(text) for text in texts)


_NEVER = (
    ("is an address of the machine's own", _networks("127.0.0.0/8", "0.0.0.0/8", "::1/128", "::/128")),
    (
        "is where clouds tell their machines' secrets",
        _networks("169.254.169.254/32", "169.254.170.2/32", "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32")
        + _networks("fd00:ec2::/32", "fd20:ce::254/128"),
    ),
    ("is of one link only", _networks("169.254.0.0/16", "fe80::/10")),
    ("is of many machines at once", _networks("224.0.0.0/4", "ff00::/8")),
)
"""Where no connection goes, whatever an operator lists."""
_PRIVATE = _networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
"""Of which an operator may list networks: RFC 1918, RFC 6598 and RFC 4193."""
_RESERVED = _networks(
    *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
    *("240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
)
"""For protocols, benchmarks, documentation and the tunnels 6to4 and Teredo, or for nothing yet."""
_PUBLIC_V6 = IPv6Network("2000::/3")  # all that is given out of IPv6 (RFC 4291)
_TRANSLATED = IPv6Network("64:ff9b::/96")  # IPv4 through NAT64 (RFC 6052)


def why_refused(address: IpAddress, private_networks: Iterable[IpNetwork] = ()) -> str:
    """Why no connection may go to an address, in words that go behind the site's; empty where one may."""
    told = reached = inside(address)
    if isinstance(reached, IPv6Address) and reached in _TRANSLATED:
        reached = IPv4Address(int(reached) & 0xFFFFFFFF)
    for reason, networks in _NEVER:
        if _is_in(reached, networks):
            return f"has the address {told} for its server, which {reason}"
    if _is_in(reached, private_networks):
        return ""
    if _is_in(reached, _PRIVATE):
        return f"stands on a private network ({told}); an operator may list that in web.private_networks"
    is_public = isinstance(reached, IPv4Address) or (reached in _PUBLIC_V6 and reached.scope_id is None)
    if not is_public or _is_in(reached, _RESERVED):
        return f"has the address {told} for its server, which is not one of the public internet"
    return ""


def inside(address: IpAddress) -> IpAddress:
    """The IPv4 address that an IPv6 address stands for (RFC 4291, section 2.5.5.2), else the address."""
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


def private_networks(texts: Iterable[str]) -> tuple[IpNetwork, ...]:
    """The networks that an operator lists, in CIDR. Raises QuotebotError for what is none, or may not be listed."""
    return tuple(map(_private_network, texts))


def _private_network(text: str) -> IpNetwork:
    example = "a network such as 10.0.0.0/8 or fd12:3456:789a::/48"
    try:
        network = ip_network(text)
    except ValueError as error:
        raise QuotebotError(f"web.private_networks: {error}; write {example}") from None
    for reason, refused in _NEVER:
        if any(_is_within(network, one) for one in refused):
            raise QuotebotError(f"web.private_networks: {text} {reason}, and is never read; take it out")
    if not any(_is_within(network, one) for one in _PRIVATE):
        within = ", ".join(map(str, _PRIVATE))
        raise QuotebotError(f"web.private_networks: {text} is not a private network; those are in {within}")
    return network


def _is_in(address: IpAddress, networks: Iterable[IpNetwork]) -> bool:
    return any(address in network for network in networks)


def _is_within(network: IpNetwork, other: IpNetwork) -> bool:
    first, last, (start, end) = network[0], network[-1], (other[0], other[-1])
    return network.version == other.version and int(start) <= int(first) and int(last) <= int(end)
