#include "tests/support/background.h"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace mapsim::test {

namespace {

using Clock = std::chrono::steady_clock;

int left(Clock::time_point until) {
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
  return static_cast<int>(std::max<long>(ms, 0));
}

}  // namespace

bool await(const std::function<bool()>& done, Duration limit) {
  const auto until = Clock::now() + limit;
  while (!done()) {
    if (Clock::now() >= until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

// Files rather than pipes: a program may write much to both at once, and then nobody may wait for the other.
Background::Background(const std::vector<std::string>& command)
    : folder_(std::make_unique<TemporaryFolder>()) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const std::string out = (*folder_ / "out").string();
  const std::string err = (*folder_ / "err").string();
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT, 0600);
  // A background job of a shell ignores SIGINT, and so would what it starts.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&defaults, number);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  std::vector<std::string> words = command;
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  if (::posix_spawnp(&child_, argv[0], &actions, &attributes, argv.data(), environ) != 0) {
    child_ = -1;
    status_ = 127;
    write_file(*folder_ / "err", command.front() + " did not start");
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
}

Background::Background(Background&& other) noexcept
    : folder_(std::move(other.folder_)),
      child_(std::exchange(other.child_, -1)),
      status_(std::exchange(other.status_, 127)) {}

Background::~Background() {
  if (status_) return;
  ::kill(child_, SIGKILL);
  ::waitpid(child_, nullptr, 0);
}

void Background::signal(int number) const {
  if (!status_) ::kill(child_, number);
}

void Background::stop() {
  signal(SIGINT);
  wait(std::chrono::seconds(10));
}

std::optional<int> Background::wait(Duration limit) {
  if (status_) return status_;
  const int ended = static_cast<int>(::syscall(SYS_pidfd_open, child_, 0));
  pollfd fd{ended, POLLIN, 0};
  const auto until = Clock::now() + std::chrono::duration_cast<Clock::duration>(limit);
  while (::poll(&fd, 1, left(until)) < 0) {
  }
  ::close(ended);
  int status = 0;
  if (::waitpid(child_, &status, WNOHANG) == child_)
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return status_;
}

Outcome Background::wait() {
  if (!wait(std::chrono::minutes(1))) {
    signal(SIGKILL);
    wait(std::chrono::minutes(1));
  }
  return {status_.value_or(-1), read_file(*folder_ / "out"), read_file(*folder_ / "err")};
}

std::string Background::output() const {
  return read_file(*folder_ / "out") + read_file(*folder_ / "err");
}

std::size_t Background::count(const std::string& text) const {
  const std::string all = output();
  std::size_t found = 0;
  for (std::size_t at = all.find(text); at != std::string::npos; at = all.find(text, at + text.size()))
    ++found;
  return found;
}

bool Background::await_output(const std::string& text, std::size_t times, Duration limit) const {
  const int watch = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  for (const char* name : {"out", "err"}) ::inotify_add_watch(watch, (*folder_ / name).c_str(), IN_MODIFY);
  const int ended = static_cast<int>(::syscall(SYS_pidfd_open, child_, 0));
  const auto until = Clock::now() + std::chrono::duration_cast<Clock::duration>(limit);
  bool found = false;
  for (bool last = status_.has_value();;) {
    found = count(text) >= times;
    if (found || last || left(until) == 0) break;
    pollfd fds[2] = {{watch, POLLIN, 0}, {ended, POLLIN, 0}};
    ::poll(fds, 2, left(until));
    last = (fds[1].revents & POLLIN) != 0;
    char events[4096];
    while (::read(watch, events, sizeof events) > 0) {
    }
  }
  ::close(ended);
  ::close(watch);
  return found;
}

}  // namespace mapsim::test
