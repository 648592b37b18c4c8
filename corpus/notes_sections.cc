#include "corpus/notes_sections.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxHeadingBytes = 80;
constexpr std::size_t kMaxTitleBytes = 160;

// Lower-case words with single spaces: ASCII punctuation and symbols beyond ASCII go, letters with
// accents stay (their case does not matter here: key words start with ASCII letters).
std::string Words(std::string_view text) {
  std::string words;
  bool gap = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = std::max<std::size_t>(Utf8SequenceLength(text.substr(i)), 1);
    const bool letter =
        IsAlnum(text[i]) || (length == 2 && text[i] != '\xC2' && text.substr(i, 2) != "\xC3\x97");
    if (letter) {
      if (gap && !words.empty()) words += ' ';
      gap = false;
      for (std::size_t k = 0; k < length; ++k) words += ToLower(text[i + k]);
    } else if (text[i] != '\'' && !(length == 3 && text.substr(i, 3) == "\xE2\x80\x99")) {
      gap = true;
    }
    i += length;
  }
  return words;
}

// Whether `words` starts with the words of `phrase`; with '*' at its end the last one may go on.
bool StartsWithWords(std::string_view words, std::string_view phrase) {
  const bool open = phrase.ends_with('*');
  if (open) phrase.remove_suffix(1);
  if (!words.starts_with(phrase)) return false;
  return open || words.size() == phrase.size() || words[phrase.size()] == ' ';
}

template <std::size_t kSize>
bool StartsWithAny(std::string_view words, const std::array<std::string_view, kSize>& phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view phrase) { return StartsWithWords(words, phrase); });
}

template <std::size_t kSize>
bool IsAnyOf(std::string_view words, const std::array<std::string_view, kSize>& phrases) {
  return std::find(phrases.begin(), phrases.end(), words) != phrases.end();
}

constexpr std::array<std::string_view, 28> kNotes = {"notes",
                                                     "show notes",
                                                     "shownotes",
                                                     "the show notes",
                                                     "episode notes",
                                                     "timestamps",
                                                     "time stamps",
                                                     "timestamp",
                                                     "time codes",
                                                     "timecodes",
                                                     "chapters",
                                                     "chapter",
                                                     "chapter markers",
                                                     "topics",
                                                     "timeline",
                                                     "outline",
                                                     "agenda",
                                                     "contents",
                                                     "table of contents",
                                                     "in this episode",
                                                     "kapitel",
                                                     "kapitelmarken",
                                                     "inhalt",
                                                     "sommaire",
                                                     "chapitres",
                                                     "cap\xC3\xADtulos",
                                                     "notas",
                                                     "minutage"};
constexpr std::array<std::string_view, 12> kLinks = {
    "links", "link",    "show links", "resources",       "ressourcen", "ressources",
    "liens", "enlaces", "references", "further reading", "recursos",   "quellen"};
constexpr std::array<std::string_view, 12> kLinkStarts = {
    "links",        "referenced resources", "other resources",
    "other links",  "links mentioned",      "mentioned",
    "resources",    "things mentioned",     "additional resources",
    "useful links", "more resources",       "weiterf\xC3\xBChrende links"};
constexpr std::array<std::string_view, 24> kGuests = {"guest",
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
                                                      "invitados"};
constexpr std::array<std::string_view, 20> kHosts = {"host",           "hosts",
                                                     "your host",      "your hosts",
                                                     "our hosts",      "our host",
                                                     "hosted by",      "presented by",
                                                     "presenter",      "presenters",
                                                     "moderator",      "moderators",
                                                     "moderation",     "moderiert von",
                                                     "about the host", "about the hosts",
                                                     "co hosts",       "prepared and presented by",
                                                     "animateurs",     "presentado por"};
constexpr std::array<std::string_view, 14> kCredits = {"credits",
                                                       "credit",
                                                       "music",
                                                       "music by",
                                                       "music credits",
                                                       "production",
                                                       "produced by",
                                                       "impressum",
                                                       "acknowledgements",
                                                       "edited by",
                                                       "mitwirkende",
                                                       "cr\xC3\xA9"
                                                       "dits",
                                                       "cr\xC3\xA9"
                                                       "ditos",
                                                       "colophon"};
