"""Which statements make one contract, as people see it: contracts joined, separated, statements moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.utils import timezone

from tracker.errors import DecisionError
from tracker.models import Contract, Statement
from tracker.services.audit import save_rows, tag, undo_rows
from tracker.services.by_hand import Act, derive_again
from tracker.services.voices import found_contract
from tracker.services.writing import writing


@writing()
def join_contracts(drop: Contract, keep: Contract, user: User, note: str = "") -> list[Contract]:
    """Two contracts are one: the statements of ``drop`` and those that will come belong to ``keep``.

    The old contract redirects. Joining what is joined changes nothing. Returns the contracts concerned.
    """
    drop, keep = _reload(drop), _reload(keep)
    if drop.pk == keep.pk:
        raise DecisionError("a contract cannot be joined with itself")
    if drop.merged_into_id == keep.pk:
        return []
    for contract in (drop, keep):
        if contract.merged_into_id is not None:
            raise DecisionError(f"contract {contract.pk} is joined with contract {contract.merged_into_id} already")
        if contract.withdrawn_at is not None:
            raise DecisionError(f"contract {contract.pk} was withdrawn: no statement speaks for it")
    statements = [row for row in drop.statements.all() if not _is_amending(row)]
    reason = f"{tag('join', drop.pk, keep.pk)}{note.strip() or 'one contract'}"
    _pin(statements, keep, user, reason)
    return derive_again(_all_of(drop, keep), Act(user, reason))


@writing()
def separate_contract(contract: Contract, user: User, note: str = "") -> list[Contract]:
    """Undo a join, whether a person or a rule made it: the contract stands by itself again.

    Returns the contracts concerned; raises DecisionError when it is not joined with another.
    """
    contract = _reload(contract)
    heir = contract.merged_into
    if heir is None:
        raise DecisionError(f"contract {contract.pk} is not joined with another")
    reason = f"{tag('separate', contract.pk, heir.pk)}{note.strip() or 'two contracts'}"
    made = tag("join", contract.pk, heir.pk)
    touched = _all_of(contract, heir)
    undone = undo_rows(Statement.objects.filter(pk__in=touched), ["pinned_to_id"], made, user, reason)
    concerned = derive_again(touched, Act(user, reason)) if undone else []
    if _reload(contract).merged_into_id is None:
        return concerned
    founders = [
        row for row in heir.statements.all() if found_contract(f"{row.identity}{row.source_id}") == contract.founder
    ]
    if not founders:
        raise DecisionError(f"no statement is left that contract {contract.pk} was made for")
    _pin(founders, contract, user, reason)
    return derive_again(touched, Act(user, reason))


@writing()
def move_statements(ids: Iterable[int], contract: Contract | None, user: User, note: str = "") -> list[Contract]:
    """Put statements into another contract, or (None) into one of their own; returns the contracts concerned.

    Corrections go with the contract that they correct and cannot be moved. Raises DecisionError.
    """
    moving = list(Statement.objects.filter(pk__in=set(ids)).order_by("pk"))
    if not moving or any(_is_amending(row) or not row.counts for row in moving):
        raise DecisionError("choose statements that count; corrections stay with what they correct")
    if contract is not None and _reload(contract).merged_into_id is not None:
        raise DecisionError(f"contract {contract.pk} is joined with another; choose that one")
    left = [row for row in _load_left(moving) if not _is_amending(row)]
    reason = note.strip() or "put into another contract"
    target = contract or _find_own(moving)
    _pin(moving, target, user, reason)
    if left and not any(row.is_entry and row.pinned_to_id is None for row in left):
        # No register entry holds the others in their place, so they are told to stay.
        _pin([row for row in left if row.pinned_to_id is None], _find_own(left), user, reason)
    touched = {row.pk for row in [*moving, *left]} | set(target.statements.values_list("pk", flat=True))
    return derive_again(touched, Act(user, reason))


@writing()
def release_statements(ids: Iterable[int], user: User, note: str = "") -> list[Contract]:
    """Let the rules say again where the statements belong; returns the contracts concerned."""
    rows = [row for row in Statement.objects.filter(pk__in=set(ids)).order_by("pk") if not _is_amending(row)]
    reason = note.strip() or "left to the rules again"
    touched = {row.pk for row in rows} | {row.pk for row in _load_left(rows)}
    _pin([row for row in rows if row.pinned_to_id is not None], None, user, reason)
    return derive_again(touched, Act(user, reason))


def _reload(contract: Contract) -> Contract:
    return Contract.objects.get(pk=contract.pk)


def _is_amending(statement: Statement) -> bool:
    """Whether it corrects a contract; one that was entered by hand makes a contract."""
    return statement.kind == "correction" and statement.register_key.startswith("correction|")


def _pin(statements: Sequence[Statement], contract: Contract | None, user: User, reason: str) -> None:
    for statement in statements:
        statement.pinned_to = contract
    save_rows(statements, ["pinned_to"], user, reason)


def _all_of(*contracts: Contract) -> set[int]:
    return set(Statement.objects.filter(contract__in=contracts).values_list("pk", flat=True))


def _load_left(moving: Sequence[Statement]) -> list[Statement]:
    """The other statements of the contracts that statements are taken out of."""
    contracts = {row.contract_id for row in moving} - {None}
    rows = Statement.objects.filter(contract__in=contracts).exclude(pk__in=[row.pk for row in moving])
    return list(rows.order_by("pk"))


def _founded_by(statement: Statement) -> str:
    """The founding identity of a contract that was first made for the statement."""
    return found_contract(f"{statement.identity}{statement.source_id}")


def _find_own(statements: Sequence[Statement]) -> Contract:
    """The contract that the first of the statements founded; an empty one to be filled if it has none yet."""
    founding = min(statements, key=lambda row: (not row.is_entry, row.pk))
    now = timezone.now()
    contract, _ = Contract.objects.get_or_create(
        founder=_founded_by(founding),
        defaults={
            "client_id": founding.client_mention.party_id,
            "firm_id": founding.firm_mention.party_id,
            "status": Contract.Status.REPORTED,
            "registers": f",{founding.register},",
            "withdrawn_at": now,
            "created_at": now,
        },
    )
    return contract
