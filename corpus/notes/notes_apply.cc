#include <cstddef>
#include <string>
#include <unordered_set>
#include <utility>

#include "corpus/notes/guest_names.h"
#include "corpus/notes/notes.h"
#include "corpus/notes/notes_names.h"
#include "corpus/notes/notes_people.h"

namespace cuepoint {
namespace {

// A person writes the time of a chapter a second or two apart.
constexpr double kSameChapter_s = 2;

}  // namespace

void ApplyNotes(Notes notes, Episode& episode) {
  const bool own_chapters = episode.chapters.empty();
  if (own_chapters) {
    episode.chapters = std::move(notes.chapters);
  } else {
    // Both ascend; a person writes the same chapter a second or two apart.
    std::size_t at = 0;
    for (Chapter& chapter : notes.chapters) {
      while (at < episode.chapters.size() &&
             episode.chapters[at].start_s < chapter.start_s - kSameChapter_s) {
        ++at;
      }
      Chapter* same = at < episode.chapters.size() &&
                              episode.chapters[at].start_s <= chapter.start_s + kSameChapter_s
                          ? &episode.chapters[at]
                          : nullptr;
      if (same != nullptr) {
        if (same->text.empty()) same->text = std::move(chapter.text);
        if (same->title.empty()) same->title = std::move(chapter.title);
        same->sponsor = same->sponsor || chapter.sponsor;
      } else if (!chapter.sponsor) {
        // What the notes say is kept, though the times are the other source's.
        for (const std::string* part : {&chapter.title, &chapter.text}) {
          if (part->empty()) continue;
          if (!notes.description.empty()) notes.description += '\n';
          notes.description += *part;
        }
      }
    }
  }
  if (episode.description.empty()) episode.description = std::move(notes.description);
  if (episode.sponsor_notes.empty()) episode.sponsor_notes = std::move(notes.sponsor_notes);
  std::unordered_set<std::string> known;
  for (const Link& link : episode.links) known.insert(link.url);
  for (Link& link : notes.links) {
    if (!known.contains(link.url)) episode.links.push_back(std::move(link));
  }
  for (Person& person : notes.people) AddPerson(std::move(person), episode.people);
  for (Person& person : InferGuests(episode.title, episode.description)) {
    // A single word is as likely to be a product.
    const bool single = person.name.find(' ') == std::string::npos;
    if (single && !IsTalkedWith(episode.description, person.name)) continue;
    if (NamesAThing(person.name)) continue;
    person.inferred = true;
    AddPerson(std::move(person), episode.people);
  }
  FillAddresses(episode.links, episode.people);
  FillAddresses(notes.hidden_links, episode.people);
}

}  // namespace cuepoint
