"""The teacher: a BERT sentence encoder read from an ONNX file, run in PyTorch.

Mean pooling over all tokens, [CLS] and [SEP] included, as gte-small and all-MiniLM-L6-v2 were
trained. Matrix products run in bfloat16, which doubles or trebles the speed on CPUs that have it
and moves the vectors by less than the int8 quantisation of the student does.
"""

import hashlib
import math
import os

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch.nn import functional

# SHA-256 of the teachers this tool was tested with.
KNOWN_TEACHERS = {
    "398a29991324e0b383afa13375d681ced3079c83e097fb1ebd9290d7498523b3": "gte-small",
    "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e": "all-MiniLM-L6-v2",
}

HEADS = 12  # of both teachers: 12 heads of 32 dimensions
LAYER_NORM_EPSILON = 1e-12
MAX_TOKENS = 512
CLS, SEP = "[CLS]", "[SEP]"


def file_sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def _read_weights(path):
    """Tensors by the module path that used them, e.g. "layer.0.attention.self.query.weight".

    Exporters rename the matrices of linear layers ("onnx::MatMul_1525") but keep the module path in
    the name of the node that multiplies by them.
    """
    graph = onnx.load(path).graph
    tensors = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
    weights = {}
    for name, tensor in tensors.items():
        if not name.startswith("onnx::"):
            weights[name.replace("encoder.", "", 1)] = tensor
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in tensors:
            module = node.name.strip("/").split("/")[:-1]
            if module[0] == "encoder":
                module = module[1:]
            weights[".".join(module) + ".weight"] = tensors[node.input[1]].T.contiguous()
    return weights


class Teacher:
    """teacher("[CLS] tokens [SEP]") as unit vectors. Not thread-safe; uses PyTorch's threads."""

    def __init__(self, directory, wordpiece, dtype=torch.bfloat16):
        path = os.path.join(directory, "model.onnx")
        if not os.path.exists(path):
            path = os.path.join(directory, "onnx", "model.onnx")
        self.sha256 = file_sha256(path)
        self.name = KNOWN_TEACHERS.get(self.sha256, "unknown")
        self.cls, self.sep = wordpiece.ids[CLS], wordpiece.ids[SEP]
        self.dtype = dtype
        self.weights = _read_weights(path)
        self.layers = 0
        while f"layer.{self.layers}.output.dense.weight" in self.weights:
            self.layers += 1
        if not self.layers:
            raise ValueError(f"{path} is no BERT encoder in the layout of the usual ONNX exporters")
        self.dimensions = self.weights["embeddings.word_embeddings.weight"].shape[1]
        self._fuse()

    def _fuse(self):
        """One product for query, key and value; matrices in the working type."""
        weights = self.weights
        for i in range(self.layers):
            for kind in ("weight", "bias"):
                weights[f"layer.{i}.qkv.{kind}"] = torch.cat(
                    [
                        weights[f"layer.{i}.attention.self.{part}.{kind}"]
                        for part in ("query", "key", "value")
                    ]
                )
        for name in list(weights):
            if name.startswith("layer.") and "LayerNorm" not in name:
                weights[name] = weights[name].to(self.dtype)

    def _linear(self, x, name):
        return functional.linear(x, self.weights[name + ".weight"], self.weights[name + ".bias"])

    def _norm(self, x, name):
        weight, bias = self.weights[name + ".weight"], self.weights[name + ".bias"]
        return functional.layer_norm(x, (self.dimensions,), weight, bias, LAYER_NORM_EPSILON)

    def _forward(self, ids):
        """ids: [texts, tokens], all of one length, hence no mask. Returns [texts, dimensions]."""
        texts, tokens = ids.shape
        weights = self.weights
        x = weights["embeddings.word_embeddings.weight"][ids]
        x = x + weights["embeddings.position_embeddings.weight"][:tokens]
        x = x + weights["embeddings.token_type_embeddings.weight"][0]
        x = self._norm(x, "embeddings.LayerNorm").reshape(texts * tokens, self.dimensions)
        width = self.dimensions // HEADS
        for i in range(self.layers):
            qkv = self._linear(x.to(self.dtype), f"layer.{i}.qkv")
            query, key, value = (
                qkv.reshape(texts, tokens, 3, HEADS, width)
                .permute(2, 0, 3, 1, 4)
                .reshape(3, texts * HEADS, tokens, width)
            )
            scores = torch.bmm(query, key.transpose(1, 2)).float() / math.sqrt(width)
            mixed = torch.bmm(torch.softmax(scores, -1).to(self.dtype), value)
            mixed = mixed.reshape(texts, HEADS, tokens, width).transpose(1, 2)
            mixed = mixed.reshape(texts * tokens, self.dimensions)
            x = self._norm(
                x + self._linear(mixed, f"layer.{i}.attention.output.dense").float(),
                f"layer.{i}.attention.output.LayerNorm",
            )
            inner = functional.gelu(self._linear(x.to(self.dtype), f"layer.{i}.intermediate.dense"))
            x = self._norm(
                x + self._linear(inner, f"layer.{i}.output.dense").float(),
                f"layer.{i}.output.LayerNorm",
            )
        return x.reshape(texts, tokens, self.dimensions).mean(1)

    @torch.no_grad()
    def encode(self, token_lists, batch_tokens=2048):
        """Unit vectors [texts, dimensions], float32, of lists of token ids."""
        lengths = np.array([min(len(ids), MAX_TOKENS - 2) for ids in token_lists])
        order = np.argsort(lengths, kind="stable")
        vectors = np.empty((len(token_lists), self.dimensions), np.float32)
        start = 0
        while start < len(order):
            length = lengths[order[start]]
            same = np.searchsorted(lengths[order], length, side="right")
            end = min(same, start + max(1, batch_tokens // (length + 2)))
            batch = order[start:end]
            ids = np.array([[self.cls, *token_lists[i][:length], self.sep] for i in batch])
            pooled = functional.normalize(self._forward(torch.from_numpy(ids)), dim=1)
            vectors[batch] = pooled.numpy()
            start = end
        return vectors
