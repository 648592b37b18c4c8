#include "server/query_privacy.h"

#include <array>
#include <utility>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kKey_bytes = 32;
// 64 bits: two of a million different queries share one with a probability of 3e-8.
constexpr std::size_t kHash_bytes = 8;

std::string Normalised(std::string_view query) {
  std::string text;
  for (const char c : Trim(query)) {
    if (!IsSpace(c)) {
      text.push_back(ToLower(c));
    } else if (!text.ends_with(' ')) {
      text.push_back(' ');
    }
  }
  return text;
}

std::string KeyedHash(const std::string& key, std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes, text.size(),
           digest.data(), &size) == nullptr) {
    return {};
  }
  std::string hash;
  for (std::size_t i = 0; i < kHash_bytes && i < size; ++i) {
    hash.push_back(kHex[digest[i] >> 4]);
    hash.push_back(kHex[digest[i] & 15]);
  }
  return hash;
}

}  // namespace

Result<QueryPrivacy> QueryPrivacy::Create(QueryLogging logging, std::string key) {
  if (logging == QueryLogging::kHash && key.empty()) {
    key.resize(kKey_bytes);
    if (RAND_bytes(reinterpret_cast<unsigned char*>(key.data()), static_cast<int>(key.size())) !=
        1) {
      return Error{.code = ErrorCode::kUnavailable,
                   .message = "the system gives no random bytes for the key of query hashes",
                   .remedy = "give a key, or log queries otherwise"};
    }
  }
  return QueryPrivacy(logging, std::move(key));
}

LoggedQuery QueryPrivacy::Of(std::string_view query) const {
  query = Trim(query);
  if (query.empty() || logging_ == QueryLogging::kNone) return {};
  if (logging_ == QueryLogging::kFull) return {.text = std::string(query)};
  return {.hash = KeyedHash(key_, Normalised(query))};
}

}  // namespace cuepoint
