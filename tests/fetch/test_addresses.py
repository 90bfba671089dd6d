"""Which addresses are of the public internet."""

import pytest

from dateline.errors import FetchError
from dateline.fetch.addresses import private_kind, require_public

PUBLIC = [
    ("IPv4", "93.184.215.14"),
    ("below shared space", "100.63.255.255"),
    ("IPv6", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"),
    ("mapped public", "::ffff:93.184.215.14"),
    ("translated public (NAT64)", "64:ff9b::5db8:d70e"),
]

REFUSED = [
    ("loopback", "127.0.0.1"),
    ("all of 127/8", "127.8.9.10"),
    ("loopback, IPv6", "::1"),
    ("this host", "0.0.0.0"),
    ("this network", "0.1.2.3"),
    ("unspecified, IPv6", "::"),
    ("private 10/8", "10.0.0.5"),
    ("private 172.16/12", "172.31.255.255"),
    ("private 192.168/16", "192.168.1.1"),
    ("a cloud's metadata", "169.254.169.254"),
    ("link-local, IPv6", "fe80::1"),
    ("link-local with a zone", "fe80::1%eth0"),
    ("CGNAT", "100.64.0.1"),
    ("CGNAT, a cloud's metadata", "100.100.100.200"),
    ("multicast", "224.0.0.1"),
    ("global multicast", "233.252.0.1"),
    ("multicast, IPv6", "ff02::1"),
    ("global multicast, IPv6", "ff0e::1"),
    ("reserved", "240.0.0.1"),
    ("broadcast", "255.255.255.255"),
    ("benchmarks", "198.18.0.1"),
    ("documentation", "203.0.113.7"),
    ("unique local, IPv6", "fd00:ec2::254"),
    ("site-local, IPv6", "fec0::1"),
    ("mapped loopback", "::ffff:127.0.0.1"),
    ("mapped private", "::ffff:10.0.0.5"),
    ("compatible loopback", "::7f00:1"),
    ("6to4 of a private address", "2002:a00:5::1"),
    ("translated metadata (NAT64)", "64:ff9b::a9fe:a9fe"),
    ("translated, local prefix", "64:ff9b:1::a00:5"),
    ("Teredo", "2001:0:a00:5::1"),
]


@pytest.mark.parametrize("address", [row[1] for row in PUBLIC], ids=[row[0] for row in PUBLIC])
def test_public(address: str) -> None:
    assert private_kind(address) is None


@pytest.mark.parametrize("address", [row[1] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(address: str) -> None:
    assert private_kind(address) is not None


def test_one_private_address_is_enough() -> None:
    with pytest.raises(FetchError, match=r"news\.example is 10\.0\.0\.5, which is an address of a private"):
        require_public("news.example", ["93.184.215.14", "10.0.0.5"])
