"""The templates of pages. The second owner of jinja2: everything that is printed is escaped.

Letters have an environment of their own (`mail.environment`): theirs are the user's templates, in a
sandbox; these are ours, and what they print is the user's.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dossierkit.report.markup import is_safe_address, visible
from dossierkit.schema.types import in_words
from dossierkit.text.translation import _, plural, spoken, word
from dossierkit.web.values import value_text

_TEMPLATES = Path(__file__).with_name("templates")


def render(template: str, **values: Any) -> str:
    """A page from its template. Values are text, whatever they say, but for `Html`."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(_=_, plural=plural, word=word, in_words=in_words, spoken=_language)
    made.filters["value"] = value_text
    made.tests["address"] = is_safe_address
    return made


def _shown(value: Any) -> Any:
    """What is printed of a value: nothing for none, and nothing hidden in a text."""
    if value is None:
        return ""
    return value if hasattr(value, "__html__") else visible(str(value))


def _language() -> str:
    """The language of the page, for its root element."""
    return {"zh": "zh-Hans"}.get(spoken(), spoken())
