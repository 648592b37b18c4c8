// Facts as the pages of the site write them.
#ifndef CUEPOINT_SERVER_SITE_TEXT_H_
#define CUEPOINT_SERVER_SITE_TEXT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/model.h"

namespace cuepoint {

/// "Dec 9, 2025", "Dec 2025" or "2025", as precisely as an ISO date says; empty for what is none.
std::string DateText(std::string_view published);

/// The date without its time: what <time datetime> takes.
std::string DatePart(std::string_view published);

/// "86 min"; empty where it is not known.
std::string LengthText(std::optional<double> duration_s);

/// Names of the guests, with commas; of everybody who is not a host where no role is given.
std::string GuestsText(const std::vector<Person>& people);

/// What is there, with " · " between.
std::string JoinFacts(const std::vector<std::string>& facts);

/// `part` in thousandths of `whole` with one decimal, from 0 to 1000; `whole` is above 0.
std::string Thousandths(double part, double whole);

/// The width of a span of an episode in a picture of it: a little less, so that neighbours stay
/// two, and never too little to be seen.
std::string SpanWidth(double span_s, double duration_s);

/// `url` where it leads to the web (http or https), else empty: escaping does not make
/// "javascript:" harmless.
std::string WebUrl(const std::string& url);

/// The host that an address leads to, without "www."; empty for what WebUrl refuses.
std::string HostText(const std::string& url);

/// As one segment of a path or a value of a query string: all but unreserved characters
/// percent-encoded (RFC 3986, section 2.3).
std::string EncodePercent(std::string_view text);

/// Up to that many bytes of `text` on one line, cut behind a word and closed by "…" where it is
/// cut.
std::string Excerpt(std::string_view text, std::size_t limit_bytes);

/// A snippet as it is where only <mark> is markup in it, as the engine promises; otherwise escaped.
std::string SnippetHtml(const std::string& snippet);

/// A snippet without its marks: the text, escaped.
std::string WithoutMarks(std::string_view snippet);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_SITE_TEXT_H_
