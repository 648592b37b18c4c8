#include "corpus/notes/notes_sections.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "corpus/notes/notes_adverts.h"
#include "corpus/notes/notes_key_words.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxHeadingBytes = 80;

constexpr PhraseSet kNotes(std::to_array<std::string_view>(
    {"notes",           "show notes", "shownotes",         "the show notes",
     "episode notes",   "timestamps", "time stamps",       "timestamp",
     "time codes",      "timecodes",  "chapters",          "chapter",
     "chapter markers", "topics",     "timeline",          "outline",
     "agenda",          "contents",   "table of contents", "in this episode",
     "in the episode",  "kapitel",    "kapitelmarken",     "inhalt",
     "sommaire",        "chapitres",  "cap\xC3\xADtulos",  "notas",
     "minutage"}));
constexpr PhraseSet kLinks(std::to_array<std::string_view>(
    {"links", "link", "show links", "resources", "ressourcen", "ressources", "liens", "enlaces",
     "references", "further reading", "recursos", "quellen"}));
constexpr PhraseSet kLinkStarts(std::to_array<std::string_view>(
    {"links", "referenced resources", "other resources", "other links", "links mentioned",
     "mentioned", "resources", "things mentioned", "additional resources", "useful links",
     "more resources", "weiterf\xC3\xBChrende links"}));
constexpr PhraseSet kGuests(std::to_array<std::string_view>({"guest",
                                                             "guests",
                                                             "our guest",
                                                             "our guests",
                                                             "todays guest",
                                                             "todays guests",
                                                             "special guest",
                                                             "special guests",
                                                             "featured guest",
                                                             "featured guests",
                                                             "about the guest",
                                                             "about our guest",
                                                             "about the guests",
                                                             "about our guests",
                                                             "speakers",
                                                             "panelists",
                                                             "panel",
                                                             "gast",
                                                             "g\xC3\xA4ste",
                                                             "unser gast",
                                                             "invit\xC3\xA9",
                                                             "invit\xC3\xA9s",
                                                             "invitado",
                                                             "invitados"}));
constexpr PhraseSet kHosts(
    std::to_array<std::string_view>({"host",           "hosts",
                                     "your host",      "your hosts",
                                     "our hosts",      "our host",
                                     "hosted by",      "presented by",
                                     "presenter",      "presenters",
                                     "moderator",      "moderators",
                                     "moderation",     "moderiert von",
                                     "about the host", "about the hosts",
                                     "co hosts",       "prepared and presented by",
                                     "animateurs",     "presentado por"}));
constexpr PhraseSet kCredits(std::to_array<std::string_view>(
    {"credits", "credit", "music", "music by", "music credits", "production", "produced by",
     "impressum", "acknowledgements", "edited by", "mitwirkende",
     "cr\xC3\xA9"
     "dits",
     "cr\xC3\xA9"
     "ditos",
     "colophon"}));
constexpr PhraseSet kBoilerplate(std::to_array<std::string_view>(
    {"contact", "newsletter", "feedback", "subscribe", "socials", "kontakt"}));
constexpr PhraseSet kBoilerplateStarts(std::to_array<std::string_view>({"contributing to",
                                                                        "tweet us",
                                                                        "hit us up",
                                                                        "follow us",
                                                                        "follow the show",
                                                                        "follow along",
                                                                        "follow the podcast",
                                                                        "support us",
                                                                        "support the show",
                                                                        "support the podcast",
                                                                        "support our",
                                                                        "join our",
                                                                        "join us",
                                                                        "get in touch",
                                                                        "connect with us",
                                                                        "stay in touch",
                                                                        "stay connected",
                                                                        "social media",
                                                                        "find us",
                                                                        "rate us",
                                                                        "rate and review",
                                                                        "rate this",
                                                                        "leave a review",
                                                                        "leave us",
                                                                        "abonnier*",
                                                                        "folge uns",
                                                                        "folgt uns",
                                                                        "suivez",
                                                                        "abonnez",
                                                                        "s\xC3\xADguenos",
                                                                        "suscr\xC3\xAD"
                                                                        "bete",
                                                                        "our socials",
                                                                        "contact us",
                                                                        "contact me",
                                                                        "join the discord",
                                                                        "join the community",
                                                                        "join the conversation",
                                                                        "subscribe to",
                                                                        "subscribe on",
                                                                        "subscribe now"}));
constexpr PhraseSet kTranscript(std::to_array<std::string_view>(
    {"transcript*", "full transcript", "episode transcript", "transkript", "transcripci*"}));

}  // namespace

SectionKind ClassifyHeading(std::string_view text) {
  if (text.size() > kMaxHeadingBytes) return SectionKind::kContent;
  if (IsSponsorHeading(text)) return SectionKind::kSponsor;
  const std::size_t start = WordsStart::Of(text);
  const auto may_start = [start](const auto&... sets) { return (sets.MayStart(start) || ...); };
  if (!may_start(kNotes, kGuests, kHosts, kCredits, kLinks, kLinkStarts, kTranscript, kBoilerplate,
                 kBoilerplateStarts)) {
    return SectionKind::kContent;
  }
  const std::string words = KeyWords(text);
  if (kNotes.Holds(words) || words.starts_with("timestamps ")) return SectionKind::kNotes;
  if (kGuests.Holds(words)) return SectionKind::kGuests;
  if (kHosts.Holds(words)) return SectionKind::kHosts;
  if (kCredits.Holds(words)) return SectionKind::kCredits;
  if (kLinks.Holds(words) || kLinkStarts.StartOf(words)) return SectionKind::kLinks;
  if (kTranscript.StartOf(words)) return SectionKind::kTranscript;
  if (kBoilerplate.Holds(words) || kBoilerplateStarts.StartOf(words)) {
    return SectionKind::kBoilerplate;
  }
  return SectionKind::kContent;
}

}  // namespace cuepoint
