"""An editor, as far as a language server can tell: JSON-RPC over a process's pipes."""

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

PATIENCE_S = 60.0
"""How long an answer may take on a busy machine."""


class Editor:
    """Starts `callaudit lsp`, speaks with it, and keeps what it says unasked."""

    def __init__(self, *options: str, capabilities: dict[str, Any] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "callaudit", "lsp", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._came: queue.Queue[dict[str, Any]] = queue.Queue()
        self._said: list[str] = []
        self._texts: dict[str, tuple[str, int]] = {}
        self._asked = 0
        self.requests: list[dict[str, Any]] = []
        self.published: list[dict[str, Any]] = []
        self._ears = [threading.Thread(target=ear) for ear in (self._listen, self._overhear)]
        for ear in self._ears:
            ear.start()
        told = {"processId": None, "rootUri": None, "capabilities": capabilities or {}}
        self.server = self.ask("initialize", **told)
        self.tell("initialized")

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and return its result."""
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        answer = self._wait(lambda came: came.get("id") == number and "method" not in came)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def open(self, uri: str, text: str, *, language: str = "markdown") -> list[dict[str, Any]]:
        """Open a document and return its marks."""
        self._texts[uri] = (text, 1)
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return self.marks(uri, version=1)

    def type(self, uri: str, text: str) -> int:
        """Replace a document's text and return its version, without waiting for marks."""
        version = self._texts[uri][1] + 1
        self._texts[uri] = (text, version)
        self.tell(
            "textDocument/didChange",
            textDocument={"uri": uri, "version": version},
            contentChanges=[{"text": text}],
        )
        return version

    def edit(self, uri: str, text: str) -> list[dict[str, Any]]:
        """Replace a document's text and return its marks."""
        return self.marks(uri, version=self.type(uri, text))

    def apply(self, uri: str, action: dict[str, Any]) -> str:
        """Make the edits of an action as an editor does, and return the new text."""
        text = self._texts[uri][0]
        edits = sorted(action["edit"]["changes"][uri], key=lambda e: spot(e["range"]["start"]))
        for one in reversed(edits):
            start, end = (index(text, one["range"][side]) for side in ("start", "end"))
            text = text[:start] + one["newText"] + text[end:]
        return text

    def marks(self, uri: str, *, version: int | None) -> list[dict[str, Any]]:
        """Return the marks of one version of a document, once they come."""

        def fits(came: dict[str, Any]) -> bool:
            told = came.get("params", {})
            named = came.get("method") == "textDocument/publishDiagnostics"
            return named and told["uri"] == uri and told.get("version") == version

        return list(self._wait(fits)["params"]["diagnostics"])

    def actions(self, uri: str, mark: dict[str, Any], **context: Any) -> list[dict[str, Any]]:
        """Return the actions that are offered on a mark."""
        return list(
            self.ask(
                "textDocument/codeAction",
                textDocument={"uri": uri},
                range=mark["range"],
                context={"diagnostics": [mark], **context},
            )
        )

    def leave(self) -> int:
        """Shut the server down as the protocol asks, and return its exit code."""
        self.ask("shutdown")
        self.tell("exit")
        return self._process.wait(timeout=PATIENCE_S)

    def kill(self) -> None:
        """End the process, if it still runs, and close its pipes."""
        self._process.kill()
        for ear in self._ears:
            ear.join()
        self._process.communicate()

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _wait(self, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        while True:
            try:
                came = self._came.get(timeout=PATIENCE_S)
            except queue.Empty:
                raise AssertionError(f"no answer; it said: {self._said}") from None
            if "method" in came and "id" in came:
                self.requests.append(came)
                self._send({"id": came["id"], "result": None})
            if came.get("method") == "textDocument/publishDiagnostics":
                self.published.append(came["params"])
            if came.get("method") == "window/showMessage":
                raise AssertionError(came["params"]["message"])
            if fits(came):
                return came

    def _listen(self) -> None:
        out = self._process.stdout
        assert out is not None
        while head := out.readline():
            size = int(head.removeprefix(b"Content-Length:"))
            while out.readline().strip():
                pass
            self._came.put(json.loads(out.read(size)))

    def _overhear(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._said.append(line.decode())


def spot(position: dict[str, int]) -> tuple[int, int]:
    return position["line"], position["character"]


def index(text: str, position: dict[str, int]) -> int:
    """Return where an editor that counts UTF-16 units finds a place."""
    lines = text.replace("\r\n", "\n\x00").replace("\r", "\n").split("\n")
    begin = sum(len(line) + 1 for line in lines[: position["line"]])
    line = lines[position["line"]]
    extra = 1 if line.startswith("\x00") else 0
    units = line[extra:].encode("utf-16-le")[: 2 * position["character"]]
    return begin + extra + len(units.decode("utf-16-le"))


def under(text: str, mark: dict[str, Any]) -> str:
    """Return the words that a mark stands under."""
    return text[index(text, mark["range"]["start"]) : index(text, mark["range"]["end"])]
