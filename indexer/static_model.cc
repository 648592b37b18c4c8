#include "indexer/static_model.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <utility>

namespace cuepoint {

namespace {

static_assert(std::endian::native == std::endian::little, "models are mapped as they are");

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t tokens;
  std::uint32_t dimensions;
  std::uint32_t rows;
  std::uint64_t vocabulary_offset;
  std::uint64_t scales_offset;
  std::uint64_t rows_offset;
  std::uint64_t size;
  std::uint64_t teacher_offset;
};
static_assert(sizeof(Header) == 64);

constexpr std::uint64_t kAlignment = 64;
constexpr float kLargestScale = 1e6F;  // Keeps every sum of rows finite.

Error Bad(ErrorCode code, std::string message, std::string remedy, std::string kind) {
  return {.code = code,
          .message = std::move(message),
          .remedy = std::move(remedy),
          .kind = std::move(kind)};
}

Error Corrupt(std::string message) {
  return Bad(ErrorCode::kCorrupt, "the model is damaged: " + std::move(message),
             "install or train it again", "bad-model");
}

// Whether a section of `bytes` lies where it may: behind the header, aligned, within the file.
bool Fits(std::uint64_t offset, std::uint64_t bytes, std::size_t size) {
  return offset >= sizeof(Header) && offset % kAlignment == 0 && offset <= size &&
         bytes <= size - offset;
}

Result<Header> ReadHeader(std::span<const std::byte> bytes) {
  const std::size_t comparable = std::min(bytes.size(), StaticModel::kMagic.size());
  if (comparable == 0 || std::memcmp(bytes.data(), StaticModel::kMagic.data(), comparable) != 0) {
    return Bad(ErrorCode::kForeign, "this file is not a static encoder",
               "name a model that tools/train_static wrote", "foreign-model");
  }
  Header header;
  if (bytes.size() < sizeof header) return Corrupt("it is cut short");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.version != StaticModel::kVersion) {
    return Bad(ErrorCode::kVersion,
               "the model has layout " + std::to_string(header.version) + ", this program reads " +
                   std::to_string(StaticModel::kVersion),
               "train it again, or use the program that it came with", "model-version");
  }
  if (header.size != bytes.size()) {
    return Corrupt("it should have " + std::to_string(header.size) + " bytes and has " +
                   std::to_string(bytes.size()));
  }
  if (header.tokens == 0 || header.tokens > StaticModel::kMaxTokens || header.dimensions == 0 ||
      header.dimensions > StaticModel::kMaxDimensions || header.rows > header.tokens) {
    return Corrupt("its header says " + std::to_string(header.tokens) + " tokens, " +
                   std::to_string(header.rows) + " rows and " + std::to_string(header.dimensions) +
                   " dimensions");
  }
  const std::uint64_t row_bytes = std::uint64_t{header.rows} * header.dimensions;
  if (!Fits(header.vocabulary_offset, header.tokens, bytes.size()) ||
      !Fits(header.scales_offset, std::uint64_t{header.tokens} * sizeof(float), bytes.size()) ||
      !Fits(header.rows_offset, row_bytes, bytes.size())) {
    return Corrupt("a section lies outside of the file");
  }
  if (header.teacher_offset != 0 &&
      !Fits(header.teacher_offset, StaticModel::kTeacherBytes, bytes.size())) {
    return Corrupt("a section lies outside of the file");
  }
  // The rows come last, so that wrong dimensions show.
  if (row_bytes != bytes.size() - header.rows_offset) {
    return Corrupt("its rows do not fill the file");
  }
  return header;
}

Result<WordPiece> ReadVocabulary(std::span<const std::byte> bytes, std::uint32_t count) {
  std::vector<std::string_view> tokens;
  tokens.reserve(count);
  std::size_t at = 0;
  while (tokens.size() < count) {
    if (at == bytes.size()) return Corrupt("its vocabulary is cut short");
    const std::size_t length = std::to_integer<std::size_t>(bytes[at++]);
    if (length > bytes.size() - at) return Corrupt("its vocabulary is cut short");
    tokens.emplace_back(reinterpret_cast<const char*>(bytes.data() + at), length);
    at += length;
  }
  Result<WordPiece> wordpiece = WordPiece::Create(std::move(tokens));
  if (!wordpiece) return Corrupt(wordpiece.error().message);
  return wordpiece;
}

}  // namespace

Result<StaticModel> StaticModel::Parse(std::span<const std::byte> bytes) {
  const Result<Header> header = ReadHeader(bytes);
  if (!header) return header.error();

  Result<WordPiece> wordpiece =
      ReadVocabulary(bytes.subspan(header->vocabulary_offset), header->tokens);
  if (!wordpiece) return wordpiece.error();

  StaticModel model(std::move(*wordpiece));
  model.dimensions_ = header->dimensions;
  if (header->teacher_offset != 0) {
    model.teacher_ = bytes.subspan(header->teacher_offset, kTeacherBytes);
  }
  model.scales_ = {reinterpret_cast<const float*>(bytes.data() + header->scales_offset),
                   header->tokens};
  model.rows_ = {reinterpret_cast<const std::int8_t*>(bytes.data() + header->rows_offset),
                 std::size_t{header->rows} * header->dimensions};
  model.row_of_.reserve(header->tokens);
  std::uint32_t rows = 0;
  for (const float scale : model.scales_) {
    if (!(scale >= 0 && scale <= kLargestScale)) return Corrupt("a scale is out of bounds");
    model.row_of_.push_back(rows);
    if (scale > 0) ++rows;
  }
  if (rows != header->rows) {
    return Corrupt("it has " + std::to_string(header->rows) + " rows for " + std::to_string(rows) +
                   " tokens with a scale");
  }
  return model;
}

}  // namespace cuepoint
