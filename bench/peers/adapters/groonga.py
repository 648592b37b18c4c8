#!/usr/bin/python3
"""Groonga as one of the engines of bench/peers/run: libgroonga in this process, asked by
commands that answer in JSON, and its HTTP server for load."""
import ctypes
import json
import os
import pathlib
import shutil
import subprocess
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import peer_adapter as peer  # noqa: E402

SCHEMA = """\
plugin_register token_filters/stem
plugin_register functions/string
table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram --normalizer NormalizerAuto --token_filters TokenFilterStem
table_create Episodes TABLE_HASH_KEY ShortText
column_create Episodes title COLUMN_SCALAR ShortText
column_create Episodes text COLUMN_SCALAR Text
table_create Chapters TABLE_NO_KEY
column_create Chapters episode COLUMN_SCALAR Episodes
column_create Chapters title COLUMN_SCALAR ShortText
column_create Chapters etitle COLUMN_SCALAR ShortText
column_create Chapters text COLUMN_SCALAR Text
column_create Chapters start COLUMN_SCALAR Float
column_create Episodes chapters COLUMN_INDEX Chapters episode
column_create Terms e_title COLUMN_INDEX|WITH_POSITION Episodes title
column_create Terms e_text COLUMN_INDEX|WITH_POSITION Episodes text
column_create Terms c_title COLUMN_INDEX|WITH_POSITION Chapters title
column_create Terms c_etitle COLUMN_INDEX|WITH_POSITION Chapters etitle
column_create Terms c_text COLUMN_INDEX|WITH_POSITION Chapters text
"""
EPISODE_FIELDS = "scorer_tf_idf(title)*3||scorer_tf_idf(text)"
CHAPTER_FIELDS = "scorer_tf_idf(title)*2||scorer_tf_idf(text)||scorer_tf_idf(etitle)"
START_LENGTH = 160  # Of the text's beginning, shown where no snippet has a word as it was asked.


def describe():
    if not shutil.which("groonga"):
        raise peer.NotInstalled("install groonga and groonga-token-filter-stem")
    version = subprocess.run(["groonga", "--version"], capture_output=True, text=True, check=True)
    return {"name": "Groonga", "version": version.stdout.split()[1], "serves_http": True,
            "hybrid": False, "needs": "groonga, groonga-token-filter-stem",
            "config": "TokenBigram (words in English) with NormalizerAuto and stems, scorer_tf_idf "
                      "with titles weighing 3, snippet_html, stop words dropped from questions; "
                      "by libgroonga's command interface; over HTTP without times of chapters"}


class Library:
    """A database opened in this process by libgroonga."""

    def __init__(self, path, create=False):
        self.library = ctypes.CDLL("libgroonga.so.0")
        for name in ("grn_ctx_open", "grn_db_open", "grn_db_create"):
            getattr(self.library, name).restype = ctypes.c_void_p
        self.library.grn_init()
        self.context = ctypes.c_void_p(self.library.grn_ctx_open(0))
        where = str(path).encode()
        opened = (self.library.grn_db_create(self.context, where, None) if create
                  else self.library.grn_db_open(self.context, where))
        if not opened:
            sys.exit(f"groonga: cannot open {path}")

    def send(self, line):
        data = line.encode()
        self.library.grn_ctx_send(self.context, data, len(data), 0)
        text, length, flags = ctypes.c_char_p(), ctypes.c_uint(), ctypes.c_int()
        code = self.library.grn_ctx_recv(self.context, ctypes.byref(text), ctypes.byref(length),
                                         ctypes.byref(flags))
        if code != 0:
            sys.exit(f"groonga: error {code}: {line[:300]}")
        return ctypes.string_at(text, length.value)

    def tell(self, line):
        return json.loads(self.send(line))


def load(library, table, rows):
    """Rows as one JSON array, in a command of their own."""
    library.send(f"load --table {table}")
    loaded = library.tell(json.dumps(rows, ensure_ascii=False))
    if loaded != len(rows):
        sys.exit(f"groonga: {loaded} of {len(rows)} rows loaded into {table}")


def index(documents, folder, corpus, mode):
    shutil.rmtree(folder, ignore_errors=True)
    pathlib.Path(folder).mkdir()
    library = Library(f"{folder}/db", create=True)
    for line in SCHEMA.splitlines():
        library.tell(line)
    load(library, "Episodes", [{"_key": d["episode"], "title": d["title"], "text": d["text"]}
                               for d in documents if d["kind"] == "episode"])
    load(library, "Chapters", [{"episode": d["episode"], "title": d["title"], "text": d["text"],
                                "etitle": d["episode_title"], "start": d["start_s"]}
                               for d in documents if d["kind"] == "chapter"])
    library.tell("io_flush")
    # Files are made larger than what is in them: blocks in use are what counts.
    size = sum(path.stat().st_blocks * 512 for path in pathlib.Path(folder).iterdir())
    return {"index_bytes": size}


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


class Groonga:
    def __init__(self, folder):
        self.library = Library(f"{folder}/db")
        # It remembers its last hundred answers, and every question here is asked twice.
        self.library.tell("cache_limit 0")

    def select(self, arguments):
        return self.library.tell("select " + arguments)[0][2:]

    @staticmethod
    def snippet(pieces, beginning, title):
        return " … ".join(pieces) if pieces else beginning or title

    def search(self, text, group, prefix):
        words = peer.words_of(text, stop=not prefix)
        if not words:
            return []
        if prefix:
            words[-1] += "*"
        query = quoted(" OR ".join(words))
        if group == "moments":
            rows = self.select(
                f"Chapters --match_columns {quoted(CHAPTER_FIELDS)} --query {query} "
                "--sort_keys -_score --limit 10 --output_columns "
                f"'episode._key,etitle,start,snippet_html(text),string_substring(text,0,{START_LENGTH}),title'")
            return [peer.hit(key, etitle, self.snippet(pieces, beginning, title), start)
                    for key, etitle, start, pieces, beginning, title in rows]
        rows = self.select(
            f"Episodes --match_columns {quoted(EPISODE_FIELDS)} --query {query} "
            "--sort_keys -_score --limit 10 --output_columns "
            f"'_key,title,snippet_html(text),string_substring(text,0,{START_LENGTH})'")
        if not rows:
            return []
        theirs = ",".join(quoted(row[0]) for row in rows)
        best = {}
        for key, start in self.select(
                f"Chapters --match_columns {quoted(CHAPTER_FIELDS)} --query {query} "
                f"--filter {quoted(f'in_values(episode._key,{theirs})')} --sort_keys -_score "
                "--limit -1 --output_columns episode._key,start"):
            best.setdefault(key, start)
        return [peer.hit(key, title, self.snippet(pieces, beginning, title), best.get(key))
                for key, title, pieces, beginning in rows]


def serve(folder, port):
    os.execvp("groonga", ["groonga", "--protocol", "http", "--bind-address", "127.0.0.1", "--port",
                          port, "-t", "2", "--cache-limit", "0", "-s", f"{folder}/db"])


def urls(queries_path, *options):
    fields = urllib.parse.quote(EPISODE_FIELDS)
    for _, text in peer.read_queries(queries_path):
        words = urllib.parse.quote(" OR ".join(peer.words_of(text)))
        yield (f"/d/select?table=Episodes&match_columns={fields}&query={words}&sort_keys=-_score"
               "&limit=10&output_columns=_key,title,snippet_html(text),_score")


if __name__ == "__main__":
    peer.main(describe, index, lambda folder, mode: Groonga(folder), serve, urls)
