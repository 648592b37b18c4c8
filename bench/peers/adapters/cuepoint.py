#!/usr/bin/python3
"""Cuepoint itself, asked in its own process by cuepoint_peer and over HTTP by `cuepoint serve`."""
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import peer_adapter as peer  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[3]
COMMAND = pathlib.Path(os.environ.get("CUEPOINT") or ROOT / "build/release/bin/cuepoint")
PEER = pathlib.Path(os.environ.get("CUEPOINT_PEER") or COMMAND.with_name("cuepoint_peer"))


def describe():
    for program in (COMMAND, PEER):
        if not program.exists():
            raise peer.NotInstalled(
                f"{program} is not there; build it with: cmake --workflow --preset release")
    version = subprocess.run([COMMAND, "--version"], capture_output=True, text=True, check=True)
    return {"name": "Cuepoint", "version": version.stdout.split()[-1], "serves_http": True,
            "hybrid": True, "needs": "the release preset of this repository",
            "config": "as installed, with one moment an episode; totals are counted, misspelt words "
                      "corrected. Hybrid: the encoder `static`"}


def index(corpus, folder, mode):
    subprocess.run(["rm", "-rf", folder], check=True)
    begin = time.monotonic()
    subprocess.run([COMMAND, "index", "--db", folder, "--no-fetch", "--encoder",
                    "static" if mode == "hybrid" else "none", corpus],
                   check=True, stdout=sys.stderr)
    seconds = time.monotonic() - begin
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"seconds": seconds, "peak_mb": peak, "index_bytes": peer.size_of(folder)}


def encoding_time(command, arguments):
    """What every hybrid engine's times get added; see cuepoint_peer.cc."""
    if command != "query" or peer.option(arguments, "--mode", "lexical") != "hybrid":
        return []
    measured = pathlib.Path(arguments[0]).resolve().parent / "vectors" / "encode_us.txt"
    return ["--encoding-us", measured.read_text().strip()]


def without_cache():
    """Turns off the server's cache of answers, where it has one: every question comes many times."""
    said = subprocess.run([COMMAND, "serve", "--help"], capture_output=True, text=True, check=True)
    option = re.search(r"--[a-z-]*cache[a-z-]*", said.stdout)
    return [option.group(), "0"] if option else []


def main():
    command, *arguments = sys.argv[1:] or [""]
    try:
        facts = describe()
    except peer.NotInstalled as missing:
        print(f"cuepoint: {missing}", file=sys.stderr)
        sys.exit(3)
    if command == "describe":
        print(json.dumps(facts))
    elif command == "index":
        corpus, folder = arguments[:2]
        print(json.dumps(index(corpus, folder, peer.option(arguments, "--mode", "lexical"))))
    elif command in ("query", "encode"):
        os.execv(PEER, [str(PEER), command, *arguments, *encoding_time(command, arguments)])
    elif command == "serve":
        os.execv(COMMAND, [str(COMMAND), "serve", "--db", arguments[0], "--port", arguments[1],
                           *without_cache()])
    elif command == "urls":
        mode = peer.option(arguments, "--mode", "lexical")
        for _, text in peer.read_queries(arguments[0]):
            print(f"/v1/search?mode={mode}&limit=10&q={urllib.parse.quote(text, safe='')}")
    else:
        sys.exit("cuepoint: describe | index | query | serve | urls, see bench/peers/README.md")


if __name__ == "__main__":
    main()
