// SHA-256 (FIPS 180-4), by OpenSSL's libcrypto, which uses the processor's instructions for it.
#ifndef CUEPOINT_INDEXER_SHA256_H_
#define CUEPOINT_INDEXER_SHA256_H_

#include <cstddef>
#include <span>
#include <string>

namespace cuepoint {

/// The digest of `bytes` in lower-case hexadecimal. Empty only where libcrypto refuses (its
/// configuration forbids the algorithm). Thread-safe.
std::string Sha256Hex(std::span<const std::byte> bytes);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_SHA256_H_
