"""Times an SQLite FTS5 prefix query on titles that are being typed, as suggest_bench does.

  python3 suggest_peers.py TITLES

TITLES comes from `suggest_bench INDEX --titles FILE`. Prints one line of JSON. The times include
Python's call into SQLite, some microseconds.
"""
import json
import math
import re
import sqlite3
import sys
import time

SUGGESTIONS = 10
TYPED = (4, 8, 12)
PASSES = 3  # The median of a title's times counts.
FOUND_WHEN_WHOLE = 0.95


def percentile(values, percent):
    """The smallest of `values` that at least `percent` of them do not exceed."""
    return sorted(values)[max(0, math.ceil(percent / 100 * len(values)) - 1)]


def make_index(titles):
    index = sqlite3.connect(":memory:")
    # Indexes of prefixes make short ones fast; they are what FTS5 has for this purpose.
    index.execute(
        "CREATE VIRTUAL TABLE titles USING fts5(title, prefix='2 3 4',"
        " tokenize='unicode61 remove_diacritics 2')"
    )
    index.executemany("INSERT INTO titles(title) VALUES (?)", [(title,) for title in titles])
    index.execute("INSERT INTO titles(titles) VALUES ('optimize')")
    index.commit()
    return index


def suggest(index, typed):
    words = re.findall(r"[^\W_]+", typed)
    if not words:
        return []
    query = " ".join(f'"{word}"' for word in words) + "*"
    rows = index.execute(
        # `rank` is bm25(titles), which FTS5 sorts by faster under this name.
        "SELECT title FROM titles WHERE titles MATCH ? ORDER BY rank LIMIT ?",
        (query, SUGGESTIONS),
    )
    return [row[0] for row in rows]


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        titles = [json.loads(line)["title"] for line in lines]
    index = make_index(titles)
    whole = sum(title in suggest(index, title) for title in titles)
    if whole < FOUND_WHEN_WHOLE * len(titles):
        sys.exit(f"sqlite: only {whole} of {len(titles)} whole titles are suggested")

    at = {}
    for characters in TYPED:
        typed = [title[:characters] for title in titles]
        mrr = 0.0
        for title, start in zip(titles, typed):
            answer = suggest(index, start)
            mrr += 1 / (answer.index(title) + 1) if title in answer else 0
        passes = [[] for _ in titles]
        for _ in range(PASSES):
            for times, start in zip(passes, typed):
                begin = time.perf_counter_ns()
                suggest(index, start)
                times.append((time.perf_counter_ns() - begin) / 1000)
        medians = [percentile(times, 50) for times in passes]
        at[str(characters)] = {
            "mrr": mrr / len(titles),
            "p50_us": percentile(medians, 50),
            "p99_us": percentile(medians, 99),
        }
    print(json.dumps({"engine": "sqlite-fts5", "titles": len(titles), "at": at}))


if __name__ == "__main__":
    main()
