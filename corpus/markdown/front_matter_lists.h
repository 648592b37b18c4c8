// The lists in front matter: tags, documents that belong to the episode, chapters.
#ifndef CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_LISTS_H_
#define CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_LISTS_H_

#include <vector>

#include "corpus/document.h"
#include "corpus/markdown/front_matter_fields.h"
#include "corpus/model.h"
#include "corpus/result.h"

namespace cuepoint {

/// Adds tags, keywords, categories and topics, as lists or separated by commas, each once.
void ReadTags(const FrontMatterFields& fields, Episode& episode);

/// Adds the transcripts and chapters that a field names by path or address.
void ReadAttachments(const FrontMatterFields& fields, std::vector<Attachment>& attachments);

/// Adds the chapters that a field lists: maps with a time and a title, or texts such as "1:02
/// Title". By ascending start. One without a time is left out with a warning ("bad-chapter").
void ReadFrontMatterChapters(const FrontMatterFields& fields, std::vector<Chapter>& chapters,
                             std::vector<Error>& warnings);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_LISTS_H_
