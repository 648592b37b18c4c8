// Posting lists: what the index has, with the impacts of BM25, read once.
#include "query/posting_lists.h"

#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/schema.h"
#include "query/stem_sets.h"
#include "tests/query/small_index.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PostingListsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    index_.Fill(
        {R"({"id": "a", "title": "Quic", "description": "quic and a dog, quic and tls"})",
         R"({"id": "b", "title": "Dogs", "description": "dog dog", )"
         R"("chapters": [{"start_s": 1, "title": "Quic"}, {"start_s": 2, "title": "Tls"}]})",
         R"({"id": "c", "title": "Cats", "description": "nothing else"})"});
    Open();
  }

  void Open() {
    Result<std::unique_ptr<ReaderPool>> pool = ReaderPool::Open(index_.path());
    ASSERT_TRUE(pool) << ToString(pool.error());
    pool_ = *std::move(pool);
    Result<std::unique_ptr<Reader>> reader = pool_->Take();
    ASSERT_TRUE(reader) << ToString(reader.error());
    reader_ = *std::move(reader);
  }

  SmallIndex index_;
  std::unique_ptr<ReaderPool> pool_;
  std::unique_ptr<Reader> reader_;
  PostingLists lists_{1 << 20, {.k1 = 1.4, .b = 0.6}, {.k1 = 2, .b = 0.5}};
};

TEST_F(PostingListsTest, HasTheDocumentsOfEachKind) {
  EXPECT_THAT(lists_.Find(*reader_, StemField::kEpisode, {"quic"})->places, ElementsAre(1, 2));
  EXPECT_THAT(lists_.Find(*reader_, StemField::kTitle, {"quic"})->places, ElementsAre(1));
  EXPECT_THAT(lists_.Find(*reader_, StemField::kPassage, {"quic"})->places, ElementsAre(0));
  EXPECT_THAT(lists_.Find(*reader_, StemField::kEpisode, {"nowher"})->places, IsEmpty());
}

TEST_F(PostingListsTest, WeighsAsBm25Does) {
  const auto list = lists_.Find(*reader_, StemField::kEpisode, {"quic"});
  const std::string term = std::string(schema::kEpisodeStemPrefix) + "quic";
  const double weight = lists_.Weight(*reader_->view, StemField::kEpisode, *list);
  std::size_t i = 0;
  for (auto posting = reader_->database.postlist_begin(term);
       posting != reader_->database.postlist_end(term); ++posting, ++i) {
    const Bm25Parts parts =
        ExplainBm25(lists_.parameters(StemField::kEpisode), reader_->view->episode_statistics(), 2,
                    posting.get_wdf(), posting.get_doclength());
    EXPECT_DOUBLE_EQ(weight * static_cast<double>(list->impacts[i]), parts.weight);
  }
  EXPECT_EQ(i, 2u);
  const auto nothing = lists_.Find(*reader_, StemField::kEpisode, {"nowher"});
  EXPECT_EQ(lists_.Weight(*reader_->view, StemField::kEpisode, *nothing), 0);
}

TEST_F(PostingListsTest, JoinsWordsWhereAllOfThemAre) {
  const StemField field = StemField::kEpisode;
  const auto quic = lists_.Find(*reader_, field, {"quic"});
  const auto dog = lists_.Find(*reader_, field, {"dog"});
  const auto tls = lists_.Find(*reader_, field, {"tls"});
  const auto weight = [&](const PostingList& list) {
    return lists_.Weight(*reader_->view, field, list);
  };
  const auto joined = lists_.FindAll(*reader_, field, {{"quic"}, {"dog"}, {"tls"}});
  ASSERT_THAT(joined->places, ElementsAre(1, 2));
  const double weights = weight(*quic) + weight(*dog) + weight(*tls);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto at = [&](const PostingList& list) { return static_cast<double>(list.impacts[i]); };
    EXPECT_NEAR(static_cast<double>(joined->impacts[i]) * weights,
                weight(*quic) * at(*quic) + weight(*dog) * at(*dog) + weight(*tls) * at(*tls),
                1e-6);
  }
  EXPECT_EQ(lists_.FindAll(*reader_, field, {{"quic"}, {"dog"}, {"tls"}}), joined);
  EXPECT_THAT(lists_.FindAll(*reader_, field, {{"quic"}, {"cat"}})->places, IsEmpty());
  EXPECT_THAT(lists_.FindAll(*reader_, field, {{"quic"}, {"nowher"}})->places, IsEmpty());
  EXPECT_THAT(lists_.FindAll(*reader_, StemField::kTitle, {{"quic"}, {"dog"}})->places, IsEmpty());
}

