"""The small print under bulk mail: who we are, where, and how to get no more of it (promise 32)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from dossierkit.mail.direction import direction
from dossierkit.mail.duties import COURTESY
from dossierkit.mail.job import Rendered
from dossierkit.mail.unsubscribing import WayOut
from dossierkit.schema.policy import Policy

_WORDS = Path(__file__).with_name("footers.json")
_STYLE = (
    "font-family:'Segoe UI',Roboto,'Helvetica Neue',Arial,'PingFang SC','Microsoft YaHei',"
    "sans-serif;font-size:12px;line-height:1.5;color:#757575;margin-top:2em;max-width:720px"
)
_RULE = "--"


def with_footer(
    content: Rendered, policy: Policy, purpose: str, languages: Sequence[str], out: WayOut
) -> Rendered:
    """A letter with its small print in text and HTML.

    The way out is said once for each of its languages; not under letters that offer nothing, which
    must not look like advertising (M42): there it stands in the headers only.
    """
    identity = _identity(policy)
    says = () if purpose in COURTESY else languages
    sentences = tuple(dict.fromkeys(_sentence(language, out) for language in says))
    lines = [*filter(None, [identity]), *(text for _, text in sentences)]
    if not lines:
        return content
    text = "\n".join([content.text.rstrip("\n"), "", _RULE, *lines]) + "\n"
    parts = [f"<div>{escape(identity)}</div>"] if identity else []
    for language, sentence in sentences:
        words = _linked(sentence, out.page)
        parts.append(f'<div lang="{escape(language)}" dir="{direction(language)}">{words}</div>')
    small = f'<div style="{_STYLE}">\n' + "\n".join(parts) + "\n</div>"
    head, end, tail = content.html.rpartition("</body>")
    return content._replace(text=text, html=f"{head}{small}\n{end}{tail}")


def _identity(policy: Policy) -> str:
    """Our name and postal address in one line; the name once, where the address begins with it."""
    name = " ".join((policy.name or "").split())
    lines = (policy.mail.address or "").splitlines()
    address = ", ".join(filter(None, (line.strip().rstrip(",") for line in lines)))
    if not address or name.casefold() in address.casefold():
        return address or name
    return f"{name}, {address}"


def _sentence(language: str, out: WayOut) -> tuple[str, str]:
    """The language there are words in for a language, and how to get out."""
    words = footers()
    spoken = language if language in words else language.partition("-")[0]
    spoken = spoken if spoken in words else "en"
    if out.page is None:
        return spoken, words[spoken]["answer"]
    return spoken, words[spoken]["page"].replace("{page}", out.page)


def _linked(text: str, page: str | None) -> str:
    """Text for a page, the way out as a link."""
    shown = escape(text)
    if page is None:
        return shown
    target = escape(page)
    return shown.replace(target, f'<a href="{target}" style="color:#757575">{target}</a>')


@cache
def footers() -> dict[str, dict[str, str]]:
    """The sentences by language."""
    words: dict[str, dict[str, str]] = json.loads(_WORDS.read_text(encoding="utf-8"))
    return words
