#!/usr/bin/python3
"""Apache Lucene as one of the engines of bench/peers/run: LucenePeer.java, compiled on demand."""
import json
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import peer_adapter as peer  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
CLASSES = HERE.parents[2] / "build/peers/lucene"
VERSION = "4.10.4"
JARS = [f"/usr/share/java/lucene-{name}-{VERSION}.jar"
        for name in ("core", "analyzers-common", "queries", "highlighter", "suggest")]


def describe():
    if not shutil.which("javac") or not all(pathlib.Path(jar).exists() for jar in JARS):
        raise peer.NotInstalled("install liblucene4.10-java and default-jdk-headless")
    return {"name": "Apache Lucene", "version": VERSION, "serves_http": False, "hybrid": False,
            "needs": "liblucene4.10-java, default-jdk-headless",
            "config": "EnglishAnalyzer, BM25 with titles weighing 3, one merged segment on MMap, "
                      "PostingsHighlighter, best chapters by a collector, unknown words corrected by "
                      "DirectSpellChecker, one JVM after three seconds of the same questions"}


def compiled():
    source, made = HERE / "LucenePeer.java", CLASSES / "LucenePeer.class"
    if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
        CLASSES.mkdir(parents=True, exist_ok=True)
        subprocess.run(["javac", "-Xlint:-options", "-nowarn", "-cp", ":".join(JARS), "-d", CLASSES,
                        source], check=True, stdout=sys.stderr)


def java(arguments):
    """What the program says, with its own peak memory."""
    compiled()
    timed = ["/usr/bin/time", "-f", "%M", *map(str, [
        "java", "-Xms512m", "-Xmx2g", "-XX:+UseSerialGC", "-cp", ":".join([str(CLASSES), *JARS]),
        "LucenePeer", *arguments])]
    run = subprocess.run(timed, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(run.stderr)
    return json.loads(run.stdout.splitlines()[-1]), int(run.stderr.split()[-1]) / 1024


def index(corpus, folder):
    shutil.rmtree(folder, ignore_errors=True)
    pathlib.Path(folder).mkdir()
    dump = pathlib.Path(folder) / "dump"
    with open(dump, "w", encoding="utf-8") as file:
        for document in peer.read_documents(corpus):
            fields = [document["episode"], document["kind"], document["start_s"], document["title"],
                      document.get("episode_title"), document["text"]]
            file.write("\x1f".join(" ".join(str("" if field is None else field).split())
                                   for field in fields) + "\n")
    said, peak = java(["index", dump, folder])
    dump.unlink()
    return said | {"peak_mb": peak, "index_bytes": peer.size_of(folder)}


def main():
    command, *arguments = sys.argv[1:] or [""]
    try:
        facts = describe()
    except peer.NotInstalled as missing:
        print(f"lucene: {missing}", file=sys.stderr)
        sys.exit(3)
    if command == "describe":
        said = facts
    elif command == "index":
        said = index(*arguments[:2])
    elif command == "query":
        said, peak = java([
            "query", *arguments[:3], peer.option(arguments, "--threads", "1"),
            peer.option(arguments, "--warm", "1"), peer.option(arguments, "--group", "episodes"),
            "prefix" if "--prefix" in arguments else "whole"])
        said["rss_mb"] = peak
    else:
        sys.exit("lucene: describe | index | query, see bench/peers/README.md")
    print(json.dumps(said))


if __name__ == "__main__":
    main()
