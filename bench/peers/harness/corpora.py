"""The corpora that engines are compared on, as one folder each: CORPUS.jsonl, DOCS.jsonl, keys.json."""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
SHARED = ROOT / ".." / "shared" / "data"
SYNTHETIC = {"100k": 100_000, "1m": 1_000_000}


def say(text):
    print(text, file=sys.stderr, flush=True)


def read_jsonl(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def write_jsonl(path, objects):
    with open(path, "w", encoding="utf-8") as file:
        for item in objects:
            file.write(json.dumps(item, ensure_ascii=False) + "\n")


def export(cuepoint, sources, work, name):
    """What Cuepoint reads in `sources`, as lines of native JSON."""
    db = work / f"{name}.db"
    path = work / f"{name}.jsonl"
    run = subprocess.run(
        [cuepoint, "index", "--db", db, "--encoder", "none", "--no-fetch", *sources],
        capture_output=True,
        text=True,
    )
    if run.returncode > 1:  # 1: some sources were skipped, which real collections have
        sys.exit(run.stderr)
    with open(path, "wb") as file:
        subprocess.run([cuepoint, "export", "--db", db, "--format", "jsonl"], stdout=file, check=True)
    return path


def documents_of(episode):
    """The documents that peers index: the episode with all it says, then each chapter."""
    key, title = episode["id"], episode["title"]
    chapters = episode.get("chapters") or []
    said = [episode.get("description") or ""]
    said += [f"{p.get('name') or ''} {p.get('bio') or ''}" for p in episode.get("people") or []]
    said += [f"{c.get('title') or ''} {c.get('text') or ''}" for c in chapters]
    said += [cue["text"] for cue in episode.get("transcript") or []]
    text = "\n".join(part.strip() for part in said if part.strip())
    yield {"id": f"{key}#0", "episode": key, "kind": "episode", "title": title, "text": text,
           "start_s": None}
    for number, chapter in enumerate(chapters, 1):
        yield {"id": f"{key}#{number}", "episode": key, "kind": "chapter",
               "title": chapter.get("title") or "", "text": chapter.get("text") or "",
               "start_s": chapter["start_s"], "episode_title": title}


def make_synthetic(work, passages):
    words = SHARED / "corpora" / "syntax"
    vocabulary = work / "words.txt"
    if words.is_dir():
        text = "\n".join(p.read_text(errors="replace") for p in sorted(words.rglob("*.md")))
        vocabulary.write_text(text)
    else:
        say("made-up corpus: its words come from the bundled show, which has few")
        text = "\n".join(p.read_text() for p in sorted((ROOT / "corpus/netstack.fm").rglob("*.json*")))
        vocabulary.write_text(text)
    with open(work / "CORPUS.jsonl", "wb") as file:
        subprocess.run(
            [sys.executable, ROOT / "bench" / "synthetic_corpus.py", "--passages", str(passages),
             "--words", vocabulary], stdout=file, check=True)


def make_real(work, name, cuepoint):
    """Writes CORPUS.jsonl; returns {episode id: key in the judgements} of the episodes judged."""
    keys = {}
    if name == "bundled":
        sources = {"bundled": ROOT / "corpus/netstack.fm"}
    elif name in ("syntax", "all"):
        if not (SHARED / "corpora").is_dir():
            sys.exit(f"{SHARED}/corpora is not there; --corpus bundled or --corpus DIR works without")
        sources = {"syntax": SHARED / "corpora/syntax/shows"}
        if name == "all":
            for folder in sorted((SHARED / "corpora").iterdir()):
                if folder.name != "syntax":
                    sources[folder.name] = folder
    else:
        sources = {"given": pathlib.Path(name)}
    with open(work / "CORPUS.jsonl", "w", encoding="utf-8") as file:
        for source_name, source in sources.items():
            part = export(cuepoint, [source], work, source_name)
            file.write(part.read_text(encoding="utf-8"))
            if source_name == "syntax":
                for episode in read_jsonl(part):
                    if episode.get("number") is not None:
                        keys[episode["id"]] = str(episode["number"])
    return keys


def prepare(name, folder, cuepoint):
    """The folder of a corpus, made unless it is there from an earlier run."""
    label = name if name in ("bundled", "syntax", "all", *SYNTHETIC) else pathlib.Path(name).name
    work = folder / label
    if (work / "facts.json").exists():
        return work
    say(f"making the corpus {label} in {work}")
    work.mkdir(parents=True, exist_ok=True)
    keys = {}
    if name in SYNTHETIC:
        make_synthetic(work, SYNTHETIC[name])
    else:
        keys = make_real(work, name, cuepoint)
    episodes = passages = characters = 0
    with open(work / "DOCS.jsonl", "w", encoding="utf-8") as file:
        for episode in read_jsonl(work / "CORPUS.jsonl"):
            episodes += 1
            for document in documents_of(episode):
                passages += 1
                characters += len(document["title"]) + len(document["text"])
                file.write(json.dumps(document, ensure_ascii=False) + "\n")
    (work / "keys.json").write_text(json.dumps(keys))
    (work / "facts.json").write_text(json.dumps({
        "corpus": label, "episodes": episodes, "documents": passages, "characters": characters,
        "bytes": (work / "CORPUS.jsonl").stat().st_size}))
    return work
