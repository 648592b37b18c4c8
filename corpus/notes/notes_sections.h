// The sections of show notes: what a heading announces.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_SECTIONS_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_SECTIONS_H_

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

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_SECTIONS_H_
