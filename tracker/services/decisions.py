"""What people decide: verdicts on statements, whom a name means, answers to open questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib.auth.models import User
from django.utils import timezone

from tracker.errors import DecisionError
from tracker.models import Contract, Mention, Party, Person, ReviewItem, Statement
from tracker.normalize.names import fold
from tracker.services.audit import keep_former, save_rows
from tracker.services.by_hand import Act, derive_again, follow_names
from tracker.services.filings import settle_reports
from tracker.services.mentions import NewParty, found_parties, identify_party
from tracker.services.parties import decide_mentions, refresh_parties, settle_orphans
from tracker.services.writing import writing

# -- Statements --------------------------------------------------------------------------------------------


def accept_statements(ids: Iterable[int], user: User, note: str = "") -> list[Contract]:
    """Count the statements, whatever confidence they were read with; returns the contracts concerned."""
    return _judge(ids, Statement.State.ACCEPTED, user, note)


def reject_statements(ids: Iterable[int], user: User, note: str = "") -> list[Contract]:
    """Take the statements out of their contracts until they are accepted again; returns the contracts concerned.

    A rejected correction is withdrawn: what machines say stands again.
    """
    return _judge(ids, Statement.State.REJECTED, user, note)


@writing()
def _judge(ids: Iterable[int], verdict: str, user: User, note: str) -> list[Contract]:
    chosen = list(Statement.objects.filter(pk__in=set(ids)).order_by("pk"))
    changed = [statement for statement in chosen if statement.state != verdict]
    fresh = {row.pk for row in changed if verdict == Statement.State.ACCEPTED and not row.counts}
    for statement in changed:
        statement.state = verdict
    reason = note.strip() or f"{verdict} the statement"
    save_rows(changed, ["state"], user, reason)
    answer = ReviewItem.State.ACCEPTED if verdict == Statement.State.ACCEPTED else ReviewItem.State.REJECTED
    items = ReviewItem.objects.filter(kind=ReviewItem.Kind.STATEMENT, statement__in=chosen)
    _close(items.exclude(state=ReviewItem.State.OBSOLETE), answer, user, reason)
    if not changed:
        return list(Contract.objects.filter(statements__in=chosen).distinct().order_by("pk"))
    is_news = bool(fresh) and all(row.kind != "correction" for row in changed)
    document = changed[0].last_document if len({row.last_document_id for row in changed}) == 1 else None
    touched = {row.pk for row in changed}
    for row in changed:
        if row.report_key:
            touched |= settle_reports(row.register, [row.report_key])
    touched |= follow_names({pk for row in changed for pk in (row.client_mention_id, row.firm_mention_id)})
    return derive_again(touched, Act(user, reason, told_as_news=is_news, document=document), fresh=fresh)


# -- Whom a name means -------------------------------------------------------------------------------------


@writing()
def decide_mention(mention: Mention, party: Party | None, user: User, note: str = "") -> list[Contract]:
    """Fix whom a name means, against every rule; None means: nobody who is known, a party of its own.

    Returns the contracts concerned. Raises DecisionError for a party that was merged into another.
    """
    if party is not None and party.merged_into_id is not None and party.merge_rule == "person":
        raise DecisionError(f"{party} was merged into party {party.merged_into_id}; choose that one")
    mention = Mention.objects.get(pk=mention.pk)
    former = mention.party_id
    chosen = party.pk if party is not None else _found_own(mention)
    if mention.is_decided and mention.party_id == chosen:
        return list(Contract.objects.filter(pk__in=_contracts_of(follow_names({mention.pk}))).order_by("pk"))
    reason = note.strip() or "decided by a person"
    keep_former(Mention, [mention.pk])
    decide_mentions([mention.pk], chosen, rule="person", reasons=[reason], user=user)
    save_rows([Mention.objects.get(pk=mention.pk)], [], user, reason)
    settle_orphans({former})
    refresh_parties({former, chosen})
    return derive_again(follow_names({mention.pk}), Act(user, reason))


def _found_own(mention: Mention) -> int:
    place = "" if mention.role == Mention.Role.FIRM else mention.country or fold(mention.country_label)
    identity = identify_party(mention.name_key, place)
    country = "" if mention.role == Mention.Role.FIRM else mention.country
    party = NewParty(identity, mention.name_key, place, mention.name, country, mention.country_label)
    return found_parties([party])[identity]


def _contracts_of(statements: Iterable[int]) -> set[int]:
    rows = Statement.objects.filter(pk__in=list(statements), contract__isnull=False)
    return set(rows.values_list("contract_id", flat=True).distinct())


# -- Questions ---------------------------------------------------------------------------------------------


@writing()
def answer_match(item: ReviewItem, party: Party | None, user: User, note: str = "") -> list[Contract]:
    """Answer whom the name means: one of the suggested parties, any other, or None for nobody who is known."""
    _check_kind(item, ReviewItem.Kind.MATCH)
    if item.mention is None:
        raise DecisionError("the name that was asked about is gone")
    contracts = decide_mention(item.mention, party, user, note)
    items = ReviewItem.objects.filter(kind=ReviewItem.Kind.MATCH, mention=item.mention)
    reason = note.strip() or (f"means {party}" if party else "means nobody known")
    _close(items, ReviewItem.State.ACCEPTED if party else ReviewItem.State.REJECTED, user, reason)
    return contracts


@writing()
def answer_rename(item: ReviewItem, pairs: Mapping[str, str], user: User, note: str = "") -> list[Contract]:
    """Say which rows were renamed into which: identities of statements, old → new; none means that nothing was.

    Answering again replaces the earlier answer. Returns the contracts concerned; raises DecisionError for pairs that
    were not asked about.
    """
    _check_kind(item, ReviewItem.Kind.RENAME)
    old, new = set(item.suggestion.get("old", ())), set(item.suggestion.get("new", ()))
    if not (pairs.keys() <= old and set(pairs.values()) <= new and len(set(pairs.values())) == len(pairs)):
        raise DecisionError("choose from the names that were asked about, each new name once")
    rows = Statement.objects.filter(source__slug=item.suggestion.get("source", ""), identity__in=old | new)
    by_identity = {row.identity: row for row in rows}
    former = {new_one: old_one for old_one, new_one in pairs.items()}
    changed, fresh = [], set()
    for identity in sorted(new & by_identity.keys()):
        row = by_identity[identity]
        source = by_identity.get(former.get(identity, ""))
        if row.renamed_from_id != (source.pk if source else None):
            row.renamed_from = source
            changed.append(row)
            fresh |= {row.pk} if source else set()
    reason = note.strip() or ("renamed" if pairs else "not renamed")
    save_rows(changed, ["renamed_from"], user, reason)
    state = ReviewItem.State.ACCEPTED if pairs else ReviewItem.State.REJECTED
    _close(ReviewItem.objects.filter(pk=item.pk), state, user, reason)
    touched = {row.pk for row in by_identity.values()}
    return derive_again(touched, Act(user, reason, told_as_news=bool(fresh)), fresh=fresh)


@writing()
def answer_person(item: ReviewItem, same: bool, user: User, note: str = "") -> None:
    """Say whether two rows of one name are one person; the later leads to the earlier then, until it is denied.

    Raises DecisionError when one of them leads to somebody else by now.
    """
    _check_kind(item, ReviewItem.Kind.PERSON)
    keep, other = (Person.objects.get(pk=pk) for pk in item.suggestion["people"])
    if keep.merged_into_id is not None or other.merged_into_id not in (None, keep.pk):
        raise DecisionError("one of the two leads to another person by now: see their pages")
    reason = note.strip() or ("the same person" if same else "two persons")
    heir = keep if same else None
    if other.merged_into_id != (heir.pk if heir else None):
        other.merged_into = heir
        save_rows([other], ["merged_into"], user, reason)
    state = ReviewItem.State.ACCEPTED if same else ReviewItem.State.REJECTED
    _close(ReviewItem.objects.filter(pk=item.pk), state, user, reason)


@writing()
def dismiss(item: ReviewItem, user: User, note: str = "") -> None:
    """Close a question without any consequence: things are as they should be."""
    reason = note.strip() or "nothing to do"
    _close(ReviewItem.objects.filter(pk=item.pk), ReviewItem.State.REJECTED, user, reason)


def _check_kind(item: ReviewItem, kind: str) -> None:
    if item.kind != kind:
        raise DecisionError(f"this question is about an {item.get_kind_display()}")


def _close(items: Iterable[ReviewItem], state: str, user: User, reason: str) -> None:
    now = timezone.now()
    changed = [item for item in items if item.state != state]
    for item in changed:
        item.state, item.decided_by, item.decided_at = state, user, now
    save_rows(changed, ["state", "decided_by", "decided_at"], user, reason)
