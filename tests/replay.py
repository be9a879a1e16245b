"""A web server on loopback that replays captures and misbehaves as scripted, for tests of everything that fetches.

In a test: ``with ReplayServer(folder) as server: server.script("/feed", too_many_requests(1), ok(b"…"))``.
As a process: ``python -m tests.replay --port 0 --dir FOLDER [--day NAME]``; it prints its URL when it is ready.

Files are served from ``FOLDER/<day>/`` first, then from ``FOLDER/`` itself, with ETag and Last-Modified, and 304
when they match. ``FOLDER/__script__.json`` maps paths to lists of answers, as ``/__script__`` takes them
(``Answer.read``). A scripted path gives its answers in turn and the last one for ever; ``{"file": true}``
among them is the file of that path. The control paths, which are not logged: ``/__log__`` (GET the log as JSON,
DELETE gives it and empties it), ``/__day__?name=2023-08-02`` (switches the folder), ``/__script__?path=/x`` (POST a
JSON list of answers), ``/__reset__`` (forgets log, scripts and day).
"""

from __future__ import annotations

import argparse
import json
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

from tests.replay_answers import Answer, file_answer, not_modified


@dataclass(frozen=True, slots=True)
class Logged:
    """One request as it came in; ``headers`` have lower-case names."""

    method: str
    path: str
    headers: dict[str, str]
    status: int
    at: float
    day: str


@dataclass(slots=True)
class _Script:
    answers: list[Answer]
    given: int = 0

    def next(self) -> Answer:
        answer = self.answers[min(self.given, len(self.answers) - 1)]
        self.given += 1
        return answer


@dataclass(slots=True)
class _State:
    """What the handlers share; every access holds the lock."""

    folder: Path | None
    first_day: str = ""
    day: str = ""
    scripts: dict[str, _Script] = field(default_factory=dict)
    log: list[Logged] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def reset(self) -> None:
        with self.lock:
            self.day = self.first_day
            self.log.clear()
            self.scripts.clear()
            if self.folder is not None and (path := self.folder / "__script__.json").exists():
                for target, answers in json.loads(path.read_text("utf-8")).items():
                    self.set_script(target, [Answer.read(answer) for answer in answers])

    def set_script(self, path: str, answers: Iterable[Answer]) -> None:
        with self.lock:
            self.scripts[path] = _Script(list(answers))

    def answer(self, target: str, headers: dict[str, str]) -> Answer:
        """The answer to a GET; ``target`` has the query, which a script may name or leave out."""
        path = urlsplit(target).path
        with self.lock:
            script = self.scripts.get(target) or self.scripts.get(path)
            answer = script.next() if script else Answer(file=True)
            if answer.file:
                answer = self._file(path)
            return not_modified(answer, headers)

    def _file(self, path: str) -> Answer:
        if self.folder is None:
            return Answer(status=404, body=b"nothing here\n")
        relative = Path(*(part for part in unquote(path).split("/") if part not in ("", ".", "..")))
        for folder in ([self.folder / self.day] if self.day else []) + [self.folder]:
            for candidate in (folder / relative, folder / relative / "index.html"):
                if candidate.is_file() and not candidate.name.startswith("__"):
                    return file_answer(candidate)
        return Answer(status=404, body=b"no such file\n")

    def switch_day(self, name: str) -> bool:
        with self.lock:
            known = name == "" or (self.folder is not None and (self.folder / name).is_dir())
            if known and "/" not in name and name not in (".", ".."):
                self.day = name
                return True
            return False


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        if self.path.startswith("/__"):
            self._control()
        else:
            self._replay()

    do_HEAD = do_DELETE = do_POST = do_GET

    def _replay(self) -> None:
        state = self.server.state
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = state.answer(self.path, headers)
        with state.lock:
            state.log.append(Logged(self.command, self.path, headers, answer.status, time.time(), state.day))
        try:
            self._send(answer)
        except OSError:  # the client has had enough, which is what many tests are about
            self.close_connection = True

    def _send(self, answer: Answer) -> None:
        self._pause(answer.delay)
        if answer.hang_up:
            self.close_connection = True
            return
        body = answer.wire_body()
        if "Date" in answer.headers:
            self.send_response_only(answer.status)
        else:
            self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        length = len(body) if answer.content_length is None else answer.content_length
        if length >= 0 and answer.status != 304:
            self.send_header("Content-Length", str(length))
        if answer.broken:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        if self.command == "HEAD":
            return
        step = answer.drip_bytes or len(body) or 1
        for start in range(0, len(body), step):
            self._pause(answer.drip_pause if start else 0.0)
            self.wfile.write(body[start : start + step])
            self.wfile.flush()

    def _pause(self, seconds: float) -> None:
        # Waiting on the server's end instead of sleeping, so that a test's teardown is not held up.
        if seconds and self.server.ending.wait(seconds):
            raise ConnectionAbortedError("the server is stopping")

    def _control(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        length = int(self.headers.get("Content-Length") or 0)
        status, answer = 200, self._carry_out(parts.path, query, self.rfile.read(length))
        if answer is None:
            status, answer = 404, {"error": "no such control path, day or script"}
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _carry_out(self, path: str, query: dict[str, str], body: bytes) -> Any:
        state = self.server.state
        with state.lock:
            if path == "/__log__":
                logged = [asdict(entry) for entry in state.log]
                if self.command == "DELETE":
                    state.log.clear()
                return logged
            if path == "/__day__":
                return {"day": state.day} if state.switch_day(query.get("name", "")) else None
            if path == "/__script__" and "path" in query:
                state.set_script(query["path"], [Answer.read(answer) for answer in json.loads(body)])
                return {"path": query["path"]}
            if path == "/__reset__":
                state.reset()
                return {"day": state.day}
        return None

    def log_message(self, format: str, *args: Any) -> None:
        if self.server.verbose:
            super().log_message(format, *args)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], state: _State, *, verbose: bool) -> None:
        self.state = state
        self.verbose = verbose
        self.ending = threading.Event()
        self.accepted = 0
        self._open_sockets: set[socket.socket] = set()
        self._serving: set[threading.Thread] = set()
        super().__init__(address, _Handler)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        with self.state.lock:
            self.accepted += 1
            self._open_sockets.add(request)
            self._serving.add(threading.current_thread())
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self.state.lock:
                self._open_sockets.discard(request)
                self._serving.discard(threading.current_thread())

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def end(self) -> None:
        """Stop accepting, wake every pause, cut every connection that is still open."""
        self.ending.set()
        self.shutdown()
        with self.state.lock:
            sockets, threads = list(self._open_sockets), list(self._serving)
        for connection in sockets:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(timeout=5)
        self.server_close()


