"""TLS is always verified, against the name in the URL, whatever address it was resolved to."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fetching.shorthand import HASTE, MakeFetcher, read
from tests.replay import ReplayServer
from tests.replay_answers import ok
from tracker.errors import FetchError, TemporaryFetchError
from tracker.fetching.addresses import AllowedPrivate
from tracker.fetching.transport import Transport
from tracker.records import Request

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")


@dataclass
class Secure:
    server: ReplayServer
    authority: Path

    def url(self, host: str) -> str:
        return f"https://{host}:{self.server.port}/"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for news.test that is its own authority, with its key."""
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    name = ["-subj", "/CN=news.test", "-addext", "subjectAltName=DNS:news.test"]
    made = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", "req", "-x509", *name, *made], check=True, capture_output=True)
    return certificate, key


@pytest.fixture
def secure(certificate: tuple[Path, Path]) -> Iterator[Secure]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server = ReplayServer()
    server.use_tls(context)
    server.script("/", ok(b"over TLS"))
    with server:
        yield Secure(server, certificate[0])


def test_a_trusted_certificate_is_checked_against_the_name_not_the_address(
    secure: Secure, make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(secure.authority))
    fetcher = make_fetcher(resolve=lambda host, port: ["127.0.0.1"])
    assert read(fetcher.fetch(Request(secure.url("news.test"), "page"), HASTE)) == b"over TLS"
    assert read(fetcher.fetch(Request(secure.url("news.test."), "page"), HASTE)) == b"over TLS"
    with pytest.raises(FetchError, match=r"certificate is not trusted .*mismatch") as caught:
        fetcher.fetch(Request(secure.url("other.test"), "page"), HASTE)
    assert not isinstance(caught.value, TemporaryFetchError)


def test_an_unknown_authority_is_refused_once_and_in_words(secure: Secure, make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(resolve=lambda host, port: ["127.0.0.1"])
    with pytest.raises(FetchError, match=r"no safe connection to news\.test: its certificate is not trusted"):
        fetcher.fetch(Request(secure.url("news.test"), "page"), HASTE)
    assert secure.server.log == []


def test_a_server_that_speaks_no_tls_is_refused(make_fetcher: MakeFetcher, server: ReplayServer) -> None:
    with pytest.raises(FetchError) as caught:
        make_fetcher(max_attempts=1).fetch(Request(f"https://127.0.0.1:{server.port}/", "page"), HASTE)
    assert "TLS failed" in str(caught.value)


def test_a_server_that_hangs_up_in_the_handshake_is_temporary(make_fetcher: MakeFetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def hang_up() -> None:
            connection, _ = listener.accept()
            connection.recv(4096)
            connection.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/"
        with pytest.raises(TemporaryFetchError):
            make_fetcher(max_attempts=1).fetch(Request(url, "page"), HASTE)
        thread.join()


def test_a_forked_process_opens_connections_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    transport = Transport(AllowedPrivate())
    before = transport._connections()
    assert transport._connections() is before
    monkeypatch.setattr("os.getpid", lambda: -1)
    assert transport._connections() is not before
