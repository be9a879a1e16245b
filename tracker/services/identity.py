"""Short hashes that stand for long natural keys (docs/decisions/0001-identity.md)."""

from __future__ import annotations

from hashlib import blake2b

_SEPARATOR = "\x1f"


def hash_identity(*parts: object) -> str:
    """A 128-bit hash in 32 hex digits of the parts; equal parts in equal order give equal hashes for ever.

    The unit separator keeps ("ab", "c") and ("a", "bc") apart.
    """
    text = _SEPARATOR.join(map(str, parts))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
