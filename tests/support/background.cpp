#include "tests/e2e/background.h"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "tests/support/paths.h"

namespace mapsim::e2e {

namespace {

constexpr auto kLimit = std::chrono::minutes(1);

int left(std::chrono::steady_clock::time_point until) {
  const auto ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
  return static_cast<int>(std::max<long>(ms, 0));
}

}  // namespace

Background::Background(const std::vector<std::string>& command)
    : folder_(std::make_unique<TemporaryFolder>()) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const std::string out = (*folder_ / "out").string();
  const std::string err = (*folder_ / "err").string();
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT, 0600);
  std::vector<std::string> words = command;
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  if (::posix_spawnp(&child_, argv[0], &actions, nullptr, argv.data(), environ) != 0) child_ = -1;
  posix_spawn_file_actions_destroy(&actions);
}

Background::Background(Background&& other) noexcept
    : folder_(std::move(other.folder_)), child_(std::exchange(other.child_, -1)) {}

Background::~Background() {
  if (child_ <= 0) return;
  ::kill(child_, SIGKILL);
  ::waitpid(child_, nullptr, 0);
}

void Background::signal(int number) const {
  if (child_ > 0) ::kill(child_, number);
}

bool Background::says(const std::string& text) const {
  const int watch = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  for (const char* name : {"out", "err"}) ::inotify_add_watch(watch, (*folder_ / name).c_str(), IN_MODIFY);
  const int ended = static_cast<int>(::syscall(SYS_pidfd_open, child_, 0));
  const auto until = std::chrono::steady_clock::now() + kLimit;
  bool found = false;
  for (bool last = false;;) {
    found = read_file(*folder_ / "out").find(text) != std::string::npos ||
            read_file(*folder_ / "err").find(text) != std::string::npos;
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

Outcome Background::wait() {
  if (child_ <= 0) return {127, "", "did not start"};
  const int ended = static_cast<int>(::syscall(SYS_pidfd_open, child_, 0));
  pollfd fd{ended, POLLIN, 0};
  const auto until = std::chrono::steady_clock::now() + kLimit;
  while (::poll(&fd, 1, left(until)) < 0) {
  }
  ::close(ended);
  if ((fd.revents & POLLIN) == 0) ::kill(child_, SIGKILL);
  int status = 0;
  ::waitpid(std::exchange(child_, -1), &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read_file(*folder_ / "out"),
          read_file(*folder_ / "err")};
}

std::vector<std::string> mapsim_command(const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {
      "env", "MAPSIM_SCENARIOS=" + (test::source_dir() / "scenarios").string(), program()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

}  // namespace mapsim::e2e
