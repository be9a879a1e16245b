"""``manage.py replay``: a server on loopback that plays the bundled captures as if they were the real sites."""

from __future__ import annotations

import errno
import signal
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import FrameType
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.sources._captures import Captures

_HOST: Final = "127.0.0.1"
_LAST_PORT: Final = 65_535


class Command(BaseCommand):
    help = (
        "Serve the bundled captures on 127.0.0.1 as the real sites would: FARA's bulk ZIPs, which move on by a day "
        "with each conditional request, and a small news site with a feed. Needs no database. `manage.py up` runs it."
    )
    requires_system_checks: list[str] = []  # it serves files and touches neither models nor settings

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=18_000, help="port to listen on; 0 takes a free one")

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        if not 0 <= port <= _LAST_PORT:
            raise CommandError(f"--port must be 0 to {_LAST_PORT}, not {port}.")
        try:
            server = ReplayServer(port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise CommandError(f"Port {port} is taken by another program; choose one with --port.") from error
        with server:
            _stop_on_signals(server)
            self.stdout.write(f"Replaying {len(server.captures.days)} days of captures on {server.base_url}")
            self.stdout.flush()
            server.serve_forever(poll_interval=0.1)


class ReplayServer(ThreadingHTTPServer):
    """The captures on loopback; ``base_url`` is where. Ends with ``shutdown()``."""

    daemon_threads = True

    def __init__(self, port: int = 0, captures: Captures | None = None) -> None:
        self.captures = captures or Captures()
        super().__init__((_HOST, port), _Handler)

    @property
    def base_url(self) -> str:
        """Its address without a slash at the end."""
        return f"http://{_HOST}:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: ReplayServer
    server_version = "RetainerReplay"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.captures.answer(self.path, headers, self.server.base_url)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: each poll writes its own log."""


def _stop_on_signals(server: ReplayServer) -> None:
    """Ends the server on SIGTERM and Ctrl-C; ``shutdown`` waits for the loop, so it needs a thread of its own."""

    def stop(number: int, frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown, daemon=True).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
