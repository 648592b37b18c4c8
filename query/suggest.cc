#include "query/suggest.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "corpus/native/json_writer.h"
#include "corpus/text.h"
#include "query/episode_view.h"
#include "query/suggest_match.h"
#include "query/utf8_char.h"

namespace cuepoint {
namespace {

/// Words beyond these are left aside: nobody needs more to be understood.
constexpr std::size_t kMaxWords = 8;
/// Letters from which on a word may have a typo.
constexpr std::size_t kTypoCharacters = 4;

/// A suggestion before it is written out.
struct Draft {
  float score = 0;
  std::uint32_t entry = VocabularyEntry::kNoEpisode;
  std::string text;                   // Where there is no entry: a word with those before it.
  const TypedWords* typed = nullptr;  // As which words it was found.
};

struct Mark {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::string Highlight(std::string_view text, std::vector<Mark> marks) {
  std::sort(marks.begin(), marks.end(),
            [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
  std::string html;
  std::size_t at = 0;
  for (std::size_t i = 0; i < marks.size();) {
    Mark mark = marks[i];
    for (++i; i < marks.size() && marks[i].begin <= mark.end; ++i) {
      mark.end = std::max(mark.end, marks[i].end);
    }
    html += EscapeHtml(text.substr(at, mark.begin - at));
    html += "<mark>" + EscapeHtml(text.substr(mark.begin, mark.end - mark.begin)) + "</mark>";
    at = mark.end;
  }
  return html + EscapeHtml(text.substr(at));
}

class Suggester {
 public:
  Suggester(const SuggestRequest& request, const Vocabulary& vocabulary, Analyzer& analyzer,
            TokenStream& tokens)
      : request_(request), vocabulary_(vocabulary), analyzer_(analyzer), tokens_(tokens) {}

  std::vector<Suggestion> Run() {
    ReadQuery();
    if (exact_.empty() || request_.limit == 0) return {};
    AddMatches(exact_);
    if (exact_.size() > 1 && exact_.back().prefix) AddContext();
    if (drafts_.size() < request_.limit) AddTypos();
    std::stable_sort(drafts_.begin(), drafts_.end(),
                     [](const Draft& a, const Draft& b) { return a.score > b.score; });
    std::vector<Suggestion> suggestions;
    std::unordered_map<std::string, std::size_t> places;  // Of names in `suggestions`.
    for (const Draft& draft : drafts_) {
      const SuggestionKind kind = KindOf(draft);
      if (kind != SuggestionKind::kEpisode) {
        // A tag and a chapter of the same name are one suggestion, and a mere word gives its place
        // to what leads somewhere; episodes are always shown.
        const auto [same, first] = places.emplace(FoldKey(TextOf(draft)), suggestions.size());
        if (!first) {
          Suggestion& shown = suggestions[same->second];
          if (shown.kind == SuggestionKind::kWord && kind != shown.kind) shown = Write(draft);
          continue;
        }
      }
      if (suggestions.size() == request_.limit) break;
      suggestions.push_back(Write(draft));
    }
    return suggestions;
  }

 private:
  void ReadQuery() {
    tokens_.Clear();
    analyzer_.Analyze(request_.query, 0, tokens_);
    for (const Token& token : tokens_.tokens()) {
      if (token.kind == TokenKind::kCompound) continue;
      last_begin_ = token.begin;
      std::size_t at = token.end;
      const bool open =
          at >= request_.query.size() || !IsBlank(Utf8CharAt(request_.query, at).code);
      if (exact_.size() == kMaxWords) exact_.erase(exact_.begin());
      TypedWord word{.term = std::string(token.term), .prefix = open, .ranges = {}};
      exact_.push_back(std::move(word));
    }
    for (TypedWord& word : exact_) {
      word.prefix = word.prefix && &word == &exact_.back();
      if (word.prefix) {
        word.ranges.push_back(vocabulary_.words.WithPrefix(word.term));
      } else if (const auto found = vocabulary_.words.Find(word.term)) {
        word.ranges.push_back({*found, *found + 1});
      }
      std::erase_if(word.ranges, [](const WordRange& range) { return range.empty(); });
    }
  }

  SuggestionKind KindOf(const Draft& draft) const {
    return draft.entry == VocabularyEntry::kNoEpisode ? SuggestionKind::kWord
                                                      : vocabulary_.entries[draft.entry].kind;
  }

  std::string TextOf(const Draft& draft) const {
    return draft.entry == VocabularyEntry::kNoEpisode ? draft.text
                                                      : vocabulary_.entries[draft.entry].text;
  }

  void AddMatches(const TypedWords& words) {
    const bool nowhere = std::any_of(words.begin(), words.end(),
                                     [](const TypedWord& word) { return word.ranges.empty(); });
    if (nowhere) return;
    // Some more than asked for: names that occur as several kinds are shown once.
    for (const EntryMatch& match : MatchEntries(vocabulary_, words, 2 * request_.limit)) {
      const bool known = std::any_of(drafts_.begin(), drafts_.end(), [&](const Draft& draft) {
        return draft.entry == match.entry;
      });
      if (!known) {
        drafts_.push_back(
            {.score = match.score, .entry = match.entry, .text = {}, .typed = &words});
      }
    }
  }

  void AddContext() {
    const std::string before = request_.query.substr(0, last_begin_);
    for (const WordMatch& match : MatchInContext(vocabulary_, exact_, request_.limit)) {
      const std::uint32_t entry = vocabulary_.entry_of_word[match.word];
      drafts_.push_back({.score = match.score,
                         .text = before + vocabulary_.entries[entry].text,
                         .typed = &exact_});
    }
  }

  /// One word after the other is taken for misspelt.
  void AddTypos() {
    for (std::size_t i = 0; i < exact_.size(); ++i) {
      if (ToCharacters(exact_[i].term).size() < kTypoCharacters) continue;
      TypedWords words = exact_;
      words[i].exact = false;
      words[i].ranges = words[i].prefix ? vocabulary_.words.NearPrefix(words[i].term, 1)
                                        : vocabulary_.words.Near(words[i].term, 1);
      misspelt_.push_back(std::make_unique<TypedWords>(std::move(words)));
      AddMatches(*misspelt_.back());
    }
  }

  Suggestion Write(const Draft& draft) {
    Suggestion suggestion;
    suggestion.text = TextOf(draft);
    suggestion.highlight = Highlight(suggestion.text, MarksOf(suggestion.text, *draft.typed));
    if (draft.entry == VocabularyEntry::kNoEpisode) return suggestion;
    const VocabularyEntry& entry = vocabulary_.entries[draft.entry];
    suggestion.kind = entry.kind;
    if (entry.episode == VocabularyEntry::kNoEpisode) return suggestion;
    const VocabularyEpisode& episode = vocabulary_.episodes[entry.episode];
    suggestion.episode =
        Suggestion::Target{.id = episode.id, .title = episode.title, .number = episode.number};
    suggestion.start_s = entry.start_s;
    suggestion.url =
        entry.start_s ? DeepLink(episode.url, episode.deep_link, *entry.start_s) : episode.url;
    return suggestion;
  }

  /// Where the typed words stand in a text.
  std::vector<Mark> MarksOf(std::string_view text, const TypedWords& words) {
    std::vector<Mark> marks;
    tokens_.Clear();
    analyzer_.Analyze(text, 0, tokens_);
    for (const Token& token : tokens_.tokens()) {
      const auto id = vocabulary_.words.Find(token.term);
      if (!id) continue;
      for (const TypedWord& word : words) {
        if (!word.Matches(*id)) continue;
        std::size_t end = token.end;
        if (word.prefix && word.exact) end = PrefixEnd(text, token, word.term);
        marks.push_back({token.begin, end});
      }
    }
    return marks;
  }

  /// Where in the text a typed beginning of a token ends: after as many characters, where folding
  /// has not changed their number; else the whole token counts.
  static std::size_t PrefixEnd(std::string_view text, const Token& token, std::string_view typed) {
    const std::size_t typed_characters = ToCharacters(typed).size();
    const std::string_view shown = text.substr(token.begin, token.end - token.begin);
    if (ToCharacters(shown).size() != ToCharacters(token.term).size()) return token.end;
    std::size_t at = token.begin;
    for (std::size_t i = 0; i < typed_characters; ++i) at += Utf8CharAt(text, at).bytes;
    return at;
  }

  const SuggestRequest& request_;
  const Vocabulary& vocabulary_;
  Analyzer& analyzer_;
  TokenStream& tokens_;
  TypedWords exact_;
  std::vector<std::unique_ptr<TypedWords>> misspelt_;
  std::size_t last_begin_ = 0;  // Of the last word, in the query.
  std::vector<Draft> drafts_;
};

}  // namespace

std::vector<Suggestion> Suggest(const SuggestRequest& request, const Vocabulary& vocabulary,
                                Analyzer& analyzer, TokenStream& tokens) {
  return Suggester(request, vocabulary, analyzer, tokens).Run();
}

std::string SuggestToJson(const SuggestResponse& response) {
  constexpr int kTimeDigits = 6;
  JsonWriter json;
  json.BeginObject();
  json.Text("query", response.query);
  json.Key("took_ms");
  json.Rounded(response.took_ms, kTimeDigits);
  json.Key("suggestions");
  json.BeginArray();
  for (const Suggestion& suggestion : response.suggestions) {
    json.BeginObject();
    json.Text("text", suggestion.text);
    json.Text("kind", Name(suggestion.kind));
    json.Text("highlight", suggestion.highlight);
    if (suggestion.episode) {
      json.Key("episode");
      json.BeginObject();
      json.Text("id", suggestion.episode->id);
      json.Text("title", suggestion.episode->title);
      json.Key("number");
      suggestion.episode->number ? json.Integer(*suggestion.episode->number) : json.Null();
      json.EndObject();
      json.Text("url", suggestion.url);
    }
    if (suggestion.start_s) {
      json.Key("start_s");
      json.Number(*suggestion.start_s);
    }
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return std::move(json).Take();
}

}  // namespace cuepoint
