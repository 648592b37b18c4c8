// Compressed bodies made by hand, so that tests need no compressor and a bomb costs nothing.
#ifndef CUEPOINT_TESTS_SUPPORT_DEFLATED_H_
#define CUEPOINT_TESTS_SUPPORT_DEFLATED_H_

#include <cstddef>
#include <string>

namespace cuepoint::testing {

/// The letter 'a', 1 + 258 * `runs` times, as a gzip file (RFC 1952) of about 1.6 bytes a run.
std::string GzipOfAs(std::size_t runs);

}  // namespace cuepoint::testing

#endif  // CUEPOINT_TESTS_SUPPORT_DEFLATED_H_
