#!/usr/bin/python3
"""PostgreSQL full text as one of the engines of bench/peers/run: a server of its own on a Unix
socket, one warm connection, prepared statements. A round trip over the socket is in every time."""
import atexit
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import peer_adapter as peer  # noqa: E402

PROGRAMS = pathlib.Path("/usr/lib/postgresql/15/bin")
SETTINGS = ("-c listen_addresses= -c shared_buffers=512MB -c maintenance_work_mem=256MB "
            "-c work_mem=64MB -c synchronous_commit=off -c jit=off -c max_wal_size=4GB")
HEADLINE = "'MaxFragments=1, MaxWords=24, MinWords=12, StartSel=<mark>, StopSel=</mark>'"
EPISODES = f"""
prepare episodes(text) as
with asked as (select to_tsquery('english', $1) as query),
top as (select e.id, e.key, e.title, e.body, ts_rank(e.words, query, 1) as score, query
        from episodes e, asked where e.words @@ query order by score desc, e.id limit 10)
select key, title, ts_headline('english', body, query, {HEADLINE}),
  (select c.start_s from chapters c where c.episode = top.id and c.words @@ query
   order by ts_rank(c.words, query, 1) desc limit 1)
from top order by score desc, id"""
MOMENTS = f"""
prepare moments(text) as
with asked as (select to_tsquery('english', $1) as query),
top as (select c.id, c.episode, c.start_s, c.title || ' ' || c.body as body,
          ts_rank(c.words, query, 1) as score, query
        from chapters c, asked where c.words @@ query order by score desc, c.id limit 10)
select e.key, e.title, ts_headline('english', top.body, query, {HEADLINE}), top.start_s
from top join episodes e on e.id = top.episode order by score desc, top.id"""


def describe():
    try:
        import psycopg2  # noqa: F401
    except ImportError as missing:
        raise peer.NotInstalled("install python3-psycopg2 and postgresql-15") from missing
    if not (PROGRAMS / "postgres").exists():
        raise peer.NotInstalled("install postgresql-15")
    version = subprocess.run([PROGRAMS / "postgres", "--version"], capture_output=True, text=True)
    return {"name": "PostgreSQL", "version": version.stdout.split()[2], "serves_http": False,
            "hybrid": False, "needs": "postgresql-15, python3-psycopg2",
            "config": "tsvector of `english` with titles as A and text as B, GIN, ts_rank normalised "
                      "by length (better here than ts_rank_cd), ts_headline on the ten, prepared "
                      "statements on a warm connection; the round trip over its Unix socket is in "
                      "the times"}


def as_server_user(command):
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


class Server:
    """A running server; ends with this process."""

    def __init__(self, folder, create=False):
        self.data = pathlib.Path(folder).resolve()
        self.socket = tempfile.mkdtemp(prefix="peer-pg-")
        os.chmod(self.socket, 0o777)
        if create:
            shutil.rmtree(self.data, ignore_errors=True)
            self.data.mkdir()
            if os.geteuid() == 0:
                shutil.chown(self.data, "postgres")
            self.run([PROGRAMS / "initdb", "-D", self.data, "-A", "trust", "-E", "UTF8",
                      "--locale=C.UTF-8", "-U", "peer"])
        self.run([PROGRAMS / "pg_ctl", "-D", self.data, "-w", "-l", f"{self.socket}/log", "-o",
                  f"{SETTINGS} -k {self.socket}", "start"])
        self.owner = os.getpid()
        atexit.register(self.stop)

    @staticmethod
    def run(command):
        done = subprocess.run(as_server_user(list(map(str, command))), stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, cwd="/")
        if done.returncode != 0:
            sys.exit(f"{command[0]}: {done.stderr}")

    def stop(self):
        if os.getpid() == self.owner:
            self.run([PROGRAMS / "pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop"])
            shutil.rmtree(self.socket, ignore_errors=True)

    def connect(self):
        import psycopg2
        connection = psycopg2.connect(host=self.socket, user="peer", dbname="postgres")
        connection.autocommit = True
        return connection


def index(documents, folder, corpus, mode):
    import psycopg2.extras
    server = Server(folder, create=True)
    connection = server.connect()
    cursor = connection.cursor()
    weighed = ("generated always as (setweight(to_tsvector('english', title), 'A') || "
               "setweight(to_tsvector('english', body), 'B')")
    begin = time.monotonic()
    cursor.execute("create table episodes(id int primary key, key text, title text, body text, "
                   f"words tsvector {weighed}) stored)")
    cursor.execute("create table chapters(id int primary key, episode int, title text, body text, "
                   f"episode_title text, start_s float8, words tsvector {weighed} || "
                   "setweight(to_tsvector('english', episode_title), 'C')) stored)")
    episodes, chapters = [], []
    for number, document in enumerate(documents):
        if document["kind"] == "episode":
            episodes.append((len(episodes) + 1, document["episode"], document["title"],
                             document["text"]))
        else:
            chapters.append((number, len(episodes), document["title"], document["text"],
                             document["episode_title"], document["start_s"]))
    insert = psycopg2.extras.execute_values
    insert(cursor, "insert into episodes(id, key, title, body) values %s", episodes, page_size=500)
    insert(cursor, "insert into chapters(id, episode, title, body, episode_title, start_s) values %s",
           chapters, page_size=500)
    cursor.execute("create index on chapters(episode)")
    for table in ("episodes", "chapters"):
        cursor.execute(f"create index on {table} using gin(words) with (fastupdate = off)")
        cursor.execute(f"vacuum analyze {table}")
    seconds = time.monotonic() - begin
    cursor.execute("select sum(pg_total_relation_size(oid)) from pg_class "
                   "where relname in ('episodes', 'chapters')")
    size = int(cursor.fetchone()[0])
    peak = peer.status_mb("VmHWM", connection.info.backend_pid)
    return {"seconds": seconds, "peak_mb": peak, "index_bytes": size}


class Postgres:
    server = None

    def __init__(self, folder):
        if Postgres.server is None:
            Postgres.server = Server(folder)
        self.connection = self.server.connect()
        self.cursor = self.connection.cursor()
        self.cursor.execute(EPISODES)
        self.cursor.execute(MOMENTS)

    def search(self, text, group, prefix):
        words = peer.words_of(text, stop=False)
        if not words:
            return []
        if prefix:
            words[-1] += ":*"
        statement = "moments" if group == "moments" else "episodes"
        self.cursor.execute(f"execute {statement}(%s)", (" | ".join(words),))
        return [peer.hit(*row) for row in self.cursor.fetchall()]


def open_index(folder, mode):
    return Postgres(folder)


def main():
    if sys.argv[1:2] == ["query"]:
        Postgres.server = Server(sys.argv[2])  # Its start is no part of opening.
    peer.main(describe, index, open_index)


if __name__ == "__main__":
    main()
