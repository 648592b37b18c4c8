#include "indexer/document_builder.h"

#include <nlohmann/json.hpp>

#include "corpus/date.h"
#include "corpus/native/native_json.h"
#include "corpus/text.h"
#include "indexer/episode_vectors.h"
#include "indexer/language.h"
#include "indexer/schema.h"
#include "indexer/word_sequence.h"

namespace cuepoint {

namespace {

/// Adds the words of a text as ranked evidence.
void AddStems(const TokenStream& text, unsigned weight, TermCounts& stems) {
  for (const Token& token : text.tokens()) {
    if (!token.stop_word) stems.Add(token.stem, weight);
  }
}

}  // namespace

std::string_view KindTerm(PassageKind kind) {
  switch (kind) {
    case PassageKind::kChapter:
      return schema::kChapterKind;
    case PassageKind::kWindow:
      return schema::kWindowKind;
    case PassageKind::kGuest:
      return schema::kGuestKind;
  }
  return {};
}

std::string EncodeRecord(std::string_view source, const Episode& episode) {
  const nlohmann::json quoted = source;
  std::string data = quoted.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  data += '\n';
  data += EpisodeToJson(episode);
  return data;
}

Result<std::string> DecodeRecordSource(std::string_view data) {
  const std::size_t newline = data.find('\n');
  if (newline == std::string_view::npos) {
    return Error{.code = ErrorCode::kCorrupt, .message = "an episode's record has no source line"};
  }
  const nlohmann::json source = nlohmann::json::parse(data.substr(0, newline), nullptr, false);
  if (!source.is_string()) {
    return Error{.code = ErrorCode::kCorrupt, .message = "an episode's record has a broken source"};
  }
  return source.get<std::string>();
}

Result<EpisodeRecord> DecodeRecord(std::string_view data) {
  Result<std::string> source = DecodeRecordSource(data);
  if (!source) return source.error();
  Result<Episode> episode = ParseEpisodeJson(data.substr(data.find('\n') + 1), "record");
  if (!episode) {
    return Error{.code = ErrorCode::kCorrupt,
                 .message = "an episode's record is broken: " + episode.error().message};
  }
  return EpisodeRecord{*std::move(source), *std::move(episode)};
}

std::string LinkHost(std::string_view url) {
  constexpr std::size_t kMaxHostBytes = 253;  // RFC 1035, as text.
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) {
    host.remove_prefix(at + 1);
  }
  host = host.substr(0, host.find(':'));
  if (StartsWithNoCase(host, "www.")) host.remove_prefix(4);
  return host.size() <= kMaxHostBytes ? ToLowerAscii(host) : std::string();
}

Result<Analyzer*> DocumentBuilder::AnalyzerFor(const std::string& language) {
  const auto found = analyzers_.find(language);
  if (found != analyzers_.end()) return &found->second;
  Result<Analyzer> analyzer = Analyzer::Create(language);
  if (!analyzer) return analyzer.error();
  return &analyzers_.emplace(language, *std::move(analyzer)).first->second;
}

void DocumentBuilder::AddLinkWords(const Passage& passage, const Episode& episode, bool in_title,
                                   WordSequenceBuilder& words) const {
  if (passage.sponsor) return;
  for (const PassageLink& place : passage.link_places) {
    if (place.in_title != in_title) continue;
    const Link& link = episode.links[place.index];
    const std::string_view text = in_title ? passage.title : passage.text;
    const std::size_t offset = in_title ? text.find(link.title) : place.text_offset;
    if (offset != PassageLink::kNowhere) {
      words.AddField(WordField::kLink, tokens_, offset, offset + link.title.size());
    }
    words.AddHost(LinkHost(link.url));
  }
}

