// The least program on the installed library: opens an index and prints where a query leads.

#include <iostream>

#include "corpus/result.h"
#include "query/engine.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: ask INDEX QUERY\n";
    return 2;
  }
  const cuepoint::Result<cuepoint::Engine> engine = cuepoint::Engine::Open(argv[1]);
  if (!engine) {
    std::cerr << cuepoint::ToString(engine.error()) << '\n';
    return 2;
  }
  const auto response = engine->Search({.query = argv[2]});
  if (!response) {
    std::cerr << cuepoint::ToString(response.error()) << '\n';
    return 2;
  }
  for (const cuepoint::Hit& hit : response->hits) {
    for (const cuepoint::Moment& moment : hit.moments) {
      std::cout << hit.episode.title << ", " << moment.start_s << " s: " << moment.title << '\n';
    }
  }
  return response->hits.empty() ? 1 : 0;
}
