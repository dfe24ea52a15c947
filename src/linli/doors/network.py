"""Where a request comes from: the network, never the whole address, and the browser in words."""

from __future__ import annotations

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

BROWSERS = (
    ("MicroMessenger", "微信 WeChat"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def network(request: HttpRequest) -> str:
    """Return the network of the caller: an IPv4 address cut to 24 bits, an IPv6 one to 48; "" if unknown.

    Behind our own proxy the last address it added is the caller's; what stands before may be made up.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False))


def device(request: HttpRequest) -> str:
    """Return the browser and the system in words, such as "Firefox · Windows"."""
    agent = request.headers.get("User-Agent", "")
    words = [
        next((said for sign, said in table if re.search(sign, agent)), "") for table in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(word for word in words if word) or "其他 other"
