"""Write a register's list of registrants: numbers, names and dates of firms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.models import Mention, PartyIdentifier, Statement
from tracker.records import PartyMention, RegistrantRecord
from tracker.services.bulk import fetch_in, filter_in, upsert_rows
from tracker.services.identity import hash_identity
from tracker.services.mentions import Wanted, record_mentions
from tracker.services.statements import Reading, Written, build_row_ref


@dataclass(slots=True)
class RegistrantWriter:
    """Writes the rows of one document; a number that stands twice is told apart by its ordinal in the document."""

    reading: Reading
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    listed: set[str] = field(default_factory=set)

    def write(self, records: Sequence[RegistrantRecord]) -> Written:
        """Write one batch inside the caller's transaction; ``touched`` are the statements under changed numbers."""
        rows = {self._identify(record): record for record in records}
        self.listed.update(rows)
        known = self._load_known(rows)
        written = Written()
        to_write = {}
        for identity, record in rows.items():
            content_hash, is_gone, is_newer = known.get(identity, ("", False, True))
            if identity not in known:
                written.new += 1
            elif content_hash != record.content_hash and is_newer:
                written.changed += 1
            elif not is_gone or not is_newer:
                written.unchanged += 1
                continue
            to_write[identity] = record
        self._write_rows(to_write, written)
        changed = [record.identifier for identity, record in to_write.items() if identity in known]
        written.touched |= self._find_statements(changed) | find_statements(written.moved_mentions)
        return written

    def _identify(self, record: RegistrantRecord) -> str:
        ordinal = self.seen[record.scheme, record.identifier]
        self.seen[record.scheme, record.identifier] += 1
        return hash_identity("registrant", record.scheme, record.identifier, ordinal)

    def _load_known(self, identities: dict[str, RegistrantRecord]) -> dict[str, tuple[str, bool, bool]]:
        rows = PartyIdentifier.objects.filter(source=self.reading.source).values_list(
            "identity", "content_hash", "gone_as_of", "document__as_of"
        )
        return {
            identity: (content_hash, gone is not None, as_of <= self.reading.as_of)
            for identity, content_hash, gone, as_of in fetch_in(rows, "identity", identities)
        }

    def _write_rows(self, records: dict[str, RegistrantRecord], written: Written) -> None:
        mentions = {
            identity: Wanted(
                Mention.Role.FIRM,
                self.reading.register,
                PartyMention(record.name, aliases=record.aliases, scheme=record.scheme, identifier=record.identifier),
            )
            for identity, record in records.items()
        }
        book = record_mentions(mentions.values(), as_of=self.reading.as_of)
        written.moved_mentions |= book.moved_mentions
        written.names |= book.names
        written.firm_names |= book.firm_names
        rows = [
            (
                self.reading.source.pk,
                identity,
                book.ids[mentions[identity].identity],
                record.scheme,
                record.identifier,
                record.content_hash,
                record.registered_on,
                record.deregistered_on,
                self.reading.document.pk,
                build_row_ref(record.row),
                dict(record.fields),
                list(record.flags),
                self.reading.as_of,
                None,
            )
            for identity, record in records.items()
        ]
        columns = [
            "source", "identity", "mention", "scheme", "value", "content_hash", "registered_on", "deregistered_on",
            "document", "row", "fields", "flags", "first_as_of", "gone_as_of",
        ]  # fmt: skip
        update = [name for name in columns if name not in ("source", "identity", "first_as_of")]
        upsert_rows(PartyIdentifier, columns, rows, conflict=["source", "identity"], update=update)

    def close(self) -> int:
        """After a whole snapshot: mark the numbers that it no longer lists; returns how many."""
        live = PartyIdentifier.objects.filter(source=self.reading.source, gone_as_of=None)
        gone = [pk for pk, identity in live.values_list("id", "identity") if identity not in self.listed]
        newer = live.filter(document__as_of__gt=self.reading.as_of).exists()
        if newer:
            return 0
        for piece in filter_in(PartyIdentifier.objects.all(), "id", gone):
            piece.update(gone_as_of=self.reading.as_of)
        return len(gone)

    def _find_statements(self, numbers: Sequence[str]) -> set[int]:
        rows = Statement.objects.filter(firm_mention__register=self.reading.register).values_list("id", flat=True)
        return set(fetch_in(rows, "firm_mention__identifier", numbers))


def find_statements(mentions: set[int]) -> set[int]:
    """Ids of the statements in which one of the mentions is client, firm, or stands behind or between."""
    found: set[int] = set()
    rows = Statement.objects.values_list("id", flat=True)
    for role in ("client", "firm", "on_behalf_of", "via", "prime"):
        found.update(fetch_in(rows, f"{role}_mention_id", mentions))
    return found