class ReplayServer:
    """A replay server on 127.0.0.1, started on entering the context, gone on leaving it."""

    def __init__(self, folder: Path | None = None, *, port: int = 0, day: str = "", verbose: bool = False):
        self._state = _State(folder, first_day=day)
        self._state.reset()
        self._server = _Server(("127.0.0.1", port), self._state, verbose=verbose)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="replay", daemon=True
        )

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """``http://127.0.0.1:PORT``, no slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> list[Logged]:
        """The requests so far, without those to control paths."""
        with self._state.lock:
            return list(self._state.log)

    @property
    def connections(self) -> int:
        """How many connections have been accepted so far."""
        with self._state.lock:
            return self._server.accepted

    def paths(self) -> list[str]:
        """The paths asked for so far, in order."""
        return [entry.path for entry in self.log]

    def script(self, path: str, *answers: Answer) -> str:
        """Answer ``path`` with these in turn, the last for ever; returns the whole URL."""
        self._state.set_script(path, answers)
        return f"{self.url}{path}"

    def switch_day(self, name: str) -> None:
        """Serve files of ``folder/name`` first; raises ValueError when there is no such folder."""
        if not self._state.switch_day(name):
            raise ValueError(f"no folder for the day {name}")

    def reset(self) -> None:
        self._state.reset()

    def use_tls(self, context: Any) -> None:
        """Speak TLS from now on (before ``start``)."""
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        self._server.end()
        self._thread.join(timeout=5)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *exception: object) -> None:
        self.stop()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.replay", description="Replay captures on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0 lets the system choose (default)")
    parser.add_argument("--dir", type=Path, required=True, help="the folder of files to serve")
    parser.add_argument("--day", default="", help="the folder in it that is served first")
    parser.add_argument("--verbose", action="store_true", help="print every request")
    options = parser.parse_args(arguments)
    if not options.dir.is_dir():
        parser.error(f"{options.dir} is no directory")
    over = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: over.set())
    with ReplayServer(options.dir, port=options.port, day=options.day, verbose=options.verbose) as server:
        print(server.url, flush=True)
        over.wait()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
