#include "program.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cuepoint {
namespace {

[[noreturn]] void Fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe MakePipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) Fail("pipe2");
  return {ends[0], ends[1]};
}

struct Child {
  pid_t pid = -1;
  int in = -1;
  int out = -1;
  int err = -1;
};

Child Start(const std::vector<std::string>& arguments, const ProgramInput& input) {
  std::vector<std::string> words = {CUEPOINT_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::map<std::string, std::string> variables = {{"PATH", "/usr/bin:/bin"},
                                                  {"HOME", "/nonexistent"}};
  // A sanitizer's report in the program is to look as it does in the test.
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) variables[name] = value;
  }
  for (const auto& [name, value] : input.environment) variables[name] = value;
  std::vector<std::string> settings;
  for (const auto& [name, value] : variables) settings.push_back(name + "=" + value);
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::vector<char*> envp;
  for (std::string& setting : settings) envp.push_back(setting.data());
  envp.push_back(nullptr);

  const Pipe in = MakePipe();
  const Pipe out = MakePipe();
  const Pipe err = MakePipe();
  const pid_t pid = fork();
  if (pid < 0) Fail("fork");
  if (pid == 0) {
    // Only what is safe between fork and exec from here on.
    if (!input.working_directory.empty() && chdir(input.working_directory.c_str()) != 0) _exit(126);
    int out_end = out.write;
    if (!input.stdout_path.empty()) out_end = open(input.stdout_path.c_str(), O_WRONLY | O_CLOEXEC);
    if (dup2(in.read, 0) < 0 || dup2(out_end, 1) < 0 || dup2(err.write, 2) < 0) _exit(126);
    execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  close(in.read);
  close(out.write);
  close(err.write);
  return {pid, in.write, out.read, err.read};
}

int Reap(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) Fail("waitpid");
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

// Appends what is there; false at the end.
bool ReadSome(int descriptor, std::string& text) {
  std::array<char, 1 << 16> buffer{};
  const ssize_t got = read(descriptor, buffer.data(), buffer.size());
  if (got > 0) text.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0;
}

void WriteAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = write(descriptor, text.data(), text.size());
    if (put <= 0) break;  // The program does not want it all.
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  close(descriptor);
}

}  // namespace

ProgramResult RunProgram(const std::vector<std::string>& arguments, const ProgramInput& input) {
  std::signal(SIGPIPE, SIG_IGN);
  const Child child = Start(arguments, input);
  ProgramResult result;
  std::thread writer([&] { WriteAll(child.in, input.text); });
  std::thread err_reader([&] {
    while (ReadSome(child.err, result.err)) {
    }
  });
  while (ReadSome(child.out, result.out)) {
  }
  err_reader.join();
  writer.join();
  close(child.out);
  close(child.err);
  result.status = Reap(child.pid);
  return result;
}

BackgroundProgram::BackgroundProgram(const std::vector<std::string>& arguments,
                                     const ProgramInput& input) {
  std::signal(SIGPIPE, SIG_IGN);
  const Child child = Start(arguments, input);
  WriteAll(child.in, input.text);
  pid_ = child.pid;
  out_ = child.out;
  err_ = child.err;
}

BackgroundProgram::~BackgroundProgram() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    Reap(pid_);
  }
  CloseOutput();
  close(err_);
}

std::string BackgroundProgram::WaitForErrorLine(std::string_view text) {
  for (;;) {
    for (std::size_t end = pending_.find('\n'); end != std::string::npos;
         end = pending_.find('\n')) {
      const std::string line = pending_.substr(0, end);
      pending_.erase(0, end + 1);
      if (line.find(text) != std::string::npos) return line;
    }
    if (!ReadSome(err_, pending_)) return {};
  }
}

void BackgroundProgram::Signal(int signal) const { kill(pid_, signal); }

int BackgroundProgram::Wait() {
  const int status = Reap(pid_);
  pid_ = -1;
  return status;
}

void BackgroundProgram::CloseOutput() {
  if (out_ >= 0) close(out_);
  out_ = -1;
}

}  // namespace cuepoint
