#include "indexer/index_run.h"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include "indexer/index_check.h"
#include "indexer/index_store.h"
#include "indexer/index_writer.h"
#include "indexer/schema.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string Line(const std::string& id, const std::string& title) {
  return R"({"id": ")" + id + R"(", "title": ")" + title +
         R"(", "chapters": [{"start_s": 0, "title": "Start"}, {"start_s": 9, "title": "Rest"}],)" +
         R"("people": [{"name": "Ada Byron", "role": "guest"}]})" + "\n";
}

/// Everything a database holds, as text: documents with data, values, terms, positions; metadata.
std::string Dump(const Xapian::Database& database) {
  std::string out;
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key) {
    out += *key + "=" + database.get_metadata(*key) + "\n";
  }
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end("");
       ++posting) {
    const Xapian::Document document = database.get_document(*posting);
    out += "document " + std::to_string(*posting) + "\n" + document.get_data() + "\n";
    for (auto value = document.values_begin(); value != document.values_end(); ++value) {
      out += std::to_string(value.get_valueno()) + ":" + *value + "\n";
    }
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
      out += *term + " " + std::to_string(term.get_wdf());
      for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at) {
        out += "," + std::to_string(*at);
      }
      out += "\n";
    }
  }
  return out;
}

class IndexRun : public ::testing::Test {
 protected:
  IndexReport Index(const std::vector<std::string>& sources, const IndexOptions& options = {}) {
    const Result<IndexReport> report = IndexSources(db_, sources, options);
    EXPECT_TRUE(report) << (report ? "" : ToString(report.error()));
    return report ? *report : IndexReport{};
  }
  IndexReport Prune(const std::vector<std::string>& sources) {
    IndexOptions options;
    options.prune = true;
    return Index(sources, options);
  }

  /// Ids of the episodes in the index, which has to be sound.
  std::vector<std::string> Ids() const {
    const Result<CheckReport> check = CheckIndex(db_);
    EXPECT_TRUE(check);
    if (!check) return {};
    EXPECT_THAT(check->problems, IsEmpty());
    const Result<Xapian::Database> database = OpenIndex(db_);
    EXPECT_TRUE(database);
    std::vector<std::string> ids;
    if (!database) return ids;
    for (auto term = database->allterms_begin("Q"); term != database->allterms_end("Q"); ++term) {
      ids.push_back((*term).substr(1));
    }
    return ids;
  }

  TemporaryDirectory directory_;
  std::string db_ = directory_ / "db";
};

TEST_F(IndexRun, CountsWhatItAdds) {
  const std::string notes = directory_.Write("notes.jsonl", Line("a", "One") + Line("b", "Two"));
  const IndexReport report = Index({notes});
  EXPECT_EQ(report.added, 2u);
  EXPECT_EQ(report.changed + report.unchanged + report.removed + report.errors, 0u);
  EXPECT_EQ(report.chapters, 4u);
  EXPECT_EQ(report.people, 2u);
  EXPECT_EQ(report.files_read, 1u);
  EXPECT_EQ(report.bytes, fs::file_size(notes));
  EXPECT_EQ(report.revision, 1u);
  EXPECT_THAT(Ids(), ElementsAre("a", "b"));
}

TEST_F(IndexRun, ReplacesOnlyWhatChanged) {
  const std::string notes = directory_.Write("notes.jsonl", Line("a", "One") + Line("b", "Two"));
  Index({notes});
  directory_.Write("notes.jsonl",
                   Line("a", "One") + Line("b", "Two, revised") + Line("c", "Three"));
  const IndexReport report = Index({notes});
  EXPECT_EQ(report.unchanged, 1u);
  EXPECT_EQ(report.changed, 1u);
  EXPECT_EQ(report.added, 1u);
  EXPECT_EQ(report.removed, 0u);
  EXPECT_EQ(report.revision, 2u);
  EXPECT_THAT(Ids(), ElementsAre("a", "b", "c"));
  // Document 1 is that of "a", left where it was.
  EXPECT_THAT(OpenIndex(db_)->get_document(1).get_data(), HasSubstr("\"One\""));
}

