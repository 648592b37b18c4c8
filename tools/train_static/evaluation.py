"""Measures a static encoder on sets with judgements: words alone, vectors alone, and both."""

import csv
import json
import os
import re
from dataclasses import dataclass

import numpy as np

from retrieval import TITLE_REPEATS, Bm25, fuse, ndcg, top

# Passages as the product cuts them: the title, at most half a passage's tokens of it, and whole
# lines up to the limit. Short ones, since a sum of word vectors blurs with length.
PASSAGE_TOKENS = 64
TITLE_TOKENS = 32
ALPHA = 0.25  # 0.2 to 0.3 are alike on the development sets
# A text of one or two tokens says too little for a mean of vectors: words decide.
SHORT_QUERY_TOKENS = 2
SHORT_QUERY_ALPHA = 0.1

_URL = re.compile(r"(?:https?://|www\.)\S+")


@dataclass
class Corpus:
    """Documents under the names that judgements use, and their passages."""

    names: list
    texts: list  # of each document, title repeated, for BM25
    passages: list  # texts
    passage_documents: np.ndarray  # document of each passage, ascending
    bm25: Bm25


def _lines(episode):
    yield from (episode.get("description") or "").split("\n")
    for chapter in episode.get("chapters") or []:
        yield chapter.get("title") or ""
        yield from (chapter.get("text") or chapter.get("notes") or "").split("\n")


def _cut(ids, limit):
    return [ids[i : i + limit] for i in range(0, len(ids), limit)] or [[]]


def cut_passages(title, lines, wordpiece, limit=PASSAGE_TOKENS):
    """Lists of token ids, each "title: lines", with at most about `limit` tokens."""
    prefix = wordpiece.encode(title)[: min(TITLE_TOKENS, limit // 3)] + wordpiece.encode(":")
    room = limit - len(prefix)
    passages = []
    current = []
    for line in lines:
        for piece in _cut(wordpiece.encode(_URL.sub(" ", line)), room):
            if current and len(current) + len(piece) > room:
                passages.append(prefix + current)
                current = []
            current += piece
    if current or not passages:
        passages.append(prefix + current)
    return passages


def load_corpus(path, wordpiece, numbered):
    """A corpus in native JSONL. numbered: judgements name episodes by number, not by id."""
    names, texts, passages, documents = [], [], [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            episode = json.loads(line)
            name = str(episode["number"]) if numbered else str(episode["id"])
            title = episode.get("title") or ""
            lines = list(_lines(episode))
            for passage in cut_passages(title, lines, wordpiece):
                passages.append(passage)
                documents.append(len(names))
            names.append(name)
            texts.append("\n".join([title] * TITLE_REPEATS + lines))
    return Corpus(names, texts, passages, np.array(documents), Bm25(texts))


def load_set(directory):
    """(queries, judgements): pairs (id, text), and gains by document name by query id."""
    with open(os.path.join(directory, "queries.jsonl"), encoding="utf-8") as file:
        queries = [(str(q["_id"]), q["text"]) for q in map(json.loads, file)]
    judgements = {}
    with open(os.path.join(directory, "qrels.tsv"), encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            gains = judgements.setdefault(row["query-id"], {})
            gains[row["episode"]] = max(gains.get(row["episode"], 0), int(row["score"]))
    return queries, judgements


def measure(model, corpus, vectors, queries, judgements):
    """nDCG@10 per query, an array [queries, 3]: words, vectors, both."""
    firsts = np.flatnonzero(np.diff(corpus.passage_documents, prepend=-1))
    results = []
    for query_id, text in queries:
        relevant = {name: gain for name, gain in judgements.get(query_id, {}).items() if gain > 0}
        if not relevant:
            continue
        ids = model.wordpiece.encode(text)
        lexical = corpus.bm25.scores(text)
        dense = np.maximum.reduceat(vectors @ model.encode_ids([ids])[0], firsts)
        alpha = SHORT_QUERY_ALPHA if len(ids) <= SHORT_QUERY_TOKENS else ALPHA
        row = []
        for scores in (lexical, dense, fuse(lexical, dense, alpha)):
            row.append(ndcg([corpus.names[i] for i in top(scores)], relevant))
        results.append(row)
    return np.array(results)


def encode_corpus(model, corpus):
    return model.encode_ids(corpus.passages)


def bootstrap_interval(differences, rounds=2000, seed=1):
    """The 95 % interval of the mean of paired differences, by resampling queries."""
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(differences), (rounds, len(differences)))
    return np.percentile(differences[drawn].mean(1), [2.5, 97.5])
