"""A dossier on its way through an import: what it says by now, and what is to be written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dossierkit.book.change import Refusal, Wanted, changed
from dossierkit.book.fields import GROUPS
from dossierkit.book.files import FOLDERS
from dossierkit.book.newfile import new_text
from dossierkit.exchange.facts import facts_of, header_of
from dossierkit.exchange.plan.checking import texts
from dossierkit.exchange.plan.entry import Write
from dossierkit.schema.dossier import Dossier, Unreadable, read_dossier
from dossierkit.schema.policy import CustomField
from dossierkit.text.edit import Path, Value
from dossierkit.text.event import LogLine
from dossierkit.text.log_edit import add_log_line
from dossierkit.text.log_line import Bullet
from dossierkit.text.nodes import plain
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.source import decode
from dossierkit.text.translation import _

Custom = Mapping[str, CustomField]


class Subject:
    """A person or a company: one that the book knows, or one that is begun."""

    def __init__(self, kind: str, dossier_id: str, dossier: Dossier[Any] | None = None) -> None:
        self.kind, self.id, self.dossier = kind, dossier_id, dossier
        self.path = dossier.path if dossier else f"dossiers/{FOLDERS[kind]}/{dossier_id}.md"
        header: Any = plain(dossier.header) if dossier else {}
        self.facts: dict[Path, Value] = facts_of(GROUPS[kind], header)
        self.wanted: dict[Path, Value] = {}
        self.bullets: list[Bullet] = []
        self._told: str | None = None

    @property
    def name(self) -> str:
        return str(self.facts.get(("name",), self.id))

    @property
    def is_new(self) -> bool:
        return self.dossier is None

    @property
    def opted_out(self) -> bool:
        """Whether the book says not to contact them; an opt-out that can't be read counts."""
        return bool(
            self.dossier
            and self.kind == "customer"
            and (self.dossier.facts.consent.do_not_contact or self.dossier.stops_mail)
        )

    def items(self, *path: str) -> tuple[str, ...]:
        """The texts of a list as they stand by now."""
        return texts(self.facts.get(path))

    def want(self, path: Path, value: Value) -> None:
        """Sets a field."""
        self.facts[path] = self.wanted[path] = value

    def tell(self, bullet: Bullet) -> None:
        """Adds a line to the log."""
        self.bullets.append(bullet)
        self._told = None

    def has_told(self, text: str) -> bool:
        """Whether a text stands in the file already, however its lines are broken."""
        if self._told is None:
            whole = self.dossier.source.text if self.dossier else ""
            added = [part for bullet in self.bullets for part in (bullet.line, *bullet.more)]
            self._told = " ".join(" ".join((whole, *added)).split())
        return " ".join(text.split()) in self._told

    def events(self) -> set[tuple[object, ...]]:
        """What the log tells by now, wherever it stands."""
        lines: list[LogLine] = [*self.dossier.log.lines] if self.dossier else []
        lines += [bullet.read() for bullet in self.bullets]
        return {line[:7] for line in lines}

    def write(self, custom: Custom) -> Write | None:
        """The file as it is to be, read back and found right; None if nothing changes.

        Raises Refusal with what the file would say wrong.
        """
        if not self.wanted and not self.bullets:
            return None
        if self.dossier is None:
            return Write(self.path, self.id, None, self._begun(custom))
        before = self.dossier.source.text.encode("utf-8", "surrogatepass")
        if self.dossier.source.had_bom:
            before = b"\xef\xbb\xbf" + before
        after, group = before, GROUPS[self.kind]
        wishes: list[Wanted] = [Wanted({}, bullet) for bullet in self.bullets]
        for wish in ([Wanted(self.wanted)] if self.wanted else []) + wishes:
            after = changed(group, self.id, self.path, after, None, wish, custom)
        return Write(self.path, self.id, before, after)

    def _begun(self, custom: Custom) -> bytes:
        """The text of a new dossier; raises Refusal if it is not read back as it was meant."""
        group = GROUPS[self.kind]
        try:
            text = new_text(group, self.name, with_log=True, known=header_of(self.facts))
            for bullet in self.bullets:
                line = bullet.read()
                text = add_log_line(text, bullet.line, bullet.more, line.date, line.time)
        except CannotEdit as error:
            raise Refusal(str(error)) from error
        data = text.encode("utf-8", "surrogatepass")
        found = read_dossier(group, self.id, decode(self.path, data), custom)
        errors = [finding for finding in found.findings if finding.is_error]
        if errors:
            raise Refusal(f"{errors[0].message} [{errors[0].code}]")
        header: Any = None if isinstance(found, Unreadable) else plain(found.header)
        if header is None or _listed(facts_of(group, header)) != _listed(self.facts):
            raise Refusal(_("it would not be read back as it was meant"))
        return data


def _listed(facts: Mapping[Path, Value]) -> dict[Path, Value]:
    """Facts in which tuples and lists are the same."""
    return {path: _plain(value) for path, value in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (tuple, list)) else value
