#include "corpus/notes/notes_sections.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/notes/notes_adverts.h"

namespace cuepoint {
namespace {

struct HeadingCase {
  const char* text;
  SectionKind kind;
};

TEST(NotesSections, AreToldByTheirHeadings) {
  const std::vector<HeadingCase> cases = {
      {"Show Notes", SectionKind::kNotes},
      {"The Show Notes!", SectionKind::kNotes},
      {"Timestamps", SectionKind::kNotes},
      {"In the episode", SectionKind::kNotes},
      {"Timestamps & referenced resources", SectionKind::kNotes},
      {"Kapitel:", SectionKind::kNotes},
      {"Cap\xC3\xADtulos", SectionKind::kNotes},
      {"Links", SectionKind::kLinks},
      {"Other Resources", SectionKind::kLinks},
      {"Guests", SectionKind::kGuests},
      {"Today's guest:", SectionKind::kGuests},
      {"Invit\xC3\xA9s", SectionKind::kGuests},
      {"G\xC3\xA4ste", SectionKind::kGuests},
      {"Hosts", SectionKind::kHosts},
      {"Prepared and Presented by", SectionKind::kHosts},
      {"Credits", SectionKind::kCredits},
      {"Contributing to Tea Time", SectionKind::kBoilerplate},
      {"Tweet us your tasty treats!", SectionKind::kBoilerplate},
      {"Hit us up on Socials!", SectionKind::kBoilerplate},
      {"Follow us", SectionKind::kBoilerplate},
      {"Subscribe", SectionKind::kBoilerplate},
      {"Folge uns", SectionKind::kBoilerplate},
      {"Sponsors", SectionKind::kSponsor},
      {"Xojo \xE2\x80\x94 Sponsor", SectionKind::kSponsor},
      {"Xojo  - Sponsor", SectionKind::kSponsor},
      {"Sponsor - Xojo", SectionKind::kSponsor},
      {"Get a pot with Xojo \xE2\x80\x94 Show Sponsor", SectionKind::kSponsor},
      {"Xojo Sponsor", SectionKind::kSponsor},
      {"Werbung", SectionKind::kSponsor},
      {"Transcript", SectionKind::kTranscript},
      {"Sick Picks", SectionKind::kContent},
      {"Shameless Plugs", SectionKind::kContent},
      {"Follow-up", SectionKind::kContent},
      {"Contact tracing in the wild", SectionKind::kContent},
      {"How we find sponsors", SectionKind::kContent},
      {"Sponsorship in open source", SectionKind::kContent},
      {"Linking objects", SectionKind::kContent},
      {"", SectionKind::kContent}};
  for (const HeadingCase& c : cases) {
    EXPECT_EQ(static_cast<int>(ClassifyHeading(c.text)), static_cast<int>(c.kind)) << c.text;
  }
}

TEST(AdvertTitles, AreToldFromTopics) {
  for (const char* title :
       {"Sponsor: Xojo", "Sponsors", "Tea Time brought to you by Xojo", "Brought to you by Xojo.",
        "Sponsored by Xojo", "Ad break", "Ad: Xojo", "Today's sponsor", "Thanks to our sponsors",
        "A word from our sponsor", "Xojo - Episode Sponsor", "Werbung", "Xojo - Sponsor",
        "Publicit\xC3\xA9"}) {
    EXPECT_TRUE(IsAdvertTitle(title)) << title;
  }
  for (const char* title :
       {"GitHub Sponsors", "How we find sponsors", "Getting sponsored for open source",
        "The sponsorship landscape", "Advertising on podcasts", "Adam joins", "Xojo in production",
        "Adding things up", "What is a sponsored post?", "Ads.txt explained", ""}) {
    EXPECT_FALSE(IsAdvertTitle(title)) << title;
  }
}

TEST(AdvertSentences, AreToldFromTalkOfAdvertising) {
  for (const char* text :
       {"This episode is sponsored by Xojo.", "Tea Time is brought to you by Xojo, the best tea.",
        "Sponsor: Xojo, the best tea", "Thanks to our sponsor Xojo!",
        "Use code TEA for 20% off your first pot.", "Get tea with the promo code TEA at checkout.",
        "Thank you to Xojo for sponsoring the show.", "Diese Folge wird gesponsert von Xojo.",
        "Cet \xC3\xA9pisode est sponsoris\xC3\xA9 par Xojo."}) {
    EXPECT_TRUE(IsAdvertSentence(text)) << text;
  }
  for (const char* text :
       {"We talk about how sponsors pay for open source.", "How to code in Rust.",
        "Codes of conduct, and how to use them.", "Ada works on advertising at Xojo."}) {
    EXPECT_FALSE(IsAdvertSentence(text)) << text;
  }
}

TEST(Boilerplate, IsWhatEveryEpisodeAsksFor) {
  for (const char* text :
       {"Subscribe on your favourite app!", "Follow us on Mastodon", "Join our Discord: a.example",
        "Please rate and review the show", "If you enjoyed this episode, tell a friend",
        "Get in touch with us if you would like to be on the show"}) {
    EXPECT_TRUE(IsBoilerplate(text)) << text;
  }
  for (const char* text : {"Subscribers of a topic get its messages", "Follow the white rabbit",
                           "Joining tables", "Ratings are hard", ""}) {
    EXPECT_FALSE(IsBoilerplate(text)) << text;
  }
}

}  // namespace
}  // namespace cuepoint
