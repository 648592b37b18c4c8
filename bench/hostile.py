#!/usr/bin/env python3
"""Attacks a server in every way at once, and measures what a well-behaved client gets meanwhile.

  bench/hostile.py [--command build/release/bin/cuepoint] [--db DIR] [--seconds 30]

All at the same time, from this machine, whose clients are under no limit of their own:
  idle        1,000 connections that say nothing, opened again when closed
  slow        200 that send a byte a second, half of them a head, half a body
  large       bodies of 64 MiB with a length and in chunks, header lines of 64 MiB, without end
  pipelined   100,000 requests, half of them searches, without waiting for answers
  malformed   mutations of valid requests, without end
  hoarders    bodies of nearly 1 MiB that never end, 100 at a time
The client asks for a search every 20 ms on a connection that it keeps, each time one that was not
asked before. Prints its latencies before and during the attack, the server's peak memory, and whether it is still there. Exits with 1 when
the client's p99 is 100 ms or more, the server needs 300 MB or more, or a request failed.
"""
import argparse
import multiprocessing
import random
import selectors
import socket
import sys
import tempfile
import time
import urllib.parse

import serving

P99_MS = 100
MEMORY_MIB = 300e6 / 2**20
PIPELINED = 100_000
LARGE = 64 << 20
PORT_TIMEOUT_S = 10


def connect(port):
    return socket.create_connection(("127.0.0.1", port), PORT_TIMEOUT_S)


def is_closed(connection):
    """Whether the server has closed it; what it said is thrown away."""
    try:
        connection.setblocking(False)
        return connection.recv(65536) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def keep_open(port, done, count, opened, on_tick=None, opening=b""):
    """`count` connections that `on_tick` is called with once a second."""
    connections = []
    while not done.is_set():
        began = time.monotonic()
        alive = []
        for connection, age in connections:
            if is_closed(connection):
                connection.close()
            elif on_tick is None or on_tick(connection, age):
                alive.append((connection, age + 1))
            else:
                connection.close()
        connections = alive
        while len(connections) < count and not done.is_set():
            try:
                connection = connect(port)
                if opening:
                    connection.sendall(opening)
            except OSError:
                break
            connections.append((connection, 0))
            opened.value += 1
        done.wait(max(0.0, 1 - (time.monotonic() - began)))


def idle(port, done, counter):
    keep_open(port, done, 1000, counter)


def slow(port, done, counter):
    head = b"GET /v1/search?q=slow HTTP/1.1\r\nA: " + b"a" * 4096
    body = b"POST /v1/batch HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"
    body += b" " * 4096
    kinds = {}

    def send_byte(connection, age):
        text = kinds.setdefault(connection, random.choice((head, body)))
        # The head of a body at once; what is slow is what follows.
        piece = text[:text.find(b"\r\n\r\n") + 4] if age == 0 and text is body else text[age:age + 1]
        try:
            connection.send(piece)
        except OSError:
            kinds.pop(connection, None)
            return False
        return True

    keep_open(port, done, 200, counter, send_byte)


def hoarders(port, done, counter):
    opening = b"POST /v1/batch HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"
    keep_open(port, done, 100, counter, opening=opening + b" " * 900_000)