Result<EpisodeDocuments> DocumentBuilder::Build(const Episode& episode, std::string data) {
  const std::string language = LanguageOf(episode);
  Result<Analyzer*> found = AnalyzerFor(language);
  if (!found) return found.error();
  Analyzer& analyzer = **found;

  const std::vector<Passage> passages = MakePassages(episode);
  EpisodeDocuments result;
  result.passages.reserve(passages.size());

  WordSequenceBuilder words;
  // Analyses one field into tokens_ and adds its stems to the episode.
  const auto add_stems = [&](std::string_view text, unsigned weight) {
    tokens_.Clear();
    analyzer.Analyze(text, 0, tokens_);
    AddStems(tokens_, weight, episode_stems_);
  };
  const auto add = [&](WordField field, std::string_view text, unsigned weight) {
    add_stems(text, weight);
    words.AddField(field, tokens_);
  };
  Xapian::Document& document = result.episode;
  add(WordField::kTitle, episode.title, weights_.title);
  AddStems(tokens_, schema::kWdfScale, title_stems_);
  add(WordField::kDescription, episode.description, weights_.description);
  for (const Link& link : episode.links) {
    if (!IsLoose(link, episode)) continue;
    const std::size_t offset = episode.description.find(link.title);
    if (offset != std::string::npos) {
      words.AddField(WordField::kLink, tokens_, offset, offset + link.title.size());
    }
    words.AddHost(LinkHost(link.url));
  }
  for (const std::string& tag : episode.tags) add(WordField::kTag, tag, weights_.tag);
  add(WordField::kLink, LooseLinkTitles(episode), weights_.link);

  for (const Passage& passage : passages) {
    words.BeginPassage();
    const bool guest = passage.kind == PassageKind::kGuest;
    // Marked, but empty: an advertisement keeps its place and is never found.
    const auto text = [&](const std::string& field) {
      return passage.sponsor ? std::string_view() : std::string_view(field);
    };
    add(guest ? WordField::kPerson : WordField::kChapterTitle, text(passage.title),
        guest ? weights_.person : weights_.chapter_title);
    AddStems(tokens_, weights_.passage_title, passage_stems_);
    AddLinkWords(passage, episode, true, words);
    add_stems(text(passage.text), guest ? weights_.bio : weights_.chapter_text);
    words.AddField(guest ? WordField::kBio : WordField::kNotes, tokens_, 0,
                   passage.transcript_offset);
    words.AddField(WordField::kTranscript, tokens_, passage.transcript_offset);
    AddStems(tokens_, weights_.passage_text, passage_stems_);
    AddLinkWords(passage, episode, false, words);
    add(WordField::kLink, text(passage.links), weights_.link);
    AddStems(tokens_, weights_.passage_link, passage_stems_);
    Xapian::Document passage_document;
    result.postings += passage_stems_.size();
    result.passage_length += passage_stems_.MoveInto(schema::kPassageStemPrefix, passage_document);
    passage_document.add_boolean_term(std::string(KindTerm(passage.kind)));
    result.passages.push_back(std::move(passage_document));
  }
  result.postings += episode_stems_.size() + title_stems_.size();
  result.episode_length = episode_stems_.MoveInto(schema::kEpisodeStemPrefix, document) +
                          title_stems_.MoveInto(schema::kTitleStemPrefix, document);

  document.add_boolean_term(std::string(schema::kEpisodeKind));
  document.add_boolean_term(schema::Term(schema::kIdPrefix, episode.id));
  if (!episode.show.id.empty()) {
    document.add_boolean_term(schema::Term(schema::kShowPrefix, episode.show.id));
  }
  if (!language.empty()) {
    document.add_boolean_term(schema::Term(schema::kLanguagePrefix, language));
  }
  document.add_boolean_term(schema::Term(schema::kTitlePrefix, FoldKey(episode.title)));
  if (!episode.show.title.empty()) {
    document.add_boolean_term(schema::Term(schema::kShowTitlePrefix, FoldKey(episode.show.title)));
  }
  for (const Person& person : episode.people) {
    const std::string name = FoldKey(person.name);
    document.add_boolean_term(schema::Term(schema::kPersonPrefix, name));
    if (person.role.find("guest") != std::string::npos) {
      document.add_boolean_term(schema::Term(schema::kGuestPrefix, name));
    } else if (person.role.find("host") != std::string::npos) {
      document.add_boolean_term(schema::Term(schema::kHostPrefix, name));
    }
  }
  for (const Link& link : episode.links) {
    const std::string host = LinkHost(link.url);
    if (!host.empty()) document.add_boolean_term(schema::Term(schema::kLinkHostPrefix, host));
  }
  for (const std::string& tag : episode.tags) {
    document.add_boolean_term(schema::Term(schema::kTagPrefix, FoldKey(tag)));
  }
  document.add_value(schema::kContentHashSlot, schema::ContentHash(data));
  if (const auto days = DaysSinceEpoch(episode.published)) {
    document.add_value(schema::kPublishedSlot, Xapian::sortable_serialise(*days));
  }
  if (episode.duration_s) {
    document.add_value(schema::kDurationSlot, Xapian::sortable_serialise(*episode.duration_s));
  }
  const auto add_large_value = [&](Xapian::valueno slot, const std::string& value) {
    result.value_bytes += value.size();
    document.add_value(slot, value);
  };
  add_large_value(schema::kWordsSlot, std::move(words).Take());
  if (encoder_) {
    Result<std::string> vectors =
        EncodeEpisodeVectors(MakeVectorTexts(episode, passages), *encoder_);
    if (!vectors) return vectors.error();
    add_large_value(schema::kVectorsSlot, *vectors);
  }
  result.data_bytes = data.size();
  document.set_data(data);
  return result;
}

}  // namespace cuepoint
