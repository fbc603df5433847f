"""Real HTTP servers on this machine that answer well or badly, and remember what they were told."""

import datetime
import ipaddress
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

# Long enough for any deadline of a test; the server's threads end when the other side hangs up.
DRIPS = 2000
DRIP_SECONDS = 0.02


@dataclass(frozen=True)
class Received:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments) -> None:
        """Say nothing."""

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    @property
    def receiver(self) -> "Receiver":
        return self.server.receiver

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with self.receiver.arrived:
            told = {name.lower(): value for name, value in self.headers.items()}
            self.receiver.received.append(Received(self.command, self.path, told, body))
            self.receiver.arrived.notify_all()
        mode = self.receiver.mode
        if isinstance(mode, int):
            self._status(mode)
        else:
            getattr(self, f"_{mode}")()

    do_GET = do_POST = do_HEAD = _answer

    def _status(self, status: int) -> None:
        self.send_response(status)
        if self.receiver.target:
            self.send_header("Location", self.receiver.target)
        self.send_header("Set-Cookie", "seen=yes")
        if status == 503:
            self.send_header("Retry-After", self.receiver.retry_after)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def _closes(self) -> None:
        self.close_connection = True

    def _garbage(self) -> None:
        self.wfile.write(b"What is HTTP?\r\n\r\n")
        self.close_connection = True

    def _huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(1 << 30))
        self.end_headers()
        for _ in range(1 << 14):
            self.wfile.write(b"x" * (1 << 16))

    def _short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"less")
        self.close_connection = True

    def _silent(self) -> None:
        # Until the other side hangs up.
        self.rfile.read(1)

    def _drips_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self._drip(b"x", DRIPS)

    def _drips_body(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(DRIPS))
        self.end_headers()
        self._drip(b"x", DRIPS)

    def _drip(self, piece: bytes, times: int) -> None:
        pause = threading.Event()
        for _ in range(times):
            self.wfile.write(piece)
            self.wfile.flush()
            pause.wait(DRIP_SECONDS)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    receiver: "Receiver"


class Receiver:
    """A server that answers by its `mode`: a status, or a way to misbehave; `target` is where redirects lead,
    and `retry_after` is what a 503 asks for.
    """

    def __init__(self, mode: int | str = 200, target: str = "", tls: ssl.SSLContext | None = None):
        self.mode, self.target, self.retry_after = mode, target, "120"
        self.received: list[Received] = []
        self.arrived = threading.Condition()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.receiver = self
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def url(self, path: str = "/hook", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def wait_for(self, count: int, seconds: float = 30) -> list[Received]:
        """The requests, as soon as there are so many."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.received) >= count, seconds), self.received
            return list(self.received)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def receiver(mode: int | str = 200, target: str = "", tls: ssl.SSLContext | None = None):
    """A receiver that is there as long as the block."""
    made = Receiver(mode, target, tls)
    try:
        yield made
    finally:
        made.close()


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, Path]:
    """TLS for a server of that name, and the file of the authority that vouches for it (itself)."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    names: list[x509.GeneralName] = [x509.DNSName(name)]
    if name[0].isdecimal():
        names = [x509.IPAddress(ipaddress.ip_address(name))]
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context, folder / "certificate.pem"
