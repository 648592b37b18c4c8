"""The file of a static encoder: int8 rows, their scales and the vocabulary.

Everything little-endian, each section aligned to 64 bytes so that the file can be mapped:

    offset  type     content
    0       char[8]  "CPSTATIC"
    8       u32      version of this layout: 1
    12      u32      V: tokens in the vocabulary
    16      u32      D: dimensions
    20      u32      R: rows, R <= V
    24      u64      offset of the vocabulary section
    32      u64      offset of the scales
    40      u64      offset of the rows
    48      u64      size of the whole file in bytes
    56      u64      offset of the teacher's SHA-256 (32 bytes); 0 where not recorded
    vocabulary       V tokens in id order, each u8 length and that many bytes of UTF-8
    scales           float32[V]; 0 says that the token has no row and adds nothing to a text
    rows             int8[R][D], one for each token whose scale is not 0, in id order

The vector of a text: the sum over its tokens (with repetition, without [CLS] and [SEP]) of
scale[t] * row[t], divided by its length; all zeros if no token has a row. The identity of a model
is the SHA-256 of its file.
"""

import hashlib
import os
import struct

import numpy as np

from wordpiece import WordPiece

MAGIC = b"CPSTATIC"
VERSION = 1
ALIGNMENT = 64
_HEADER = struct.Struct("<8s4I5Q")


class StaticModel:
    """A vocabulary and a float32 table [tokens, dimensions]; rows of zeros are absent ones."""

    def __init__(self, tokens, table):
        self.wordpiece = WordPiece(tokens)
        self.table = np.asarray(table, np.float32)

    def encode_ids(self, token_lists):
        """Unit vectors [texts, dimensions]; zeros for a text without a known token."""
        vectors = np.zeros((len(token_lists), self.table.shape[1]), np.float32)
        for i, ids in enumerate(token_lists):
            if ids:
                vectors[i] = self.table[ids].sum(0)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.where(norms > 0, norms, 1)

    def encode(self, texts):
        return self.encode_ids([self.wordpiece.encode(text) for text in texts])


def quantise(table):
    """(int8 rows, float32 scales) of all tokens; scale 0 and a row of zeros for absent ones."""
    scales = (np.abs(table).max(1) / 127).astype(np.float32)
    rows = np.rint(table / np.where(scales > 0, scales, 1)[:, None]).astype(np.int8)
    return rows, scales


def _align(offset):
    return -(-offset // ALIGNMENT) * ALIGNMENT


def save(path, model, teacher_sha256=None):
    """Writes the model; complete or not at all. `teacher_sha256`: the digest of the teacher's
    weights, 32 bytes; questions encoded by this table may meet texts encoded by that teacher.
    """
    rows, scales = quantise(model.table)
    rows = rows[scales > 0]
    encoded = [token.encode() for token in model.wordpiece.tokens]
    if max(map(len, encoded)) > 255:
        raise ValueError("a token of the vocabulary is longer than 255 bytes")
    vocabulary = b"".join(bytes([len(token)]) + token for token in encoded)
    teacher = teacher_sha256 or b""
    if len(teacher) not in (0, hashlib.sha256().digest_size):
        raise ValueError("the teacher's digest is not of 32 bytes")
    # The rows come last: a reader knows by them whether the file is whole.
    sections = [vocabulary, scales.astype("<f4").tobytes(), teacher, rows.tobytes()]
    offsets = []
    end = _HEADER.size
    for section in sections:
        offsets.append(_align(end))
        end = offsets[-1] + len(section)
    header = _HEADER.pack(
        MAGIC, VERSION, len(encoded), rows.shape[1], len(rows), offsets[0], offsets[1], offsets[3],
        end, offsets[2] if teacher else 0,
    )
    with open(path + ".part", "wb") as file:
        for offset, section in zip([0, *offsets], [header, *sections]):
            file.write(b"\0" * (offset - file.tell()))
            file.write(section)
    os.replace(path + ".part", path)


def load(path):
    """The model in a file, its int8 rows multiplied out."""
    with open(path, "rb") as file:
        data = file.read()
    fields = _HEADER.unpack_from(data)
    magic, version, vocabulary, dimensions, rows = fields[:5]
    vocabulary_offset, scales_offset, rows_offset, size = fields[5:9]
    if magic != MAGIC or version != VERSION or size != len(data):
        raise ValueError(f"{path} is no static encoder of version {VERSION}, or is cut short")
    tokens = []
    at = vocabulary_offset
    for _ in range(vocabulary):
        end = at + 1 + data[at]
        tokens.append(data[at + 1 : end].decode())
        at = end
    scales = np.frombuffer(data, "<f4", vocabulary, scales_offset)
    values = np.frombuffer(data, np.int8, rows * dimensions, rows_offset).reshape(rows, dimensions)
    table = np.zeros((vocabulary, dimensions), np.float32)
    present = scales > 0
    table[present] = values * scales[present, None]
    return StaticModel(tokens, table)


def digest(path):
    """The SHA-256 of a file, 32 bytes."""
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).digest()


def describe(path):
    """What `info` prints: a dict."""
    model = load(path)
    present = np.abs(model.table).max(1) > 0
    with open(path, "rb") as file:
        data = file.read()
    teacher = _HEADER.unpack_from(data)[9]
    return {
        "file": os.path.basename(path),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "vocabulary": len(present),
        "rows": int(present.sum()),
        "dimensions": model.table.shape[1],
        "teacher": data[teacher : teacher + 32].hex() if teacher else None,
    }
