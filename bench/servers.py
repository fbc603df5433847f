"""The servers under load, each started on a free port of this machine as its own documentation says."""

import os
import shutil
import socket
import subprocess
import sys
import time
import venv
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).parent.parent
READY_SECONDS = 60
ISSO = ("isso==0.14.0", "gunicorn", "setuptools<81")
_NGINX = """
daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; open_file_cache max=100;
  default_type application/json;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""
_ISSO = """
[general]
dbpath = {folder}/isso.db
host = http://127.0.0.1:{port}/
[server]
trusted-proxies = 127.0.0.1
[guard]
enabled = false
[hash]
salt = bench
"""


class Server:
    """A program that listens on ``port`` until ``stop``."""

    def __init__(self, command: list[str], port: int, ready: str, **environment: str):
        self.port = port
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + READY_SECONDS
        while not self._answers(ready):
            if time.monotonic() > deadline or self._process.poll() is not None:
                self.stop()
                raise RuntimeError(f"{command[0]} did not start")
            time.sleep(0.1)

    def get(self, path: str, **headers: str) -> tuple[bytes, str]:
        """Body and entity tag of an answer."""
        with urlopen(Request(f"http://127.0.0.1:{self.port}{path}", headers=headers), timeout=20) as answer:
            return answer.read(), answer.headers.get("ETag", "")

    def stop(self) -> None:
        """End it and wait until it has ended."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _answers(self, path: str) -> bool:
        try:
            self.get(path)
        except (URLError, OSError):
            return False
        return True


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ours(folder: Path) -> Server:
    """The service on a filled data directory, started as ``make run`` starts it."""
    port = free_port()
    return Server(
        [sys.executable, "-m", "commentsvc", "serve"],
        port,
        "/readyz",
        PORT=str(port),
        DATA_DIR=str(folder),
        COMMENTSVC_DEMO="false",
        COMMENTSVC_RATELIMIT_ENABLED="false",
    )


def nginx(folder: Path) -> Server | None:
    """The system's nginx on the files in ``folder/files``; None where there is none."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        return None
    port = free_port()
    # Started by root, nginx reads files as somebody else.
    folder.chmod(0o755)
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / "ready").write_text("{}")
    settings = folder / "nginx.conf"
    settings.write_text(_NGINX.format(folder=folder, port=port))
    return Server([program, "-c", str(settings), "-p", str(folder)], port, "/ready")


def isso(folder: Path) -> Server | None:
    """Isso from PyPI in an environment of its own, four gunicorn workers; None where it cannot be installed."""
    place = folder / "venv"
    venv.create(place, with_pip=True)
    install = [str(place / "bin/pip"), "--quiet", "--disable-pip-version-check", "install", *ISSO]
    if subprocess.run(install, capture_output=True, check=False).returncode:
        return None
    port = free_port()
    settings = folder / "isso.cfg"
    settings.write_text(_ISSO.format(folder=folder, port=port))
    command = [str(place / "bin/gunicorn"), "-b", f"127.0.0.1:{port}", "-w", "4", "--preload", "isso.run"]
    return Server(command, port, "/js/embed.min.js", ISSO_SETTINGS=str(settings))
