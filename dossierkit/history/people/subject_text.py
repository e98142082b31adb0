"""What a book holds about one person, as a page in Markdown that they can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dossierkit.history.people.markdown import plain, section
from dossierkit.text.translation import _


def subject_text(data: dict[str, Any]) -> str:
    """The page, made of the data of `subject.subject_data`; every text stands for itself."""
    who = data["subject"]
    about = [_("Everything that we hold about you, as of {made}.").format(made=data["made"])]
    if who["company"]:
        about.append(_("Company: {company}.").format(company=plain(who["company"])))
    if who["looked_after_by"]:
        about.append(
            _("Looked after by: {looked_after_by}.").format(
                looked_after_by=plain(who["looked_after_by"])
            )
        )
    lines = [
        f"# {plain(who['name'])}",
        "",
        " ".join(about),
        *section(_("The facts in your file"), [_fact(fact) for fact in data["facts"]]),
        *_notes(data["notes"]),
        *section(_("What happened, as we noted it"), [_log(line) for line in data["log"]]),
        *section(_("Where other files name you"), [_mention(one) for one in data["mentions"]]),
        *_letters(data["letters"]),
        *section(_("What became of letters to you"), [_state(one) for one in data["states"]]),
        *_files(data["files"]),
        *section(_("How your file came about"), _history(data["history"])),
    ]
    return "\n".join(lines) + "\n"


def _fact(fact: dict[str, Any]) -> str:
    mark = _(", sensitive") if fact["sensitive"] else ""
    means = f" ({plain(fact['means'])}{mark})" if fact["means"] else ""
    return f"{plain(fact['field'])}: {_value(fact['value'])}{means}"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{plain(name)} {_value(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    return plain(str(value)) if value is not None else "-"


def _notes(notes: str) -> list[str]:
    return ["", _("## Our notes"), "", *_quoted(notes)] if notes else []


def _quoted(text: str) -> list[str]:
    """Text of several lines, each standing for itself."""
    return [f"> {plain(line, at_start=True)}  ".rstrip(" ") for line in text.splitlines()]


def _log(line: dict[str, Any]) -> str:
    direction = line["direction"] if line["direction"] in ("in", "out") else None
    money = f"{line['currency']} {line['amount']}" if line["currency"] else None
    by = _("by {by}").format(by=line["by"]) if line["by"] else None
    head = " ".join(filter(None, (line["date"], line["time"], line["event"], direction, money, by)))
    return f"{head}: {plain(line['text'])}"


def _mention(one: dict[str, Any]) -> str:
    where = f"{plain(one['path'])}:{one['line']}"
    what = " ".join(filter(None, (one["field"], one["date"], one["event"])))
    return f"{where}{f' ({plain(what)})' if what else ''}: {plain(one['text'])}"


def _letters(letters: list[dict[str, Any]]) -> Iterator[str]:
    for number, letter in enumerate(letters):
        yield from () if number else ("", _("## Letters to you"))
        yield from ("", f"### {plain(letter['subject'], at_start=True)}", "")
        yield _("{date}, to {to} ({path})").format(
            date=plain(letter["date"]), to=plain(letter["to"]), path=plain(letter["path"])
        )
        yield from ("", *_quoted(letter["text"]))


def _state(one: dict[str, Any]) -> str:
    return f"{plain(one['path'])}: {_value(one['state'])}"


def _files(files: list[dict[str, Any]]) -> Iterator[str]:
    for number, file in enumerate(files):
        yield from () if number else ("", _("## Other files about you"))
        yield from ("", f"### {plain(file['path'])}", "")
        yield from _quoted(file["text"]) if file["text"] else (_("(not a text: ask for the file)"),)


def _history(steps: list[dict[str, Any]] | None) -> list[str]:
    if steps is None:
        return [_("No history is kept: the book is a plain folder")]
    return [line for step in steps for line in _step(step)]


def _step(step: dict[str, Any]) -> Iterator[str]:
    when = (
        f"{step['date'][:10]}, {plain(step['author'])}" if step["date"] else _("Not committed yet")
    )
    said = f" ({plain(step['message'])})" if step["message"] else ""
    yield f"{when}{said}"
    for fact in step["facts"]:
        yield f"  - {plain(fact['field'])}: {_value(fact['old'])} → {_value(fact['new'])}"
    yield from (_("  - noted: {log}").format(log=_log(line)) for line in step["added"])
    yield from (_("  - taken out: {log}").format(log=_log(line)) for line in step["removed"])
    if step["notes"]:
        yield _("  - the notes changed")
