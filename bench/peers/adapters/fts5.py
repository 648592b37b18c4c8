#!/usr/bin/python3
"""SQLite FTS5 as one of the engines of bench/peers/run, through Python's own module.

Episodes and chapters are a table each; a chapter carries its episode as a token, so that the best
moments of ten episodes are one more match and no scan.
"""
import pathlib
import shutil
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import peer_adapter as peer  # noqa: E402

TOKENIZER = "tokenize = 'porter unicode61'"


def describe():
    options = {name for (name,) in sqlite3.connect(":memory:").execute("pragma compile_options")}
    if "ENABLE_FTS5" not in options:
        raise peer.NotInstalled("this Python's SQLite has no FTS5; install libsqlite3-0")
    return {"name": "SQLite FTS5", "version": sqlite3.sqlite_version, "serves_http": False,
            "hybrid": False, "needs": "python3, libsqlite3-0",
            "config": "porter over unicode61, bm25() with titles weighing 3, snippet(), stop words "
                      "dropped from questions, ORDER BY rank LIMIT 10, prefix index of 2 and 3 "
                      "letters, optimised once built"}


def index(documents, folder, corpus, mode):
    shutil.rmtree(folder, ignore_errors=True)
    pathlib.Path(folder).mkdir()
    db = sqlite3.connect(f"{folder}/fts5.db")
    db.execute("pragma journal_mode = wal")
    db.execute("create table keys(id integer primary key, key text)")
    db.execute(f"create virtual table episodes using fts5(title, text, prefix='2 3', {TOKENIZER})")
    db.execute("create virtual table chapters using fts5(title, text, episode_title, episode, "
               f"start_s unindexed, prefix='2 3', {TOKENIZER})")
    db.execute("insert into episodes(episodes, rank) values('rank', 'bm25(3.0, 1.0)')")
    db.execute("insert into chapters(chapters, rank) values('rank', 'bm25(2.0, 1.0, 1.0, 0.0)')")
    number = 0
    for document in documents:
        if document["kind"] == "episode":
            number += 1
            db.execute("insert into keys values(?, ?)", (number, document["episode"]))
            db.execute("insert into episodes(rowid, title, text) values(?, ?, ?)",
                       (number, document["title"], document["text"]))
        else:
            db.execute("insert into chapters values(?, ?, ?, ?, ?)",
                       (document["title"], document["text"], document["episode_title"],
                        f"episode{number}", document["start_s"]))
    for table in ("episodes", "chapters"):
        db.execute(f"insert into {table}({table}) values('optimize')")
    db.commit()
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()


class Fts5:
    def __init__(self, folder):
        self.db = sqlite3.connect(f"file:{folder}/fts5.db?mode=ro", uri=True)
        self.db.execute("pragma mmap_size = 1073741824")
        self.db.execute("pragma cache_size = -65536")

    def search(self, text, group, prefix):
        words = [f'"{word}"' for word in peer.words_of(text, stop=not prefix)]
        if not words:
            return []
        if prefix:
            words[-1] += "*"
        match = " OR ".join(words)
        if group == "moments":
            return self.moments(match)
        found = self.db.execute(
            "select e.rowid, k.key, e.title, snippet(episodes, -1, '<mark>', '</mark>', '…', 24) "
            "from episodes e join keys k on k.id = e.rowid "
            "where episodes match ? order by rank limit 10", (match,)).fetchall()
        starts = self.best_starts(match, [row[0] for row in found])
        return [peer.hit(key, title, snippet, starts.get(number))
                for number, key, title, snippet in found]

    def best_starts(self, match, numbers):
        """{episode: start of its best chapter} of these episodes."""
        if not numbers:
            return {}
        theirs = " OR ".join(f"episode{number}" for number in numbers)
        best = {}
        for episode, start_s in self.db.execute(
                "select episode, start_s from chapters where chapters match ? order by rank",
                (f"{{title text}}: ({match}) AND episode: ({theirs})",)):
            best.setdefault(int(episode.removeprefix("episode")), start_s)
        return best

    def moments(self, match):
        found = self.db.execute(
            "select k.key, c.episode_title, c.start_s, "
            "snippet(chapters, -1, '<mark>', '</mark>', '…', 24) "
            "from chapters c join keys k on k.id = cast(substr(c.episode, 8) as integer) "
            "where chapters match ? order by rank limit 10",
            (f"{{title text episode_title}}: ({match})",)).fetchall()
        return [peer.hit(key, title, snippet, start_s) for key, title, start_s, snippet in found]


if __name__ == "__main__":
    peer.main(describe, index, lambda folder, mode: Fts5(folder))
