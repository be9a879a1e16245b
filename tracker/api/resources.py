"""What the API gives: which rows, which filter, which keys, and how a page of rows becomes lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tracker.filters import (
    ChangeFilter,
    ContractFilter,
    DocumentFilter,
    PartyFilter,
    PersonFilter,
    StatementFilter,
    StrictFilterSet,
)
from tracker.models import Appearance, Change, Contract, Document, Party, Person, Statement
from tracker.services import dictionary
from tracker.services.dictionary import Table
from tracker.services.export import STATEMENT_COLUMNS, build_contract_lines, moment_text, statement_line
from tracker.services.export_names import build_party_lines, build_person_lines
from tracker.services.provenance import trace_contracts
from tracker.services.tables import Line
from tracker.services.voices import COUNTING_STATES


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of record.

    ``build(rows, include)`` gives the lines of one page; ``since(rows, moment)`` restricts to what is newer;
    ``include``: parts that a line has only when they are asked for.
    """

    name: str
    table: Table
    filter: type[StrictFilterSet]
    rows: Callable[[], QuerySet[Any]]
    build: Callable[[Sequence[Any], Sequence[str]], Iterable[Line]]
    since: Callable[[QuerySet[Any], datetime], QuerySet[Any]]
    since_what: str
    include: tuple[str, ...] = ()

    @property
    def keys(self) -> list[str]:
        return [column.name for column in self.table.keys]


# -- Contracts ---------------------------------------------------------------------------------------------


def _contract_rows() -> QuerySet[Contract]:
    return Contract.objects.published().with_parties().defer("search", "terms")


def _contract_lines(rows: Sequence[Contract], include: Sequence[str]) -> Iterable[Line]:
    traces = trace_contracts(rows) if "provenance" in include else {}
    for line in build_contract_lines(rows):
        if "statements" not in include:
            del line["statements"]
        yield line | {"provenance": traces.get(line["id"], {})} if "provenance" in include else line


# -- Statements --------------------------------------------------------------------------------------------


def _statement_rows() -> QuerySet[Statement]:
    return Statement.objects.filter(state__in=COUNTING_STATES, contract__isnull=False)


def _statement_lines(rows: Sequence[Statement], include: Sequence[str]) -> Iterable[Line]:
    wanted = Statement.objects.filter(pk__in=[row.pk for row in rows]).values_list(*STATEMENT_COLUMNS, named=True)
    told = {row.id: row for row in wanted.order_by()}
    return [{"id": pk, "contract": told[pk].contract_id} | statement_line(told[pk]) for pk in (row.pk for row in rows)]


# -- Documents, changes ------------------------------------------------------------------------------------


def _document_rows() -> QuerySet[Document]:
    """An article from which nothing was published is for staff only."""
    told = Statement.objects.filter(last_document=OuterRef("pk"), state__in=COUNTING_STATES, contract__isnull=False)
    return Document.objects.filter(~Q(page="article") | Exists(told)).select_related("source").defer("text")


def _document_lines(rows: Sequence[Document], include: Sequence[str]) -> Iterable[Line]:
    for row in rows:
        yield {
            "id": row.pk,
            "source": row.source.slug,
            "url": row.public_url or None,
            "page": row.page,
            "title": row.title or None,
            "published": row.published or None,
            "language": row.language or None,
            "media_type": row.media_type or None,
            "size": row.size,
            "sha256": row.sha256,
            "as_of": moment_text(row.as_of),
            "first_seen_at": moment_text(row.first_seen_at),
            "last_seen_at": moment_text(row.last_seen_at),
        }


def _change_rows() -> QuerySet[Change]:
    return Change.objects.select_related("contract__client", "contract__firm").only(
        "identity", "kind", "diffs", "statement_id", "document_id", "as_of", "seen_at",
        "contract__client__name", "contract__firm__name",
    )  # fmt: skip


