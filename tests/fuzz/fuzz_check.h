// FUZZ_CHECK(condition): stops a fuzz target where an invariant does not hold, in every build type.
#ifndef CUEPOINT_TESTS_FUZZ_FUZZ_CHECK_H_
#define CUEPOINT_TESTS_FUZZ_FUZZ_CHECK_H_

#include <cstdio>
#include <cstdlib>

#define FUZZ_CHECK(condition)                                                      \
  do {                                                                             \
    if (!(condition)) {                                                            \
      std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                \
    }                                                                              \
  } while (false)

#endif  // CUEPOINT_TESTS_FUZZ_FUZZ_CHECK_H_
