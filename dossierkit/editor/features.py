"""The requests and notifications of an editor, each handed to the function that answers it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from lsprotocol import types

from dossierkit.editor import wire
from dossierkit.editor.actions import Edit, actions
from dossierkit.editor.completion import complete
from dossierkit.editor.diagnostics import findings
from dossierkit.editor.hints import hints
from dossierkit.editor.hover import hover
from dossierkit.editor.links import Place, Target, declaration, definition, references, target_at
from dossierkit.editor.outline import folds, symbols
from dossierkit.editor.renaming import CannotRename, rename, renamed_at
from dossierkit.editor.server import Asked, BookServer, refused
from dossierkit.editor.tokens import tokens
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _

WATCHED = "**/{dossiers,templates}/**"


def on_initialized(ls: BookServer, params: types.InitializedParams) -> None:
    """Begins to look around, and asks to be told of files that others write."""
    for folder in ls.workspace.folders.values():
        ls.open_folder(folder.uri)
    if ls.workspace.root_uri:
        ls.open_folder(ls.workspace.root_uri)
    if ls.can("workspace.did_change_watched_files.dynamic_registration"):
        options = types.DidChangeWatchedFilesRegistrationOptions(
            [types.FileSystemWatcher(glob_pattern=WATCHED)]
        )
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        registration = types.Registration(id="files", method=method, register_options=options)
        ls.client_register_capability(types.RegistrationParams([registration]))


def on_open(ls: BookServer, params: types.DidOpenTextDocumentParams) -> None:
    given = params.text_document
    ls.put(given.uri, given.version, given.text)
    ls.tell(given.uri)


def on_change(ls: BookServer, params: types.DidChangeTextDocumentParams) -> None:
    ls.change(params.text_document.uri, params.text_document.version, params.content_changes)
    ls.tell_soon(params.text_document.uri)


def on_close(ls: BookServer, params: types.DidCloseTextDocumentParams) -> None:
    ls.take_away(params.text_document.uri)


def on_save(ls: BookServer, params: types.DidSaveTextDocumentParams) -> None:
    ls.files_changed([params.text_document.uri])


def on_files(ls: BookServer, params: types.DidChangeWatchedFilesParams) -> None:
    ls.files_changed([change.uri for change in params.changes])


def on_completion(ls: BookServer, params: types.CompletionParams) -> types.CompletionList | None:
    asked = ls.asked(params.text_document.uri)
    if asked is None:
        return None
    offset = asked.offset(params.position)
    offered = complete(asked.workspace, asked.document, offset)
    snippets = bool(ls.can("text_document.completion.completion_item.snippet_support"))
    return wire.completion(offered, asked.positions, offset, snippets=snippets)


def on_hover(ls: BookServer, params: types.HoverParams) -> types.Hover | None:
    asked = ls.asked(params.text_document.uri)
    if asked is None:
        return None
    shown = hover(asked.workspace, asked.document, asked.offset(params.position))
    if shown is None:
        return None
    forms = ls.can("text_document.hover.content_format") or ()
    return wire.hover(shown, asked.positions, markdown=[*forms[:1]] == [types.MarkupKind.Markdown])


def on_definition(ls: BookServer, params: types.DefinitionParams) -> list[types.Location]:
    asked = ls.asked(params.text_document.uri)
    if asked is None:
        return []
    found = definition(asked.workspace, asked.document, asked.offset(params.position))
    return [_location(ls, asked, one) for one in found]


async def on_references(ls: BookServer, params: types.ReferenceParams) -> list[types.Location]:
    asked = ls.asked(params.text_document.uri)
    if asked is None:
        return []
    target = target_at(asked.workspace, asked.document, asked.offset(params.position))
    if target is None:
        return []
    found = await _references(asked, target)
    own = declaration(asked.workspace, target)
    if own is not None and params.context.include_declaration:
        found.insert(0, own)
    return [_location(ls, asked, one) for one in found]


async def _references(asked: Asked, target: Target) -> list[Place]:
    """Every place that names a dossier; other messages are answered meanwhile."""
    found: list[Place] = []
    for number, places in enumerate(references(asked.workspace, target)):
        found += places
        if number % 20 == 0:
            await asyncio.sleep(0)
    return found


def on_prepare_rename(
    ls: BookServer, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    asked = ls.asked(params.text_document.uri)
    if asked is None:
        return None
    try:
        span, present = renamed_at(asked.workspace, asked.document, asked.offset(params.position))
    except CannotRename as error:
        raise refused(str(error)) from None
    return types.PrepareRenamePlaceholder(wire.range_of(asked.positions, span), present)


async def on_rename(ls: BookServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    asked = ls.asked(params.text_document.uri)
    if asked is None:
        return None
    operations = ls.can("workspace.workspace_edit.resource_operations") or ()
    if types.ResourceOperationKind.Rename not in operations:
        sentence = _("this editor can't rename files when asked to; rename the file by hand")
        # Not every editor (Kate) shows why a request was refused.
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Error, sentence))
        raise refused(sentence)
    try:
        wanted = rename(
            asked.workspace, asked.document, asked.offset(params.position), params.new_name
        )
    except CannotRename as error:
        raise refused(str(error)) from None
    files: dict[str, list[Place]] = {}
    for one in await _references(asked, wanted.target):
        files.setdefault(one.path, []).append(one)
    changes: list[Any] = []
    for path, places in files.items():
        positions = ls.positions(places[0].text)
        edits = [Edit(place.span, wanted.id) for place in places]
        uri = ls.uri(asked.workspace, path)
        changes.append(ls.file_edit(uri, wire.text_edits(edits, positions)))
    old, new = wanted.target.path, wanted.new_path
    changes.append(types.RenameFile(ls.uri(asked.workspace, old), ls.uri(asked.workspace, new)))
    return types.WorkspaceEdit(document_changes=changes)


def on_code_action(ls: BookServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    asked = ls.asked(params.text_document.uri)
    if asked is None:
        return []
    found = findings(asked.workspace, asked.document)

    def describe(finding: Finding) -> types.Diagnostic:
        return wire.diagnostic(asked.document, asked.positions, finding)

    offered = actions(asked.workspace, asked.document, found, asked.span(params.range))
    made = [
        wire.code_action(
            one, ls.edit(asked.uri, wire.text_edits(one.edits, asked.positions)), describe
        )
        for one in offered
    ]
    only = params.context.only
    return [one for one in made if only is None or any(_is_of(one.kind, kind) for kind in only)]


def _is_of(kind: str | types.CodeActionKind | None, wanted: str | types.CodeActionKind) -> bool:
    """Whether a kind of action is the wanted one, or one of those below it."""
    own, other = (getattr(one, "value", one) or "" for one in (kind, wanted))
    return own == other or own.startswith(f"{other}.") or not other


def on_symbols(
    ls: BookServer, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    asked = ls.asked(params.text_document.uri)
    if asked is None:
        return []
    found = symbols(asked.document, _as_it_stands(asked))
    if ls.can("text_document.document_symbol.hierarchical_document_symbol_support"):
        return [wire.symbol(one, asked.positions) for one in found]
    return wire.flat_symbols(found, asked.positions, asked.uri)


def on_folding(ls: BookServer, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    asked = ls.asked(params.text_document.uri)
    if asked is None:
        return []
    spans = folds(asked.document, _as_it_stands(asked))
    return [wire.fold(span, asked.positions) for span in spans]


def on_inlay_hints(ls: BookServer, params: types.InlayHintParams) -> list[types.InlayHint]:
    asked = ls.asked(params.text_document.uri)
    if asked is None:
        return []
    shown = asked.span(params.range)
    found = hints(asked.workspace, asked.document)
    return [
        wire.hint(one, asked.positions) for one in found if shown.start <= one.offset <= shown.end
    ]


def on_tokens(ls: BookServer, params: types.SemanticTokensParams) -> types.SemanticTokens:
    asked = ls.asked(params.text_document.uri)
    if asked is None:
        return types.SemanticTokens([])
    custom = asked.workspace.policy.fields
    found = tokens(asked.document, _as_it_stands(asked), custom)
    return types.SemanticTokens(wire.token_data(found, asked.positions))


def on_shutdown(ls: BookServer, *params: Any) -> None:
    ls.was_shut_down = True


def _as_it_stands(asked: Asked) -> Dossier[Any] | None:
    found = asked.document.read(asked.workspace.policy.fields)
    return found if isinstance(found, Dossier) else None


def _location(ls: BookServer, asked: Asked, place: Place) -> types.Location:
    positions = ls.positions(place.text)
    uri = ls.uri(asked.workspace, place.path)
    return types.Location(uri, wire.range_of(positions, place.span))


_FEATURES: tuple[tuple[str, Callable[..., Any], Any], ...] = (
    (types.INITIALIZED, on_initialized, None),
    (types.SHUTDOWN, on_shutdown, None),
    (types.TEXT_DOCUMENT_DID_OPEN, on_open, None),
    (types.TEXT_DOCUMENT_DID_CHANGE, on_change, None),
    (types.TEXT_DOCUMENT_DID_CLOSE, on_close, None),
    (types.TEXT_DOCUMENT_DID_SAVE, on_save, None),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, on_files, None),
    (
        types.TEXT_DOCUMENT_COMPLETION,
        on_completion,
        types.CompletionOptions(trigger_characters=[" ", "[", "{", "#", ",", "-"]),
    ),
    (types.TEXT_DOCUMENT_HOVER, on_hover, None),
    (types.TEXT_DOCUMENT_DEFINITION, on_definition, None),
    (types.TEXT_DOCUMENT_REFERENCES, on_references, None),
    (types.TEXT_DOCUMENT_PREPARE_RENAME, on_prepare_rename, None),
    (types.TEXT_DOCUMENT_RENAME, on_rename, None),
    (
        types.TEXT_DOCUMENT_CODE_ACTION,
        on_code_action,
        types.CodeActionOptions(
            code_action_kinds=[
                types.CodeActionKind.QuickFix,
                types.CodeActionKind.RefactorRewrite,
            ]
        ),
    ),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, on_symbols, None),
    (types.TEXT_DOCUMENT_FOLDING_RANGE, on_folding, None),
    (types.TEXT_DOCUMENT_INLAY_HINT, on_inlay_hints, None),
    (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, on_tokens, wire.LEGEND),
)


def with_features(server: BookServer) -> BookServer:
    """A server that answers all of this."""
    for method, handler, options in _FEATURES:
        server.feature(method, options)(handler)
    return server
