#include "query/vector_scan.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <optional>

#include "query/top_list.h"

namespace cuepoint {

namespace {

// Rows between two looks at the scores: they stay in the nearest cache until then.
constexpr std::size_t kTileRows = 256;
// How long before its turn a single row is asked for from memory.
constexpr std::size_t kRowsAhead = 8;

struct BetterRow {
  bool operator()(const ScoredRow& a, const ScoredRow& b) const {
    return a.score != b.score ? a.score > b.score : a.row < b.row;
  }
};

struct BetterEpisode {
  bool operator()(const ScoredEpisode& a, const ScoredEpisode& b) const {
    return a.score != b.score ? a.score > b.score : a.row < b.row;
  }
};

// value = 256 · high + low with both in a signed byte.
std::int8_t LowPlane(std::int32_t value) {
  return static_cast<std::int8_t>(static_cast<std::uint8_t>(value & 0xFF));
}

}  // namespace

VectorScan::VectorScan(const VectorMatrix& matrix, std::span<const float> query, Kernel kernel)
    : matrix_(matrix), kernel_(FindKernel(kernel)) {
  assert(query.size() == matrix.dimensions());
  const std::size_t stride = matrix.stride();
  constexpr std::size_t kPlanes = 4;  // Two bytes a value, and two planes of one.
  storage_.resize(kPlanes * stride / sizeof(Block), Block{});
  auto* const values = reinterpret_cast<std::int16_t*>(storage_.data());
  auto* const low = reinterpret_cast<std::int8_t*>(values + stride);
  std::int8_t* const high = low + stride;
  query_ = {values, low, high, 0};

  float largest = 0;
  for (const float value : query) largest = std::max(largest, std::abs(value));
  if (!(largest > 0)) return;
  const std::int32_t limit = QueryLimit(matrix.dimensions());
  scale_ = static_cast<double>(largest) / limit;
  for (std::size_t i = 0; i < query.size(); ++i) {
    const auto value = static_cast<std::int32_t>(std::lround(query[i] / scale_));
    assert(std::abs(value) <= limit);
    values[i] = static_cast<std::int16_t>(value);
    low[i] = LowPlane(value);
    high[i] = static_cast<std::int8_t>((value - low[i]) / 256);
    query_.sum += value;
  }
}

VectorScan::VectorScan(const VectorMatrix& matrix, std::span<const float> query,
                       const SignSketch* sketch)
    : VectorScan(matrix, query) {
  sketch_ = sketch;
  vector_ = query;
}

void VectorScan::Dot(RowRange rows, std::span<float> scores) const {
  assert(rows.begin <= rows.end && rows.end <= matrix_.rows());
  assert(scores.size() == rows.end - rows.begin);
  std::array<std::int32_t, kTileRows> sums;
  for (std::size_t begin = rows.begin; begin < rows.end; begin += kTileRows) {
    const std::size_t count = std::min(kTileRows, rows.end - begin);
    kernel_(query_, matrix_.data() + begin * matrix_.stride(), matrix_.stride(), count,
            sums.data());
    float* const out = scores.data() + (begin - rows.begin);
    for (std::size_t i = 0; i < count; ++i) {
      out[i] = static_cast<float>(sums[i] * (scale_ * matrix_.scale(begin + i)));
    }
  }
}

std::size_t VectorScan::LikelyRows(std::size_t limit, const EpisodeSet* filter) const {
  constexpr std::size_t kWorthwhile = 8;  // Reading a sketch costs an eighth of reading the rows.
  const std::size_t rows = matrix_.rows();
  if (sketch_ == nullptr || limit >= rows / kWorthwhile) return 0;
  const std::size_t count = std::max(kLeastRows, limit * kRowsPerWanted);
  if (count >= rows / 2) return 0;
  if (filter != nullptr && filter->Count() < matrix_.labels().back().episode / kWorthwhile)
    return 0;
  return count;
}

template <class Visit>
void VectorScan::ForEachLikely(std::size_t count, const EpisodeSet* filter, Visit visit) const {
  const std::vector<std::size_t> rows = sketch_->Likeliest(matrix_, vector_, count, filter);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    // They lie far apart, so that the processor does not guess which comes next.
    if (i + kRowsAhead < rows.size()) {
      const std::int8_t* const ahead = matrix_.data() + rows[i + kRowsAhead] * matrix_.stride();
      for (std::size_t at = 0; at < matrix_.stride(); at += VectorMatrix::kAlignment) {
        __builtin_prefetch(ahead + at);
      }
    }
    float score = 0;
    Dot({rows[i], rows[i] + 1}, {&score, 1});
    visit(rows[i], score);
  }
}

template <class Visit>
void VectorScan::ForEach(std::size_t limit, const EpisodeSet* filter, Visit visit) const {
  if (const std::size_t likely = LikelyRows(limit, filter); likely > 0) {
    return ForEachLikely(likely, filter, visit);
  }
  const std::span<const RowLabel> labels = matrix_.labels();
  const auto passes = [&](std::size_t row) { return filter->Contains(labels[row].episode); };
  std::array<float, kTileRows> scores;
  for (std::size_t begin = 0; begin < labels.size();) {
    std::size_t end = std::min(begin + kTileRows, labels.size());
    if (filter != nullptr) {
      if (!passes(begin)) {
        ++begin;
        continue;
      }
      std::size_t last = begin + 1;
      while (last < end && passes(last)) ++last;
      end = last;
    }
    Dot({begin, end}, std::span(scores).first(end - begin));
    for (std::size_t row = begin; row < end; ++row) visit(row, scores[row - begin]);
    begin = end;
  }
}

void VectorScan::RaiseBest(std::vector<float>& best, const EpisodeSet* filter) const {
  ForEach(matrix_.rows(), filter, [&](std::size_t row, float score) {
    float& highest = best[matrix_.label(row).episode];
    highest = std::max(highest, score);
  });
}

std::vector<ScoredRow> VectorScan::TopRows(std::size_t limit, const EpisodeSet* filter) const {
  TopList<ScoredRow, BetterRow> top(limit);
  ForEach(limit, filter, [&](std::size_t row, float score) { top.Add({score, row}); });
  return top.Take();
}

std::vector<ScoredEpisode> VectorScan::TopEpisodes(std::size_t limit,
                                                   const EpisodeSet* filter) const {
  TopList<ScoredEpisode, BetterEpisode> top(limit);
  std::optional<ScoredEpisode> best;
  ForEach(limit, filter, [&](std::size_t row, float score) {
    const std::uint32_t episode = matrix_.label(row).episode;
    if (best && best->episode == episode) {
      if (score > best->score) *best = {score, episode, row};
      return;
    }
    if (best) top.Add(*best);
    best = {score, episode, row};
  });
  if (best) top.Add(*best);
  return top.Take();
}

}  // namespace cuepoint
