#include "indexer/analyzer.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <span>
#include <utility>

#include "indexer/analyzer_peer.h"
#include "indexer/stop_words.h"
#include "indexer/text_fold.h"
#include "indexer/text_identifier.h"
#include "indexer/text_scan.h"
#include "indexer/text_stem.h"
#include "indexer/text_unit.h"

namespace cuepoint {
namespace {

// "en-US" → "en".
std::string PrimarySubtag(std::string_view tag) {
  std::string primary(tag.substr(0, tag.find_first_of("-_")));
  for (char& c : primary) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return primary;
}

}  // namespace

static_assert(Analyzer::kMaxTermBytes == text::kMaxTermBytes);

void TokenStream::Clear() {
  tokens_.clear();
  arena_.Clear();
  next_group_ = 0;
}

// The parts refer to each other, so the state stays where it is.
struct Analyzer::State {
  State(text::Folder new_folder, std::string_view language)
      : folder(std::move(new_folder)), stems(language, folder), elisions(Elisions(language)) {}

  text::Folder folder;
  text::StemStore stems;
  std::span<const std::string_view> elisions;
  std::unique_ptr<text::Scanner> scanner;
};

Analyzer::Analyzer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;
Analyzer::~Analyzer() = default;

Result<Analyzer> Analyzer::Create(std::string_view language) {
  Result<text::Folder> folder = text::Folder::Create(text::Folder::Cache::kYes);
  if (!folder) return std::move(folder).error();
  auto state = std::make_unique<State>(std::move(folder).value(), PrimarySubtag(language));
  Result<text::Scanner> scanner = text::Scanner::Create(state->folder);
  if (!scanner) return std::move(scanner).error();
  state->scanner = std::make_unique<text::Scanner>(std::move(scanner).value());
  return Analyzer(std::move(state));
}

std::uint32_t Analyzer::Analyze(std::string_view text, std::uint32_t first_position,
                                TokenStream& out) {
  assert(text.size() <= std::numeric_limits<std::uint32_t>::max());
  text = text.substr(0, std::numeric_limits<std::uint32_t>::max());
  text::IdentifierBuilder builder(out, state_->stems, state_->elisions, first_position);
  state_->scanner->Scan(text, builder);
  return builder.Finish();
}

void AnalyzerPeer::UseGeneralPathOnly(Analyzer& analyzer) {
  analyzer.state_->scanner->set_general_only(true);
}

std::string FoldKey(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  bool gap = false;
  const auto append_gap = [&] {
    if (gap && !key.empty()) key.push_back(' ');
    gap = false;
  };
  const bool ascii = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) {
    for (const char c : text) {
      const char folded = text::kAscii[static_cast<unsigned char>(c)].folded;
      if (folded == 0) {
        gap = true;
        continue;
      }
      append_gap();
      key.push_back(folded);
    }
    return key;
  }
  Result<text::Folder> folder = text::Folder::Create(text::Folder::Cache::kNo);
  if (!folder) return std::string(text);  // No ICU data: Analyzer::Create has said so before.
  std::vector<text::Unit> queue;
  text::UnitReader reader(text, 0, text.size(), *folder, queue);
  for (;; reader.Advance()) {
    const text::Unit& unit = reader.Peek(0);
    if (unit.char_class == text::CharClass::kEnd) return key;
    if (unit.char_class == text::CharClass::kIgnored) continue;
    if (!text::IsWord(unit.char_class)) {
      gap = true;
      continue;
    }
    append_gap();
    text::AppendUtf8(unit.code_point, key);
  }
}

}  // namespace cuepoint
