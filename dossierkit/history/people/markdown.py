"""Markdown that we write: sections with lists, of text that is never markup itself."""

from __future__ import annotations

from dossierkit.text.markdown import plain

__all__ = ["plain", "section"]


def section(title: str, lines: list[str]) -> list[str]:
    """A heading with a list below it, indented lines one level deeper; nothing for no lines."""
    items = (line if line.startswith("  - ") else f"- {line}" for line in lines)
    return ["", f"## {title}", "", *items] if lines else []
