// The elements of one item of a feed as a small tree of plain values: what is read of an item
// before it becomes an episode. Memory is reused from item to item.
#ifndef CUEPOINT_CORPUS_FEED_FEED_TREE_H_
#define CUEPOINT_CORPUS_FEED_FEED_TREE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/feed/feed_names.h"
#include "corpus/xml/xml_parser.h"

namespace cuepoint {

/// A tree of the elements of FeedTag, in document order. Not thread-safe.
class FeedTree {
 public:
  /// An element, by its place in document order; 0 is the root.
  using Index = std::size_t;

  void Clear();
  bool empty() const { return elements_.empty(); }

  // Building, in document order.
  void Open(FeedTag tag, const std::vector<XmlAttribute>& attributes, std::size_t line);
  void AddText(std::string_view text) { text_ += text; }
  void Close();
  /// The innermost open element; there must be one.
  FeedTag open_tag() const { return elements_[open_.back()].tag; }
  std::size_t depth() const { return open_.size(); }

  // Reading. All elements must be closed but for those that are being read through.
  FeedTag Tag(Index element) const { return elements_[element].tag; }
  std::size_t Line(Index element) const { return elements_[element].line; }
  /// Text of an element that has no elements; valid until the tree changes.
  std::string_view Text(Index element) const;
  /// Value of the attribute with that local name, namespaces aside; empty when it is not there.
  std::string_view Attribute(Index element, std::string_view name) const;
  /// The first element in `parent`; End(parent) when there is none.
  Index First(Index parent) const { return parent + 1; }
  Index Next(Index element) const { return elements_[element].end; }
  Index End(Index parent) const { return elements_[parent].end; }

 private:
  struct Element {
    FeedTag tag;
    std::size_t line;
    Index end;  // One past the last element in it.
    std::size_t text_begin;
    std::size_t text_end;
    std::size_t attribute_begin;
    std::size_t attribute_end;
  };
  struct StoredAttribute {
    std::string_view name;  // The parser's own; it outlives the tree's use.
    std::size_t begin;
    std::size_t end;
  };

  std::vector<Element> elements_;
  std::vector<StoredAttribute> attributes_;
  std::vector<Index> open_;
  std::string text_;
  std::string values_;  // Of the attributes.
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FEED_FEED_TREE_H_
