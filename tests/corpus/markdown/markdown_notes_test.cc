// ReadMarkdownNotes: a file of notes to an episode.
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/markdown/markdown_reader.h"

namespace cuepoint {
namespace {

using Strings = std::vector<std::string>;

DocumentEpisode ReadOne(std::string_view content, std::string_view file_name = "notes.md") {
  Document document = ReadMarkdownNotes(content, file_name);
  for (const Error& error : document.errors) ADD_FAILURE() << ToString(error);
  EXPECT_EQ(document.episodes.size(), 1u);
  return document.episodes.empty() ? DocumentEpisode{} : document.episodes.front();
}

Episode WithFields(std::string_view fields) {
  return ReadOne("---\ntitle: T\n" + std::string(fields) + "\n---\n").episode;
}

Strings Kinds(const std::vector<Error>& errors) {
  Strings kinds;
  for (const Error& error : errors) kinds.push_back(error.kind);
  return kinds;
}

TEST(MarkdownNotes, ReadsAnEpisode) {
  const DocumentEpisode read = ReadOne(
      "---\nnumber: 17\ntitle: Post &amp; Horn\ndate: 1765267200000\nduration: \"1:04:33\"\n"
      "url: https://cdn.example/17.mp3\nlink: https://show.example/17\nguest: Ada Byron\n---\n\n"
      "What a letter costs.\n\n### Notes\n\n* **[00:39](#t=00:39)** Welcome\n"
      "* **[10:02](#t=10:02)** [Stamps](https://stamps.example/)\n");
  const Episode& episode = read.episode;
  EXPECT_EQ(episode.number, 17);
  EXPECT_EQ(episode.title, "Post & Horn");
  EXPECT_EQ(episode.published, "2025-12-09T08:00:00Z");
  EXPECT_EQ(episode.duration_s, 3873);
  EXPECT_EQ(episode.audio_url, "https://cdn.example/17.mp3");
  EXPECT_EQ(episode.url, "https://show.example/17");
  EXPECT_NE(episode.description.find("What a letter costs."), std::string::npos);
  ASSERT_EQ(episode.people.size(), 1u);
  EXPECT_EQ(episode.people[0], (Person{"Ada Byron", "guest", "", "", false}));
  ASSERT_EQ(episode.chapters.size(), 2u);
  EXPECT_EQ(episode.chapters[0].start_s, 39);
  EXPECT_EQ(episode.chapters[0].title, "Welcome");
  EXPECT_EQ(episode.chapters[1].title, "Stamps");
  EXPECT_EQ(read.guid, "notes");
}

TEST(MarkdownNotes, TakesTitleAndDateFromHeadingsWithoutFrontMatter) {
  const Episode episode =
      ReadOne("# Post and Friends: January 10th, 2022\n\n## Flying Letters\n\nText.\n").episode;
  EXPECT_EQ(episode.title, "Flying Letters");
  EXPECT_EQ(episode.published, "2022-01-10");
  EXPECT_EQ(episode.description, "Text.");
  EXPECT_EQ(ReadOne("# Just a title\n\n## Section\n").episode.title, "Just a title");
}

struct FileNameCase {
  std::string file_name;
  std::string published;
  std::optional<std::int64_t> number;
};

class MarkdownFileName : public testing::TestWithParam<FileNameCase> {};

TEST_P(MarkdownFileName, GivesWhatTheNotesDoNot) {
  const FileNameCase& test = GetParam();
  const Episode episode = ReadOne("# T\n", test.file_name).episode;
  EXPECT_EQ(episode.published, test.published);
  EXPECT_EQ(episode.number, test.number);
}

INSTANTIATE_TEST_SUITE_P(
    Table, MarkdownFileName,
    testing::Values(FileNameCase{"2022-03-08-letters.md", "2022-03-08", {}},
                    FileNameCase{"2021_05_03.md", "2021-05-03", {}},
                    FileNameCase{"20210503-x.md", "2021-05-03", {}},
                    FileNameCase{"017 - Letters.md", "", 17},
                    FileNameCase{"episode-0123.md", "", 123}, FileNameCase{"ep9.mdx", "", 9},
                    FileNameCase{"3d-printing.md", "", {}}, FileNameCase{"2021-13-03.md", "", {}},
                    FileNameCase{"letters.md", "", {}}, FileNameCase{"epilogue-2.md", "", {}},
                    FileNameCase{"dir.d/12.md", "", 12}));

TEST(MarkdownNotes, LeadsToTheRecordingThatItsTimesLeadTo) {
  EXPECT_EQ(ReadOne("# T\n\n- [@5:02](https://v.example/x?t=302) One\n"
                    "- Two [(6:03)](https://v.example/x?t=363)\n")
                .episode.url,
            "https://v.example/x");
  EXPECT_EQ(ReadOne("# T\n\nSee [5:02](https://v.example/x?t=302).\n").episode.url, "");
}

TEST(MarkdownNotes, ShowsATitleWithoutTheMarksOfCode) {
  EXPECT_EQ(ReadOne("---\ntitle: 'All about `tea` and `pots`'\n---\n").episode.title,
            "All about tea and pots");
  EXPECT_EQ(ReadOne("---\ntitle: 'What ` is for'\n---\n").episode.title, "What ` is for");
}

TEST(MarkdownNotes, NeedsATitle) {
  const Document document = ReadMarkdownNotes("---\nnumber: 3\n---\nText\n", "a.md");
  EXPECT_TRUE(document.episodes.empty());
  EXPECT_EQ(Kinds(document.errors), Strings{"missing-title"});
}

TEST(MarkdownNotes, LeavesOutWhatIsNoEpisode) {
  EXPECT_EQ(Kinds(ReadMarkdownNotes("---\ntitle: T\ndraft: true\n---\n", "a.md").warnings),
            Strings{"draft"});
  EXPECT_EQ(Kinds(ReadMarkdownNotes("---\ntitle: T\npublished: false\n---\n", "a.md").warnings),
            Strings{"draft"});
  EXPECT_EQ(Kinds(ReadMarkdownNotes("---\nepisode: _episodes/a.md\n---\nWords", "a.md").warnings),
            Strings{"transcript"});
  const Document readme = ReadMarkdownNotes("# Our show\n", "README.md");
  EXPECT_TRUE(readme.episodes.empty());
  EXPECT_EQ(Kinds(readme.warnings), Strings{"not-an-episode"});
}

TEST(MarkdownNotes, KnowsATranscriptByTheEpisodeItNames) {
  const auto transcript =
      ReadMarkdownTranscript("---\nepisode: _episodes/twir/17.md\n---\n\n__Ada__: Hello\n");
  ASSERT_TRUE(transcript);
  EXPECT_EQ(transcript->episode, "_episodes/twir/17.md");
  EXPECT_EQ(transcript->body, "\n__Ada__: Hello\n");
  EXPECT_FALSE(ReadMarkdownTranscript("---\nepisode: 17\ntitle: T\n---\n"));
  EXPECT_FALSE(ReadMarkdownTranscript("---\nepisode: 17.md\ndate: 2024-01-02\n---\n"));
  EXPECT_FALSE(ReadMarkdownTranscript("# Words"));
}

TEST(MarkdownNotes, ReportsFrontMatterThatCannotBeRead) {
  const Document document = ReadMarkdownNotes("---\ntitle: T\n", "a.md");
  EXPECT_TRUE(document.episodes.empty());
  EXPECT_EQ(Kinds(document.errors), Strings{"front-matter-open"});
}

TEST(MarkdownNotes, ReplacesBytesThatAreNoUtf8) {
  const Document document = ReadMarkdownNotes("---\ntitle: a\xFFz\n---\n", "a.md");
  ASSERT_EQ(document.episodes.size(), 1u);
  EXPECT_EQ(document.episodes[0].episode.title, "a\uFFFDz");
  EXPECT_EQ(Kinds(document.warnings), Strings{"bad-encoding"});
}

TEST(MarkdownNotes, KeepsBothDescriptionsAndNothingTwice) {
  EXPECT_EQ(ReadOne("---\ntitle: T\ndescription: Short.\n---\nLonger text.\n").episode.description,
            "Short.\n\nLonger text.");
  EXPECT_EQ(
      ReadOne("---\ntitle: T\ndescription: Short.\n---\nShort. And more.\n").episode.description,
      "Short. And more.");
}

TEST(MarkdownNotes, ReadsDurationsAndDoubtsALengthInBytes) {
  EXPECT_EQ(WithFields("duration: 1h 4m").duration_s, 3840);
  EXPECT_EQ(WithFields("runtime: 3600").duration_s, 3600);
  EXPECT_EQ(WithFields("length: '1:00:01'").duration_s, 3601);
  EXPECT_EQ(WithFields("length: 88392669").duration_s, std::nullopt);
  EXPECT_EQ(WithFields("audio: {url: a.mp3, duration: '2:03'}").duration_s, 123);
}

TEST(MarkdownNotes, ReadsNumbersAndSeasons) {
  EXPECT_EQ(WithFields("episode: '#12'").number, 12);
  EXPECT_EQ(WithFields("episodeNumber: 12\nseason: 3").season, 3);
  EXPECT_EQ(WithFields("episode: S02E05").season, 2);
  EXPECT_EQ(WithFields("episode: S02E05").number, 5);
  const Document odd = ReadMarkdownNotes("---\ntitle: T\nnumber: many\n---\n", "a.md");
  EXPECT_EQ(Kinds(odd.warnings), Strings{"bad-number"});
  EXPECT_EQ(odd.warnings[0].line, 3u);
}

TEST(MarkdownNotes, TakesPublishedForADateOrAFlag) {
  EXPECT_EQ(WithFields("published: true\npubDate: 2024-01-02").published, "2024-01-02");
  EXPECT_EQ(WithFields("published: 2024-01-02").published, "2024-01-02");
  const Document odd = ReadMarkdownNotes("---\ntitle: T\ndate: 1/2/2024\n---\n", "a.md");
  EXPECT_EQ(Kinds(odd.warnings), Strings{"bad-date"});
}

struct AddressCase {
  std::string fields;
  std::string audio_url;
  std::string url;
};

class MarkdownAddresses : public testing::TestWithParam<AddressCase> {};

TEST_P(MarkdownAddresses, AreToldApart) {
  const Episode episode = WithFields(GetParam().fields);
  EXPECT_EQ(episode.audio_url, GetParam().audio_url);
  EXPECT_EQ(episode.url, GetParam().url);
}

INSTANTIATE_TEST_SUITE_P(
    Table, MarkdownAddresses,
    testing::Values(
        AddressCase{"url: https://a.example/1.MP3?x=1", "https://a.example/1.MP3?x=1", ""},
        AddressCase{"url: https://traffic.megaphone.fm/X", "https://traffic.megaphone.fm/X", ""},
        AddressCase{"url: https://a.example/1", "", "https://a.example/1"},
        AddressCase{"file: /audio/1.ogg\npermalink: /1/", "/audio/1.ogg", ""},
        AddressCase{"enclosure: {url: 'https://a.example/1', type: audio/mpeg}",
                    "https://a.example/1", ""},
        AddressCase{"audio_url: https://a.example/1.mp3\nlink: https://a.example/1",
                    "https://a.example/1.mp3", "https://a.example/1"},
        AddressCase{"youtube: abcdefghij_", "", "https://www.youtube.com/watch?v=abcdefghij_"},
        AddressCase{"link: javascript:alert(1)", "", ""}));

TEST(MarkdownNotes, LinksTheVideoBesideThePage) {
  const Episode episode =
      WithFields("link: https://a.example/1\nyoutube: https://youtu.be/abcdefghij_");
  EXPECT_EQ(episode.url, "https://a.example/1");
  ASSERT_EQ(episode.links.size(), 1u);
  EXPECT_EQ(episode.links[0].url, "https://youtu.be/abcdefghij_");
}

struct PeopleCase {
  std::string fields;
  std::vector<Person> people;
};

class MarkdownPeople : public testing::TestWithParam<PeopleCase> {};

TEST_P(MarkdownPeople, AreReadFromWhateverTheyAreWrittenIn) {
  EXPECT_EQ(WithFields(GetParam().fields).people, GetParam().people);
}

Person Guest(std::string name, std::string bio = {}, std::string url = {}) {
  return {std::move(name), "guest", std::move(bio), std::move(url), false};
}
Person Host(std::string name) { return {std::move(name), "host", {}, {}, false}; }

INSTANTIATE_TEST_SUITE_P(
    Table, MarkdownPeople,
    testing::Values(
        PeopleCase{"guest: Ada Byron", {Guest("Ada Byron")}},
        PeopleCase{"guests: Ada Byron, Bo Grain and Cy Dale",
                   {Guest("Ada Byron"), Guest("Bo Grain"), Guest("Cy Dale")}},
        PeopleCase{"guests: [Ada Byron (Engines), '[Bo Grain](https://bo.example/)']",
                   {Guest("Ada Byron", "Engines"), Guest("Bo Grain", "", "https://bo.example/")}},
        PeopleCase{"guest: Ada Byron, inventor of programs",
                   {Guest("Ada Byron", "inventor of programs")}},
        PeopleCase{"guest:\n  name: Ada Byron\n  of: Engines\n  twitter: '@ada'",
                   {Guest("Ada Byron", "Engines", "https://twitter.com/ada")}},
        PeopleCase{"guests:\n  - {name: Ada Byron, url: ada.example, bio: 'A **bio**'}",
                   {Guest("Ada Byron", "A bio", "https://ada.example")}},
        PeopleCase{"guest: {name: Ada Byron, url: 'javascript:x'}", {Guest("Ada Byron")}},
        PeopleCase{"people: {hosts: [Bo Grain], guests: [Ada Byron]}",
                   {Guest("Ada Byron"), Host("Bo Grain")}},
        PeopleCase{"guests:\n  Ada Byron: https://ada.example/\n  Bo Grain:",
                   {Guest("Ada Byron", "", "https://ada.example/"), Guest("Bo Grain")}},
        PeopleCase{"hosts: [Bo Grain]\npeople: [Bo Grain, Ada Byron]",
                   {Host("Bo Grain"), Person{"Ada Byron", "", "", "", false}}},
        PeopleCase{"guest: none\nguests: []", {}}));

TEST(MarkdownNotes, CollectsTagsOnce) {
  EXPECT_EQ(WithFields("tags: 'a, b'\ncategories: [B, c]\ncategory: d").tags,
            (Strings{"a", "b", "c", "d"}));
}

TEST(MarkdownNotes, ReadsShowLanguageAndGuid) {
  const DocumentEpisode read = ReadOne(
      "---\ntitle: T\nshow: The Post\nlang: de_CH\nslug: letters\n---\n", "2024-01-02-x.md");
  EXPECT_EQ(read.episode.show.title, "The Post");
  EXPECT_EQ(read.episode.show.id, "the-post");
  EXPECT_EQ(read.episode.language, "de-CH");
  EXPECT_EQ(read.guid, "letters");
}

TEST(MarkdownNotes, NotesWhatElseBelongsToTheEpisode) {
  const DocumentEpisode read = ReadOne(
      "---\ntitle: T\nchapters: /c/1.json\ntranscript:\n  - url: https://a.example/1.vtt\n    "
      "type: "
      "text/vtt\n    language: en\n  - 1.srt\n---\n");
  EXPECT_EQ(read.attachments,
            (std::vector<Attachment>{
                {AttachmentKind::kChapters, "/c/1.json", "", ""},
                {AttachmentKind::kTranscript, "https://a.example/1.vtt", "text/vtt", "en"},
                {AttachmentKind::kTranscript, "1.srt", "", ""}}));
  EXPECT_TRUE(ReadOne("---\ntitle: T\ntranscript: true\n---\n").attachments.empty());
}

TEST(MarkdownNotes, ReadsChaptersOfTheFrontMatter) {
  for (const std::string chapters :
       {"\n  - {start: '1:02', title: Two}\n  - {startTime: 0, title: One}\n  - {time: '3:00', "
        "title: Hidden, toc: false}",
        "\n  - 0:00 One\n  - '1:02 - Two'", "\n  '0:00': One\n  '1:02': Two",
        " |\n  0:00 One\n  1:02 Two"}) {
    const Episode episode = WithFields("chapters:" + chapters);
    ASSERT_EQ(episode.chapters.size(), 2u) << chapters;
    EXPECT_EQ(episode.chapters[0].start_s, 0);
    EXPECT_EQ(episode.chapters[0].title, "One");
    EXPECT_EQ(episode.chapters[1].start_s, 62);
    EXPECT_EQ(episode.chapters[1].title, "Two");
  }
  EXPECT_EQ(Kinds(ReadMarkdownNotes("---\ntitle: T\nchapters: [no time, 0:00 One]\n---\n", "a.md")
                      .warnings),
            Strings{"bad-chapter"});
}

}  // namespace
}  // namespace cuepoint
