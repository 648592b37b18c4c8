#!/usr/bin/env python3
"""Updates an index every second while clients search it: no request may fail.

  bench/update_load.py [--command build/release/bin/cuepoint] [--seconds 120] [--clients 4]

Each update is a run of `cuepoint index` over a copy of the bundled corpus in which one episode has
changed; what it changed has to be found by the next search that starts after it. Prints the number
of updates, searches and failures, latencies, and how many revisions the clients have seen. Exits
with 1 if a request failed or an update was not seen.
"""
import argparse
import json
import pathlib
import shutil
import sys
import tempfile
import threading
import time
import urllib.parse

import serving


class Load(threading.Thread):
    """One client that searches without a pause."""

    def __init__(self, port, done, number):
        super().__init__()
        self.client = serving.Client(port)
        self.done = done
        self.number = number
        self.latencies = []
        self.failures = []
        self.revisions = set()

    def run(self):
        queries = [urllib.parse.quote(query) for query in serving.QUERIES]
        while not self.done.is_set():
            self.number += 1
            start = time.monotonic()
            try:
                status, head, body = self.client.get(
                    f"/v1/search?q={queries[self.number % len(queries)]}")
                if status != 200 or not json.loads(body)["hits"]:
                    self.failures.append(f"status {status}: {body[:200]!r}")
                self.revisions.update(
                    line for line in head.split(b"\r\n") if line.lower().startswith(b"etag:"))
            except (OSError, EOFError, ValueError) as error:
                self.failures.append(repr(error))
                self.client.close()
            self.latencies.append(1000 * (time.monotonic() - start))


def change(episode, number):
    """Gives the episode a word that it did not have: the word."""
    word = f"updatenumber{number}"
    data = json.loads(episode.read_text())
    data["description"] = f"{data['description'].split(' Marked ')[0]} Marked {word}."
    episode.write_text(json.dumps(data))
    return word


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--command", default=serving.default_command())
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--clients", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = pathlib.Path(folder) / "corpus"
        shutil.copytree(serving.CORPUS, corpus)
        episodes = sorted(corpus.glob("*.json"))
        db = folder + "/db"
        serving.build_index(options.command, db, corpus)
        with serving.Server(options.command, db) as server:
            done = threading.Event()
            clients = [Load(server.port, done, 3 * i) for i in range(options.clients)]
            for client in clients:
                client.start()
            checker = serving.Client(server.port)
            updates, unseen = 0, []
            begin = time.monotonic()
            while time.monotonic() < begin + options.seconds:
                started = time.monotonic()
                word = change(episodes[updates % len(episodes)], updates)
                serving.build_index(options.command, db, corpus)
                updates += 1
                _, _, body = checker.get(f"/v1/search?q={word}")
                if not json.loads(body).get("hits"):
                    unseen.append(word)
                time.sleep(max(0.0, 1 - (time.monotonic() - started)))
            done.set()
            for client in clients:
                client.join()
            memory = server.memory_mib()
            status = server.stop()
    latencies = [value for client in clients for value in client.latencies]
    failures = [failure for client in clients for failure in client.failures]
    revisions = set().union(*(client.revisions for client in clients))
    values = [f"{serving.percentile(latencies, p):.1f}" for p in (50, 99, 100)]
    print(f"{updates} updates, {len(unseen)} of them not seen at once; {len(revisions)} revisions "
          f"seen by {options.clients} clients")
    print(f"{len(latencies)} searches, {len(failures)} failed, p50 {values[0]} ms, p99 {values[1]} "
          f"ms, slowest {values[2]} ms")
    for failure in sorted(set(failures))[:5]:
        print("  ", failure)
    print(f"server: peak memory {memory:.0f} MiB, exit status {status}")
    good = not failures and not unseen and status == 0
    print("passed" if good else "FAILED")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
