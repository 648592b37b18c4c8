#include "corpus/notes/notes_outline.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "corpus/notes/notes_times.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxHeadingBytes = 80;
// Below the six levels of the markup.
constexpr int kStrongLevel = 7;  // Bold text.
constexpr int kLabelLevel = 8;   // A line of known words: "Links:".

int LevelOf(const NotesLine& line) {
  if (line.block->kind == BlockKind::kHeading) return std::max(line.block->level, 1);
  if (line.text.size() > kMaxHeadingBytes || line.block->kind == BlockKind::kListItem) return 0;
  if (line.block->strong && line.alone) return kStrongLevel;
  if (!line.links.empty()) return 0;
  return line.text.ends_with(':') || line.alone ? kLabelLevel : 0;
}

// Whether headings below do not end the section unless they announce another one.
bool HoldsSubsections(SectionKind section) {
  return section == SectionKind::kLinks || section == SectionKind::kCredits ||
         section == SectionKind::kBoilerplate || section == SectionKind::kSponsor ||
         section == SectionKind::kTranscript;
}

// Whether a line without any markup announces a section, rather than say all there is to say:
// "Sponsored by Xojo", "Follow us on Mastodon".
bool IsLabel(const NotesLine& line, SectionKind kind) {
  if (kind == SectionKind::kContent) return false;
  if (line.text.ends_with(':')) return true;
  if (std::string_view(".!?").find(line.text.back()) != std::string_view::npos) return false;
  return line.text.find(" by ") == std::string_view::npos &&
         std::count(line.text.begin(), line.text.end(), ' ') <= 2;
}

class OutlineFinder {
 public:
  LineRole Next(const NotesLine& line) {
    const int level = LevelOf(line);
    const SectionKind kind = level > 0 ? ClassifyHeading(line.text) : SectionKind::kContent;
    const bool heading =
        level > 0 && (level < kLabelLevel || IsLabel(line, kind)) && !FindTimeAtStart(line);
    if (heading) {
      StartSection(line, kind, level);
    } else {
      EndLabel(line);
    }
    last_block_ = line.block;
    return {section_, heading};
  }

 private:
  void StartSection(const NotesLine& line, SectionKind kind, int level) {
    if (kind == SectionKind::kContent && level > level_ && HoldsSubsections(section_)) return;
    section_ = kind;
    level_ = level;
    label_block_ = level >= kStrongLevel ? line.block : nullptr;
    label_has_lines_ = false;
  }

  // Ends the section of a label in front of `line`, if that is beyond what the label is over.
  void EndLabel(const NotesLine& line) {
    if (label_block_ == nullptr) return;
    if (line.block == label_block_) {
      label_has_lines_ = true;
      return;
    }
    if (line.block == last_block_) return;
    const bool open_ended = section_ == SectionKind::kNotes || section_ == SectionKind::kLinks ||
                            section_ == SectionKind::kTranscript;
    const bool first_below = last_block_ == label_block_ && !label_has_lines_;
    const bool list_goes_on =
        last_block_->kind == BlockKind::kListItem && line.block->kind == BlockKind::kListItem;
    if (first_below || list_goes_on || (open_ended && !label_has_lines_)) return;
    section_ = SectionKind::kContent;
    level_ = 0;
    label_block_ = nullptr;
  }

  SectionKind section_ = SectionKind::kContent;
  int level_ = 0;
  const TextBlock* label_block_ = nullptr;  // Where the section's heading is a label or bold text.
  bool label_has_lines_ = false;            // In its own block.
  const TextBlock* last_block_ = nullptr;
};

}  // namespace

std::vector<LineRole> FindOutline(const std::vector<NotesLine>& lines) {
  std::vector<LineRole> roles;
  roles.reserve(lines.size());
  OutlineFinder finder;
  for (const NotesLine& line : lines) roles.push_back(finder.Next(line));
  return roles;
}

}  // namespace cuepoint
