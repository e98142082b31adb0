"""The ECB's rates as XML. Read by expat, with document types and entities refused: there is none
in these files, and they are what makes a small file large or reads others' files."""

from __future__ import annotations

from typing import Any, NamedTuple
from xml.parsers import expat

from dossierkit.text.translation import _


class Cube(NamedTuple):
    """One rate as it stands in the file; `line` from 1."""

    day: str
    currency: str
    rate: str
    line: int


class CubeError(Exception):
    """The file is no XML of rates; the text says why, `line` where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def cubes(data: bytes) -> list[Cube]:
    """The rates of `eurofxref-daily.xml`, `-hist-90d.xml` or `-hist.xml`. Raises CubeError."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise CubeError(
            _("the file is no XML: {errorstring}").format(
                errorstring=expat.ErrorString(error.code)
            ),
            error.lineno,
        ) from error
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found: list[Cube] = []
        self._day = ""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._element
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] != "Cube":
            return
        self._day = attributes.get("time", self._day)
        if "currency" in attributes:
            line = self.parser.CurrentLineNumber
            cube = Cube(self._day, attributes["currency"], attributes.get("rate", ""), line)
            self.found.append(cube)

    def _refuse(self, *_unused: Any) -> None:
        message = _("the file declares a document type or entities, which files of rates don't")
        raise CubeError(message, self.parser.CurrentLineNumber)