TEST_F(IndexRun, WritesNothingWhenNothingChanged) {
  const std::string notes = directory_.Write("notes.jsonl", Line("a", "One"));
  Index({notes});
  const Xapian::rev before = OpenIndex(db_)->get_revision();
  const IndexReport report = Index({notes});
  EXPECT_EQ(report.unchanged, 1u);
  EXPECT_EQ(report.revision, 1u);
  EXPECT_EQ(OpenIndex(db_)->get_revision(), before);
}

TEST_F(IndexRun, TakesAnEpisodeThatMovedToAnotherFileForAChange) {
  const std::string old_path = directory_.Write("old.jsonl", Line("a", "One"));
  Index({old_path});
  const IndexReport report = Index({directory_.Write("new.jsonl", Line("a", "One"))});
  EXPECT_EQ(report.changed, 1u);
  EXPECT_THAT(Ids(), ElementsAre("a"));
  fs::remove(old_path);
  EXPECT_EQ(Prune({directory_ / "new.jsonl"}).removed, 0u);
}

TEST_F(IndexRun, KeepsTheFirstOfTwoEpisodesWithOneIdAndSaysSo) {
  const std::string first = directory_.Write("1.jsonl", Line("a", "The first"));
  const std::string second = directory_.Write("2.jsonl", Line("a", "The second"));
  for (const unsigned jobs : {1u, 4u}) {
    fs::remove_all(db_);
    IndexOptions options;
    options.jobs = jobs;
    const IndexReport report = Index({first, second}, options);
    EXPECT_EQ(report.added, 1u);
    ASSERT_THAT(Ids(), ElementsAre("a"));
    EXPECT_THAT(OpenIndex(db_)->get_document(1).get_data(), HasSubstr("The first"));
    std::string warnings;
    for (const FileReport& file : report.files) {
      for (const Error& warning : file.warnings) warnings += ToString(warning) + "\n";
    }
    EXPECT_THAT(warnings, HasSubstr("\"a\" was there before"));
    EXPECT_THAT(warnings, HasSubstr("2.jsonl"));
  }
}

TEST_F(IndexRun, RemovesNothingWithoutPrune) {
  const std::string notes = directory_.Write("notes.jsonl", Line("a", "One") + Line("b", "Two"));
  Index({notes});
  directory_.Write("notes.jsonl", Line("a", "One"));
  EXPECT_EQ(Index({notes}).removed, 0u);
  EXPECT_THAT(Ids(), ElementsAre("a", "b"));
}

TEST_F(IndexRun, PrunesWhatIsGoneFromAFile) {
  const std::string notes = directory_.Write("notes.jsonl", Line("a", "One") + Line("b", "Two"));
  Index({notes});
  directory_.Write("notes.jsonl", Line("a", "One"));
  const IndexReport report = Prune({notes});
  EXPECT_EQ(report.removed, 1u);
  EXPECT_EQ(report.unchanged, 1u);
  EXPECT_EQ(report.revision, 2u);
  EXPECT_THAT(Ids(), ElementsAre("a"));
}

TEST_F(IndexRun, PrunesTheEpisodesOfAFileThatIsGoneFromItsDirectory) {
  directory_.Write("shows/a.jsonl", Line("a", "One"));
  directory_.Write("shows/deep/b.jsonl", Line("b", "Two"));
  Index({directory_ / "shows"});
  fs::remove(directory_ / "shows/deep/b.jsonl");
  EXPECT_EQ(Prune({directory_ / "shows"}).removed, 1u);
  EXPECT_THAT(Ids(), ElementsAre("a"));
}

TEST_F(IndexRun, PrunesOnlyUnderTheSourcesItWasGiven) {
  directory_.Write("shows/a.jsonl", Line("a", "One"));
  // The name of one directory begins like that of the other.
  directory_.Write("shows-too/b.jsonl", Line("b", "Two"));
  Index({directory_ / "shows", directory_ / "shows-too"});
  fs::remove(directory_ / "shows-too/b.jsonl");
  EXPECT_EQ(Prune({directory_ / "shows"}).removed, 0u);
  EXPECT_THAT(Ids(), ElementsAre("a", "b"));
  directory_.Write("shows-too/c.jsonl", Line("c", "Three"));
  EXPECT_EQ(Prune({directory_ / "shows-too"}).removed, 1u);
  EXPECT_THAT(Ids(), ElementsAre("a", "c"));
}

