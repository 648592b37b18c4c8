// Where a parser of somebody else's stands.
#ifndef CUEPOINT_CORPUS_NATIVE_TRACKING_ITERATOR_H_
#define CUEPOINT_CORPUS_NATIVE_TRACKING_ITERATOR_H_

#include <cstddef>
#include <iterator>

namespace cuepoint {

/// A cursor over bytes that tells an outside observer how far it got: a JSON parser reports places
/// for syntax errors alone, and this finds those of others.
class TrackingIterator {
 public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  TrackingIterator(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}
  reference operator*() const { return *at_; }
  TrackingIterator& operator++() {
    *furthest_ = ++at_;
    return *this;
  }
  TrackingIterator operator++(int) {
    TrackingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const TrackingIterator& other) const { return at_ == other.at_; }

 private:
  const char* at_;
  const char** furthest_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NATIVE_TRACKING_ITERATOR_H_
