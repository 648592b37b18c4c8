// Guests named in a title: "Pingora with Edward and Noah from Cloudflare".
#ifndef CUEPOINT_CORPUS_NOTES_GUEST_NAMES_H_
#define CUEPOINT_CORPUS_NOTES_GUEST_NAMES_H_

#include <string_view>
#include <vector>

#include "corpus/model.h"

namespace cuepoint {

/// The people that `title` names after "with", in order, as guests, or as its subject ("Ada Byron
/// on engines"). They count only where `notes` treats one of them as a person ("a conversation with
/// Ada", "Ada Byron, an engineer", "Ada explains"), so that "Getting started with Rust" has no
/// guest; full names behind "interview with", "featuring" and the like count anyway. A first name
/// is completed from the notes ("Edward" from "Edward Wang, an engineer"). Pure and thread-safe.
std::vector<Person> InferGuests(std::string_view title, std::string_view notes);

/// Whether `notes` say that somebody talks with `name`, or greets them ("a conversation with Ada").
/// Pure and thread-safe.
bool IsTalkedWith(std::string_view notes, std::string_view name);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_GUEST_NAMES_H_
