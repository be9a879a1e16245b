"""A person's word: corrections of a contract, and contracts entered by hand. Machines never undo them."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from tracker.errors import DecisionError
from tracker.models import Contract, Mention, Party, PartyName, ReviewItem, Statement
from tracker.models.sources import EDITORS_SLUG
from tracker.normalize.names import name_block, name_key
from tracker.records import PartialDate, PartyMention
from tracker.resolution.derivation import CORRECTABLE
from tracker.resolution.voices import Money
from tracker.services.by_hand import Act, derive_again, follow_names
from tracker.services.identity import hash_identity
from tracker.services.mentions import Wanted, record_mentions
from tracker.services.review import drop_questions
from tracker.services.seeding import ensure_editors
from tracker.services.statements import MAX_AMOUNT, MAX_MONTHS
from tracker.services.writing import writing

PARTY_FIELDS = ("client", "firm", "on_behalf_of", "via", "subcontract_of")
"""Fields whose value is a Party, the PartyMention of one to be found or founded by its name, or None for nobody."""

_MENTION_OF = {"subcontract_of": "prime_mention"} | {name: f"{name}_mention" for name in PARTY_FIELDS[:4]}
_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
"""How old a name counts that a person typed: a register's own spelling stays the one that is shown."""

NamedParty = Party | PartyMention


@writing()
def correct_contract(
    contract: Contract, user: User, asserted: Mapping[str, Any], note: str, *, token: str = ""
) -> Statement:
    """Assert values of a contract against whatever machines read; ``note`` says where the person has them from.

    ``asserted`` maps fields of CORRECTABLE to values: Money for ``value``, Decimal, PartialDate, date, str, Party or
    PartyMention; None (for ``purpose`` "") asserts that there is none, a field that is left out says nothing.
    ``token`` makes it idempotent: the same one twice is one correction. Raises DecisionError.
    """
    contract = Contract.objects.get(pk=contract.pk)
    if contract.merged_into_id is not None:
        raise DecisionError(f"{contract} was joined with contract {contract.merged_into_id}; correct that one")
    if contract.withdrawn_at is not None:
        raise DecisionError(f"{contract} was withdrawn: accept one of its statements first")
    check_assertions(asserted, note)
    key = f"correction|{contract.founder}|{token or uuid.uuid4().hex}"
    return _write(key, asserted, note, user, contract)


@writing()
def enter_contract(
    user: User,
    client: NamedParty,
    firm: NamedParty,
    asserted: Mapping[str, Any],
    note: str,
    *,
    token: str = "",
) -> Statement:
    """Enter a contract by hand; ``note`` says where it is from, ``asserted`` is as for ``correct_contract``.

    When a register or an article brings a contract of the same client and firm that it fits, the two become one.
    """
    asserted = {**asserted, "client": client, "firm": firm}
    check_assertions(asserted, note)
    return _write(f"hand|{token or uuid.uuid4().hex}", asserted, note, user, None)


# -- What can be asserted ----------------------------------------------------------------------------------


def check_assertions(asserted: Mapping[str, Any], note: str) -> None:
    """Raises DecisionError, in words for the person, when this cannot be asserted."""
    if not note.strip():
        raise DecisionError("say where it is from: the source note is empty")
    if not asserted:
        raise DecisionError("nothing was changed")
    unknown = sorted(set(asserted) - set(CORRECTABLE))
    if unknown:
        raise DecisionError(f"these are derived and cannot be asserted: {', '.join(unknown)}")
    for name in ("client", "firm"):
        if name in asserted and asserted[name] is None:
            raise DecisionError(f"a contract needs a {name}")
    if "status" in asserted and asserted["status"] not in Contract.Status.values:
        raise DecisionError(f"status must be one of {', '.join(Contract.Status.values)}")
    _check_figures(asserted)


def _check_figures(asserted: Mapping[str, Any]) -> None:
    money = asserted.get("value") or Money()
    amounts = [amount for amount in (money.value, money.high, money.total) if amount is not None]
    if any(not 0 <= amount < MAX_AMOUNT for amount in amounts):
        raise DecisionError("an amount must not be negative and must be below 10^15")
    if money.value is None and amounts:
        raise DecisionError("give the value itself, not only its total or upper end")
    if money.value is not None and not money.basis:
        raise DecisionError("say what the amount is for: in total, per month …")
    if money.value and not money.currency:
        raise DecisionError("an amount needs a currency")
    months = asserted.get("term_months")
    if months is not None and not 0 <= months <= MAX_MONTHS:
        raise DecisionError(f"a term must be between 0 and {MAX_MONTHS} months")


