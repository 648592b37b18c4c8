#include "corpus/document_reader.h"

#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

struct Case {
  const char* name;
  const char* file;
  std::string content;
  const char* kind;

  friend std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }
};

class DetectDocuments : public testing::TestWithParam<Case> {};
TEST_P(DetectDocuments, ByTheirContent) {
  EXPECT_EQ(NameOf(DetectDocument(GetParam().content, GetParam().file)), GetParam().kind);
}

INSTANTIATE_TEST_SUITE_P(
    All, DetectDocuments,
    testing::ValuesIn(std::vector<Case>{
        {"RssUnderAnyName", "x", "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel/></rss>",
         "feed"},
        {"AtomCalledText", "a.txt", "<feed xmlns=\"http://www.w3.org/2005/Atom\"></feed>", "feed"},
        {"RssAfterAComment", "a", "<!-- made by hand --><rss></rss>", "feed"},
        {"XmlThatIsNoFeed", "a.xml", "<?xml version=\"1.0\"?><opml></opml>", "feed"},
        {"JsonFeed", "a.json",
         R"({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": []})",
         "json-feed"},
        {"AnEpisode", "a.json", R"({"title": "T", "chapters": [{"start_s": 1}]})", "native-json"},
        {"EpisodesInLines", "a", "{\"title\": \"T\"}\n{\"title\": \"U\"}\n", "native-json"},
        {"BrokenJson", "a.json", "oops", "native-json"},
        {"JsonChapters", "a.json",
         R"({"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Intro"}]})", "chapters"},
        {"JsonTranscript", "a.json",
         R"({"version": "1.0.0", "segments": [{"startTime": 0, "endTime": 1, "body": "Hi"}]})",
         "transcript"},
        {"Vtt", "a.txt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n", "transcript"},
        {"Srt", "a", "1\n00:00:00,000 --> 00:00:01,000\nHi\n", "transcript"},
        {"YamlFrontMatter", "a", "---\ntitle: T\n---\nNotes\n", "markdown"},
        {"TomlFrontMatter", "a.txt", "+++\ntitle = \"T\"\n+++\nNotes\n", "markdown"},
        {"AHeading", "a", "# On code review\n\nNotes\n", "markdown"},
        {"MarkdownByName", "a.md", "Just words.\n", "markdown"},
        {"ATranscriptInMarkdown", "a.md", "---\nepisode: _episodes/a.md\n---\n\n__Ada__: Hello.\n",
         "transcript"},
        {"APage", "a.txt", "My show\n\nEpisode 1\n00:00 Intro\n10:00 Bye\n", "page"},
        {"AnHtmlPage", "a", "<!DOCTYPE html>\n<html><body>x</body></html>", "html"},
        {"Nothing", "", "", "page"}}),
    [](const auto& param) { return std::string(param.param.name); });

TEST(ReadDocument, RefusesATranscriptAloneAndSaysWhereItBelongs) {
  const Document document = ReadDocument(DocumentKind::kTranscript, "WEBVTT\n", {});
  EXPECT_TRUE(document.episodes.empty());
  ASSERT_EQ(document.errors.size(), 1u);
  EXPECT_EQ(document.errors[0].kind, "attachment-alone");
  EXPECT_NE(document.errors[0].remedy.find("17.vtt"), std::string::npos);
}

TEST(ReadDocument, ReadsAnHtmlPageAsTheTextItShows) {
  const Document document = ReadDocument(
      DocumentKind::kHtmlPage,
      "<html><head><title>x</title></head><body><h1>My talk</h1><ul><li>00:00 Hello</li>"
      "<li>01:00 World</li></ul></body></html>",
      {});
  ASSERT_EQ(document.episodes.size(), 1u);
  EXPECT_EQ(document.episodes[0].episode.title, "My talk");
  EXPECT_EQ(document.episodes[0].episode.chapters.size(), 2u);
}

TEST(ReadDocument, SaysThatItGuessedAnEncoding) {
  const Document document =
      ReadDocument(DocumentKind::kPage, "Caf\xE9 talk\n\n00:00 Hello\n01:00 W\xF6rld\n", {});
  ASSERT_EQ(document.episodes.size(), 1u);
  EXPECT_EQ(document.episodes[0].episode.title, "Caf\xC3\xA9 talk");
  ASSERT_FALSE(document.warnings.empty());
  EXPECT_EQ(document.warnings.back().kind, "encoding-guessed");
}

}  // namespace
}  // namespace cuepoint
