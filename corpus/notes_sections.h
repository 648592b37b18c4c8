// The sections of show notes: what a heading announces, and what is an advertisement or an
// invitation that every episode carries.
#ifndef CUEPOINT_CORPUS_NOTES_SECTIONS_H_
#define CUEPOINT_CORPUS_NOTES_SECTIONS_H_

#include <string_view>

namespace cuepoint {

enum class SectionKind {
  kContent,      ///< Anything else.
  kNotes,        ///< "Show Notes", "Timestamps", "Kapitel".
  kLinks,        ///< "Links", "Referenced resources".
  kGuests,       ///< "Guests", "Invités".
  kHosts,        ///< "Hosts", "Prepared and Presented by".
  kCredits,      ///< "Credits", "Music".
  kBoilerplate,  ///< "Follow us", "Contributing to …", "Hit us up on Socials!".
  kSponsor,      ///< "Sponsors", "Xojo — Sponsor".
  kTranscript,
};

/// What the heading `text` announces. English, German, French and Spanish key words. Pure and
/// thread-safe.
SectionKind ClassifyHeading(std::string_view text);

/// Whether a chapter of this title is an advertisement: "Sponsor: Sentry", "Ad break", "Syntax
/// brought to you by Sentry". "GitHub Sponsors" and "How we find sponsors" are none.
bool IsAdvertTitle(std::string_view title);

/// Whether a sentence, or a paragraph by its first words, advertises ("This episode is sponsored
/// by …", "use code X for 20 % off").
bool IsAdvertSentence(std::string_view sentence);

/// Whether a paragraph or list item asks listeners to do what every episode asks: subscribe, rate,
/// follow, join, write in.
bool IsBoilerplate(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_SECTIONS_H_
