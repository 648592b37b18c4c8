#!/usr/bin/python3
"""Xapian Omega as one of the engines of bench/peers/run: scriptindex builds, and questions are asked
through Xapian's Python module, since the omega program starts anew for every request."""
import pathlib
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import peer_adapter as peer  # noqa: E402

# Fields of the stored record come back as lines NAME=VALUE.
SCRIPT = """\
key : field=key
episode : field=episode boolean=XE value=0
start : field=start
title : field=title weight=3 index spell
etitle : field=etitle index
text : field=text index spell
"""


def describe():
    try:
        import xapian
    except ImportError as missing:
        raise peer.NotInstalled("install python3-xapian and xapian-omega") from missing
    if not shutil.which("scriptindex"):
        raise peer.NotInstalled("install xapian-omega")
    return {"name": "Xapian Omega", "version": xapian.version_string(), "serves_http": False,
            "hybrid": False, "needs": "xapian-omega, python3-xapian",
            "config": "scriptindex with English stems, titles weighing 3 and a spelling dictionary; "
                      "QueryParser with STEM_SOME, OP_OR and stop words, BM25, MSet.snippet(), "
                      "unknown words corrected"}


def dump(documents, folder):
    """scriptindex's input: episodes and chapters apart."""
    paths = {kind: f"{folder}/{kind}.dump" for kind in ("episode", "chapter")}
    files = {kind: open(path, "w", encoding="utf-8") for kind, path in paths.items()}
    number = 0
    for document in documents:
        number += document["kind"] == "episode"
        fields = {"key": document["episode"], "episode": number, "start": document["start_s"],
                  "title": document["title"], "etitle": document.get("episode_title"),
                  "text": document["text"]}
        lines = [f"{name}={' '.join(str(value).split())}" for name, value in fields.items()
                 if value not in (None, "")]
        files[document["kind"]].write("\n".join(lines) + "\n\n")
    for file in files.values():
        file.close()
    return paths


def index(documents, folder, corpus, mode):
    import resource
    shutil.rmtree(folder, ignore_errors=True)
    pathlib.Path(folder).mkdir()
    dumps = dump(documents, folder)
    script = pathlib.Path(f"{folder}/script")
    script.write_text(SCRIPT)
    begin = time.monotonic()
    for kind, path in dumps.items():
        subprocess.run(["scriptindex", "--stemmer=english", f"{folder}/{kind}.db", script, path],
                       check=True, stdout=sys.stderr)
    seconds = time.monotonic() - begin
    for path in dumps.values():
        pathlib.Path(path).unlink()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"seconds": seconds, "peak_mb": peak, "index_bytes": peer.size_of(folder)}


class Omega:
    def __init__(self, folder):
        import xapian
        self.xapian = xapian
        self.stemmer = xapian.Stem("english")
        self.episodes = xapian.Database(f"{folder}/episode.db")
        self.chapters = xapian.Database(f"{folder}/chapter.db")
        self.stopper = xapian.SimpleStopper()
        for word in peer.STOP_WORDS:
            self.stopper.add(word)
        self.parsers = [self.parser(self.episodes), self.parser(self.chapters)]

    def parser(self, database):
        parser = self.xapian.QueryParser()
        parser.set_database(database)
        parser.set_stemmer(self.stemmer)
        parser.set_stemming_strategy(parser.STEM_SOME)
        parser.set_default_op(self.xapian.Query.OP_OR)
        parser.set_stopper(self.stopper)
        parser.set_max_expansion(64, self.xapian.Query.WILDCARD_LIMIT_MOST_FREQUENT,
                                 parser.FLAG_PARTIAL)
        return parser

    def parse(self, text, parser, prefix):
        words = " ".join(peer.words_of(text, stop=False))
        if prefix:
            return parser.parse_query(words, parser.FLAG_PARTIAL)
        query = parser.parse_query(words, parser.FLAG_SPELLING_CORRECTION)
        corrected = parser.get_corrected_query_string()
        return parser.parse_query(corrected, 0) if corrected else query

    def enquire(self, database, query):
        enquire = self.xapian.Enquire(database)
        enquire.set_query(query)
        return enquire

    @staticmethod
    def record(document):
        return dict(line.split("=", 1) for line in document.get_data().decode().split("\n") if line)

    def snippet(self, mset, record):
        text = record.get("text") or record["title"]
        return mset.snippet(text, 160, self.stemmer, 1, b"<mark>", b"</mark>", b"...").decode()

    def search(self, text, group, prefix):
        xapian = self.xapian
        if group == "moments":
            query = self.parse(text, self.parsers[1], prefix)
            mset = self.enquire(self.chapters, query).get_mset(0, peer.HITS)
            found = [self.record(match.document) for match in mset]
            return [peer.hit(r["key"], r["etitle"], self.snippet(mset, r), float(r["start"]))
                    for r in found]
        query = self.parse(text, self.parsers[0], prefix)
        mset = self.enquire(self.episodes, query).get_mset(0, peer.HITS)
        found = [self.record(match.document) for match in mset]
        if not found:
            return []
        theirs = xapian.Query(xapian.Query.OP_OR, [f"XE{record['episode']}" for record in found])
        enquire = self.enquire(self.chapters,
                               xapian.Query(xapian.Query.OP_FILTER, query, theirs))
        enquire.set_collapse_key(0)
        best = {}
        for match in enquire.get_mset(0, peer.HITS):
            record = self.record(match.document)
            best[record["key"]] = float(record["start"])
        return [peer.hit(r["key"], r["title"], self.snippet(mset, r), best.get(r["key"]))
                for r in found]


if __name__ == "__main__":
    peer.main(describe, index, lambda folder, mode: Omega(folder))
