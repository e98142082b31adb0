"""The sandbox in which templates run. The only owner of jinja2.

Templates see plain data only: `Facts` by their declared names, texts, numbers, dates. A name that
does not exist stops the letter at once, even behind `default`; a known one without a value is
false and empty, and stops the letter only when it is printed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NoReturn

from jinja2 import Undefined, UndefinedError
from jinja2.exceptions import SecurityError, TemplateRuntimeError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dossierkit.mail.facts import Called, Facts, Gap, Prose, TemplateError, meant
from dossierkit.mail.formats import Formats
from dossierkit.mail.guard import RESERVED, guard
from dossierkit.schema.values import Birthday, DatedText, Duration, PartialDate, Rhythm
from dossierkit.text.translation import _

__all__ = ["LetterEnvironment", "TemplateSyntaxError"]

_FILTERS = """
    abs batch capitalize count d default dictsort first float groupby int items join last length
    list lower map max min reject rejectattr replace reverse round select selectattr slice sort
    sum title trim truncate unique upper wordcount
"""
_PRINTABLE = (str, int, float, Decimal, datetime.date, datetime.time)
_RECORDS = (Birthday, DatedText, Duration, PartialDate, Rhythm, Undefined)
_BLANKS = re.compile(r"[ \t\n\r\f\v\x85\u2028\u2029]+")
_PLACEHOLDER = re.compile(
    r"None|Undefined|(?:TODO|TBD|FIXME|XXX)\b.*|.*(?:\{\{|\{%|\{#|[%#}]\}).*", re.DOTALL
)


_NOTHING = object()


class _Fragment(str):
    """What a macro or a block has rendered: its values are guarded already."""

    __slots__ = ()


class _Leftover(str):
    """A fact such as TODO or None; it can be asked about, but gets into no text."""

    __slots__ = ()

    def __str__(self) -> str:
        raise TemplateError(
            _("'{self_}' is left over from a template or a list; write the fact").format(
                self_=self[:]
            )
        )


class _Unknown(TemplateError):
    """A name that nothing is known by."""

    def __init__(self, name: str) -> None:
        super().__init__(_("there is no '{name}' in letters").format(name=name))
        self.name = name


class _Missing(Undefined):
    """A known name without a value: false, empty, equal to nothing; printing it is an error."""

    __slots__ = ()

    def __init__(
        self,
        hint: Any = None,
        obj: Any = _NOTHING,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        if hint is None:
            if obj is _NOTHING:
                raise _Unknown(str(name))
            if not isinstance(name, int) and not isinstance(obj, dict):
                raise TemplateError(
                    _("'{name}' is nothing that {kind} has").format(name=name, kind=_kind(obj))
                )
            hint = _("{kind} has no '{name}' here").format(kind=_kind(obj), name=name)
        super().__init__(hint, obj, name, exc)

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return id(type(self))

    def __str__(self) -> str:
        raise TemplateError(str(self._undefined_hint))


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """Compiles and runs the templates of one language, with figures and days of a locale."""

    concat = staticmethod(lambda parts: _Fragment("".join(parts)))

    def __init__(self, language: str, locale: str = "") -> None:
        super().__init__(
            undefined=_Missing,
            finalize=printed,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
            keep_trailing_newline=True,
            cache_size=0,
        )
        formats = Formats(locale or language)
        self._language = language
        self.globals = {}
        self.filters = {name: self.filters[name] for name in _FILTERS.split()}
        for name in ("money", "percent", "number", "day", "listed"):
            self.filters[name] = getattr(formats, name)
        self._allowed: frozenset[str] = frozenset()

    def run(self, template: Any, names: dict[str, Any], allowed: Iterable[str], most: int) -> str:
        """What a compiled template renders, its values guarded (see `guard`).

        `names` are Facts, Gaps and plain values; `allowed` the sensitive facts that may be used;
        `most` the characters after which it is stopped. Raises TemplateError, jinja2's errors,
        and whatever a template can provoke.
        """
        self._allowed = frozenset(allowed)
        context = {name: self._value(value) for name, value in names.items()}
        parts: list[str] = []
        room = most
        try:
            for part in template.generate(context):
                parts.append(part)
                room -= len(part)
                if room < 0:
                    raise TemplateError(
                        _("the letter grows beyond {most} KB").format(most=most // 1024)
                    )
        except _Unknown as error:
            raise TemplateError(f"{error}; {meant(error.name, tuple(names))}") from error
        return "".join(parts)

    def compiled(self, source: str, path: str) -> Any:
        """A template, ready to run; raises TemplateSyntaxError. Errors show its path and line."""
        code = self.compile(source, path, path)
        return self.template_class.from_code(self, code, {})

    def syntax(self, source: str, line: int) -> Any:
        """The tree of a part of a template that begins in a line of its file; raises
        TemplateSyntaxError. Its nodes have the lines of the file."""
        return self.parse("\n" * (line - 1) + source)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Facts):
            return self._value(obj.look_up(attribute, self._allowed))
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return obj if isinstance(obj, _Missing) else super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Facts):
            return self._value(obj.look_up(str(argument), self._allowed))
        return obj if isinstance(obj, _Missing) else super().getitem(obj, argument)

    def unsafe_undefined(self, obj: Any, attribute: str) -> NoReturn:
        raise SecurityError(_("'{attribute}' is not for templates").format(attribute=attribute))

    def _value(self, value: Any) -> Any:
        if isinstance(value, Gap):
            return _Missing(value, name=value.name)
        if isinstance(value, Called):
            value = value.in_language(self._language)
        if isinstance(value, str):
            return _Leftover(value) if _PLACEHOLDER.fullmatch(value.strip()) else value
        if type(value) is tuple:
            return tuple(map(self._value, value))
        return value


def printed(value: Any) -> str:
    """The text of a value between `{{` and `}}`, guarded; raises TemplateError for none."""
    if isinstance(value, _Fragment):
        return value
    if isinstance(value, (_Missing, Facts)):
        return str(value)
    if isinstance(value, bool) or not isinstance(value, _PRINTABLE + _RECORDS):
        raise TemplateError(
            _("{kind} can't be printed; print one of its parts").format(kind=_kind(value))
        )
    text = "\n".join(_lines(str(value), keeps=isinstance(value, Prose)))
    if not text:
        raise TemplateError(_("what is printed here is empty; ask with {% if … %} before"))
    if RESERVED.search(text):
        raise TemplateError(
            _("'{text}' holds a private-use character; delete it").format(text=text)
        )
    if _PLACEHOLDER.fullmatch(text):
        raise TemplateError(
            _("'{text}' is left over from a template or a list; write the fact").format(text=text)
        )
    return guard(text)


def _lines(text: str, *, keeps: bool) -> Iterator[str]:
    """The lines of prose without blanks around them; anything else as one line."""
    if keeps:
        yield from (_BLANKS.sub(" ", line).strip() for line in text.strip().splitlines())
    else:
        yield _BLANKS.sub(" ", text).strip()


def _kind(value: Any) -> str:
    if value is None:
        return _("nothing (None)")
    if isinstance(value, bool):
        return _("a yes-or-no")
    kinds = {
        str: _("a text"),
        tuple: _("a list"),
        list: _("a list"),
        dict: _("a table"),
        int: _("a number"),
    }
    return kinds.get(type(value), _("a {type}").format(type=type(value).__name__))