constexpr std::array<std::string_view, 38> kBoilerplateStarts = {"contributing to",
                                                                 "tweet us",
                                                                 "hit us up",
                                                                 "follow us",
                                                                 "follow the show",
                                                                 "follow along",
                                                                 "follow the podcast",
                                                                 "subscribe",
                                                                 "support us",
                                                                 "support the show",
                                                                 "support the podcast",
                                                                 "support our",
                                                                 "join our",
                                                                 "join us",
                                                                 "join the",
                                                                 "get in touch",
                                                                 "contact",
                                                                 "connect with us",
                                                                 "stay in touch",
                                                                 "stay connected",
                                                                 "social media",
                                                                 "socials",
                                                                 "find us",
                                                                 "rate us",
                                                                 "rate and review",
                                                                 "rate this",
                                                                 "leave a review",
                                                                 "leave us",
                                                                 "newsletter",
                                                                 "feedback",
                                                                 "abonnier*",
                                                                 "folge uns",
                                                                 "folgt uns",
                                                                 "suivez",
                                                                 "abonnez",
                                                                 "s\xC3\xADguenos",
                                                                 "suscr\xC3\xAD"
                                                                 "bete",
                                                                 "our socials"};
constexpr std::array<std::string_view, 5> kTranscript = {
    "transcript*", "full transcript", "episode transcript", "transkript", "transcripci*"};

// The word that a sponsor's heading ends in, behind a dash: "Xojo — Sponsor".
bool EndsAsSponsor(std::string_view text) {
  text = Trim(text);
  while (!text.empty() && !IsAlnum(text.back())) text.remove_suffix(1);
  const std::string lower =
      ToLowerAscii(text.substr(text.size() - std::min<std::size_t>(text.size(), 9)));
  std::size_t length = 0;
  for (const std::string_view word : {"sponsors", "sponsored", "sponsor"}) {
    if (length == 0 && std::string_view(lower).ends_with(word)) length = word.size();
  }
  if (length == 0 || length == text.size()) return false;
  text = Trim(text.substr(0, text.size() - length));
  if (text.empty()) return false;
  return text.ends_with('-') || text.ends_with("\xE2\x80\x93") || text.ends_with("\xE2\x80\x94") ||
         text.ends_with('|') || text.ends_with('(') || text.ends_with('[') || text.ends_with(':');
}

// What makes the start of a title or a heading a sponsor's. The words after the phrase must not
// turn it into a topic: "Sponsors: how to find them" is one risk taken, "Sponsorship" is not.
bool StartsAsSponsor(std::string_view text, std::string_view words) {
  constexpr std::array<std::string_view, 30> kPhrases = {"sponsor",
                                                         "sponsors",
                                                         "our sponsor",
                                                         "our sponsors",
                                                         "todays sponsor",
                                                         "todays sponsors",
                                                         "episode sponsor",
                                                         "episode sponsors",
                                                         "show sponsor",
                                                         "this weeks sponsor",
                                                         "this episodes sponsor",
                                                         "sponsor break",
                                                         "sponsor message",
                                                         "sponsor read",
                                                         "sponsor spot",
                                                         "ad break",
                                                         "ad",
                                                         "ads",
                                                         "advert",
                                                         "advertisement",
                                                         "adverts",
                                                         "advertisements",
                                                         "werbung",
                                                         "werbepause",
                                                         "werbepartner",
                                                         "publicit\xC3\xA9",
                                                         "publicidad",
                                                         "nos sponsors",
                                                         "unser sponsor",
                                                         "patrocinadores"};
  if (IsAnyOf(words, kPhrases)) return true;
  constexpr std::array<std::string_view, 22> kStarts = {"sponsored by",
                                                        "brought to you by",
                                                        "this episode is sponsored",
                                                        "this episode is brought",
                                                        "todays episode is sponsored",
                                                        "todays episode is brought",
                                                        "a word from our",
                                                        "a word from the sponsor",
                                                        "word from our sponsor*",
                                                        "thanks to our sponsor*",
                                                        "thank you to our sponsor*",
                                                        "thanks to todays sponsor*",
                                                        "message from our sponsor*",
                                                        "a message from our sponsor*",
                                                        "our sponsor*",
                                                        "gesponsert",
                                                        "sponsoris\xC3\xA9",
                                                        "patrocinado por",
                                                        "pr\xC3\xA4sentiert von",
                                                        "cet \xC3\xA9pisode est sponsoris*",
                                                        "diese folge wird pr\xC3\xA4sentiert",
                                                        "este episodio est\xC3\xA1 patrocinado"};
  if (StartsWithAny(words, kStarts)) return true;
  // "Sponsor: Sentry", "Ad: Linode", "Sponsor - Sentry".
  for (const std::string_view label :
       {"sponsors", "sponsor", "ad", "advert", "werbung", "sponsoring", "anzeige"}) {
    if (!StartsWithNoCase(text, label)) continue;
    const std::string_view after = Trim(text.substr(label.size()));
    if (after.starts_with(':') || after.starts_with("- ") || after.starts_with("\xE2\x80\x93 ") ||
        after.starts_with("\xE2\x80\x94 ") || after.starts_with('|')) {
      return true;
    }
  }
  return false;
}

}  // namespace

