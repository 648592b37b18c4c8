"""Starts `cuepoint serve` for a measurement, and a client that is no more than a socket.

Used by hostile.py and update_load.py; Python's standard library only.
"""
import math
import os
import pathlib
import re
import resource
import signal
import socket
import subprocess
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus" / "netstack.fm"
QUERIES = ["quic", "tls handshake", "zero copy", "http/3 congestion", "dns over https", "rust async",
           "grpc tonic", "firefox networking", "\"zero copy\"", "kernel bypass", "oxide",
           "async runtime"]


def percentile(values, percent):
    """The smallest of `values` that at least `percent` of them do not exceed."""
    return sorted(values)[max(0, math.ceil(percent / 100 * len(values)) - 1)]


def allow_descriptors(count=16384):
    """As many open files as the system lets this process have, up to `count`."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count if most == resource.RLIM_INFINITY else min(count, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def build_index(command, db, corpus=CORPUS):
    run = subprocess.run([command, "index", "--db", db, str(corpus)], capture_output=True, text=True,
                         check=False)
    if run.returncode != 0:
        raise SystemExit(run.stderr)


class Server:
    """A running server; `with Server(...) as server` stops it in the end."""

    def __init__(self, command, db, *options):
        self.process = subprocess.Popen(
            [command, "serve", "--db", db, "--port", "0", "--quiet", *options],
            stderr=subprocess.PIPE, text=True)
        self.port = 0
        self.said = []
        for line in self.process.stderr:
            self.said.append(line)
            if match := re.search(r"listening on http://[^ ]*:(\d+)", line):
                self.port = int(match.group(1))
                break
        else:
            raise SystemExit("the server did not start: " + "".join(self.said))
        # A pipe that nobody reads would stop it one day.
        self.reader = threading.Thread(target=self.said.extend, args=(self.process.stderr,))
        self.reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        if self.process.poll() is None:
            self.stop()

    def stop(self):
        """Ends it as an operator would; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        self.reader.join()
        return status

    def memory_mib(self, field="VmHWM"):
        """Peak (VmHWM) or present (VmRSS) resident memory; 0 when it is gone."""
        try:
            text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        except FileNotFoundError:
            return 0.0
        found = re.search(rf"{field}:\s+(\d+) kB", text)
        return int(found.group(1)) / 1024 if found else 0.0


class Client:
    """Asks one request after another on a connection that is kept open."""

    def __init__(self, port, timeout_s=30):
        self.port = port
        self.timeout_s = timeout_s
        self.socket = None
        self.rest = b""
        self.connections = 0

    def close(self):
        if self.socket is not None:
            self.socket.close()
        self.socket = None
        self.rest = b""

    def get(self, target, fields=""):
        """Status, head and body. A server may close a connection that has been idle (RFC 9112,
        section 9.5), so a request on a used one that gets no byte is asked once more."""
        for fresh in (self.socket is None, True):
            try:
                return self._exchange(target, fields)
            except (ConnectionError, EOFError):
                self.close()
                if fresh:
                    raise

    def _exchange(self, target, fields):
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), self.timeout_s)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
        self.socket.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n".encode())
        while b"\r\n\r\n" not in self.rest:
            self._read()
        head, _, body = self.rest.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        size = int(length.group(1)) if length else 0
        self.rest = body
        while len(self.rest) < size:
            self._read()
        body, self.rest = self.rest[:size], self.rest[size:]
        if re.search(rb"(?i)\r\nconnection: *close", head):
            self.close()
        return int(head[9:12]), head, body

    def _read(self):
        data = self.socket.recv(65536)
        if not data:
            raise EOFError("closed by the server")
        self.rest += data


def default_command():
    return os.environ.get("CUEPOINT", str(ROOT / "build" / "release" / "bin" / "cuepoint"))
