"""Trains, measures and documents static encoders: see README.md beside this file.

    python3 tools/train_static train --teacher DIR --texts FILE --cache DIR --out FILE
    python3 tools/train_static evaluate --model FILE --corpora DIR --relevance DIR
    python3 tools/train_static reference --model FILE --out DIR
    python3 tools/train_static info --model FILE
"""

import argparse
import json
import os
import sys

# One thread for each process: embedding runs several, and sums are then the same in every training.
# BLAS reads this when NumPy or PyTorch loads it.
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

# Parts that need PyTorch are imported by the commands that use them: the others do without it.
import model_file  # noqa: E402
from wordpiece import WordPiece  # noqa: E402

# Which corpus the sets of relevance judgements are about, in the order of the table.
SETS = (
    ("syntax-title", "syntax"),
    ("syntax-tweet", "syntax"),
    ("syntax-topic", "syntax"),
    ("syntax-guest", "syntax"),
    ("cranfield", "cranfield"),
    ("vaswani", "vaswani"),
)


def _train(options):
    import targets
    import torch
    import training

    torch.set_num_threads(1)
    vocabulary = WordPiece.load(os.path.join(options.teacher, "vocab.txt"))
    targets.sample(options.texts, options.cache, vocabulary, options.groups, options.seed)
    targets.embed(options.cache, vocabulary, options.teacher, options.threads)
    token_vectors, counts, ids, vectors = targets.load(options.cache, vocabulary)
    recipe = training.Recipe(epochs=options.epochs, seed=options.seed)
    table = training.train(token_vectors, counts, vocabulary.tokens, ids, vectors, recipe)
    teacher = model_file.digest(os.path.join(options.teacher, "model.onnx"))
    model_file.save(options.out, model_file.StaticModel(vocabulary.tokens, table), teacher)
    _info(argparse.Namespace(model=options.out))


def _evaluate(options):
    import evaluation

    print(f"{'set':14}{'queries':>8}{'words':>8}{'vectors':>9}{'both':>8}{'gain':>8}  95 %")
    model = model_file.load(options.model)
    corpora = {}
    for name, corpus_name in SETS:
        directory = os.path.join(options.relevance, name)
        path = os.path.join(options.corpora, corpus_name + ".jsonl")
        if not os.path.exists(directory) or not os.path.exists(path):
            print(f"{name:14} absent", file=sys.stderr)
            continue
        if corpus_name not in corpora:
            corpus = evaluation.load_corpus(path, model.wordpiece, corpus_name == "syntax")
            corpora[corpus_name] = corpus, evaluation.encode_corpus(model, corpus)
        scores = evaluation.measure(model, *corpora[corpus_name], *evaluation.load_set(directory))
        words, vectors, both = scores.mean(0)
        low, high = evaluation.bootstrap_interval(scores[:, 2] - scores[:, 0])
        print(
            f"{name:14}{len(scores):8}{words:8.4f}{vectors:9.4f}{both:8.4f}{both - words:+8.4f}"
            f"  {low:+.4f} to {high:+.4f}",
            flush=True,
        )


def _reference(options):
    import reference_data

    reference_data.write(model_file.load(options.model), options.out)


def _info(options):
    print(json.dumps(model_file.describe(options.model), indent=2))


def main():
    parser = argparse.ArgumentParser(prog="train_static", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    train = commands.add_parser("train", help="a model from a teacher and a text file")
    train.add_argument("--teacher", required=True, help="folder with model.onnx and vocab.txt")
    train.add_argument("--texts", required=True, help="a paragraph a line, .xz or plain")
    train.add_argument("--cache", required=True, help="folder for the teacher's vectors")
    train.add_argument("--out", required=True, help="model file to write")
    train.add_argument("--groups", type=int, default=30_000, help="of 6 texts [30000]")
    train.add_argument("--epochs", type=int, default=6, help="[6]")
    train.add_argument(
        "--threads", type=int, default=os.cpu_count(), help="processes that embed [all cores]"
    )
    train.add_argument("--seed", type=int, default=1, help="[1]")
    train.set_defaults(run=_train)

    evaluate = commands.add_parser("evaluate", help="nDCG@10 with words, vectors and both")
    evaluate.add_argument("--model", required=True)
    evaluate.add_argument("--corpora", required=True, help="folder of native JSONL files")
    evaluate.add_argument("--relevance", required=True, help="folder of relevance sets")
    evaluate.set_defaults(run=_evaluate)

    reference = commands.add_parser("reference", help="test data for other implementations")
    reference.add_argument("--model", required=True)
    reference.add_argument("--out", required=True)
    reference.set_defaults(run=_reference)

    info = commands.add_parser("info", help="what a model file says about itself")
    info.add_argument("--model", required=True)
    info.set_defaults(run=_info)

    options = parser.parse_args()
    try:
        options.run(options)
    except (OSError, ValueError) as error:
        sys.exit(f"train_static: {error}")


if __name__ == "__main__":
    main()
