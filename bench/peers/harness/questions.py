"""What is asked: queries by set, and what the right answers are.

A corpus with judgements (Syntax) has the sets title, tweet, topic, guest and moment; any other has
every so manieth title, and chapter's title, of its own. Both get titles with one typo and titles
that are being typed. Everything random is seeded.
"""
import collections
import json
import random

from . import corpora, measure

JUDGED = ("title", "tweet", "topic", "guest", "moment")
# Which call of an adapter asks a set.
CALLS = {"questions": ("title", "tweet", "topic", "guest", "typo"), "moments": ("moment",),
         "prefix": ("prefix",)}


def sample(items, count, seed):
    if not count or len(items) <= count:
        return items
    chosen = random.Random(seed).sample(range(len(items)), count)
    return [items[i] for i in sorted(chosen)]


def with_typo(text, chance):
    """`text` with one edit in one of its words of four letters or more."""
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    if not long:
        return text
    at = chance.choice(long)
    word = words[at]
    place = chance.randrange(1, len(word) - 1)
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    words[at] = chance.choice([
        word[:place] + word[place + 1:],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1:],
        word[:place] + word[place + 1] + word[place] + word[place + 2:],
    ])
    return " ".join(words)


def clean(text):
    return " ".join(text.split())


def judged_sets(count):
    """{set: [(id, text)]}, {id: [(key, grade, start_s or None)]} of the development collections."""
    sets, rights = {}, collections.defaultdict(list)
    for name in JUDGED:
        folder = corpora.SHARED / "relevance" / f"syntax-{name}"
        queries = [(q["_id"], clean(q["text"])) for q in corpora.read_jsonl(folder / "queries.jsonl")]
        sets[name] = sample(queries, count, 1)
        with open(folder / "qrels.tsv", encoding="utf-8") as lines:
            next(lines)
            for line in lines:
                query, key, grade, *start = line.rstrip("\n").split("\t")
                rights[query].append((key, float(grade), float(start[0]) if start else None))
    return sets, rights


def own_sets(work, count):
    """The same of a corpus without judgements: titles, and titles of chapters as moments."""
    titles, moments, rights = [], [], collections.defaultdict(list)
    for number, episode in enumerate(corpora.read_jsonl(work / "CORPUS.jsonl")):
        titles.append((f"t{number}", clean(episode["title"])))
        rights[f"t{number}"].append((episode["id"], 1.0, None))
        for place, chapter in enumerate(episode.get("chapters") or []):
            text = clean(chapter.get("title") or "")
            if len(text) > 12 and (number + place) % 7 == 0:
                moments.append((f"c{number}-{place}", text))
                rights[f"c{number}-{place}"].append((episode["id"], 1.0, chapter["start_s"]))
    return {"title": sample(titles, count, 1), "moment": sample(moments, count, 1)}, rights


def prepare(work, count):
    """Writes WORK/queries/CALL.tsv; returns ({id: set}, {id: rights}, {episode id: key})."""
    keys = json.loads((work / "keys.json").read_text())
    sets, rights = judged_sets(count) if keys else own_sets(work, count)
    chance = random.Random(7)
    sets["typo"] = [(f"y-{query}", with_typo(text, chance)) for query, text in sets["title"]]
    for query, _ in sets["title"]:
        rights[f"y-{query}"] = rights[query]
    typed = []
    for number, episode in enumerate(corpora.read_jsonl(work / "CORPUS.jsonl")):
        title = clean(episode["title"])
        key = keys.get(episode["id"], episode["id"])
        if len(title) < 8 or (keys and episode["id"] not in keys):
            continue
        typed.append((f"p{number}", title, key))
    sets["prefix"] = []
    for query, title, key in sample(typed, count, 2):
        sets["prefix"].append((query, title[:chance.randrange(6, len(title))].rstrip()))
        rights[query].append((key, 1.0, None))
    folder = work / "queries"
    folder.mkdir(exist_ok=True)
    set_of = {}
    for call, names in CALLS.items():
        with open(folder / f"{call}.tsv", "w", encoding="utf-8") as file:
            for name in names:
                for query, text in sets.get(name, []):
                    set_of[query] = name
                    file.write(f"{query}\t{text}\n")
    return set_of, rights, keys


def encode(work, adapter):
    """Writes WORK/vectors: our own encoder's vectors of all documents and questions."""
    folder = work / "vectors"
    folder.mkdir(exist_ok=True)
    docs = folder / "docs.f32"
    if not docs.exists():
        corpora.write_jsonl(folder / "docs.jsonl", (
            {"text": "\n".join(filter(None, (d["title"], d.get("episode_title"), d["text"])))}
            for d in corpora.read_jsonl(work / "DOCS.jsonl")))
        call_encoder(adapter, folder / "docs.jsonl", docs, "passage")
    asked = []
    for name in CALLS:
        with open(work / "queries" / f"{name}.tsv", encoding="utf-8") as lines:
            asked += [line.rstrip("\n").split("\t", 1) for line in lines if line.strip()]
    corpora.write_jsonl(folder / "queries.jsonl", ({"text": text} for _, text in asked))
    (folder / "queries.ids").write_text("".join(f"{query}\n" for query, _ in asked))
    said = call_encoder(adapter, folder / "queries.jsonl", folder / "queries.f32", "query")
    (folder / "dims.txt").write_text(f"{said['dimensions']}\n")
    # Encoding is part of our hybrid answers, so adapters add it to the times of theirs.
    (folder / "encode_us.txt").write_text(f"{said['us_per_text']}\n")


def call_encoder(adapter, texts, vectors, kind):
    return measure.call(adapter, ["encode", texts, vectors, kind])
