#include "query/synonyms.h"

#include <algorithm>
#include <utility>

namespace cuepoint {
namespace {

/// The stems of the words of a text, parts of identifiers included.
std::vector<std::string> StemsOf(std::string_view text, Analyzer& analyzer, TokenStream& tokens) {
  tokens.Clear();
  analyzer.Analyze(text, 0, tokens);
  std::vector<std::string> stems;
  for (const Token& token : tokens.tokens()) {
    if (token.kind != TokenKind::kCompound) stems.emplace_back(token.stem);
  }
  return stems;
}

std::string Join(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined.append(joined.empty() ? "" : " ").append(word);
  return joined;
}

}  // namespace

std::string_view BuiltInSynonyms() {
  return R"(# Names and transport
DoH = DNS over HTTPS
DoT = DNS over TLS
DoQ = DNS over QUIC
DNSSEC = DNS security extensions
h2 = HTTP/2
h3 = HTTP/3
TCP = Transmission Control Protocol
UDP = User Datagram Protocol
BGP = Border Gateway Protocol
MPTCP = multipath TCP
RTT = round-trip time
MTU = maximum transmission unit
ECN = explicit congestion notification
AQM = active queue management
NAT = network address translation
VPN = virtual private network
CDN = content delivery network
ISP = internet service provider
P2P = peer-to-peer
IoT = internet of things
DDoS = distributed denial of service
# Security
mTLS = mutual TLS
ECH = encrypted client hello
SNI = server name indication
PKI = public key infrastructure
E2EE = end-to-end encryption
PQC = post-quantum cryptography
# Where it is decided and written down
IETF = Internet Engineering Task Force
IANA = Internet Assigned Numbers Authority
RFC = request for comments
# What it runs on
wasm = WebAssembly
k8s = Kubernetes
# Podcasts
AMA = ask me anything
intro = introduction
vs = versus
)";
}

SynonymTable::SynonymTable(const std::vector<SynonymRule>& rules, Analyzer& analyzer) {
  TokenStream tokens;
  for (const SynonymRule& rule : rules) {
    std::vector<std::pair<std::string, const std::string*>> sides;
    for (const std::string& side : rule) {
      const std::vector<std::string> stems = StemsOf(side, analyzer, tokens);
      if (stems.empty() || stems.size() > kMaxWords) continue;
      sides.emplace_back(Join(stems), &side);
      longest_ = std::max(longest_, stems.size());
    }
    for (const auto& [key, side] : sides) {
      for (const auto& [other_key, other] : sides) {
        if (other_key == key) continue;
        std::vector<std::string>& others = others_[key];
        if (std::find(others.begin(), others.end(), *other) == others.end()) {
          others.push_back(*other);
        }
      }
    }
  }
}

SynonymTable::Match SynonymTable::Find(const std::vector<std::string>& stems,
                                       std::size_t begin) const {
  Match match;
  std::string key;
  const std::size_t most = std::min(longest_, stems.size() - begin);
  for (std::size_t words = 1; words <= most; ++words) {
    key.append(words == 1 ? "" : " ").append(stems[begin + words - 1]);
    const auto found = others_.find(key);
    if (found != others_.end()) match = {.words = words, .others = &found->second};
  }
  return match;
}

}  // namespace cuepoint
