"""Distils a teacher into a table of token vectors.

The student's vector of a text is the normalised sum of its tokens' rows. Targets are the teacher's
vectors less their mean: they sit in a narrow cone, and a sum of rows cannot hold a constant part.
A row starts as the teacher's vector of the token alone, times the weight a / (a + p) of Arora,
Liang and Ma, "A Simple but Tough-to-Beat Baseline for Sentence Embeddings" (ICLR 2017), so that the
words of every sentence count little. Then rows are trained so that texts come out as the teacher
has them (cosine), as near to one another as the teacher has them (cross-entropy over the batch),
and so that a fragment finds the passage of its own paragraph (cross-entropy over the passages).
"""

import re
import sys
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from targets import GROUP_SIZE


@dataclass
class Recipe:
    epochs: int = 6
    groups_per_batch: int = 170  # of 6 texts: about the 1,024 texts of the study
    learning_rate: float = 1e-3
    frequency_floor: float = 1e-3  # a of the weight above
    similarity_weight: float = 0.6  # of coming out as near to one another as the teacher has it
    pair_weight: float = 0.2  # of finding a fragment's own passage among those of the batch
    temperature: float = 0.05
    seed: int = 1


# Ids below are [unused…] and special tokens; the mean over them would not be the mean of words.
FIRST_WORD_ID = 999

_UNUSED = re.compile(r"\[(unused\d+|PAD|UNK|CLS|SEP|MASK)\]")


def has_row(token):
    """Whether a token is worth a row: no special tokens, and of single characters ASCII letters and
    digits only.

    Punctuation says little and occurs everywhere: without it vectors alone rank better, by up to
    .035 nDCG@10 (posts with hashtags and handles). Scripts other than Latin fall into single
    characters in this vocabulary; the English teachers know nothing about them, and their sums
    would be noise. Such words are left to lexical search.
    """
    if _UNUSED.fullmatch(token):
        return False
    text = token[2:] if token.startswith("##") else token
    return len(text) > 1 or (text.isascii() and text.isalnum())


def initial_table(token_vectors, counts, tokens, recipe):
    """Rows before training, float32 [tokens, dimensions], with zeros for tokens without a row."""
    centred = token_vectors - token_vectors[FIRST_WORD_ID:].mean(0)
    frequency = counts / counts.sum()
    weight = recipe.frequency_floor / (recipe.frequency_floor + frequency)
    table = centred * weight[:, None]
    table[[not has_row(token) for token in tokens]] = 0
    return (table / np.linalg.norm(table, axis=1).mean()).astype(np.float32)


def _loss(student, target, recipe):
    """student, target: unit vectors [texts, dimensions] of whole groups, passages first in each."""
    cosine = 1 - (student * target).sum(1).mean()
    wanted = torch.softmax(target @ target.T / recipe.temperature, 1)
    found = torch.log_softmax(student @ target.T / recipe.temperature, 1)
    loss = cosine + recipe.similarity_weight * -(wanted * found).sum(1).mean()
    if recipe.pair_weight:
        groups = student.reshape(-1, GROUP_SIZE, student.shape[1])
        passages, fragments = groups[:, 0], groups[:, 1:]
        similarity = fragments.reshape(-1, student.shape[1]) @ passages.T / recipe.temperature
        own = torch.arange(len(groups)).repeat_interleave(GROUP_SIZE - 1)
        loss = loss + recipe.pair_weight * functional.cross_entropy(similarity, own)
    return loss


def train(token_vectors, counts, tokens, ids, vectors, recipe, report=None):
    """The trained table, float32 [tokens, dimensions]. report: called with the table each epoch."""
    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    start = initial_table(token_vectors, counts, tokens, recipe)
    present = np.abs(start).max(1) > 0
    table = torch.from_numpy(start).requires_grad_()
    targets = vectors - vectors.mean(0)
    targets = torch.from_numpy(targets / np.linalg.norm(targets, axis=1, keepdims=True))

    ids = [[token for token in text if present[token]] for text in ids]
    lengths = np.array([len(text) for text in ids])
    starts = np.concatenate([[0], np.cumsum(lengths)])
    flat = np.concatenate([np.array(text, np.int64) for text in ids if text])
    groups = len(ids) // GROUP_SIZE
    steps = recipe.epochs * -(-groups // recipe.groups_per_batch)
    optimiser = torch.optim.SparseAdam([table], lr=recipe.learning_rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
    for epoch in range(recipe.epochs):
        order = rng.permutation(groups)
        total = 0.0
        for first in range(0, groups, recipe.groups_per_batch):
            chosen = order[first : first + recipe.groups_per_batch]
            texts = (chosen[:, None] * GROUP_SIZE + np.arange(GROUP_SIZE)).ravel()
            tokens_of = np.concatenate([flat[starts[t] : starts[t + 1]] for t in texts])
            offsets = np.concatenate([[0], np.cumsum(lengths[texts])[:-1]])
            summed = functional.embedding_bag(
                torch.from_numpy(tokens_of),
                table,
                torch.from_numpy(offsets),
                mode="sum",
                sparse=True,
            )
            student = functional.normalize(summed, dim=1)
            loss = _loss(student, targets[torch.from_numpy(texts)], recipe)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item() * len(chosen)
        print(f"epoch {epoch + 1}: loss {total / groups:.4f}", file=sys.stderr, flush=True)
        if report:
            report(table.detach().numpy())
    return table.detach().numpy()
