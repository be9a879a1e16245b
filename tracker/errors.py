"""Every error that Retainer raises on purpose, by stage of the pipeline."""

from __future__ import annotations


class TrackerError(Exception):
    """Base of all errors of this package; its text is fit for an operator's eyes."""


class FetchError(TrackerError):
    """A body could not be fetched, and asking again the same way will not help.

    ``status`` is the HTTP status when the site answered (404 and 410 mean gone), else None.
    """

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class TemporaryFetchError(FetchError):
    """The fetch may succeed later (timeout, 429, 5xx); ``retry_after`` is seconds, or None if not said."""

    def __init__(self, message: str, *, retry_after: float | None = None, status: int | None = None) -> None:
        super().__init__(message, status=status)
        self.retry_after = retry_after


class BlockedError(FetchError):
    """The site refuses us (robots.txt, 401, 403, 451, bot wall). Never evaded; shown as ``blocked``."""


class ForbiddenAddressError(FetchError):
    """The URL resolves to an address that is not public and not allow-listed (SSRF guard)."""


class TooLargeError(FetchError):
    """The body is larger than the cap of the request."""


class ParseError(TrackerError):
    """A whole body could not be read (wrong format, unknown columns, corrupt archive)."""


class ConfigError(TrackerError):
    """A source's configuration is missing something or malformed; the text names the key."""


class LockedError(TrackerError):
    """Another run of the same source is under way."""


class DecisionError(TrackerError):
    """What a person asks for cannot be done as things stand; the text says why."""
