#include "indexer/index_store.h"

#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include "indexer/index_run.h"
#include "indexer/index_writer.h"
#include "indexer/schema.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class IndexStore : public ::testing::Test {
 protected:
  /// Indexes one episode at db_.
  void MakeIndex() {
    const std::string source = directory_.Write("notes.jsonl", R"({"id": "e1", "title": "One"})");
    ASSERT_TRUE(IndexSources(db_, {source}, {}));
  }

  std::string Current() const {
    const Result<std::string> generation = CurrentGeneration(db_);
    EXPECT_TRUE(generation);
    return generation ? fs::path(*generation).filename().string() : "";
  }

  TemporaryDirectory directory_;
  std::string db_ = directory_ / "db";
};

TEST_F(IndexStore, SaysHowToMakeAnIndexWhereThereIsNone) {
  for (const std::string& path : {db_, directory_.path().string()}) {
    const Result<Xapian::Database> database = OpenIndex(path);
    ASSERT_FALSE(database);
    EXPECT_EQ(database.error().code, ErrorCode::kNotFound);
    EXPECT_THAT(ToString(database.error()), HasSubstr("cuepoint index --db " + path));
  }
}

TEST_F(IndexStore, IsAStubDirectoryThatAnyXapianToolCanOpen) {
  MakeIndex();
  EXPECT_EQ(Xapian::Database(db_).get_doccount(), 1u);
}

TEST_F(IndexStore, RefusesADirectoryOfSomebodyElseAndLeavesItAlone) {
  directory_.Write("db/thesis.tex", "dear");
  const Result<Xapian::Database> opened = OpenIndex(db_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kForeign);
  const Result<WriterLock> lock = WriterLock::Acquire(db_);
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().code, ErrorCode::kForeign);
  EXPECT_THAT(ToString(lock.error()), HasSubstr("--db"));
  EXPECT_EQ(std::distance(fs::directory_iterator(db_), {}), 1) << "Nothing was added";
}

TEST_F(IndexStore, RefusesADatabaseThatSomebodyElseWrote) {
  Xapian::WritableDatabase(db_, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS).commit();
  const Result<Xapian::Database> opened = OpenIndex(db_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kForeign);
  const Result<IndexWriter> writer = IndexWriter::Open(db_, /*rebuild=*/true);
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().code, ErrorCode::kForeign);
}

TEST_F(IndexStore, RefusesAStubOfSomebodyElse) {
  Xapian::WritableDatabase(directory_ / "theirs", Xapian::DB_CREATE).commit();
  directory_.Write("db/XAPIANDB", "auto " + directory_ / "theirs\n");
  const Result<Xapian::Database> opened = OpenIndex(db_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kForeign);
}

TEST_F(IndexStore, RefusesAGenerationWithoutOurSchema) {
  directory_.Write("db/XAPIANDB", "auto gen-1\n");
  Xapian::WritableDatabase(db_ + "/gen-1", Xapian::DB_CREATE).commit();
  const Result<Xapian::Database> opened = OpenIndex(db_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kForeign);
}

TEST_F(IndexStore, RefusesAnotherSchemaVersionUntilItIsRebuilt) {
  MakeIndex();
  {
    Xapian::WritableDatabase database(db_ + "/" + Current(), Xapian::DB_OPEN);
    database.set_metadata(schema::kSchemaKey, "0");
    database.commit();
  }
  const Result<Xapian::Database> opened = OpenIndex(db_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kVersion);
  EXPECT_THAT(ToString(opened.error()), HasSubstr("version 0"));
  EXPECT_THAT(ToString(opened.error()), HasSubstr("--rebuild"));
  {
    const Result<IndexWriter> writer = IndexWriter::Open(db_, /*rebuild=*/false);
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().code, ErrorCode::kVersion);
  }
  IndexOptions options;
  options.rebuild = true;
  ASSERT_TRUE(IndexSources(db_, {directory_ / "notes.jsonl"}, options));
  EXPECT_TRUE(OpenIndex(db_));
}

TEST_F(IndexStore, AdmitsOneWriterAtATime) {
  const Result<WriterLock> first = WriterLock::Acquire(db_);
  ASSERT_TRUE(first);
  const Result<WriterLock> second = WriterLock::Acquire(db_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kLocked);
  EXPECT_THAT(ToString(second.error()), HasSubstr("readers are not affected"));
}

TEST_F(IndexStore, AdmitsTheNextWriterWhenTheFirstIsGone) {
  { ASSERT_TRUE(WriterLock::Acquire(db_)); }
  EXPECT_TRUE(WriterLock::Acquire(db_));
}

TEST_F(IndexStore, KeepsReadersGoingThroughASwitchAndRemovesOlderGenerations) {
  MakeIndex();
  const Result<Xapian::Database> reader = OpenIndex(db_);
  ASSERT_TRUE(reader);
  const std::string first = Current();
  IndexOptions options;
  options.rebuild = true;
  ASSERT_TRUE(IndexSources(db_, {directory_ / "notes.jsonl"}, options));
  const std::string second = Current();
  EXPECT_NE(second, first);
  EXPECT_TRUE(fs::exists(db_ + "/" + first)) << "Its readers still need it";
  EXPECT_EQ(reader->get_document(1).get_data(), OpenIndex(db_)->get_document(1).get_data());

  ASSERT_TRUE(IndexSources(db_, {directory_ / "notes.jsonl"}, options));
  EXPECT_FALSE(fs::exists(db_ + "/" + first));
  EXPECT_TRUE(fs::exists(db_ + "/" + second));
  EXPECT_TRUE(fs::exists(db_ + "/" + Current()));
}

TEST_F(IndexStore, RemovesWhatAKilledRebuildLeftBehind) {
  MakeIndex();
  fs::create_directories(db_ + "/gen-77");
  ASSERT_TRUE(IndexWriter::Open(db_, /*rebuild=*/false));
  EXPECT_FALSE(fs::exists(db_ + "/gen-77"));
  EXPECT_TRUE(OpenIndex(db_));
}

TEST_F(IndexStore, LeavesNothingVisibleWhenAWriterGoesWithoutCommitting) {
  MakeIndex();
  const std::string before = Current();
  {
    const Result<IndexWriter> writer = IndexWriter::Open(db_, /*rebuild=*/true);
    ASSERT_TRUE(writer);
  }
  EXPECT_EQ(Current(), before);
  EXPECT_EQ(OpenIndex(db_)->get_doccount(), 1u);
}

TEST_F(IndexStore, SaysWhereItMayNotWrite) {
  const std::string file = directory_.Write("file", "");
  const Result<WriterLock> lock = WriterLock::Acquire(file + "/db");
  ASSERT_FALSE(lock);
  EXPECT_THAT(ToString(lock.error()), HasSubstr(file));
}

}  // namespace
}  // namespace cuepoint