TEST_F(IndexRun, PrunesNothingOfASourceThatCouldNotBeReadWhole) {
  const std::string notes = directory_.Write("notes.jsonl", Line("a", "One") + Line("b", "Two"));
  Index({notes});
  directory_.Write("notes.jsonl", Line("a", "One") + "{\"title\": 7}\n");
  const IndexReport report = Prune({notes});
  EXPECT_EQ(report.errors, 1u);
  EXPECT_EQ(report.removed, 0u);
  EXPECT_THAT(Ids(), ElementsAre("a", "b"));
}

TEST_F(IndexRun, PrunesNothingOfASourceThatIsNotThere) {
  const std::string notes = directory_.Write("notes.jsonl", Line("a", "One"));
  Index({notes});
  fs::remove(notes);
  const IndexReport report = Prune({notes});
  EXPECT_EQ(report.errors, 1u);
  EXPECT_EQ(report.removed, 0u);
  EXPECT_THAT(Ids(), ElementsAre("a"));
}

TEST_F(IndexRun, GoesOnAfterABrokenSource) {
  const std::string good = directory_.Write("good.jsonl", Line("a", "One"));
  const std::string bad = directory_.Write("bad.json", "{\"title\": [1]}");
  const IndexReport report = Index({bad, good, directory_ / "gone.jsonl"});
  EXPECT_EQ(report.added, 1u);
  EXPECT_EQ(report.errors, 2u);
  EXPECT_THAT(Ids(), ElementsAre("a"));
}

TEST_F(IndexRun, MakesAnEmptyIndexOfNothing) {
  fs::create_directories(directory_ / "empty");
  const IndexReport report = Index({directory_ / "empty"});
  EXPECT_EQ(report.added, 0u);
  EXPECT_THAT(Ids(), IsEmpty());
}

TEST_F(IndexRun, HoldsOnlyTheGivenSourcesAfterARebuildAndGoesOnCountingRevisions) {
  const std::string a = directory_.Write("a.jsonl", Line("a", "One"));
  const std::string b = directory_.Write("b.jsonl", Line("b", "Two"));
  Index({a});
  EXPECT_EQ(Index({b}).revision, 2u);
  IndexOptions options;
  options.rebuild = true;
  const IndexReport report = Index({b}, options);
  EXPECT_EQ(report.added, 1u);
  EXPECT_EQ(report.revision, 3u);
  EXPECT_THAT(Ids(), ElementsAre("b"));
  EXPECT_EQ(Index({a}).revision, 4u);
  EXPECT_THAT(Ids(), ElementsAre("a", "b"));
}

TEST_F(IndexRun, IsRefusedWhileAnotherWriterWorks) {
  const std::string notes = directory_.Write("notes.jsonl", Line("a", "One"));
  Index({notes});
  const Result<IndexWriter> writer = IndexWriter::Open(db_, /*rebuild=*/false);
  ASSERT_TRUE(writer);
  const Result<IndexReport> report = IndexSources(db_, {notes}, {});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kLocked);
  EXPECT_THAT(Ids(), ElementsAre("a")) << "Reading goes on";
}

TEST_F(IndexRun, GivesTheSameIndexWhateverTheNumberOfThreads) {
  std::string lines;
  for (int i = 0; i < 200; ++i) {
    // Some ids twice, some lines broken: their fate must not depend on threads either.
    lines += Line("e" + std::to_string(i % 190), "Number " + std::to_string(i * i));
    if (i % 50 == 7) lines += "{\"title\": null}\n";
  }
  const std::string notes = directory_.Write("notes.jsonl", lines);
  std::vector<std::string> dumps;
  for (const unsigned jobs : {1u, 2u, 4u}) {
    fs::remove_all(db_);
    IndexOptions options;
    options.jobs = jobs;
    const IndexReport report = Index({notes}, options);
    EXPECT_EQ(report.added, 190u);
    EXPECT_EQ(report.errors, 4u);
    dumps.push_back(Dump(*OpenIndex(db_)));
  }
  EXPECT_EQ(dumps[0], dumps[1]);
  EXPECT_EQ(dumps[0], dumps[2]);
}

