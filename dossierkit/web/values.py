"""Plain values of a header as texts: to be read, and to be typed again."""

from __future__ import annotations

from typing import Any

from dossierkit.text.value import write_flow


def value_text(value: object) -> str:
    """A plain value to be read; nothing for no value."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(value_text, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {value_text(item)}" for name, item in value.items())
    return " ".join(str(value).split())


def typed(value: Any) -> str:
    """A plain value as one types it for `book.typed.set_value`; nothing for no value."""
    if value is None:
        return ""
    return value.rstrip("\n") if isinstance(value, str) else write_flow(value)
