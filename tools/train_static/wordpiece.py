"""The WordPiece tokeniser of bert-base-uncased: text in, token ids out.

Follows the reference normaliser and splitter: control characters are dropped, CJK characters stand
alone, accents are stripped after canonical decomposition, letters are lowered one by one (no
context such as the Greek final sigma), punctuation splits, and each word is cut greedily into the
longest pieces of the vocabulary. One difference is meant: a literal "[SEP]" in a text is
punctuation and letters, never the special token, since notes are not trusted.
"""

import unicodedata
from functools import lru_cache

# A longer word becomes [UNK] whole, as in the reference.
MAX_WORD_CHARS = 100

# Blocks whose characters the reference treats as words of their own (CJK ideographs only: neither
# kana nor Hangul).
CJK_RANGES = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


@lru_cache(maxsize=None)
def _is_cjk(char):
    return any(first <= ord(char) <= last for first, last in CJK_RANGES)


@lru_cache(maxsize=None)
def _is_punctuation(char):
    """All ASCII symbols count as punctuation ("$", "+", "~"), beyond it Unicode's categories P*."""
    code = ord(char)
    if code < 128:
        return 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return unicodedata.category(char).startswith("P")


@lru_cache(maxsize=None)
def _clean(char):
    """What remains of one character of the raw text: itself, a blank, or nothing."""
    if char in "\t\n\r":
        return " "
    if char == "\ufffd" or unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs"):
        return ""  # unassigned characters (Cn) stay, whatever the version of Unicode
    if char.isspace():
        return " "
    return f" {char} " if _is_cjk(char) else char


def normalise(text):
    """The text in lower case without accents and control characters."""
    cleaned = "".join(map(_clean, text))
    if cleaned.isascii():
        return cleaned.lower()
    decomposed = unicodedata.normalize("NFD", cleaned)
    return "".join(c.lower() for c in decomposed if unicodedata.category(c) != "Mn")


def split_words(text):
    """Words and single punctuation marks of a normalised text, in order."""
    words = []
    for chunk in text.split():
        if chunk.isalnum():
            words.append(chunk)
            continue
        start = 0
        for i, char in enumerate(chunk):
            if _is_punctuation(char):
                if start < i:
                    words.append(chunk[start:i])
                words.append(char)
                start = i + 1
        if start < len(chunk):
            words.append(chunk[start:])
    return words


class WordPiece:
    """A vocabulary and the greedy search in it. Words are cached, so one thread each."""

    def __init__(self, tokens):
        """tokens: the vocabulary in id order."""
        self.tokens = list(tokens)
        self.ids = {token: i for i, token in enumerate(self.tokens)}
        self.unknown = self.ids["[UNK]"]
        self._words = {}

    @classmethod
    def load(cls, path):
        """path: a vocab.txt, one token a line."""
        with open(path, encoding="utf-8") as file:
            return cls(line.rstrip("\n") for line in file)

    def encode_word(self, word):
        ids = self._words.get(word)
        if ids is None:
            ids = self._words[word] = self._cut(word)
        return ids

    def _cut(self, word):
        if len(word) > MAX_WORD_CHARS:
            return [self.unknown]
        ids = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            for end in range(len(word), start, -1):
                token = self.ids.get(prefix + word[start:end])
                if token is not None:
                    break
            else:
                return [self.unknown]
            ids.append(token)
            start = end
        return ids

    def encode(self, text):
        """Token ids of a text, without [CLS] and [SEP]."""
        ids = []
        for word in split_words(normalise(text)):
            ids += self.encode_word(word)
        return ids
