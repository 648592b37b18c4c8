#include "tests/support/static_model_file.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <string_view>

namespace cuepoint {

namespace {

constexpr std::size_t kAlignment = 64;

template <class T>
void AppendValues(const std::vector<T>& values, std::string& out) {
  out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

template <class T>
void Put(std::size_t at, T value, std::string& out) {
  std::memcpy(out.data() + at, &value, sizeof value);
}

// Fills up to the next section and returns where it begins.
std::uint64_t Align(std::string& out) {
  out.resize((out.size() + kAlignment - 1) / kAlignment * kAlignment);
  return out.size();
}

}  // namespace

std::string StaticModelFile(const StaticModelContent& content) {
  constexpr std::size_t kHeaderBytes = 64;
  std::string out(kHeaderBytes, '\0');
  out.replace(0, 8, "CPSTATIC");
  Put<std::uint32_t>(8, 1, out);
  Put(12, static_cast<std::uint32_t>(content.tokens.size()), out);
  Put(16, content.dimensions, out);
  const auto rows = std::count_if(content.scales.begin(), content.scales.end(),
                                  [](float scale) { return scale != 0; });
  Put(20, static_cast<std::uint32_t>(rows), out);
  Put(24, Align(out), out);
  for (const std::string& token : content.tokens) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(token.size())));
    out += token;
  }
  Put(32, Align(out), out);
  AppendValues(content.scales, out);
  Put(40, Align(out), out);
  AppendValues(content.rows, out);
  Put<std::uint64_t>(48, out.size(), out);
  return out;
}

StaticModelContent RandomStaticModel(const std::vector<std::string>& words,
                                     std::uint32_t dimensions) {
  StaticModelContent content{{"[UNK]"}, {0}, {}, dimensions};
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same on every run.
  for (const std::string& word : words) {
    content.tokens.push_back(word);
    content.scales.push_back(0.001F + static_cast<float>(random() % 100) * 0.0001F);
    for (std::uint32_t i = 0; i < dimensions; ++i) {
      content.rows.push_back(static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127));
    }
  }
  return content;
}

}  // namespace cuepoint