def _change_lines(rows: Sequence[Change], include: Sequence[str]) -> Iterable[Line]:
    for row in rows:
        contract = row.contract
        yield {
            "id": row.identity,
            "kind": row.kind,
            "contract": {"id": contract.pk, "client": contract.client.name, "firm": contract.firm.name},
            "diffs": row.diffs,
            "statement": row.statement_id,
            "document": row.document_id,
            "as_of": moment_text(row.as_of),
            "seen_at": moment_text(row.seen_at),
        }


# -- Clients, firms and people -----------------------------------------------------------------------------


def _parties_since(rows: QuerySet[Party], moment: datetime) -> QuerySet[Party]:
    changed = Contract.objects.filter(changed_at__gte=moment)
    touched = Q(pk__in=changed.values("client")) | Q(pk__in=changed.values("firm"))
    return rows.filter(Q(created_at__gte=moment) | touched)


def _people_since(rows: QuerySet[Person], moment: datetime) -> QuerySet[Person]:
    return rows.filter(pk__in=Appearance.objects.filter(statement__seen_at__gte=moment).values("person"))


RESOURCES: dict[str, Resource] = {
    resource.name: resource
    for resource in (
        Resource(
            "contracts",
            dictionary.CONTRACTS,
            ContractFilter,
            _contract_rows,
            _contract_lines,
            lambda rows, moment: rows.filter(changed_at__gte=moment),
            "Contracts that changed since then.",
            ("statements", "provenance"),
        ),
        Resource(
            "statements",
            dictionary.CONTRACT_STATEMENTS,
            StatementFilter,
            _statement_rows,
            _statement_lines,
            lambda rows, moment: rows.filter(Q(seen_at__gte=moment) | Q(contract__changed_at__gte=moment)),
            "Statements that were first read since then, and those of contracts that changed.",
        ),
        Resource(
            "parties",
            dictionary.PARTIES,
            PartyFilter,
            lambda: Party.objects.filter(merged_into__isnull=True),
            lambda rows, include: build_party_lines(rows),
            _parties_since,
            "Parties that are new since then, and those of contracts that changed.",
        ),
        Resource(
            "persons",
            dictionary.PEOPLE,
            PersonFilter,
            lambda: Person.objects.filter(merged_into__isnull=True).select_related("firm_mention__party"),
            lambda rows, include: build_person_lines(rows),
            _people_since,
            "People whom a filing names that was first read since then.",
        ),
        Resource(
            "documents",
            dictionary.DOCUMENTS,
            DocumentFilter,
            _document_rows,
            _document_lines,
            lambda rows, moment: rows.filter(last_seen_at__gte=moment),
            "Documents that were fetched since then.",
        ),
        Resource(
            "changes",
            dictionary.CHANGES,
            ChangeFilter,
            _change_rows,
            _change_lines,
            lambda rows, moment: rows.filter(seen_at__gte=moment),
            "Changes that were noticed since then.",
        ),
    )
}


def find_heir(resource: Resource, pk: int) -> int | None:
    """The record that this one was joined with or found to be, by however many steps; None when it stands itself.

    Raises LookupError when there is no such record.
    """
    models: dict[str, Any] = {"contracts": Contract, "parties": Party, "persons": Person}
    model = models.get(resource.name)
    heirs = model.objects.values_list("merged_into", flat=True) if model else None
    seen = [pk]
    while heirs is not None and (heir := _next_heir(heirs, seen[-1])) is not None and heir not in seen:
        seen.append(heir)
    return seen[-1] if len(seen) > 1 else None


def _next_heir(heirs: Any, pk: int) -> int | None:
    found: list[int | None] = list(heirs.filter(pk=pk))
    if not found:
        raise LookupError(pk)
    return found[0]


def is_withdrawn(resource: Resource, pk: int) -> bool:
    return resource.name == "contracts" and Contract.objects.filter(pk=pk, withdrawn_at=F("withdrawn_at")).exists()
