"""Names of parties: one spelling to compare by, one to show, and what a filed name says of others."""

from __future__ import annotations

from tracker.normalize.folding import fold
from tracker.normalize.names.aliases import Names, split_aliases
from tracker.normalize.names.chains import Chain, split_chain
from tracker.normalize.names.display import display_name
from tracker.normalize.names.keys import (
    acronym,
    acronyms_in,
    is_acronym_of,
    is_advisory_firm,
    is_generic,
    looks_like_firm,
    name_block,
    name_key,
    significant_tokens,
)
from tracker.normalize.names.legal_forms import has_legal_form, strip_legal_forms
from tracker.normalize.names.persons import looks_like_person

__all__ = [
    "Chain",
    "Names",
    "acronym",
    "acronyms_in",
    "display_name",
    "fold",
    "has_legal_form",
    "is_acronym_of",
    "is_advisory_firm",
    "is_generic",
    "looks_like_firm",
    "looks_like_person",
    "name_block",
    "name_key",
    "significant_tokens",
    "split_aliases",
    "split_chain",
    "strip_legal_forms",
]
