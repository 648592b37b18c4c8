#include "corpus/notes/notes_adverts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "corpus/notes/notes_key_words.h"
#include "corpus/notes/notes_prose.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxTitleBytes = 160;

constexpr PhraseSet kSponsorPhrases(std::to_array<std::string_view>({"sponsor",
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
                                                                     "patrocinadores"}));
constexpr PhraseSet kSponsorStarts(
    std::to_array<std::string_view>({"sponsored by",
                                     "brought to you",
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
                                     "este episodio est\xC3\xA1 patrocinado"}));
// Followed by a name: "Sponsor: Sentry", "Ad: Linode", "Sponsor - Sentry".
constexpr PhraseSet kSponsorLabels(std::to_array<std::string_view>(
    {"sponsors", "sponsor", "ad", "advert", "werbung", "sponsoring", "anzeige"}));
constexpr PhraseSet kBoilerplateStarts(std::to_array<std::string_view>({"follow us on",
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
                                                                        "s\xC3\xADguenos"}));

// The word that a sponsor's heading ends in, behind a dash: "Xojo — Sponsor".
bool EndsAsSponsor(std::string_view text) {
  text = Trim(text);
  while (!text.empty() && !IsAlnum(text.back())) text.remove_suffix(1);
  std::size_t length = 0;
  for (const std::string_view word : {"sponsors", "sponsored", "sponsor"}) {
    if (length == 0 && text.size() > word.size() &&
        EqualsNoCase(text.substr(text.size() - word.size()), word)) {
      length = word.size();
    }
  }
  if (length == 0) return false;
  text = Trim(text.substr(0, text.size() - length));
  // "Xojo — Show Sponsor".
  for (const std::string_view kind : {" show", " episode"}) {
    if (text.size() > kind.size() && EqualsNoCase(text.substr(text.size() - kind.size()), kind)) {
      text = Trim(text.substr(0, text.size() - kind.size()));
      break;
    }
  }
  if (text.empty()) return false;
  return text.ends_with('-') || text.ends_with("\xE2\x80\x93") || text.ends_with("\xE2\x80\x94") ||
         text.ends_with('|') || text.ends_with('(') || text.ends_with('[') || text.ends_with(':');
}

// Whether the last word of a text is "sponsor", whatever marks are behind it.
bool EndsInSponsor(std::string_view text) {
  constexpr std::string_view kSponsor = "sponsor";
  while (!text.empty() && !IsAlnum(text.back())) text.remove_suffix(1);
  return text.size() > kSponsor.size() &&
         EqualsNoCase(text.substr(text.size() - kSponsor.size()), kSponsor);
}

// "Sponsor: Sentry", "Ad: Linode", "Sponsor - Sentry".
bool IsSponsorLabel(std::string_view text) {
  for (const std::string_view label : kSponsorLabels.phrases()) {
    if (!StartsWithNoCase(text, label)) continue;
    const std::string_view after = Trim(text.substr(label.size()));
    if (after.starts_with(':') || after.starts_with("- ") || after.starts_with("\xE2\x80\x93 ") ||
        after.starts_with("\xE2\x80\x94 ") || after.starts_with('|')) {
      return true;
    }
  }
  return false;
}

bool MayStartAsSponsor(std::string_view text) {
  const std::size_t start = WordsStart::Of(text);
  return kSponsorPhrases.MayStart(start) || kSponsorStarts.MayStart(start) ||
         kSponsorLabels.MayStart(start);
}

// What makes the start of a title or a heading a sponsor's. The words after the phrase must not
// turn it into a topic: "Sponsors: how to find them" is one risk taken, "Sponsorship" is not.
bool StartsAsSponsor(std::string_view text, std::string_view words) {
  if (kSponsorPhrases.Holds(words)) return true;
  if (kSponsorStarts.StartOf(words)) return true;
  return IsSponsorLabel(text);
}

