"""Where a request comes from, behind the proxies that are ours."""

import ipaddress

from django.conf import settings


def client_address(request) -> str | None:
    """Where the request comes from, for counting alone.

    `X-Forwarded-For` holds whatever was sent, then what each proxy added: it is read from its end, only as far as the
    proxies are ours (`TRUSTED_PROXIES`). None when it cannot be known: a public installation is behind a proxy, and
    one that was not named hides everybody behind one address.
    """
    address, proxies = request.META.get("REMOTE_ADDR", ""), settings.TRUSTED_PROXIES
    if not proxies:
        return None if settings.HTTPS else _valid(address)
    further = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    while _valid(address) and any(ipaddress.ip_address(address) in proxy for proxy in proxies):
        if not further:
            return None
        address = further.pop()
    return _valid(address)


def _valid(address: str) -> str | None:
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None