SectionKind ClassifyHeading(std::string_view text) {
  if (text.size() > kMaxHeadingBytes) return SectionKind::kContent;
  const std::string words = Words(text);
  if (StartsAsSponsor(text, words) || EndsAsSponsor(text)) return SectionKind::kSponsor;
  if (IsAnyOf(words, kNotes) || words.starts_with("timestamps ")) return SectionKind::kNotes;
  if (IsAnyOf(words, kGuests)) return SectionKind::kGuests;
  if (IsAnyOf(words, kHosts)) return SectionKind::kHosts;
  if (IsAnyOf(words, kCredits)) return SectionKind::kCredits;
  if (IsAnyOf(words, kLinks) || StartsWithAny(words, kLinkStarts)) return SectionKind::kLinks;
  if (StartsWithAny(words, kTranscript)) return SectionKind::kTranscript;
  if (StartsWithAny(words, kBoilerplateStarts)) return SectionKind::kBoilerplate;
  return SectionKind::kContent;
}

bool IsAdvertTitle(std::string_view title) {
  if (title.size() > kMaxTitleBytes) return false;
  const std::string words = Words(title);
  if (StartsAsSponsor(title, words) || EndsAsSponsor(title)) return true;
  // "Syntax brought to you by Sentry": a name in front.
  const std::size_t brought = words.find(" brought to you by ");
  return brought != std::string::npos && brought <= 60;
}

bool IsAdvertSentence(std::string_view sentence) {
  const std::string words = Words(TruncateUtf8(sentence, 400));
  if (StartsAsSponsor(sentence, words)) return true;
  constexpr std::array<std::string_view, 14> kInside = {
      " is sponsored by",       " is brought to you by",
      " are sponsored by",      " sponsored by ",
      " was brought to you by", " for sponsoring ",
      " promo code ",           " coupon code ",
      " discount code ",        " gutscheincode ",
      " code promo ",           " wird gesponsert von",
      " est sponsoris\xC3\xA9", " est\xC3\xA1 patrocinado por"};
  for (const std::string_view phrase : kInside) {
    if (words.find(phrase) != std::string::npos) return true;
  }
  // "use code SYNTAX for 20 % off".
  const bool code = words.find("use code ") != std::string::npos ||
                    words.find("use the code ") != std::string::npos ||
                    words.find("with code ") != std::string::npos ||
                    words.find("enter code ") != std::string::npos;
  return code &&
         (words.find(" off") != std::string::npos || words.find("discount") != std::string::npos ||
          words.find(" free") != std::string::npos);
}

bool IsBoilerplate(std::string_view text) {
  const std::string words = Words(TruncateUtf8(text, 64));
  constexpr std::array<std::string_view, 34> kStarts = {"follow us on",
                                                        "follow us at",
                                                        "subscribe to",
                                                        "subscribe on",
                                                        "subscribe now",
                                                        "please subscribe",
                                                        "please rate",
                                                        "please leave",
                                                        "rate us",
                                                        "rate and review",
                                                        "leave a review",
                                                        "leave us a",
                                                        "join our discord",
                                                        "join our slack",
                                                        "join our community",
                                                        "join us on",
                                                        "get in touch with us",
                                                        "find us on",
                                                        "contact us",
                                                        "email us",
                                                        "support us on",
                                                        "support the show",
                                                        "support this podcast",
                                                        "become a patron",
                                                        "become a supporter",
                                                        "become a member",
                                                        "if you enjoyed this",
                                                        "if you like the show",
                                                        "like and subscribe",
                                                        "abonniere",
                                                        "folge uns",
                                                        "abonnez vous",
                                                        "suivez nous",
                                                        "s\xC3\xADguenos"};
  return StartsWithAny(words, kStarts);
}

}  // namespace cuepoint
