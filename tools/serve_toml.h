// Keys of a table [[index]], for reading and for printing.
#ifndef CUEPOINT_TOOLS_SERVE_TOML_H_
#define CUEPOINT_TOOLS_SERVE_TOML_H_

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tools/serve_config.h"

namespace cuepoint {

/// One key of [[index]].
struct IndexKey {
  std::string_view key;
  std::variant<std::string IndexConfig::*, std::vector<std::string> IndexConfig::*> field;
  std::string_view help;
};

inline constexpr std::array<IndexKey, 6> kIndexKeys = {{
    {"name", &IndexConfig::name, "in the log, metrics and /readyz"},
    {"db", &IndexConfig::db, "its directory"},
    {"path", &IndexConfig::path, "prefix of its addresses; \"/\" for all that no other index has"},
    {"hosts", &IndexConfig::hosts, "names of this server under which it is at /"},
    {"title", &IndexConfig::title, "of its site; without it that of the show"},
    {"public_url", &IndexConfig::public_url, "where visitors find it; else the server's and path"},
}};

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_SERVE_TOML_H_