TEST_F(PostingListsTest, TellsWordsThatJoinFromTheFormsOfOne) {
  const StemField field = StemField::kTitle;
  EXPECT_THAT(lists_.FindAll(*reader_, field, {{"quic", "dog"}})->places, ElementsAre(1, 2));
  EXPECT_THAT(lists_.FindAll(*reader_, field, {{"quic"}, {"dog"}})->places, IsEmpty());
  EXPECT_THAT(lists_.Find(*reader_, field, {"quic", "dog"})->places, ElementsAre(1, 2));
}

TEST(Seek, FindsTheFirstThatIsNotBefore) {
  const std::vector<Place> places = {2, 3, 5, 8, 13, 21, 34};
  for (std::size_t from = 0; from <= places.size(); ++from) {
    for (Place place = 0; place < 40; ++place) {
      std::size_t expected = from;
      while (expected < places.size() && places[expected] < place) ++expected;
      EXPECT_EQ(Seek(places, from, place), expected) << from << ' ' << place;
    }
  }
}

TEST_F(PostingListsTest, CountsTheFormsOfAWordTogether) {
  const auto both = lists_.Find(*reader_, StemField::kEpisode, {"quic", "dog"});
  EXPECT_THAT(both->places, ElementsAre(1, 2));
  const KindStatistics statistics = reader_->view->episode_statistics();
  const Bm25Saturation saturation(lists_.parameters(StemField::kEpisode), statistics);
  for (std::size_t i = 0; i < both->places.size(); ++i) {
    double wdf = 0;
    for (const char* form : {"quic", "dog"}) {
      const std::string term = std::string(schema::kEpisodeStemPrefix) + form;
      auto posting = reader_->database.postlist_begin(term);
      posting.skip_to(both->places[i]);
      wdf += posting.get_wdf();
    }
    const double length = reader_->database.get_doclength(both->places[i]);
    EXPECT_NEAR(static_cast<double>(both->impacts[i]),
                static_cast<double>(saturation.Impact(wdf, length)), 1e-6);
  }
}

TEST_F(PostingListsTest, TakesAnImpactOfOneAsTheMostThereIs) {
  // Without saturation a word counts the same however often it stands there.
  PostingLists flat(1 << 20, {.k1 = 0, .b = 0}, {.k1 = 0, .b = 0});
  EXPECT_THAT(flat.Find(*reader_, StemField::kEpisode, {"quic", "dog"})->impacts,
              ElementsAre(1.0F, 1.0F));
}

TEST_F(PostingListsTest, ReadsAListOnceForEachRevision) {
  const auto first = lists_.Find(*reader_, StemField::kEpisode, {"quic"});
  EXPECT_EQ(lists_.Find(*reader_, StemField::kEpisode, {"quic"}), first);
  index_.Fill({R"({"id": "a", "title": "Quic"})", R"({"id": "d", "title": "Quic again"})"});
  Open();
  EXPECT_EQ(lists_.Find(*reader_, StemField::kEpisode, {"quic"})->places.size(), 2u);
  EXPECT_NE(lists_.Find(*reader_, StemField::kEpisode, {"quic"}), first);
  EXPECT_THAT(lists_.Find(*reader_, StemField::kEpisode, {"tls"})->places, IsEmpty());
}

TEST_F(PostingListsTest, AnswersWithoutRoomToRemember) {
  PostingLists none(0, {}, {});
  EXPECT_THAT(none.Find(*reader_, StemField::kEpisode, {"dog"})->places, ElementsAre(1, 2));
}

}  // namespace
}  // namespace cuepoint
