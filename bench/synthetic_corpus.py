#!/usr/bin/env python3
"""Writes a made-up show as native episode JSON, one episode a line, for measuring at sizes that no
real show has.

    synthetic_corpus.py --passages 1000000 --like REAL [--seed 1] > corpus.jsonl
    synthetic_corpus.py --check corpus.jsonl --like REAL

REAL is native episode JSON, one episode a line (`cuepoint export`), or any text. Words are drawn as
often as they occur in it (Zipf's law comes with them), a fifth of each episode's from a few dozen
words of its own, so that episodes have topics. Of episodes, the lengths are kept as well: each
made-up one has as many chapters, and words in each field, as a real one drawn at random. Of a plain
text, every episode has fourteen chapters of one length. The same seed gives the same bytes.

--check compares: the slope of Zipf's law (logarithms of frequency and rank, ranks 10 to 1,000) and
the quantiles of lengths. It prints both and fails where they are further apart than the tolerances
at the top of this file.
"""
import argparse
import bisect
import collections
import itertools
import json
import math
import random
import re
import sys

OWN_SHARE = 0.2
OWN_WORDS = 40
CHAPTER_SECONDS = 300
# Lengths in words of an episode where only a text is known.
PLAIN = {"title": 7, "description": 40, "chapters": [{"title": 5, "text": 12}] * 14}

ZIPF_RANKS = range(10, 1001)
SLOPE_TOLERANCE = 0.1
QUANTILES = (0.1, 0.5, 0.9, 0.99)
# Of a quantile: a share of it, and so many words or chapters at least.
LENGTH_TOLERANCE = 0.15
LENGTH_TOLERANCE_LEAST = 2


def words_of(text):
    return re.findall(r"[a-z][a-z0-9'+#.]*[a-z0-9]", text.lower())


def read_episodes(path):
    """The episodes of a file of native JSON, one at a time; none of any other text."""
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                episode = json.loads(line)
            except ValueError:
                return
            if not isinstance(episode, dict):
                return
            yield episode


def texts_of(episode):
    yield "title", episode.get("title", "")
    yield "description", episode.get("description", "")
    for chapter in episode.get("chapters", []):
        yield "chapter title", chapter.get("title", "")
        yield "chapter text", chapter.get("text", "")


class Statistics:
    """How often words occur, and how long fields are."""

    def __init__(self):
        self.counts = collections.Counter()
        self.lengths = collections.defaultdict(list)
        self.shapes = []

    def add(self, episode):
        shape = {"title": 0, "description": 0, "chapters": []}
        for field, text in texts_of(episode):
            words = words_of(text)
            self.counts.update(words)
            self.lengths[field].append(len(words))
            if field == "chapter title":
                shape["chapters"].append({"title": len(words)})
            elif field == "chapter text":
                shape["chapters"][-1]["text"] = len(words)
            else:
                shape[field] = len(words)
        self.lengths["chapters"].append(len(shape["chapters"]))
        self.shapes.append(shape)

    def slope(self):
        """Of the line through the logarithms of rank and frequency, by least squares."""
        frequencies = sorted(self.counts.values(), reverse=True)
        points = [
            (math.log(rank), math.log(frequencies[rank - 1]))
            for rank in ZIPF_RANKS
            if rank <= len(frequencies)
        ]
        x = sum(a for a, _ in points) / len(points)
        y = sum(b for _, b in points) / len(points)
        return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)

    def quantiles(self, field):
        ordered = sorted(self.lengths[field]) or [0]
        return [ordered[min(len(ordered) - 1, int(q * len(ordered)))] for q in QUANTILES]


def statistics_of(path):
    statistics = Statistics()
    for episode in read_episodes(path):
        statistics.add(episode)
    if not statistics.shapes:
        with open(path, encoding="utf-8", errors="replace") as file:
            statistics.counts.update(words_of(file.read()))
    if len(statistics.counts) < 100:
        sys.exit(f"{path}: only {len(statistics.counts)} words to draw from")
    return statistics


def generate(real, passages, seed):
    words = list(real.counts)
    cumulated = list(itertools.accumulate(real.counts.values()))
    rare = [word for word, count in real.counts.items() if count <= 20]
    # Without chapters there would be no passages to count.
    shapes = real.shapes if any(shape["chapters"] for shape in real.shapes) else [PLAIN]
    chance = random.Random(seed)

    def draw(count, own):
        return " ".join(
            own[int(chance.random() * len(own))]
            if chance.random() < OWN_SHARE
            else words[bisect.bisect_left(cumulated, chance.random() * cumulated[-1])]
            for _ in range(count)
        )

    made = 0
    for number in itertools.count(1):
        if made >= passages:
            return
        own = chance.sample(rare, min(OWN_WORDS, len(rare)))
        shape = shapes[int(chance.random() * len(shapes))]
        chapters = shape["chapters"][: passages - made]
        made += len(chapters)
        yield {
            "id": f"s{number}",
            "number": number,
            # An episode has to have a title.
            "title": draw(max(1, shape["title"]), own),
            "published": f"{2010 + number % 15}-{1 + number % 12:02d}-{1 + number % 28:02d}",
            "duration_s": CHAPTER_SECONDS * len(chapters),
            "description": draw(shape["description"], own),
            "chapters": [
                {
                    "start_s": CHAPTER_SECONDS * i,
                    "title": draw(max(1, chapter["title"]), own),
                    "text": draw(chapter["text"], own),
                }
                for i, chapter in enumerate(chapters)
            ],
        }


def check(real, made):
    """Prints how the two compare, in Markdown; true where they are alike."""
    if not real.shapes or not made.shapes:
        sys.exit("--check compares episodes: both files have to be native JSON")
    real_slope, made_slope = real.slope(), made.slope()
    alike = abs(real_slope - made_slope) <= SLOPE_TOLERANCE
    print("| | real | made up | |\n|---|---|---|---|")
    print(f"| episodes | {len(real.shapes)} | {len(made.shapes)} | |")
    print(f"| different words | {len(real.counts)} | {len(made.counts)} | |")
    print(f"| slope of Zipf's law | {real_slope:.3f} | {made_slope:.3f} | {'' if alike else 'differs'} |")
    for field in ("chapters", "title", "description", "chapter title", "chapter text"):
        pairs = list(zip(real.quantiles(field), made.quantiles(field)))
        near = all(
            abs(a - b) <= max(LENGTH_TOLERANCE_LEAST, LENGTH_TOLERANCE * a) for a, b in pairs
        )
        alike = alike and near
        a, b = (" / ".join(str(pair[side]) for pair in pairs) for side in (0, 1))
        name = field if field == "chapters" else f"words of a {field}"
        print(f"| {name}, p10 / p50 / p90 / p99 | {a} | {b} | {'' if near else 'differs'} |")
    return alike


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--like", "--words", required=True, metavar="REAL")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", metavar="CORPUS")
    options = parser.parse_args()
    real = statistics_of(options.like)
    if options.check:
        sys.exit(0 if check(real, statistics_of(options.check)) else 1)
    for episode in generate(real, options.passages, options.seed):
        print(json.dumps(episode))


if __name__ == "__main__":
    main()
