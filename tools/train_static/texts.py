"""Training texts cut out of paragraphs: fragments as short as titles and queries, and passages.

Texts come in groups: one passage and several fragments of the same paragraph, so that a batch holds
texts that belong together beside texts that do not.
"""

import lzma
import random
import re
from collections import Counter

FRAGMENTS_PER_PASSAGE = 5
FRAGMENT_WORDS = (2, 12)
PASSAGE_TOKENS = (24, 64)
# The rarer of two candidate fragments is kept: speech is full of "you know what I mean", titles
# are not.
CANDIDATES = 2
MIN_PARAGRAPH_WORDS = 12

_URL = re.compile(r"(?:https?://|www\.)\S+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TIME_MARK = re.compile(r"\\?\[[0-9:.]+\\?\]")
_MARKUP = re.compile(r"[*_`#\\]+")
_SPACE = re.compile(r"\s+")
_CLAUSE_END = re.compile(r"(?<=[.!?;:,])\s+| - | -- ")


def open_text(path):
    """A text file for reading, through xz where the name says so."""
    if str(path).endswith(".xz"):
        return lzma.open(path, "rt", encoding="utf-8", errors="replace")
    return open(path, encoding="utf-8", errors="replace")


def clean(paragraph):
    """The paragraph as an encoder is to see it: no markup, addresses or time marks."""
    text = _TIME_MARK.sub(" ", paragraph)
    text = _LINK.sub(r"\1", text)
    text = _URL.sub(" ", text)
    return _SPACE.sub(" ", _MARKUP.sub("", text)).strip()


def count_tokens(paragraphs, wordpiece):
    """How often each token occurs: a Counter of ids."""
    counts = Counter()
    for paragraph in paragraphs:
        counts.update(wordpiece.encode(paragraph))
    return counts


def _fragment(clauses, words, information, rng):
    """A short run of words, from within a clause or anywhere: the best of a few candidates."""
    best, best_score = "", -1.0
    for _ in range(CANDIDATES):
        source = rng.choice(clauses).split() if clauses and rng.random() < 0.5 else words
        length = min(len(source), rng.randint(*FRAGMENT_WORDS))
        start = rng.randint(0, len(source) - length)
        chosen = source[start : start + length]
        score = sum(information(word) for word in chosen) / len(chosen)
        if score > best_score:
            best, best_score = " ".join(chosen), score
    return best.strip(" ,.;:-\"'()")


def _passage(words, wordpiece, limit):
    """Words from the start of `words` that fill at most `limit` tokens."""
    used = 0
    for i, word in enumerate(words):
        used += len(wordpiece.encode(word))
        if used > limit:
            return " ".join(words[: max(1, i)])
    return " ".join(words)


def sample_groups(paragraphs, groups, wordpiece, information, seed):
    """Up to `groups` lists [passage, fragment...] from paragraphs drawn without repetition.

    information: function of a word, higher for rarer ones.
    """
    rng = random.Random(seed)
    order = list(range(len(paragraphs)))
    rng.shuffle(order)
    result = []
    for index in order:
        if len(result) == groups:
            break
        words = paragraphs[index].split()
        if len(words) < MIN_PARAGRAPH_WORDS:
            continue
        start = rng.randint(0, max(0, len(words) - 40))
        passage = _passage(words[start:], wordpiece, rng.randint(*PASSAGE_TOKENS))
        near = words[max(0, start - 20) : start + 80]
        clauses = [c for c in _CLAUSE_END.split(" ".join(near)) if " " in c]
        fragments = []
        for _ in range(4 * FRAGMENTS_PER_PASSAGE):
            fragment = _fragment(clauses, near, information, rng)
            if fragment and fragment not in fragments:
                fragments.append(fragment)
            if len(fragments) == FRAGMENTS_PER_PASSAGE:
                break
        else:
            continue
        result.append([passage, *fragments])
    return result