# -- Writing -----------------------------------------------------------------------------------------------


def _write(key: str, asserted: Mapping[str, Any], note: str, user: User, contract: Contract | None) -> Statement:
    source = ensure_editors()
    identity = hash_identity("statement", key, 0)
    known = Statement.objects.filter(source=source, identity=identity).first()
    if known is not None:
        return known
    mentions = _find_mentions(contract) if contract is not None else {}
    mentions |= {name: mention_by_hand(asserted[name], _role(name)) for name in PARTY_FIELDS if asserted.get(name)}
    now = timezone.now()
    statement = Statement(
        source=source,
        register=EDITORS_SLUG,
        identity=identity,
        register_key=key,
        kind="correction",
        act="unknown",
        pinned_to=contract,
        raw_client=mentions["client"].name,
        raw_firm=mentions["firm"].name,
        asserted=sorted(asserted),
        author=user,
        note=note.strip(),
        posted_on=now.date(),
        first_as_of=now,
        content_as_of=now,
        **{_MENTION_OF[name]: mention for name, mention in mentions.items()},
        **_columns(asserted),
    )
    statement.content_hash = hashlib.sha256(repr(sorted(_columns(asserted).items())).encode()).hexdigest()
    statement._history_user = user  # type: ignore[attr-defined]
    statement.save()
    if contract is not None and "value" in asserted:
        drop_questions(ReviewItem.Kind.CONFLICT, "contract_id", [contract.pk])
    touched = {statement.pk} | follow_names([mention.pk for mention in mentions.values()])
    derive_again(touched, Act(user, note, told_as_news=contract is None), fresh={statement.pk})
    statement.refresh_from_db()
    return statement


def _find_mentions(contract: Contract) -> dict[str, Mention]:
    """The mentions by which the contract's client and firm were read."""
    found = {}
    for name in ("client", "firm"):
        statement = Statement.objects.filter(pk=contract.provenance.get(name)).first()
        if statement is not None:
            found[name] = statement.client_mention if name == "client" else statement.firm_mention
        else:
            found[name] = mention_by_hand(getattr(contract, name), _role(name))
    return found


def _role(name: str) -> str:
    roles = {"client": Mention.Role.CLIENT, "firm": Mention.Role.FIRM}
    return roles.get(name, Mention.Role.OTHER)


def _columns(asserted: Mapping[str, Any]) -> dict[str, Any]:
    """The statement's columns for what is asserted of figures, dates and words."""
    money = asserted.get("value") or Money()
    return {
        "value": money.value,
        "value_high": money.high,
        "value_qualifier": money.qualifier,
        "currency": money.currency,
        "value_basis": money.basis,
        "total_value": money.total,
        "term_months": asserted.get("term_months"),
        "start": _iso(asserted.get("start")),
        "end": _iso(asserted.get("end")),
        "registered_on": asserted.get("registered_on"),
        "deregistered_on": asserted.get("deregistered_on"),
        "purpose": asserted.get("purpose") or "",
        "fields": {"status": asserted["status"]} if "status" in asserted else {},
    }


def _iso(value: PartialDate | None) -> str:
    return value.iso if value is not None else ""


# -- Parties -----------------------------------------------------------------------------------------------


def mention_by_hand(party: NamedParty, role: str) -> Mention:
    """The mention by which a person names a party: one that was chosen, or one found or founded by its name.

    A chosen party's mention is its own, whatever it is called, and goes with it when it is merged.
    """
    if isinstance(party, PartyMention):
        wanted = Wanted(role, EDITORS_SLUG, party)
        return Mention.objects.get(pk=record_mentions([wanted], as_of=_LONG_AGO).ids[wanted.identity])
    named = PartyMention(party.name, country=party.country or None, country_raw=party.country_label)
    wanted = Wanted(role, EDITORS_SLUG, named, context=f"party {party.identity}")
    heir = party.merged_into_id or party.pk
    mention, created = Mention.objects.get_or_create(
        identity=wanted.identity,
        defaults={
            "role": role,
            "register": EDITORS_SLUG,
            "name": party.name,
            "name_key": wanted.key,
            "country": party.country,
            "country_label": party.country_label,
            "context": wanted.context,
            "party_id": heir,
            "rule": "person",
            "reasons": ["chosen by a person"],
            "as_of": _LONG_AGO,
        },
    )
    if created and (key := name_key(party.name)):
        PartyName.objects.create(
            party_id=heir,
            mention=mention,
            name=party.name,
            identity=hash_identity("name", key),
            name_key=key,
            block=name_block(party.name) if role == Mention.Role.FIRM else "",
            role=role,
        )
    return mention
