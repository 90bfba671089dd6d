"""Which network addresses may be asked: those of the public internet only, unless the caller allows others.

An address in a feed is written by strangers. Followed blindly, it would let them ask what only this machine can reach:
a router's page, a cloud's metadata service, a database without a password.
"""

from __future__ import annotations

import ipaddress
import socket
from ipaddress import IPv4Address, IPv6Address

from dateline.errors import FetchError

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in the last four bytes, reached through the network's translator."""


UNICAST = ipaddress.IPv6Network("2000::/3")
"""The IPv6 addresses that are given out for the internet; `ipaddress` takes some others for global."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the system's order. Raises `FetchError`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise FetchError(f"{host} is not known: {error.strerror or error}", passing=True) from error
    except UnicodeError as error:  # a label of over 63 characters
        raise FetchError(f"{host} is not a name of a host") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def require_public(host: str, addresses: list[str]) -> None:
    """Raise `FetchError` if any of a host's addresses is not one of the public internet.

    One is enough: a name that stands for a public and a private address is made to mislead.
    """
    for address in addresses:
        if kind := private_kind(address):
            stands = address if host == address else f"{host} is {address}, which"
            raise FetchError(f"refused: {stands} is {kind}; allow it with --allow-private if you trust it")


def private_kind(address: str) -> str | None:
    """What sort of address it is, if it is none of the public internet: "a loopback address"."""
    ip = _reached(ipaddress.ip_address(address))
    if ip.is_loopback:
        return "a loopback address"
    if ip.is_unspecified:
        return "the unspecified address"
    if ip.is_link_local:
        return "a link-local address"
    if ip.is_multicast:
        return "a multicast address"
    # `is_global` leaves out private networks, shared space (CGNAT, 100.64.0.0/10), benchmarks and documentation.
    if ip.is_reserved or not ip.is_global or (isinstance(ip, IPv6Address) and ip not in UNICAST):
        return "an address of a private or reserved network"
    return None


def _reached(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for, if it does: mapped, 6to4 or translated."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip
