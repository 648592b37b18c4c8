"""What adapters written in Python share: the command line, timing, and documents.

An adapter calls main() with three functions:
  describe() -> dict                        raises NotInstalled when the engine is not there
  index(documents, folder, corpus, mode) -> dict or None: more to say than time, memory and size
  open_index(folder, mode) -> object with search(text, group, prefix) -> list of Hit
"""
import gc
import json
import multiprocessing
import pathlib
import re
import sys
import time

HITS = 10
# Words too frequent to tell episodes apart; dropped from questions where the engine has no list.
STOP_WORDS = frozenset(
    "a about after all an and any are as at be been but by can could did do does for from had has "
    "have he her his how i if in into is it its just me more my no not of on or our out she should "
    "so some than that the their them then there these they this to up us was we were what when "
    "where which who why will with would you your".split())


class NotInstalled(Exception):
    """The engine is not there; the text says what to install."""


def words_of(text, stop=True):
    """The words of a question; without those that say nothing, unless there are no others."""
    words = re.findall(r"[^\W_]+", text.lower())
    telling = [word for word in words if word not in STOP_WORDS] if stop else words
    return telling or words


def hit(key, title, snippet, start_s):
    return {"id": key, "title": title, "snippet": snippet, "start_s": start_s}


def size_of(folder):
    folder = pathlib.Path(folder)
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def status_mb(field, pid="self"):
    """VmHWM (peak) or VmRSS of a process, in MB."""
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"{field}:\s*(\d+)", text).group(1)) / 1024


def reset_peak():
    """Starts the measuring of this process's peak memory anew; returns what it holds now, in MB."""
    pathlib.Path("/proc/self/clear_refs").write_text("5")
    return status_mb("VmRSS")


def read_documents(corpus):
    """DOCS.jsonl beside the corpus."""
    with open(pathlib.Path(corpus).parent / "DOCS.jsonl", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def option(arguments, name, default):
    return arguments[arguments.index(name) + 1] if name in arguments else default


def read_queries(path):
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t", 1) for line in lines if line.strip()]


class Asker:
    """Asks queries one by one and keeps the answers with their times."""

    def __init__(self, engine, group, prefix):
        self.engine, self.group, self.prefix = engine, group, prefix

    def ask(self, queries):
        answers = []
        for query, text in queries:
            begin = time.perf_counter_ns()
            hits = self.engine.search(text, self.group, self.prefix)
            answers.append((query, (time.perf_counter_ns() - begin) / 1e3, hits))
        return answers


def ask_in_processes(open_index, folder, mode, asker, queries, threads, warm):
    """Wall time of `threads` processes that share the queries out; threads of Python would wait for
    each other."""
    barrier = multiprocessing.Barrier(threads + 1)

    def work(share):
        mine = Asker(open_index(folder, mode), asker.group, asker.prefix)
        gc.disable()
        for _ in range(warm):
            mine.ask(share)
        barrier.wait()
        mine.ask(share)
        barrier.wait()

    workers = [multiprocessing.Process(target=work, args=(queries[i::threads],))
               for i in range(threads)]
    for worker in workers:
        worker.start()
    barrier.wait()
    begin = time.monotonic()
    barrier.wait()
    wall_s = time.monotonic() - begin
    for worker in workers:
        worker.join()
    return wall_s


def query(open_index, arguments):
    folder, queries_path, run_path = arguments[:3]
    mode = option(arguments, "--mode", "lexical")
    threads = int(option(arguments, "--threads", "1"))
    warm = int(option(arguments, "--warm", "1"))
    queries = read_queries(queries_path)
    begin = time.monotonic()
    asker = Asker(open_index(folder, mode), option(arguments, "--group", "episodes"),
                  "--prefix" in arguments)
    asker.ask(queries[:1])
    open_ms = (time.monotonic() - begin) * 1e3
    if threads > 1:
        asker.engine = None
        wall_s = ask_in_processes(open_index, folder, mode, asker, queries, threads, warm)
        answers = []
    else:
        gc.disable()
        for _ in range(warm):
            asker.ask(queries)
        begin = time.monotonic()
        answers = asker.ask(queries)
        wall_s = time.monotonic() - begin
    with open(run_path, "w", encoding="utf-8") as file:
        for query_id, us, hits in answers:
            file.write(json.dumps({"_id": query_id, "us": us, "hits": hits}) + "\n")
    return {"open_ms": open_ms, "rss_mb": status_mb("VmHWM"), "wall_s": wall_s, "threads": threads}


def main(describe, index, open_index, serve=None, urls=None):
    command, *arguments = sys.argv[1:] or [""]
    try:
        facts = describe()
        if command == "describe":
            said = facts
        elif command == "index":
            corpus, folder = arguments[:2]
            documents = list(read_documents(corpus))
            before_mb = reset_peak()
            begin = time.monotonic()
            more = index(documents, folder, corpus, option(arguments, "--mode", "lexical")) or {}
            # Over what holds the documents, which are read before the clock starts.
            said = {"seconds": time.monotonic() - begin, "peak_mb": status_mb("VmHWM") - before_mb,
                    "index_bytes": size_of(folder)} | more
        elif command == "query":
            said = query(open_index, arguments)
        elif command == "serve" and serve:
            sys.exit(serve(*arguments))
        elif command == "urls" and urls:
            print("\n".join(urls(*arguments)))
            return
        else:
            sys.exit(f"{sys.argv[0]}: describe | index | query, see bench/peers/README.md")
    except NotInstalled as missing:
        print(f"{pathlib.Path(sys.argv[0]).name}: {missing}", file=sys.stderr)
        sys.exit(3)
    print(json.dumps(said))