def large(port, done, counter):
    block = b"a" * (1 << 20)
    chunk = b"100000\r\n" + block + b"\r\n"
    kinds = [
        (b"POST /v1/batch HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % LARGE, block),
        (b"POST /v1/batch HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", chunk),
        (b"POST /v1/search HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", chunk),
        (b"GET /v1/search?q=a HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % LARGE, block),
        (b"GET /v1/search?q=a HTTP/1.1\r\nA: ", block),
        (b"GET /", block),
    ]
    while not done.is_set():
        for opening, piece in kinds:
            try:
                with connect(port) as connection:
                    connection.sendall(opening)
                    for _ in range(LARGE // len(block)):
                        connection.sendall(piece)
                        if done.is_set():
                            return
            except OSError:
                pass  # Cut off, as it should be.
            counter.value += 1


def pipelined(port, done, counter):
    """Counts answers. A connection that ends takes what it had not answered along."""
    requests = (b"GET /healthz HTTP/1.1\r\n\r\nGET /v1/search?q=quic&limit=3 HTTP/1.1\r\n\r\n") * 500
    while counter.value < PIPELINED and not done.is_set():
        with connect(port) as connection, selectors.DefaultSelector() as selector:
            connection.setblocking(False)
            selector.register(connection, selectors.EVENT_READ | selectors.EVENT_WRITE)
            pending, tail = b"", b""
            while not done.is_set():
                if not (ready := selector.select(timeout=1)):
                    continue
                events = ready[0][1]
                try:
                    if events & selectors.EVENT_READ:
                        data = connection.recv(1 << 18)
                        if not data:
                            break
                        text = tail + data
                        counter.value += text.count(b"HTTP/1.1 200")
                        tail = text[-11:]
                    if events & selectors.EVENT_WRITE:
                        pending = pending or requests
                        pending = pending[connection.send(pending):]
                except OSError:
                    break


def malformed(port, done, counter):
    source = random.Random(1)
    valid = [
        b"GET /v1/search?q=quic&limit=3 HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n",
        b"POST /v1/batch HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        b"Content-Length: 44\r\n\r\n{\"queries\": [{\"_id\": \"a\", \"text\": \"quic tls\"}]}",
        b"POST /v1/batch HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Type: "
        b"application/x-ndjson\r\n\r\n1b\r\n{\"_id\": \"a\", \"text\": \"tls\"}\r\n0\r\n\r\n",
        b"OPTIONS /v1/search HTTP/1.1\r\nOrigin: https://a.example\r\n"
        b"Access-Control-Request-Method: GET\r\n\r\n",
        b"HEAD /episodes/netstack-9 HTTP/1.1\r\nIf-None-Match: W/\"1\"\r\nRange: bytes=0-\r\n\r\n",
    ]
    pieces = [b"\r\n", b"\r\n\r\n", b"\n", b"\0", b"%", b"%00", b":", b" ", b"Content-Length: 5\r\n",
              b"Transfer-Encoding: chunked\r\n", b"X-Forwarded-For: ,,,\r\n", b"\xff", b"HTTP/9.9",
              b"0\r\n\r\n", b"ffffffffffffffff\r\n", b"Expect: 100-continue\r\n", b"(" * 500]
    while not done.is_set():
        text = bytearray(source.choice(valid) * source.choice((1, 1, 3)))
        for _ in range(source.randrange(1, 8)):
            at = source.randrange(len(text) + 1)
            match source.randrange(4):
                case 0:
                    text[at:at] = source.choice(pieces)
                case 1:
                    text[at:at + 1] = bytes([source.randrange(256)])
                case 2:
                    del text[at:at + source.randrange(1, 20)]
                case _:
                    begin = source.randrange(len(text) + 1)
                    text[at:at] = text[begin:begin + 30]
        try:
            with connect(port) as connection:
                connection.sendall(text)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass
        except OSError:
            pass
        counter.value += 1


ATTACKS = (idle, slow, hoarders, large, pipelined, malformed)


def measure(port, seconds, until=None):
    """Latencies in ms of a search every 20 ms, and what went wrong."""
    client = serving.Client(port)
    latencies, failures = [], []
    queries = [urllib.parse.quote(query) for query in serving.QUERIES]
    begin = time.monotonic()
    due = begin
    number = 0
    while time.monotonic() < begin + seconds or (until is not None and not until()):
        # Leaving out a word that is nowhere makes it another query, which no cache has.
        target = f"/v1/search?q={queries[number % len(queries)]}+-none{begin:.0f}x{number}"
        number += 1
        start = time.monotonic()
        try:
            status, _, _ = client.get(target)
            if status != 200:
                failures.append(f"status {status}")
        except OSError as error:
            failures.append(repr(error))
            client.close()
        except EOFError as error:
            failures.append(repr(error))
        latencies.append(1000 * (time.monotonic() - start))
        due = max(due + 0.02, time.monotonic() - 1)
        time.sleep(max(0.0, due - time.monotonic()))
    client.close()
    return latencies, failures, client.connections


def describe(name, latencies, failures, connections):
    values = [f"{serving.percentile(latencies, p):.1f}" for p in (50, 90, 99, 100)]
    print(f"{name}: {len(latencies)} searches, p50 {values[0]} ms, p90 {values[1]} ms, "
          f"p99 {values[2]} ms, slowest {values[3]} ms, {len(failures)} failed, "
          f"{connections} connection(s)")
    for failure in sorted(set(failures))[:5]:
        print("  ", failure)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--command", default=serving.default_command())
    parser.add_argument("--db", help="an index; without it one of the bundled corpus is made")
    parser.add_argument("--seconds", type=float, default=30, help="of attack, at least")
    parser.add_argument("--only", help="some of the attacks, with commas between")
    options = parser.parse_args()
    names = options.only.split(",") if options.only else [attack.__name__ for attack in ATTACKS]
    serving.allow_descriptors()
    with tempfile.TemporaryDirectory() as folder:
        db = options.db or folder + "/db"
        if not options.db:
            serving.build_index(options.command, db)
        with serving.Server(options.command, db) as server:
            describe("before", *measure(server.port, 5))
            done = multiprocessing.Event()
            counters = {name: multiprocessing.Value("q", 0) for name in names}
            processes = [
                multiprocessing.Process(target=attack, daemon=True,
                                        args=(server.port, done, counters[attack.__name__]))
                for attack in ATTACKS if attack.__name__ in names
            ]
            for process in processes:
                process.start()
            time.sleep(2)
            give_up = time.monotonic() + 10 * options.seconds

            def all_answered():
                return ("pipelined" not in counters or counters["pipelined"].value >= PIPELINED or
                        time.monotonic() > give_up)

            latencies, failures, connections = measure(server.port, options.seconds, all_answered)
            describe("during", latencies, failures, connections)
            for name, counter in counters.items():
                print(f"  {name}: {counter.value}")
            done.set()
            for process in processes:
                process.join(timeout=10)
                process.kill()
            describe("after", *measure(server.port, 2))
            memory = server.memory_mib()
            alive = server.process.poll() is None
            status = server.stop()
            print(f"server: peak memory {memory:.0f} MiB, {'alive' if alive else 'gone'}, "
                  f"exit status {status} when asked to stop")
            for line in server.said[:20]:
                print("  ", line.rstrip())
    good = (serving.percentile(latencies, 99) < P99_MS and memory < MEMORY_MIB and not failures and
            alive and status == 0)
    print("passed" if good else "FAILED")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
