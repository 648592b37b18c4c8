"""What the student is to imitate, computed once and kept on disk: texts, their token ids and the
teacher's vectors, in shards, so that an interrupted run goes on where it stopped.
"""

import json
import math
import multiprocessing
import os
import sys
import time
from collections import Counter

import numpy as np
import torch

from teacher import Teacher
from texts import FRAGMENTS_PER_PASSAGE, clean, count_tokens, open_text, sample_groups

GROUPS_PER_SHARD = 256
GROUP_SIZE = 1 + FRAGMENTS_PER_PASSAGE


def _save(path, **arrays):
    """Complete or absent, whatever interrupts it."""
    part = path + ".part.npz"
    np.savez(part, **arrays)
    os.replace(part, path)


def sample(text_path, cache, wordpiece, groups, seed):
    """Writes cache/groups.jsonl and cache/counts.npy; does nothing if they are there."""
    groups_path = os.path.join(cache, "groups.jsonl")
    if os.path.exists(groups_path):
        return
    os.makedirs(cache, exist_ok=True)
    with open_text(text_path) as file:
        paragraphs = [clean(line) for line in file]
    counts = count_tokens(paragraphs, wordpiece)
    counts_array = np.zeros(len(wordpiece.tokens), np.int64)
    for token, count in counts.items():
        counts_array[token] = count
    np.save(os.path.join(cache, "counts.npy"), counts_array)

    words = Counter(word.lower() for paragraph in paragraphs for word in paragraph.split())
    total = sum(words.values())

    def information(word):
        return math.log(total / (1 + words[word.lower()]))

    drawn = sample_groups(paragraphs, groups, wordpiece, information, seed)
    with open(groups_path + ".part", "w", encoding="utf-8") as file:
        for group in drawn:
            file.write(json.dumps(group, ensure_ascii=False) + "\n")
    os.replace(groups_path + ".part", groups_path)


def read_groups(cache):
    with open(os.path.join(cache, "groups.jsonl"), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _shard_path(cache, shard):
    return os.path.join(cache, f"shard-{shard:04d}.npz")


class _Worker:
    """One process with a teacher and one thread of its own.

    Two processes of one thread each do about twice the work of two threads sharing matrices of this
    size, and lose nothing to waiting when the machine is busy.
    """

    current = None

    def __init__(self, cache, wordpiece, teacher_directory):
        torch.set_num_threads(1)
        self.cache = cache
        self.wordpiece = wordpiece
        self.teacher = Teacher(teacher_directory, wordpiece)
        self.groups = read_groups(cache)

    def embed_tokens(self):
        vectors = self.teacher.encode([[i] for i in range(len(self.wordpiece.tokens))])
        _save(_tokens_path(self.cache), vectors=vectors, teacher=self.teacher.sha256)

    def embed_shard(self, shard):
        """Returns the number of tokens."""
        first = shard * GROUPS_PER_SHARD
        texts = [text for group in self.groups[first : first + GROUPS_PER_SHARD] for text in group]
        ids = [self.wordpiece.encode(text) for text in texts]
        vectors = self.teacher.encode(ids).astype(np.float16)
        _save(_shard_path(self.cache, shard), vectors=vectors, teacher=self.teacher.sha256)
        return sum(map(len, ids)) + 2 * len(ids)


def _start(*arguments):
    _Worker.current = _Worker(*arguments)


def _run(shard):
    if shard is None:
        _Worker.current.embed_tokens()
        return 0
    return _Worker.current.embed_shard(shard)


def _tokens_path(cache):
    return os.path.join(cache, "tokens.npz")


def embed(cache, wordpiece, teacher_directory, threads):
    """The teacher's vectors of each single token (tokens.npz) and of all groups (shard-N.npz)."""
    shards = math.ceil(len(read_groups(cache)) / GROUPS_PER_SHARD)
    work = [shard for shard in range(shards) if not os.path.exists(_shard_path(cache, shard))]
    if not os.path.exists(_tokens_path(cache)):
        work.insert(0, None)
    if not work:
        return
    begin = time.monotonic()
    tokens = 0
    arguments = (cache, wordpiece, teacher_directory)
    with multiprocessing.get_context("spawn").Pool(threads, _start, arguments) as pool:
        for done, count in enumerate(pool.imap_unordered(_run, work), 1):
            tokens += count
            rate = tokens / (time.monotonic() - begin)
            print(f"embedded {done} of {len(work)}, {rate:.0f} tokens/s", file=sys.stderr)


def load(cache, wordpiece):
    """(token vectors, token counts, texts' ids, texts' vectors [texts, dimensions] float32).

    Texts are in whole groups of GROUP_SIZE, as many as have been embedded.
    """
    tokens = np.load(_tokens_path(cache))
    counts = np.load(os.path.join(cache, "counts.npy"))
    groups = read_groups(cache)
    vectors = []
    for shard in range(math.ceil(len(groups) / GROUPS_PER_SHARD)):
        path = _shard_path(cache, shard)
        if not os.path.exists(path):
            break
        data = np.load(path)
        if str(data["teacher"]) != str(tokens["teacher"]):
            raise ValueError(f"{path} is by another teacher than tokens.npz: keep caches apart")
        vectors.append(data["vectors"].astype(np.float32))
    if not vectors:
        raise ValueError(f"{cache} holds no embedded texts: run embed first")
    embedded = np.concatenate(vectors)
    texts = [text for group in groups for text in group][: len(embedded)]
    return tokens["vectors"], counts, [wordpiece.encode(text) for text in texts], embedded
