#include "indexer/glass_compression.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>
#include <xapian.h>

#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

constexpr int kDocuments = 300;
constexpr int kTerms = 30;

class GlassCompression : public ::testing::Test {
 protected:
  void MakeEmpty() {
    Xapian::WritableDatabase database(path_, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
    database.set_metadata("key", "value");
  }
  /// Documents whose terms and data compress well.
  void Fill() {
    Xapian::WritableDatabase database(path_, Xapian::DB_OPEN);
    for (int i = 0; i < kDocuments; ++i) {
      Xapian::Document document;
      document.set_data(std::string(300, 'd'));
      // None begins like the one before, which Xapian would not write twice.
      for (char first = 'A'; first < 'A' + kTerms; ++first) {
        document.add_term(first + std::string("the same in all of them"));
      }
      database.add_document(document);
    }
  }
  std::uintmax_t SizeOf(const std::string& table) {
    return std::filesystem::file_size(path_ + "/" + table + ".glass");
  }
  std::string Version() {
    std::ifstream file(path_ + "/iamglass", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void SetVersion(const std::string& bytes) {
    std::ofstream(path_ + "/iamglass", std::ios::binary) << bytes;
  }

  TemporaryDirectory directory_;
  std::string path_ = directory_ / "db";
};

TEST_F(GlassCompression, StopsForWhatIsWrittenFromThenOn) {
  MakeEmpty();
  Fill();
  const std::uintmax_t compressed = SizeOf("termlist");
  std::filesystem::remove_all(path_);
  MakeEmpty();
  ASSERT_TRUE(StopCompressing(path_));
  Fill();
  EXPECT_GT(SizeOf("termlist"), compressed * 3 / 2);
  EXPECT_GT(SizeOf("docdata"), 300u * kDocuments);
  EXPECT_EQ(Xapian::Database::check(path_), 0u);
  const Xapian::Database database(path_);
  EXPECT_EQ(database.get_doccount(), static_cast<unsigned>(kDocuments));
  EXPECT_EQ(database.get_document(7).get_data(), std::string(300, 'd'));
  EXPECT_EQ(database.get_document(7).termlist_count(), static_cast<unsigned>(kTerms));
  EXPECT_EQ(database.get_metadata("key"), "value");
}

TEST_F(GlassCompression, LeavesWhatWasCompressedReadable) {
  MakeEmpty();
  Fill();
  ASSERT_TRUE(StopCompressing(path_));
  Fill();
  EXPECT_EQ(Xapian::Database::check(path_), 0u);
  const Xapian::Database database(path_);
  for (const Xapian::docid docid : {1, kDocuments + 1}) {
    EXPECT_EQ(database.get_document(docid).termlist_count(), static_cast<unsigned>(kTerms));
  }
}

TEST_F(GlassCompression, ChangesNothingInAFileThatItDoesNotUnderstand) {
  EXPECT_FALSE(StopCompressing(path_)) << "There is nothing";
  MakeEmpty();
  const std::string version = Version();
  for (std::size_t bytes = 0; bytes < version.size(); ++bytes) {
    const std::string cut = version.substr(0, bytes);
    SetVersion(cut);
    const bool stopped = StopCompressing(path_);
    EXPECT_TRUE(stopped || Version() == cut) << bytes;
  }
  std::string other_format = version;
  other_format[15] = static_cast<char>(other_format[15] + 1);
  SetVersion(other_format);
  EXPECT_FALSE(StopCompressing(path_));
  EXPECT_EQ(Version(), other_format);
  SetVersion(version + std::string(5000, 'x'));
  EXPECT_FALSE(StopCompressing(path_));
}

}  // namespace
}  // namespace cuepoint
