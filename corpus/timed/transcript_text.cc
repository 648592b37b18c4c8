#include "corpus/timed/transcript_text.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_set>
#include <utility>

#include "corpus/markup/markdown_text.h"
#include "corpus/text.h"
#include "corpus/text_lines.h"
#include "corpus/timed/speaker_label.h"
#include "corpus/timed/timed_line.h"
#include "corpus/timed/transcript_lines.h"

namespace cuepoint {
namespace {

// Paragraphs longer than this get cues of their own, also below a time: half a minute of speech.
constexpr std::size_t kLongCueBytes = 400;
constexpr std::size_t kWrappedBytes = 50;  // Lines that were wrapped are longer.

// Inline Markdown is left only where there is some, because plain text looks different through it.
bool HasInlineMarkdown(std::string_view text) {
  return text.find("](") != std::string_view::npos || text.find('`') != std::string_view::npos ||
         text.find("**") != std::string_view::npos || text.find("__") != std::string_view::npos ||
         text.find("{{") != std::string_view::npos || text.find("(_") != std::string_view::npos ||
         text.find(" _") != std::string_view::npos || text.find("][") != std::string_view::npos ||
         text.find(" *") != std::string_view::npos;
}

bool EndsSentence(std::string_view text) {
  return text.empty() ||
         std::string_view(".!?\")]:*_").find(text.back()) != std::string_view::npos ||
         static_cast<unsigned char>(text.back()) >= 0x80;
}

// Length of the first piece of a long text: up to the end of a sentence beyond `limit`.
std::size_t FirstSentences(std::string_view text, std::size_t limit) {
  if (text.size() <= limit * 3 / 2) return text.size();
  for (std::size_t i = limit; i + 1 < text.size(); ++i) {
    if (text[i] == ' ' && (text[i - 1] == '.' || text[i - 1] == '?' || text[i - 1] == '!'))
      return i;
    if (i > limit * 4 && text[i] == ' ') return i;
  }
  return text.size();
}

class LineReader {
 public:
  LineReader(std::optional<double> duration_s, CueList& cues)
      : duration_s_(duration_s), cues_(cues) {}

  void set_markdown(bool markdown) { markdown_ = markdown; }
  void EndParagraph() { paragraph_ = true; }

  void AddLine(std::string_view line) {
    if (IsMarkupLine(line)) {
      KeepDefinition(line);
      EndParagraph();
      return;
    }
    const auto timed = TakeTimedLine(line);
    if (timed && IsPlausible(*timed)) {
      AddTimed(*timed);
    } else if (const auto label = TakeLabel(line)) {
      Settle(/*speaker_follows=*/false);
      Flush();
      speaker_ = std::string(label->speaker);
      speakers_.insert(*speaker_);
      text_ = label->text;
      open_ = true;
    } else {
      Continue(line);
    }
    paragraph_ = false;
    last_line_bytes_ = line.size();
  }

  void AddHeading(std::string_view text) {
    Settle(false);
    Flush();
    speaker_ = std::string();
    text_ = text;
    Flush();
    speaker_ = last_speaker_;  // Whoever spoke goes on below it.
    paragraph_ = true;
  }

  void Finish() {
    Settle(false);
    Flush();
  }

 private:
  // "[name]: address" lets "[text][name]" be read as its text; what the address is does not matter.
  void KeepDefinition(std::string_view line) {
    constexpr std::size_t kMaxDefinitionsBytes = 1000;  // They are read along with every cue.
    const std::size_t close = line.find("]: ");
    if (close == std::string_view::npos || definitions_.size() > kMaxDefinitionsBytes) return;
    const std::size_t open = line.rfind('[', close);
    if (open == std::string_view::npos || close - open > kMaxDefinitionsBytes / 10) return;
    const std::string definition = "\n\n" + std::string(line.substr(open, close - open)) + "]: #";
    // What is none to the reader of Markdown would be text, below every cue.
    if (ReadMarkdown(definition).blocks.empty()) definitions_ += definition;
  }

  std::string Plain(const std::string& text) const {
    if (!markdown_ || !HasInlineMarkdown(text)) return OneLine(text);
    return OneLine(PlainText(ReadMarkdown(text + definitions_)));
  }

  // A clock time in prose ("12:30 was too early") is not behind the time before, or not marked.
  bool IsPlausible(const TimedLine& timed) const {
    if (duration_s_ && timed.start_s > *duration_s_ * 1.1 + 60) return false;
    if (timed.marked) return true;
    return timed.start_s >= last_start_s_ && (StartsAnew() || unmarked_);
  }

  // Whether this line cannot be the wrapped rest of the one before.
  bool StartsAnew() const {
    return paragraph_ || last_line_bytes_ < kWrappedBytes || EndsSentence(text_);
  }

