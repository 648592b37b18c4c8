#!/usr/bin/env python3
"""Writes a made-up show as native episode JSON, one episode a line, for measuring at sizes that no
real show has.

    synthetic_corpus.py --passages 1000000 --words WORDS [--seed 1] > corpus.jsonl

WORDS is any text; how often words occur in it and how long its lines are is kept: words are drawn by
their frequency (Zipf's law comes with them), a fifth of each episode's from a few dozen words of its
own, so that episodes have topics. Each episode has fourteen chapters with notes.
"""
import argparse
import bisect
import collections
import itertools
import json
import random
import re
import sys

CHAPTERS = 14


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--words", required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with open(options.words, encoding="utf-8", errors="replace") as file:
        counts = collections.Counter(re.findall(r"[a-z][a-z0-9'+#.]*[a-z0-9]", file.read().lower()))
    if len(counts) < 100:
        sys.exit(f"{options.words}: only {len(counts)} words to draw from")
    words = list(counts)
    cumulated = list(itertools.accumulate(counts.values()))
    rare = [word for word, count in counts.items() if count <= 20]
    chance = random.Random(options.seed)

    def draw(count, own):
        return " ".join(
            own[int(chance.random() * len(own))]
            if chance.random() < 0.2
            else words[bisect.bisect_left(cumulated, chance.random() * cumulated[-1])]
            for _ in range(count)
        )

    for number in range(1, options.passages // CHAPTERS + 1):
        own = chance.sample(rare, min(40, len(rare)))
        episode = {
            "id": f"s{number}",
            "number": number,
            "title": draw(7, own),
            "published": f"{2010 + number % 15}-{1 + number % 12:02d}-{1 + number % 28:02d}",
            "duration_s": 4200,
            "description": draw(40, own),
            "chapters": [
                {"start_s": 300 * i, "title": draw(5, own), "text": draw(12, own)}
                for i in range(CHAPTERS)
            ],
        }
        print(json.dumps(episode))


main()
