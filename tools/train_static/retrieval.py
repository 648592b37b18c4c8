"""What an evaluation needs of a search engine: BM25, exact dense scores, fusion and nDCG."""

import re

import numpy as np
import Stemmer

# Those of the lexical baseline in the product.
BM25_K1 = 1.2
BM25_B = 0.75
TITLE_REPEATS = 3
DEPTH = 100  # candidates from either side

STOP_WORDS = frozenset(
    """a about an and are as at be but by for from has have how i if in is it its of on or our so
    than that the their them then there these they this to was we were what when where which who
    will with you your""".split()
)
_WORD = re.compile(r"\w+")
_STEM = Stemmer.Stemmer("english")


def terms(text):
    words = [word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS]
    return _STEM.stemWords(words)


class Bm25:
    """Scores of all documents at once (Robertson and Zaragoza 2009, the usual variant)."""

    def __init__(self, texts):
        lengths = np.zeros(len(texts))
        postings = {}
        for document, text in enumerate(texts):
            counts = {}
            for term in terms(text):
                counts[term] = counts.get(term, 0) + 1
            lengths[document] = sum(counts.values())
            for term, count in counts.items():
                postings.setdefault(term, []).append((document, count))
        norm = BM25_K1 * (1 - BM25_B + BM25_B * lengths / lengths.mean())
        self.size = len(texts)
        self._postings = {}
        for term, entries in postings.items():
            documents, counts = np.array(entries).T
            idf = np.log(1 + (self.size - len(entries) + 0.5) / (len(entries) + 0.5))
            score = idf * counts * (BM25_K1 + 1) / (counts + norm[documents])
            self._postings[term] = documents, score

    def scores(self, query):
        total = np.zeros(self.size)
        for term in terms(query):
            if term in self._postings:
                documents, score = self._postings[term]
                total[documents] += score
        return total


def top(scores, depth=DEPTH):
    """Documents with a score above 0, best first, ties by number."""
    best = np.argsort(-scores, kind="stable")[:depth]
    return best[scores[best] > 0]


def fuse(lexical, dense, alpha):
    """Score-aware fusion of two arrays of scores; 0 for documents that neither side proposes.

    Lexical scores are divided by the best; cosines run from 0 at the DEPTH-th best document to 1 at
    the best one.
    """
    order = np.argsort(-dense, kind="stable")[:DEPTH]
    high, low = dense[order[0]], dense[order[-1]]
    candidates = np.union1d(top(lexical), order)
    fused = np.zeros(len(lexical))
    words = lexical[candidates] / max(lexical.max(), 1e-9)
    meaning = np.maximum(0, (dense[candidates] - low) / max(high - low, 1e-9))
    fused[candidates] = (1 - alpha) * words + alpha * meaning
    return fused


def ndcg(ranking, relevant, cutoff=10):
    """nDCG with linear gain. relevant: gain by document."""
    gains = [relevant.get(document, 0) for document in ranking[:cutoff]]
    ideal = sorted(relevant.values(), reverse=True)[:cutoff]
    discounts = 1 / np.log2(np.arange(2, cutoff + 2))
    return float(np.dot(gains, discounts[: len(gains)]) / np.dot(ideal, discounts[: len(ideal)]))
