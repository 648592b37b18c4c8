// Turns the events of a feed in XML into episodes, an item at a time, so that no more than one item
// is held as a tree. An implementation part of feed_reader.cc.
#ifndef CUEPOINT_CORPUS_FEED_FEED_HANDLER_H_
#define CUEPOINT_CORPUS_FEED_FEED_HANDLER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/document.h"
#include "corpus/feed/feed_names.h"
#include "corpus/feed/feed_show.h"
#include "corpus/feed/feed_tree.h"
#include "corpus/problem_log.h"
#include "corpus/xml/xml_parser.h"

namespace cuepoint {

/// Reads one feed. Not thread-safe.
class FeedHandler : public XmlHandler {
 public:
  /// Episodes go to `episodes`, problems to `problems`; both must outlive the handler.
  FeedHandler(std::string_view base_url, std::vector<DocumentEpisode>& episodes,
              ProblemLog& problems)
      : show_(base_url), episodes_(episodes), problems_(problems) {}

  void Start(const XmlName& name, const std::vector<XmlAttribute>& attributes,
             std::size_t line) override;
  void Text(std::string_view text) override;
  void End() override;

  /// Gives every episode the show, and the people it inherits, as they are known at the end of the
  /// document. Returns whether the document was a feed.
  bool Finish();

 private:
  /// What is made of the inside of an open element.
  enum class State {
    kSkipped,     ///< Not in the tree, nor anything in it.
    kFeed,        ///< Holds items and the elements of the channel.
    kElements,    ///< In the tree, with elements.
    kAttributes,  ///< In the tree, without what is in it.
    kText,        ///< In the tree, with text.
    kHtml,        ///< In the tree, with text or markup that is text as HTML.
    kMarkup,      ///< Within a kHtml element.
  };

  State Open(const XmlName& name, const std::vector<XmlAttribute>& attributes, std::size_t line);
  void OpenMarkup(const XmlName& name, const std::vector<XmlAttribute>& attributes);
  void CloseMarkup();
  void TakeTree();

  FeedNames names_;
  FeedTree tree_;  ///< Of the child of the channel that is being read.
  FeedShow show_;
  std::vector<DocumentEpisode>& episodes_;
  ProblemLog& problems_;
  std::vector<State> open_;
  std::vector<std::string> markup_;  ///< Names of the open elements of markup.
  std::vector<bool> own_people_;     ///< Of each episode.
  bool feed_ = false;
  bool atom_ = false;
  std::size_t surplus_items_ = 0;
  std::size_t live_items_ = 0;
  std::size_t live_item_line_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FEED_FEED_HANDLER_H_
