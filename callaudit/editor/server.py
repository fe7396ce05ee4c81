"""The language server: documents come in as an editor's user types, marks go out."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

import callaudit
from callaudit.editor.actions import FIX_ALL, actions_for
from callaudit.editor.completion import TRIGGERS, completions_at
from callaudit.editor.diagnostics import SOURCE, diagnostics_of
from callaudit.editor.hover import hover_at
from callaudit.editor.judge import Document, Judge, Judged
from callaudit.editor.positions import Ruler
from callaudit.scripts.settings import SETTINGS_FILE

PAUSE_S = 0.15
"""How long nobody types before a document is judged."""


class ScriptServer(LanguageServer):
    """Answers one editor. Judging happens on one thread, so that typing is never held up."""

    def __init__(self, judge: Judge, *, pause_s: float = PAUSE_S) -> None:
        """Ask for whole texts: what a line is must not differ between two counts of lines."""
        super().__init__(
            SOURCE,
            callaudit.__version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Full,
        )
        self.judge = judge
        self._pause_s = pause_s
        self._judged: dict[str, Judged] = {}
        self._coming: dict[str, asyncio.Task[None]] = {}
        self._turn = asyncio.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="judge")

    def ruler(self, text: str) -> Ruler:
        """Return what measures a text as this editor does."""
        return Ruler(text, self.workspace.position_encoding or types.PositionEncodingKind.Utf16)

    async def judged(self, uri: str) -> Judged | None:
        """Return what was found in a document as it is now; None once it is closed."""
        async with self._turn:
            while (document := self._document(uri)) is not None:
                known = self._judged.get(uri)
                if known is not None and known.document == document:
                    return known
                loop = asyncio.get_running_loop()
                self._judged[uri] = await loop.run_in_executor(
                    self._thread, self.judge.judge, document
                )
        self._judged.pop(uri, None)
        return None

    async def mendable(self, uri: str) -> Judged | None:
        """Return the same, with fixes that were tried; only who asks for them waits for that."""
        judged = await self.judged(uri)
        if judged is None:
            return None
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self.judge.with_fixes, judged)

    def load(self) -> None:
        """Load the rules before they are needed; what is wrong with them is told later."""
        self._thread.submit(self.judge.linter)

    def show(self, uri: str, *, after_s: float | None = None) -> None:
        """Judge a document and send its marks, once nobody has typed for a while."""
        self._drop(uri)
        pause = self._pause_s if after_s is None else after_s
        self._coming[uri] = asyncio.get_running_loop().create_task(self._show(uri, pause))

    def show_all(self) -> None:
        """Judge every open document anew, because settings have changed."""
        self._judged.clear()
        for uri in list(self.workspace.text_documents):
            self.show(uri, after_s=0)

    def forget(self, uri: str) -> None:
        """Take away the marks of a document that was closed."""
        self._drop(uri)
        self._judged.pop(uri, None)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=[])
        )

    async def _show(self, uri: str, pause_s: float) -> None:
        await asyncio.sleep(pause_s)
        judged = await self.judged(uri)
        if judged is None:
            return
        marks = diagnostics_of(judged, self.judge, self.ruler(judged.document.text))
        version = self.workspace.get_text_document(uri).version
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=marks, version=version)
        )

    def _drop(self, uri: str) -> None:
        task = self._coming.pop(uri, None)
        if task is not None:
            task.cancel()

    def _document(self, uri: str) -> Document | None:
        known = self.workspace.text_documents.get(uri)
        if known is None:
            return None
        path = to_fs_path(uri) if urlsplit(uri).scheme == "file" else None
        return Document(uri, known.source, known.language_id or "", Path(path) if path else None)


def make_server(judge: Judge) -> ScriptServer:
    """Return a server that answers what scripts need; `start_io` runs it until the editor ends."""
    server = ScriptServer(judge)
    _follow_documents(server)
    _follow_settings(server)
    _answer(server)
    return server


def _follow_documents(server: ScriptServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.show(params.text_document.uri, after_s=0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.show(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)


def _follow_settings(server: ScriptServer) -> None:
    """Hear of changed settings by the editor's watching, where it can, and when they are saved."""

    @server.feature(types.INITIALIZED)
    async def initialized(_: types.InitializedParams) -> None:
        server.load()
        workspace = server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching and watching.dynamic_registration:
            await server.client_register_capability_async(_watch_settings())

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(_: types.DidChangeWatchedFilesParams) -> None:
        server.show_all()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        if params.text_document.uri.endswith(f"/{SETTINGS_FILE}"):
            server.show_all()


def _watch_settings() -> types.RegistrationParams:
    watcher = types.FileSystemWatcher(glob_pattern=f"**/{SETTINGS_FILE}")
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers=[watcher])
    wanted = types.Registration(
        id="callaudit-settings",
        method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
        register_options=options,
    )
    return types.RegistrationParams(registrations=[wanted])


def _answer(server: ScriptServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        judged = await server.judged(params.text_document.uri)
        if judged is None:
            return None
        return hover_at(judged, params.position, server.judge, server.ruler(judged.document.text))

    kinds: list[types.CodeActionKind | str] = [types.CodeActionKind.QuickFix, FIX_ALL]

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds)
    )
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        judged = await server.mendable(params.text_document.uri)
        if judged is None:
            return []
        return actions_for(judged, params, server.ruler(judged.document.text))

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=list(TRIGGERS))
    )
    async def completion(params: types.CompletionParams) -> list[types.CompletionItem]:
        judged = await server.judged(params.text_document.uri)
        if judged is None:
            return []
        return completions_at(judged, params.position, server.ruler(judged.document.text))
