#include "tests/lab/process.h"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sched.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace mapsim::lab {

bool await(const std::function<bool()>& done, Duration limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (!done()) {
    if (std::chrono::steady_clock::now() >= until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

Process::Process(std::optional<Host> host, const std::string& name, const std::vector<std::string>& words)
    : log_(std::filesystem::temp_directory_path() / (name + ".log")) {
  std::vector<std::string> copy = words;
  std::vector<char*> argv;
  for (std::string& word : copy) argv.push_back(word.data());
  argv.push_back(nullptr);
  const std::string space = host ? "/run/netns/" + link::test::name_of(*host) : std::string();
  std::filesystem::remove(log_);  // of an earlier process of this name
  pid_ = ::fork();
  if (pid_ != 0) return;
  if (host && ::setns(::open(space.c_str(), O_RDONLY | O_CLOEXEC), CLONE_NEWNET) != 0) ::_exit(126);
  const int out = ::open(log_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  ::dup2(out, 1);
  ::dup2(out, 2);
  ::execvp(argv[0], argv.data());
  ::_exit(127);
}

Process::~Process() {
  kill(SIGKILL);
  if (!status_) ::waitpid(pid_, nullptr, 0);
}

std::optional<int> Process::wait(Duration limit) {
  const auto ended = [&] {
    if (status_) return true;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != pid_) return false;
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return true;
  };
  await(ended, limit);
  return status_;
}

void Process::kill(int signal) {
  if (!status_) ::kill(pid_, signal);
}

void Process::stop() {
  kill(SIGINT);
  wait(std::chrono::seconds(10));
}

std::string Process::output() const {
  std::ifstream in(log_);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t Process::count(const std::string& text) const {
  const std::string all = output();
  std::size_t found = 0;
  for (std::size_t at = all.find(text); at != std::string::npos; at = all.find(text, at + text.size()))
    ++found;
  return found;
}

}  // namespace mapsim::lab