// A part of a word that advertisements are told by, and the two bytes of it that are looked for,
// which few other words have.
struct AdvertPart {
  std::string_view text;
  std::size_t rare;  // Where the two bytes stand in it.
};

constexpr auto kAdvertParts = std::to_array<AdvertPart>({{"ponso", 2},
                                                         {"rought to", 2},
                                                         {"code", 1},
                                                         {"Code", 1},
                                                         {"Ad", 0},
                                                         {"ad:", 1},
                                                         {"erbung", 1},
                                                         {"nzeige", 0},
                                                         {"ublici", 1},
                                                         {"atrocin", 3}});

// Bit i of a byte: it is the first, or the second, of the rare bytes of part i.
struct RareBytes {
  std::array<std::uint16_t, 256> first{};
  std::array<std::uint16_t, 256> second{};
};

constexpr RareBytes MakeRareBytes() {
  RareBytes bytes;
  for (std::size_t i = 0; i < kAdvertParts.size(); ++i) {
    const AdvertPart& part = kAdvertParts[i];
    const auto bit = static_cast<std::uint16_t>(1u << i);
    bytes.first[static_cast<unsigned char>(part.text[part.rare])] |= bit;
    bytes.second[static_cast<unsigned char>(part.text[part.rare + 1])] |= bit;
  }
  return bytes;
}

constexpr RareBytes kRareBytes = MakeRareBytes();

// Whether a paragraph holds a part of any word that advertisements are told by. Every line of every
// episode goes through here: all parts are looked for at once.
bool MayAdvertise(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    const unsigned parts = kRareBytes.first[static_cast<unsigned char>(text[i - 1])] &
                           kRareBytes.second[static_cast<unsigned char>(text[i])];
    if (parts == 0) continue;
    for (const AdvertPart& part : kAdvertParts) {
      if (i - 1 >= part.rare && text.substr(i - 1 - part.rare).starts_with(part.text)) return true;
    }
  }
  return false;
}

}  // namespace

bool IsSponsorHeading(std::string_view text) {
  if (EndsAsSponsor(text)) return true;
  const bool ends = EndsInSponsor(text);
  if (!ends && !MayStartAsSponsor(text)) return false;
  const std::string words = KeyWords(text);
  if (StartsAsSponsor(text, words)) return true;
  // "Netlify Sponsor", without a dash: a name of up to three words.
  return words.ends_with(" sponsor") && std::count(words.begin(), words.end(), ' ') <= 3;
}

bool IsAdvertTitle(std::string_view title) {
  if (title.size() > kMaxTitleBytes) return false;
  const std::string words = KeyWords(title);
  if (StartsAsSponsor(title, words) || EndsAsSponsor(title)) return true;
  // "Syntax brought to you by Sentry": a name in front.
  const std::size_t brought = words.find(" brought to you by ");
  return brought != std::string::npos && brought <= 60;
}

bool IsAdvertSentence(std::string_view sentence) {
  const std::string words = KeyWords(TruncateUtf8(sentence, 400));
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

AdvertSplit SplitAdverts(std::string_view paragraph) {
  AdvertSplit split;
  if (!MayAdvertise(paragraph)) return split;
  for (std::size_t begin = 0; begin < paragraph.size();) {
    const std::size_t end = FindSentenceEnd(paragraph, begin);
    const std::string_view sentence = Trim(paragraph.substr(begin, end - begin));
    const bool advert = IsAdvertSentence(sentence);
    if (advert && begin == 0) split.opens = true;
    std::string& to = advert ? split.adverts : split.kept;
    if (!to.empty()) to += ' ';
    to += sentence;
    begin = end;
    while (begin < paragraph.size() && IsSpace(paragraph[begin])) ++begin;
  }
  return split;
}

bool IsBoilerplate(std::string_view text) {
  if (!kBoilerplateStarts.MayStart(WordsStart::Of(text))) return false;
  return kBoilerplateStarts.StartOf(KeyWords(TruncateUtf8(text, 64)));
}

}  // namespace cuepoint