  std::optional<SpeakerLabel> TakeLabel(std::string_view line) const {
    auto label = TakeSpeakerLabel(line);
    if (!label || label->marked || StartsAnew()) return label;
    if (!speakers_.contains(std::string(label->speaker))) label.reset();
    return label;
  }

  void AddTimed(const TimedLine& timed) {
    Settle(false);
    Flush();
    start_s_ = last_start_s_ = timed.start_s;
    end_s_ = timed.end_s.value_or(kNoTime);
    timed_ = open_ = true;
    unmarked_ |= !timed.marked;
    if (!timed.speaker.empty()) {
      speaker_ = std::string(timed.speaker);
      speakers_.insert(*speaker_);
    } else if (LooksLikeSpeaker(timed.text) && !EndsSentence(timed.text)) {
      name_or_text_ = timed.text;
      return;
    }
    text_ = timed.text;
  }

  // What followed a time, "[0:12] Ann Example", was a speaker if words follow below it.
  void Settle(bool speaker_follows) {
    if (name_or_text_.empty()) return;
    if (speaker_follows) {
      speaker_ = std::exchange(name_or_text_, {});
    } else {
      text_ = std::exchange(name_or_text_, {});
    }
  }

  void Continue(std::string_view line) {
    Settle(/*speaker_follows=*/true);
    const bool new_cue = paragraph_ && !text_.empty() && (!timed_ || text_.size() > kLongCueBytes);
    if (new_cue) Flush();
    if (!text_.empty()) text_ += ' ';
    text_ += line;
    open_ = true;
  }

  void Flush() {
    if (!open_ && text_.empty()) return;
    const std::string text = Plain(text_);
    // Only a time that is estimated anyway may be divided.
    std::string_view rest = text;
    const bool estimated = start_s_ != start_s_;
    do {
      const std::size_t length = estimated ? FirstSentences(rest, kLongCueBytes) : rest.size();
      cues_.Add(start_s_, end_s_, speaker_, Trim(rest.substr(0, length)));
      if (speaker_ && !speaker_->empty()) last_speaker_ = *speaker_;
      speaker_.reset();
      rest = Trim(rest.substr(length));
    } while (!rest.empty());
    // A time without words holds for the words that follow.
    if (!text.empty()) start_s_ = end_s_ = kNoTime;
    text_.clear();
    open_ = false;
  }

  std::optional<double> duration_s_;
  CueList& cues_;
  bool markdown_ = false;
  std::string definitions_;
  bool paragraph_ = true;  // The next line starts one.
  bool timed_ = false;     // There was a time.
  bool unmarked_ = false;  // There was one without brackets.
  std::size_t last_line_bytes_ = 0;
  double last_start_s_ = 0;

  // The cue being read.
  bool open_ = false;
  double start_s_ = kNoTime;
  double end_s_ = kNoTime;
  std::optional<std::string> speaker_;
  std::string last_speaker_;
  std::string text_;
  std::string name_or_text_;  // Not decided yet; see Settle.
  std::unordered_set<std::string> speakers_;
};

}  // namespace

void ReadTextTranscript(std::string_view content, std::optional<double> duration_s, CueList& cues) {
  LineReader reader(duration_s, cues);
  const std::string_view body = SkipFrontMatter(content);
  const bool front_matter = body.size() < content.size();
  reader.set_markdown(front_matter || body.find("\n**") != std::string_view::npos ||
                      body.find("\n__") != std::string_view::npos);
  TextLines lines(body);
  std::string_view held;  // A line whose meaning the next one decides.
  while (const auto raw = lines.Next()) {
    const std::string_view line = Trim(*raw);
    // kramdown's "{:toc}" replaces the list item above it.
    if (!held.empty() && !line.starts_with("{:")) reader.AddLine(held);
    held = {};
    if (line.empty()) {
      reader.EndParagraph();
    } else if (line.starts_with("# ") || line.starts_with("##")) {
      reader.AddHeading(Trim(line.substr(std::min(line.find_first_not_of('#'), line.size()))));
    } else if (line.starts_with("* ") || line.starts_with("- ")) {
      held = line;
    } else {
      reader.AddLine(line);
    }
    if (cues.full()) return;
  }
  if (!held.empty()) reader.AddLine(held);
  reader.Finish();
}

void ReadRichTextTranscript(const RichText& content, std::optional<double> duration_s,
                            CueList& cues) {
  LineReader reader(duration_s, cues);
  for (const TextBlock& block : content.blocks) {
    reader.EndParagraph();
    if (block.kind == BlockKind::kHeading) {
      // A heading may be a speaker or a time, too.
      if (!TakeTimedLine(block.text) && !TakeSpeakerLabel(block.text)) {
        reader.AddHeading(block.text);
        continue;
      }
    }
    TextLines lines(block.text);
    while (const auto line = lines.Next()) reader.AddLine(Trim(*line));
    if (cues.full()) return;
  }
  reader.Finish();
}

}  // namespace cuepoint
