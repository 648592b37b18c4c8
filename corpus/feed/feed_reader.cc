#include "corpus/feed/feed_reader.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "corpus/feed/feed_handler.h"
#include "corpus/problem_log.h"
#include "corpus/text.h"
#include "corpus/text_encoding.h"
#include "corpus/xml/xml_balance.h"
#include "corpus/xml/xml_parser.h"
#include "corpus/xml/xml_prolog.h"
#include "corpus/xml/xml_repair.h"

namespace cuepoint {
namespace {

// As much of a document in UTF-16 as LooksLikeFeed decodes.
constexpr std::size_t kWideHeadBytes = 8192;

std::size_t CountLines(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string Times(std::string_view what, std::size_t count) {
  return std::string(what) + (count == 1 ? "" : " (" + std::to_string(count) + " times)");
}

void ReportRepair(const XmlRepair& repair, std::size_t lines_before, ProblemLog& problems) {
  const auto report = [&](const char* kind, const char* message, std::size_t count,
                          std::size_t line) {
    if (count > 0) problems.Warn(kind, lines_before + line, Times(message, count));
  };
  report("unescaped-ampersand", "an ampersand is not escaped", repair.ampersands,
         repair.first_ampersand_line);
  report("html-entity", "an entity of HTML that XML does not have", repair.html_entities,
         repair.first_html_entity_line);
  report("control-character", "a control character that XML does not allow", repair.controls,
         repair.first_control_line);
}

void ReportOutcome(XmlOutcome outcome, ProblemLog& problems) {
  const XmlFault& prefixes = outcome.undeclared_prefixes;
  if (prefixes.count > 0) {
    problems.Warn("undeclared-prefix", prefixes.line, Times(prefixes.message, prefixes.count));
  }
  const XmlFault& tags = outcome.unbalanced_tags;
  if (tags.count > 0) {
    problems.Warn("malformed-xml", tags.line, tags.message + ", and maybe others");
  }
  for (const auto& [code, fault] : outcome.faults) {
    problems.Warn("malformed-xml", fault.line, Times(fault.message, fault.count));
  }
  if (outcome.error) problems.AddError(*std::move(outcome.error));
}

// One reading of a document that can be parsed as far as bytes go.
struct Attempt {
  std::vector<DocumentEpisode> episodes;
  ProblemLog problems;
  XmlOutcome outcome;
  bool feed = false;
};

Attempt ReadItems(std::string_view xml, std::size_t first_line, bool stop_where_unbalanced,
                  std::string_view base_url) {
  Attempt attempt;
  FeedHandler handler(base_url, attempt.episodes, attempt.problems);
  attempt.outcome = ParseXml(xml, first_line, stop_where_unbalanced, handler);
  attempt.feed = handler.Finish();
  return attempt;
}

// A name without its prefix.
std::string_view LocalName(std::string_view name) { return name.substr(name.find(':') + 1); }

void Read(std::string_view feed, std::string_view base_url, std::string_view charset,
          std::vector<DocumentEpisode>& episodes, ProblemLog& problems) {
  const Result<DecodedText> decoded =
      DecodeText(feed, charset.empty() ? DeclaredEncoding(feed) : charset);
  if (!decoded) {
    problems.AddError(decoded.error());
    return;
  }
  ReportDecoding(*decoded, problems);

  // The declaration's encoding is no longer true, and what stands before it is not XML.
  std::string_view xml = decoded->text;
  const std::size_t begin = ReadXmlProlog(xml).begin;
  const std::size_t lines_before = CountLines(xml.substr(0, begin));
  xml.remove_prefix(begin);
  if (xml.empty()) {
    problems.AddError(
        {.code = ErrorCode::kParse, .message = "there is no XML in it", .kind = "not-a-feed"});
    return;
  }
  Result<XmlRepair> repair = ScanXml(xml);
  if (!repair) {
    Error error = repair.error();
    error.line = error.line.value_or(1) + lines_before;
    problems.AddError(std::move(error));
    return;
  }
  ReportRepair(*repair, lines_before, problems);
  if (repair->repaired) xml = repair->text;

  // What the parser makes of tags that do not match is not what their author meant.
  Attempt attempt = ReadItems(xml, lines_before + 1, /*stop_where_unbalanced=*/true, base_url);
  if (const XmlFault unbalanced = attempt.outcome.unbalanced_tags; unbalanced.count > 0) {
    attempt = ReadItems(BalanceXml(xml), lines_before + 1, false, base_url);
    attempt.outcome.unbalanced_tags = unbalanced;
  }
  const bool failed = attempt.outcome.error.has_value();
  ReportOutcome(std::move(attempt.outcome), problems);
  if (!attempt.feed && !failed) {
    problems.AddError({.code = ErrorCode::kParse,
                       .message = "the document is no RSS or Atom feed",
                       .kind = "not-a-feed"});
  }
  episodes = std::move(attempt.episodes);
  problems.Append(std::move(attempt.problems));
}

}  // namespace

bool LooksLikeFeed(std::string_view head) {
  std::string decoded;
  const bool wide = head.starts_with("\xFE\xFF") || head.starts_with("\xFF\xFE") ||
                    head.substr(0, 4).find('\0') != std::string_view::npos;
  if (wide) {
    Result<DecodedText> text = DecodeText(head.substr(0, kWideHeadBytes));
    if (!text) return false;
    decoded = std::move(text->text);
    head = decoded;
  }
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  // Markup after prose is a page or notes.
  if (!Trim(head).starts_with('<')) return false;
  const std::string_view root = LocalName(ReadXmlProlog(head).root);
  return EqualsNoCase(root, "rss") || EqualsNoCase(root, "feed") || EqualsNoCase(root, "RDF");
}

Document ReadFeed(std::string_view feed, std::string_view base_url, std::string_view charset) {
  Document document;
  ProblemLog problems;
  Read(feed, base_url, charset, document.episodes, problems);
  std::move(problems).MoveTo(document);
  return document;
}

}  // namespace cuepoint
