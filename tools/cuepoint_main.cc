// The cuepoint command. Everything is in the library beside it, so that tests reach it.
#include <csignal>
#include <string>
#include <vector>

#include "tools/command.h"

int main(int argc, char** argv) {
  // A reader that has had enough (`cuepoint search … | head -1`) is no reason to die by a signal;
  // the failed write is noticed and ends the run quietly.
  std::signal(SIGPIPE, SIG_IGN);
  return cuepoint::RunCuepoint(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
}
