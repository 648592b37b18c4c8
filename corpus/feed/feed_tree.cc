#include "corpus/feed/feed_tree.h"

namespace cuepoint {

void FeedTree::Clear() {
  elements_.clear();
  attributes_.clear();
  open_.clear();
  text_.clear();
  values_.clear();
}

void FeedTree::Open(FeedTag tag, const std::vector<XmlAttribute>& attributes, std::size_t line) {
  const std::size_t first = attributes_.size();
  for (const XmlAttribute& attribute : attributes) {
    attributes_.push_back(
        {attribute.name.local, values_.size(), values_.size() + attribute.value.size()});
    values_ += attribute.value;
  }
  open_.push_back(elements_.size());
  elements_.push_back({.tag = tag,
                       .line = line,
                       .end = 0,
                       .text_begin = text_.size(),
                       .text_end = text_.size(),
                       .attribute_begin = first,
                       .attribute_end = attributes_.size()});
}

void FeedTree::Close() {
  Element& element = elements_[open_.back()];
  element.end = elements_.size();
  element.text_end = text_.size();
  open_.pop_back();
}

std::string_view FeedTree::Text(Index element) const {
  const Element& of = elements_[element];
  return std::string_view(text_).substr(of.text_begin, of.text_end - of.text_begin);
}

std::string_view FeedTree::Attribute(Index element, std::string_view name) const {
  const Element& of = elements_[element];
  for (std::size_t i = of.attribute_begin; i < of.attribute_end; ++i) {
    const StoredAttribute& attribute = attributes_[i];
    if (attribute.name == name) {
      return std::string_view(values_).substr(attribute.begin, attribute.end - attribute.begin);
    }
  }
  return {};
}

}  // namespace cuepoint
