// Which field of the native JSON goes where: the one place that names them for reading.
#include <array>

#include "corpus/native/episode_sax.h"

namespace cuepoint {
namespace {

// A field's name and where it lives, for objects whose fields are all text.
template <class T>
struct TextField {
  std::string_view name;
  std::string T::*member;
};

constexpr std::array<TextField<Episode>, 8> kEpisodeText = {
    {{"id", &Episode::id},
     {"title", &Episode::title},
     {"url", &Episode::url},
     {"audio_url", &Episode::audio_url},
     {"published", &Episode::published},
     {"language", &Episode::language},
     {"description", &Episode::description},
     {"sponsor_notes", &Episode::sponsor_notes}}};
constexpr std::array<TextField<Show>, 5> kShowText = {{{"id", &Show::id},
                                                       {"title", &Show::title},
                                                       {"url", &Show::url},
                                                       {"language", &Show::language},
                                                       {"deep_link", &Show::deep_link}}};
constexpr std::array<TextField<Chapter>, 3> kChapterText = {
    {{"title", &Chapter::title}, {"url", &Chapter::url}, {"text", &Chapter::text}}};
constexpr std::array<TextField<Person>, 4> kPersonText = {{{"name", &Person::name},
                                                           {"role", &Person::role},
                                                           {"bio", &Person::bio},
                                                           {"url", &Person::url}}};
constexpr std::array<TextField<Link>, 2> kLinkText = {
    {{"url", &Link::url}, {"title", &Link::title}}};
constexpr std::array<TextField<Cue>, 2> kCueText = {
    {{"speaker", &Cue::speaker}, {"text", &Cue::text}}};

// The member for `name`, with the table's copy of the name (the parser's is short-lived).
template <class T, std::size_t size>
std::string* FindText(const std::array<TextField<T>, size>& fields, std::string_view name,
                      T& object, std::string_view& stored_name) {
  for (const TextField<T>& field : fields) {
    if (field.name == name) {
      stored_name = field.name;
      return &(object.*field.member);
    }
  }
  return nullptr;
}

}  // namespace

EpisodeSax::Slot EpisodeSax::EpisodeSlot(std::string_view name) {
  if (std::string* text = FindText(kEpisodeText, name, episode_, top_name_)) return text;
  const auto known = [&](std::string_view field, Slot slot) {
    top_name_ = field;
    return slot;
  };
  if (name == "chapters") return known("chapters", Nested::kChapters);
  if (name == "people") return known("people", Nested::kPeople);
  if (name == "links") return known("links", Nested::kLinks);
  if (name == "transcript") return known("transcript", Nested::kTranscript);
  if (name == "tags") return known("tags", Nested::kTags);
  if (name == "show") return known("show", Nested::kShow);
  if (name == "number") return known("number", &episode_.number);
  if (name == "season") return known("season", &episode_.season);
  if (name == "duration_s") return known("duration_s", OptionalSeconds{&episode_.duration_s});
  return std::monostate();
}

EpisodeSax::Slot EpisodeSax::ShowSlot(std::string_view name) {
  if (std::string* text = FindText(kShowText, name, episode_.show, element_name_)) return text;
  return std::monostate();
}

EpisodeSax::Slot EpisodeSax::ElementSlot(std::string_view name) {
  std::string* text = nullptr;
  switch (nested_) {
    case Nested::kChapters:
      if (name == "start_s") {
        element_name_ = "start_s";
        return Seconds{&episode_.chapters.back().start_s};
      }
      if (name == "sponsor") {
        element_name_ = "sponsor";
        return &episode_.chapters.back().sponsor;
      }
      text = FindText(kChapterText, name, episode_.chapters.back(), element_name_);
      break;
    case Nested::kPeople:
      if (name == "inferred") {
        element_name_ = "inferred";
        return &episode_.people.back().inferred;
      }
      text = FindText(kPersonText, name, episode_.people.back(), element_name_);
      break;
    case Nested::kLinks:
      if (name == "start_s") {
        element_name_ = "start_s";
        return OptionalSeconds{&episode_.links.back().start_s};
      }
      text = FindText(kLinkText, name, episode_.links.back(), element_name_);
      break;
    case Nested::kTranscript:
      if (name == "start_s") {
        element_name_ = "start_s";
        return Seconds{&episode_.transcript.back().start_s};
      }
      if (name == "end_s") {
        element_name_ = "end_s";
        return Seconds{&episode_.transcript.back().end_s};
      }
      text = FindText(kCueText, name, episode_.transcript.back(), element_name_);
      break;
    case Nested::kShow:
    case Nested::kTags:
      break;
  }
  if (text != nullptr) return text;
  return std::monostate();
}

}  // namespace cuepoint
