"""Our values as those of the Language Server Protocol (3.17)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from lsprotocol import types

from dossierkit.book.shipped import shipped_folder
from dossierkit.editor.actions import Action, Edit
from dossierkit.editor.completion import Offered, Suggestion
from dossierkit.editor.document import Document
from dossierkit.editor.extent import extent
from dossierkit.editor.hints import Hint
from dossierkit.editor.hover import Hover
from dossierkit.editor.outline import Symbol
from dossierkit.editor.page import harmless
from dossierkit.editor.positions import Change, Place, Positions
from dossierkit.editor.tokens import KINDS, Token
from dossierkit.text.fence import Span
from dossierkit.text.finding import Finding

LEGEND = types.SemanticTokensLegend(token_types=list(KINDS), token_modifiers=[])
_ITEM_KINDS = {
    "field": types.CompletionItemKind.Field,
    "value": types.CompletionItemKind.EnumMember,
    "date": types.CompletionItemKind.Constant,
    "id": types.CompletionItemKind.Reference,
    "product": types.CompletionItemKind.Value,
    "tag": types.CompletionItemKind.Keyword,
    "event": types.CompletionItemKind.Event,
}
_SYMBOL_KINDS = {
    "field": types.SymbolKind.Field,
    "group": types.SymbolKind.Object,
    "section": types.SymbolKind.String,
    "event": types.SymbolKind.Event,
}
_SPECIAL = re.compile(r"[\\$}]")


def position(place: Place) -> types.Position:
    return types.Position(place.line, place.character)


def place(at: types.Position) -> Place:
    return Place(at.line, at.character)


def range_of(positions: Positions, span: Span) -> types.Range:
    """The range of some characters of a text."""
    return types.Range(position(positions.place(span.start)), position(positions.place(span.end)))


def change(event: types.TextDocumentContentChangeEvent) -> Change:
    """A change that an editor made."""
    if isinstance(event, types.TextDocumentContentChangePartial):
        return Change(place(event.range.start), place(event.range.end), event.text)
    return Change(None, None, event.text)


def diagnostic(document: Document, positions: Positions, finding: Finding) -> types.Diagnostic:
    """A finding, with its remedy, and the page that explains its code."""
    severity = types.DiagnosticSeverity.Error
    if not finding.is_error:
        severity = types.DiagnosticSeverity.Warning
    page = findings_page()
    said = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    return types.Diagnostic(
        range=range_of(positions, extent(document, finding)),
        message=harmless(said),
        severity=severity,
        code=finding.code,
        code_description=types.CodeDescription(f"{page}#{finding.code}") if page else None,
        source="dossier",
    )


def findings_page() -> str | None:
    """Where the page stands that explains all codes; None if it did not come along."""
    page: Path = shipped_folder("docs") / "findings.md"
    return page.as_uri() if page.is_file() else None


def completion(
    offered: Offered, positions: Positions, offset: int, *, snippets: bool
) -> types.CompletionList:
    """What may be typed. The list is asked for anew with each letter, unless it holds only fields:
    what is looked for in names can't be found by the beginning of an id."""
    items = [_item(one, positions, offset, snippets=snippets) for one in offered.suggestions]
    only_fields = all(one.kind == "field" for one in offered.suggestions)
    return types.CompletionList(is_incomplete=not (offered.is_all and only_fields), items=items)


def _item(
    one: Suggestion, positions: Positions, offset: int, *, snippets: bool
) -> types.CompletionItem:
    is_snippet = snippets and "¦" in one.text
    text = one.text.replace("¦", "")
    if is_snippet:
        text = _SPECIAL.sub(r"\\\g<0>", one.text).replace("¦", "$0")
    plain = types.MarkupKind.PlainText
    form = types.InsertTextFormat
    return types.CompletionItem(
        label=harmless(one.label),
        kind=_ITEM_KINDS[one.kind],
        detail=harmless(one.detail) or None,
        documentation=types.MarkupContent(plain, one.doc) if one.doc else None,
        sort_text=f"{one.order:05}",
        filter_text=harmless(one.search),
        insert_text_format=form.Snippet if is_snippet else form.PlainText,
        insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=types.TextEdit(range_of(positions, Span(one.start, offset)), text),
    )


def hover(shown: Hover, positions: Positions, *, markdown: bool) -> types.Hover:
    """What is shown on pointing at a word."""
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    text = shown.page.as_markdown() if markdown else shown.page.as_text()
    span = range_of(positions, shown.span) if shown.span else None
    return types.Hover(types.MarkupContent(kind, text), span)


def symbol(one: Symbol, positions: Positions) -> types.DocumentSymbol:
    """A part of a file with the parts in it."""
    return types.DocumentSymbol(
        name=harmless(one.name) or "…",
        detail=harmless(one.detail) or None,
        kind=_SYMBOL_KINDS[one.kind],
        range=range_of(positions, one.whole),
        selection_range=range_of(positions, one.name_span),
        children=[symbol(inner, positions) for inner in one.inner],
    )


def flat_symbols(
    symbols: Iterable[Symbol], positions: Positions, uri: str
) -> list[types.SymbolInformation]:
    """The same for editors that know no parts within parts."""
    found: list[types.SymbolInformation] = []
    for one in symbols:
        where = types.Location(uri, range_of(positions, one.whole))
        found.append(
            types.SymbolInformation(where, harmless(one.name) or "…", _SYMBOL_KINDS[one.kind])
        )
        found += flat_symbols(one.inner, positions, uri)
    return found


def fold(span: Span, positions: Positions) -> types.FoldingRange:
    """A part that can be folded, by whole lines."""
    first, last = positions.place(span.start).line, positions.place(span.end).line
    return types.FoldingRange(first, last, kind=types.FoldingRangeKind.Region)


def hint(one: Hint, positions: Positions) -> types.InlayHint:
    """A remark at the end of a line."""
    return types.InlayHint(
        position(positions.place(one.offset)),
        harmless(one.text),
        tooltip=harmless(one.why) or None,
        padding_left=True,
    )


def token_data(tokens: Iterable[Token], positions: Positions) -> list[int]:
    """Coloured words as the protocol counts them: each by its distance from the one before."""
    data: list[int] = []
    before = Place(0, 0)
    for token in tokens:
        start, end = positions.place(token.start), positions.place(token.end)
        lines = start.line - before.line
        shift = start.character - (0 if lines else before.character)
        data += [lines, shift, end.character - start.character, KINDS.index(token.kind), 0]
        before = start
    return data


def text_edits(edits: Iterable[Edit], positions: Positions) -> list[types.TextEdit]:
    """Edits of one text."""
    return [types.TextEdit(range_of(positions, edit.span), edit.text) for edit in edits]


def code_action(
    action: Action,
    edit: types.WorkspaceEdit,
    describe: Callable[[Finding], types.Diagnostic],
) -> types.CodeAction:
    """Something that the editor can do."""
    kind = types.CodeActionKind.RefactorRewrite
    diagnostics: Sequence[types.Diagnostic] | None = None
    if action.finding is not None:
        kind = types.CodeActionKind.QuickFix
        diagnostics = [describe(action.finding)]
    return types.CodeAction(
        title=harmless(action.title),
        kind=kind,
        diagnostics=diagnostics,
        is_preferred=True if diagnostics else None,
        edit=edit,
    )
