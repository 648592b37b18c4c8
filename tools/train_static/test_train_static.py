"""Tests of the parts that need no teacher: python3 -m unittest discover tools/train_static"""

import os
import sys
import tempfile
import unittest

import numpy as np

sys.path.insert(0, os.path.dirname(__file__))

import evaluation  # noqa: E402
import model_file  # noqa: E402
import retrieval  # noqa: E402
import wordpiece  # noqa: E402

TOKENS = "[PAD] [UNK] [CLS] [SEP] un ##aff ##able cafe , 漢 a ##b".split()


class WordPieceTest(unittest.TestCase):
    def setUp(self):
        self.pieces = wordpiece.WordPiece(TOKENS)

    def encode(self, text):
        return [TOKENS[i] for i in self.pieces.encode(text)]

    def test_takes_the_longest_piece_first(self):
        self.assertEqual(self.encode("Unaffable"), ["un", "##aff", "##able"])

    def test_gives_up_a_word_whole_when_a_part_is_unknown(self):
        self.assertEqual(self.encode("unaffably a"), ["[UNK]", "a"])

    def test_strips_accents_and_splits_punctuation(self):
        self.assertEqual(self.encode("Café,CAFE\u0301"), ["cafe", ",", "cafe"])

    def test_sets_ideographs_apart(self):
        self.assertEqual(self.encode("a漢漢a"), ["a", "漢", "漢", "a"])

    def test_drops_control_and_format_characters(self):
        self.assertEqual(self.encode("un\u00adaff\u200bable\x00"), ["un", "##aff", "##able"])

    def test_looks_words_up_to_a_hundred_characters(self):
        self.assertEqual(len(self.encode("a" + "b" * 99)), 100)
        self.assertEqual(self.encode("a" + "b" * 100), ["[UNK]"])

    def test_takes_special_tokens_in_a_text_as_text(self):
        self.assertNotIn("[SEP]", self.encode("[SEP]"))


class ModelFileTest(unittest.TestCase):
    def setUp(self):
        table = np.random.default_rng(1).normal(size=(len(TOKENS), 16)).astype(np.float32)
        table[:4] = 0
        self.model = model_file.StaticModel(TOKENS, table)

    def round_trip(self, damage=lambda data: data):
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "model.bin")
            model_file.save(path, self.model)
            with open(path, "rb") as file:
                data = file.read()
            with open(path, "wb") as file:
                file.write(damage(data))
            return model_file.load(path)

    def test_keeps_vocabulary_and_rows(self):
        loaded = self.round_trip()
        self.assertEqual(loaded.wordpiece.tokens, TOKENS)
        error = np.abs(loaded.table - self.model.table).max()
        self.assertLess(error, np.abs(self.model.table).max() / 250)
        self.assertFalse(loaded.table[:4].any())

    def test_gives_the_same_file_again_from_what_it_read(self):
        loaded = self.round_trip()
        again = model_file.quantise(loaded.table)[0]
        np.testing.assert_array_equal(again, model_file.quantise(self.model.table)[0])

    def test_records_its_teacher_where_it_has_one(self):
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "model.bin")
            model_file.save(path, self.model)
            self.assertIsNone(model_file.describe(path)["teacher"])
            model_file.save(path, self.model, bytes(range(32)))
            self.assertEqual(model_file.describe(path)["teacher"], bytes(range(32)).hex())
            self.assertEqual(model_file.load(path).wordpiece.tokens, TOKENS)
            with self.assertRaises(ValueError):
                model_file.save(path, self.model, b"short")

    def test_refuses_a_file_cut_short(self):
        with self.assertRaises(ValueError):
            self.round_trip(lambda data: data[:-1])

    def test_encodes_texts_without_known_tokens_as_zeros(self):
        self.assertFalse(self.model.encode(["", "🎙"]).any())

    def test_encodes_others_as_unit_vectors(self):
        norms = np.linalg.norm(self.model.encode(["a cafe", "unaffable"]), axis=1)
        np.testing.assert_allclose(norms, 1, rtol=1e-6)


class RetrievalTest(unittest.TestCase):
    def test_ranks_the_document_with_the_rare_word_first(self):
        bm25 = retrieval.Bm25(["network of trains", "network of links", "cups of coffee"])
        self.assertEqual(retrieval.top(bm25.scores("coffee network"))[0], 2)

    def test_fuses_to_words_alone_when_alpha_is_nought(self):
        lexical, dense = np.array([2.0, 0, 1]), np.array([0.1, 0.9, 0.3])
        np.testing.assert_allclose(retrieval.fuse(lexical, dense, 0), [1, 0, 0.5])
        self.assertEqual(np.argmax(retrieval.fuse(lexical, dense, 1)), 1)

    def test_scores_a_perfect_ranking_one(self):
        self.assertAlmostEqual(retrieval.ndcg(["a", "b"], {"a": 3, "b": 1}), 1)
        self.assertLess(retrieval.ndcg(["b", "a"], {"a": 3, "b": 1}), 1)

    def test_packs_whole_lines_behind_the_title(self):
        pieces = wordpiece.WordPiece(TOKENS + [":"])
        passages = evaluation.cut_passages("cafe", ["a a a", "a a", "un " * 12], pieces, 8)
        self.assertTrue(all(len(passage) <= 8 for passage in passages))
        self.assertEqual([len(passage) for passage in passages], [7, 8, 8])
        self.assertTrue(all(passage[0] == pieces.ids["cafe"] for passage in passages))


if __name__ == "__main__":
    unittest.main()
