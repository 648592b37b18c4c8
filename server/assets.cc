#include "server/assets.h"

#include <array>
#include <cassert>
#include <utility>

#include "server/embedded_file.h"
#include "server/etag.h"
#include "server/gzip.h"

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

}  // namespace

Assets::Assets() {
  for (const File& file : kFiles) {
    const EmbeddedFile* const embedded = FindEmbeddedFile(file.name);
    assert(embedded != nullptr);
    Asset& asset = assets_.emplace_back();
    asset.path = file.path;
    asset.type = file.type;
    asset.for_every_origin = file.for_every_origin;
    asset.bytes = embedded->bytes;
    const std::string tag(embedded->sha256.substr(0, kTagDigits));
    asset.etag = '"' + tag + '"';
    std::string gzip = Gzip(asset.bytes, GzipEffort::kBest);
    if (gzip.empty() || gzip.size() >= asset.bytes.size()) continue;
    asset.gzip = std::move(gzip);
    asset.gzip_etag = '"' + tag + "-gzip\"";
  }
}

std::optional<HttpReply> Assets::Get(const HttpRequest& request, std::string_view path) const {
  for (const Asset& asset : assets_) {
    if (asset.path != path) continue;
    const bool gzip = !asset.gzip.empty() && AcceptsGzip(request.accept_encoding);
    const std::string& etag = gzip ? asset.gzip_etag : asset.etag;
    HttpReply reply;
    if (MatchesEtag(request.if_none_match, etag)) {
      reply = NotModified(etag, kRevalidate);
    } else {
      reply.headers = {{"ETag", etag},
                       {"Cache-Control", std::string(kRevalidate)},
                       {"Content-Type", std::string(asset.type)}};
      if (gzip) reply.headers.emplace_back("Content-Encoding", "gzip");
      reply.body = gzip ? asset.gzip : std::string(asset.bytes);
    }
    if (!asset.gzip.empty()) reply.headers.emplace_back("Vary", "Accept-Encoding");
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
  for (const Asset& asset : assets_) paths.push_back(asset.path);
  return paths;
}

}  // namespace cuepoint
