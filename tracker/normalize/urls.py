"""URLs as identities: the same page under one spelling, without what only tracks the reader."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit

_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "matomo_", "piwik_", "hsa_", "_hs", "__hs", "vero_", "oly_")
_TRACKING_NAMES = frozenset(
    """
    fbclid fb_action_ids fb_action_types fb_source fb_ref gclid gclsrc gbraid wbraid dclid msclkid yclid ysclid
    twclid ttclid igshid igsh epik rdt_cid sccid scclid li_fat_id mc_cid mc_eid mkt_tok _ga _gl _openstat ref_src
    ref_url s_cid ncid cmpid wt_mc wt.mc_id trk_contact trk_msg trk_module trk_sid soc_src soc_trk spm xtor
    guccounter guce_referrer guce_referrer_sig ns_campaign ns_mchannel ns_source ns_linkname ns_fee
    __twitter_impression mibextid sfnsn srsltid ck_subscriber_id elqtrackid elqtrack
    """.split()  # noqa: SIM905 - a list of words reads better as prose
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_BLANKS_AND_CONTROLS = re.compile(r"^[\x00-\x20]+|[\x00-\x20]+$|[\t\r\n]")
# Everything that may stand in a path or query as it is; ``%`` too, so that what is escaped stays as it was.
_AS_IS = "!#$%&'()*+,/:;=?@[]~\\^`{|}\"<>"


def is_tracking_parameter(name: str) -> bool:
    """Whether a query parameter of that name only tells where a reader came from."""
    name = name.lower()
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)


def clean_url(url: str) -> str:
    """The URL without fragment and tracking parameters, its scheme and host in lower case.

    Other parameters keep their order and spelling. Default ports and an empty query go, an absent path of an
    absolute URL becomes ``/``, blanks and letters beyond ASCII in path and query are percent-encoded. Relative URLs
    may be cleaned too (links of our own pages). Idempotent; a malformed URL is returned without its outer blanks.
    """
    url = _BLANKS_AND_CONTROLS.sub("", url)
    try:
        parts = urlsplit(url)
        host = _clean_host(parts)
    except ValueError:
        return url
    path = _escape(parts.path)
    if host and not path:
        path = "/"
    query = "&".join(_escape(item) for item in parts.query.split("&") if item and not _tracks(item))
    return SplitResult(parts.scheme.lower(), host, path, query, "").geturl()


def join_url(base: str, link: str) -> str:
    """The cleaned absolute form of a link found on the page ``base``; empty when it is no web page's address.

    Links to a place in the same document, ``mailto:``, ``javascript:`` and other schemes are no pages.
    """
    link = _BLANKS_AND_CONTROLS.sub("", link)
    if not link or link.startswith("#"):
        return ""
    try:
        joined = clean_url(urljoin(base, link))
        parts = urlsplit(joined)
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return ""
    return joined


def site_of(url: str) -> str:
    """The host of the URL without a leading ``www.``, in lower case; empty when it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _clean_host(parts: SplitResult) -> str:
    """The network location in lower case without a default port; user and password are kept as they are."""
    user, at, host = parts.netloc.rpartition("@")
    host = host.lower()
    default = _DEFAULT_PORTS.get(parts.scheme.lower())
    if default is not None and parts.port == default:
        host = host.removesuffix(f":{default}")
    return user + at + host.removesuffix(":")


def _tracks(item: str) -> bool:
    return is_tracking_parameter(item.partition("=")[0])


def _escape(text: str) -> str:
    if text.isascii() and " " not in text:
        return text
    return quote(text, safe=_AS_IS)
