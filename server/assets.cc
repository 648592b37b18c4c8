#include "server/assets.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "server/content_coding.h"
#include "server/embedded_file.h"
#include "server/etag.h"

namespace cuepoint {
namespace {

// Half of SHA-256 tells files apart as well, and the tag is sent with every request.
constexpr std::size_t kTagDigits = 32;

struct File {
  std::string_view path;
  std::string_view name;  // In server/web.
  std::string_view type;
  bool for_every_origin = false;
};

// Every file that is sent as it is, once.
constexpr std::array kFiles = {
    File{"/cuepoint.js", "cuepoint.js", "text/javascript; charset=utf-8", true},
    File{"/assets/site.css", "site.css", "text/css; charset=utf-8"},
    File{"/assets/site.js", "site.js", "text/javascript; charset=utf-8"},
    File{"/assets/icon.svg", "icon.svg", "image/svg+xml", true},
    File{"/assets/social.png", "social.png", "image/png", true},
};

// Best first.
constexpr std::array kCodings = {ContentCoding::kBrotli, ContentCoding::kGzip};

}  // namespace

struct Assets::Asset {
  struct Form {
    std::string bytes;  // Empty where it saves nothing.
    std::string etag;
  };

  std::string_view path;
  std::string_view type;
  bool for_every_origin = false;
  std::string_view bytes;
  std::string etag;
  std::array<Form, kCodings.size()> forms;

  bool has_forms() const {
    return std::any_of(forms.begin(), forms.end(),
                       [](const Form& form) { return !form.bytes.empty(); });
  }
  // The compressed one, or null for the bytes as they are.
  const Form* FormOf(ContentCoding coding) const {
    for (std::size_t i = 0; i < kCodings.size(); ++i) {
      if (kCodings[i] == coding && !forms[i].bytes.empty()) return &forms[i];
    }
    return nullptr;
  }
};

const std::vector<Assets::Asset>& Assets::All() {
  static const std::vector<Asset> kAll = [] {
    std::vector<Asset> all;
    for (const File& file : kFiles) {
      const EmbeddedFile* const embedded = FindEmbeddedFile(file.name);
      assert(embedded != nullptr);
      Asset& asset = all.emplace_back();
      asset.path = file.path;
      asset.type = file.type;
      asset.for_every_origin = file.for_every_origin;
      asset.bytes = embedded->bytes;
      const std::string tag(embedded->sha256.substr(0, kTagDigits));
      asset.etag = '"' + tag + '"';
      for (std::size_t i = 0; i < kCodings.size(); ++i) {
        std::string bytes = Compress(asset.bytes, kCodings[i], CompressionEffort::kBest);
        if (bytes.empty() || bytes.size() >= asset.bytes.size()) continue;
        // Strong tags are of the bytes that are sent.
        asset.forms[i] = {std::move(bytes), '"' + tag + '-' + std::string(Name(kCodings[i])) + '"'};
      }
    }
    return all;
  }();
  return kAll;
}

Assets::Assets() : assets_(&All()) {}

std::optional<HttpReply> Assets::Get(const HttpRequest& request, std::string_view path) const {
  for (const Asset& asset : *assets_) {
    if (asset.path != path) continue;
    const ContentCoding coding = ChooseCoding(request.accept_encoding);
    const Asset::Form* const form = asset.FormOf(coding);
    const std::string& etag = form != nullptr ? form->etag : asset.etag;
    HttpReply reply;
    if (MatchesEtag(request.if_none_match, etag)) {
      reply = NotModified(etag, kRevalidate);
    } else {
      reply.headers = {{"ETag", etag},
                       {"Cache-Control", std::string(kRevalidate)},
                       {"Content-Type", std::string(asset.type)}};
      if (form != nullptr) reply.headers.emplace_back("Content-Encoding", Name(coding));
      reply.body = form != nullptr ? form->bytes : std::string(asset.bytes);
    }
    if (asset.has_forms()) reply.headers.emplace_back("Vary", "Accept-Encoding");
    if (asset.for_every_origin) {
      // Pages anywhere embed them: browsers fetch modules with CORS, and a page may demand CORP.
      reply.headers.emplace_back("Access-Control-Allow-Origin", "*");
      reply.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
    }
    return reply;
  }
  return std::nullopt;
}

std::vector<std::string_view> Assets::Paths() const {
  std::vector<std::string_view> paths;
  for (const Asset& asset : *assets_) paths.push_back(asset.path);
  return paths;
}

std::string_view Assets::RouteOf(std::string_view path) {
  return path.starts_with("/assets/") ? "/assets/{file}" : "/cuepoint.js";
}

}  // namespace cuepoint