TEST_F(IndexRun, GoesThroughMoreChangesThanXapianKeepsInMemoryAsOneRevision) {
  // Xapian flushes by itself after so many documents, and commits unless a transaction is open.
  ASSERT_EQ(setenv("XAPIAN_FLUSH_THRESHOLD", "50", 1), 0);
  std::string lines;
  for (int i = 0; i < 100; ++i) lines += Line("e" + std::to_string(i), "Short");
  const std::string notes = directory_.Write("notes.jsonl", lines);
  Index({directory_.Write("first.jsonl", Line("first", "One"))});
  const Xapian::rev before = OpenIndex(db_)->get_revision();
  EXPECT_EQ(Index({notes}).added, 100u);
  EXPECT_EQ(OpenIndex(db_)->get_revision(), before + 1);
  EXPECT_THAT(Ids(), SizeIs(101));
  unsetenv("XAPIAN_FLUSH_THRESHOLD");
}

TEST_F(IndexRun, WritesALargeRunThroughAndStillShowsItAtOnce) {
  // Twice as many bytes of values as are kept in memory, of episodes that differ.
  std::string lines;
  for (int i = 0; i < 40; ++i) {
    std::string text;
    for (int word = 0; word < 100'000; ++word) text += std::to_string(word % (1000 + i)) + " ";
    lines += R"({"id": "e)" + std::to_string(i) + R"(", "title": "Long", "description": ")" + text +
             "\"}\n";
  }
  const std::string notes = directory_.Write("notes.jsonl", lines);
  Index({directory_.Write("first.jsonl", Line("first", "One"))});
  const Xapian::Database before = *OpenIndex(db_);
  bool visible_early = false;
  const Result<IndexReport> report = IndexSources(db_, {notes}, {}, [&](const IndexProgress&) {
    visible_early |= OpenIndex(db_)->get_doccount() != before.get_doccount();
  });
  ASSERT_TRUE(report);
  EXPECT_EQ(report->added, 40u);
  EXPECT_FALSE(visible_early);
  EXPECT_THAT(Ids(), SizeIs(41));
  const Xapian::Database after = *OpenIndex(db_);
  EXPECT_EQ(after.get_value_freq(schema::kWordsSlot), 41u);
  for (auto value = after.valuestream_begin(schema::kWordsSlot);
       value != after.valuestream_end(schema::kWordsSlot); ++value) {
    const std::string stored = after.get_document(value.get_docid()).get_value(schema::kWordsSlot);
    EXPECT_EQ(*value, stored);
    if (value.get_docid() == 1) continue;  // The short one.
    EXPECT_GT(stored.size(), 400'000u);
  }
}

TEST_F(IndexRun, IsSoundWithPassagesThatSayNothingButStopWords) {
  // Xapian's check takes a document of length 0 with positions for damage.
  Index({directory_.Write("notes.jsonl", R"({"id": "a", "title": "What is it for?", "chapters": [)"
                                         R"({"start_s": 0, "title": "Who and why"}]})")});
  EXPECT_THAT(Ids(), ElementsAre("a"));
}

TEST_F(IndexRun, ReportsProgressThatNeverGoesBack) {
  std::string lines;
  for (int i = 0; i < 300; ++i) lines += Line("e" + std::to_string(i), "Short");
  const std::string notes = directory_.Write("notes.jsonl", lines);
  IndexProgress last;
  std::string phases;
  const Result<IndexReport> report =
      IndexSources(db_, {notes}, {}, [&](const IndexProgress& progress) {
        EXPECT_GE(progress.episodes, last.episodes);
        EXPECT_GE(progress.bytes_done, last.bytes_done);
        EXPECT_LE(progress.bytes_done, progress.bytes_total);
        EXPECT_EQ(progress.files_total, 1u);
        last = progress;
        phases += std::string(progress.phase) + " ";
      });
  ASSERT_TRUE(report);
  EXPECT_EQ(last.phase, "committing");
  EXPECT_EQ(last.episodes, 300u);
  EXPECT_EQ(last.bytes_done, fs::file_size(notes));
  EXPECT_THAT(phases, HasSubstr("reading"));
}

}  // namespace
}  // namespace cuepoint
