"""Requests per second of the engines that serve HTTP, by wrk on one connection set for all."""
import pathlib
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

from . import corpora
from .measure import PeerFailure

SECONDS = 8
CONNECTIONS = 16
SCRIPT = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local at = 0
function request()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
function done(summary, latency)
  io.write(string.format("RESULT %%f %%f %%f %%d %%d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, server, seconds=20):
    """Until the URL answers with 200 and something in it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200 and len(answer.read()) > 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise PeerFailure(f"{url} does not answer")


def paths_of(peer, work):
    """The URL paths of all questions."""
    run = subprocess.run([str(peer.adapter), "urls", str(work / "queries" / "questions.tsv"),
                          *peer.options()], capture_output=True, text=True, check=True)
    return run.stdout.split()


def load(peer, work):
    port = free_port()
    paths = paths_of(peer, work)
    listed, script = work / "paths.txt", work / "load.lua"
    listed.write_text("\n".join(paths) + "\n")
    script.write_text(SCRIPT % listed)
    log = work / f"serve-{peer.name}.log"
    with open(log, "wb") as output:
        server = subprocess.Popen([str(peer.adapter), "serve", str(work / peer.name), str(port)],
                                  stdout=output, stderr=output)
    base = f"http://127.0.0.1:{port}"
    try:
        wait_for(base + paths[0], server)
        for seconds in (2, SECONDS):  # The first warms up.
            run = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency",
                                  "-s", str(script), base], capture_output=True, text=True,
                                 check=True)
        said = re.search(r"RESULT (\S+) (\S+) (\S+) (\d+) (\d+)", run.stdout)
        rate, p50_ms, p99_ms, refused, broken = said.groups()
        return {"requests_per_s": float(rate), "p50_ms": float(p50_ms), "p99_ms": float(p99_ms),
                "status_errors": int(refused), "broken": int(broken), "connections": CONNECTIONS}
    finally:
        server.terminate()
        server.wait(timeout=20)


def measure(peers, work):
    if not shutil.which("wrk"):
        corpora.say("wrk is not installed, so HTTP is left out")
        return {}
    served = {}
    for peer in peers:
        if not peer.facts.get("serves_http"):
            continue
        try:
            corpora.say(f"{peer.name}: HTTP")
            served[peer.name] = load(peer, pathlib.Path(work))
        except (PeerFailure, subprocess.CalledProcessError, AttributeError) as failure:
            corpora.say(f"HTTP of {peer.name} left out: {failure}")
    return served
