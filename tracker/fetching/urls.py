"""URLs that may be fetched, and how they are shown without the credentials in them."""

from __future__ import annotations

import re

import httpx2

from tracker.errors import FetchError

MAX_URL_LENGTH = 8_000
_SHOWN_LENGTH = 300
_SECRET_KEY = re.compile(
    r"(?:^|[^a-z])(?:key|token|secret|sig|signature|auth|authorization|pass|passwd|password|pwd|credential|session)$"
    r"|apikey$|accesskey$|accesstoken$|sessionid$",
)
_QUERY_PAIR = re.compile(r"([^?&;#=]+)=([^&;#]*)")
_USERINFO = re.compile(r"(?<=//)[^/?#]*@")


def read_url(text: str, base: httpx2.URL | None = None) -> httpx2.URL:
    """Read a URL to fetch, relative to ``base`` (a redirect), without its fragment.

    Raises FetchError unless it is http or https, has a host and a port that can exist, and carries no
    ``user:password@``. A dot at the end of the host is dropped, so that one site is one host everywhere.
    """
    shown = mask_url(text)
    if len(text) > MAX_URL_LENGTH:
        raise FetchError(f"the URL is longer than {MAX_URL_LENGTH} characters: {shown}")
    try:
        url = httpx2.URL(text.strip()) if base is None else base.join(text.strip())
        url = url.copy_with(fragment=None)
        if url.scheme not in ("http", "https"):
            raise FetchError(f"only http and https are fetched, not {shown}")
        if b"@" in url.netloc or url.userinfo:
            raise FetchError(f"a URL with a user name or password in it is not fetched: {shown}")
        host = url.raw_host.decode("ascii").rstrip(".")
        # A port above 65535 would be taken modulo 65536 by the system.
        if not _is_host(host) or not (url.port is None or 0 < url.port < 65536):
            raise FetchError(f"the URL has no usable host and port: {shown}")
        return url.copy_with(host=host) if url.raw_host.endswith(b".") else url
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(f"not a URL: {shown} ({error})") from error


def _is_host(host: str) -> bool:
    if ":" in host:  # an IPv6 literal, which httpx2 has already checked
        return True
    return 0 < len(host) <= 253 and all(0 < len(label) <= 63 for label in host.split("."))


def host_of(url: httpx2.URL) -> str:
    """The host as it goes over the wire (IDNA), which is also the key of its rate limit."""
    return url.raw_host.decode("ascii")


def origin_of(url: httpx2.URL) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def may_share_headers(old: httpx2.URL, new: httpx2.URL) -> bool:
    """Tell whether a redirect may take the caller's headers along: the same origin, or its move to https."""
    if origin_of(old) == origin_of(new):
        return True
    upgraded = (old.scheme, new.scheme) == ("http", "https") and old.port is None and new.port is None
    return upgraded and host_of(old) == host_of(new)


def mask_url(text: object) -> str:
    """The URL for logs, errors and pages: values of keys such as ``api_key`` and ``token`` masked, userinfo too."""
    masked = _USERINFO.sub("***@", str(text))
    head, mark, query = masked.partition("?")
    masked = head + mark + _QUERY_PAIR.sub(_mask_pair, query)
    masked = "".join(char if char.isprintable() else "�" for char in masked)
    return masked if len(masked) <= _SHOWN_LENGTH else masked[:_SHOWN_LENGTH] + "…"


def _mask_pair(match: re.Match[str]) -> str:
    key = match[1]
    # camelCase is split so that accessToken is seen as access-token, while "monkey" stays itself.
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", key).lower()
    return f"{key}=***" if _SECRET_KEY.search(words) else match[0]
