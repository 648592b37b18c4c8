#include "server/etag.h"

#include <chrono>
#include <cstdio>

#include <unistd.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

std::string_view WithoutWeakness(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  return etag;
}

std::string Hex(std::uint64_t number) {
  char text[17] = {};
  std::snprintf(text, sizeof text, "%llx", static_cast<unsigned long long>(number));
  return text;
}

}  // namespace

bool MatchesEtag(std::string_view if_none_match, std::string_view etag) {
  etag = WithoutWeakness(etag);
  // Our tags hold no comma, so a list can be cut at commas: parts of other tags match none of ours.
  while (!if_none_match.empty()) {
    const std::size_t comma = if_none_match.find(',');
    const std::string_view one = Trim(if_none_match.substr(0, comma));
    if (one == "*" || WithoutWeakness(one) == etag) return true;
    if (comma == std::string_view::npos) break;
    if_none_match.remove_prefix(comma + 1);
  }
  return false;
}

RevisionEtags::RevisionEtags() {
  const auto started = std::chrono::system_clock::now().time_since_epoch().count();
  process_ = Hex(Fnv1a64(std::to_string(started) + ' ' + std::to_string(getpid())));
}

std::string RevisionEtags::Of(std::uint64_t revision) const {
  return "W/\"" + process_ + '-' + Hex(revision) + '"';
}

std::string ContentEtag(std::string_view content) { return "W/\"" + Hex(Fnv1a64(content)) + '"'; }

HttpReply NotModified(std::string_view etag, std::string_view cache_control) {
  HttpReply reply;
  reply.status = 304;
  reply.headers.emplace_back("ETag", etag);
  reply.headers.emplace_back("Cache-Control", cache_control);
  return reply;
}

}  // namespace cuepoint
