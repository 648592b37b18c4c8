// Advertisements in show notes, and invitations that every episode carries.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_ADVERTS_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_ADVERTS_H_

#include <string>
#include <string_view>

namespace cuepoint {

/// Whether a heading announces a sponsor: "Sponsors", "Xojo — Sponsor", "Brought to you by Xojo".
/// English, German, French and Spanish key words, as below. Pure and thread-safe, as all of these.
bool IsSponsorHeading(std::string_view text);

/// Whether a chapter of this title is an advertisement: "Sponsor: Sentry", "Ad break", "Syntax
/// brought to you by Sentry". "GitHub Sponsors" and "How we find sponsors" are none.
bool IsAdvertTitle(std::string_view title);

/// Whether a sentence, or a paragraph by its first words, advertises ("This episode is sponsored
/// by …", "use code X for 20 % off").
bool IsAdvertSentence(std::string_view sentence);

/// A paragraph with its advertising sentences taken out.
struct AdvertSplit {
  std::string kept;
  std::string adverts;
  bool opens = false;  ///< The first sentence is one of them.
};

/// Empty `adverts` mean that there are none, and `kept` is then not filled in.
AdvertSplit SplitAdverts(std::string_view paragraph);

/// Whether a paragraph or list item asks listeners to do what every episode asks: subscribe, rate,
/// follow, join, write in.
bool IsBoilerplate(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_ADVERTS_H_
