#include "tests/uml/guest.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mapsim::uml {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {

constexpr const char* kKernel = "linux.uml";
constexpr const char* kModules = "/usr/lib/uml/modules";

bool in_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::string folders = (path != nullptr ? path : "") + std::string(":/usr/sbin:/sbin");
  for (std::size_t at = 0; at < folders.size();) {
    const std::size_t end = std::min(folders.find(':', at), folders.size());
    if (::access((folders.substr(at, end - at) + "/" + program).c_str(), X_OK) == 0) return true;
    at = end + 1;
  }
  return false;
}

std::string quoted(const std::string& word) {
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string last_lines(const std::string& text, std::size_t count) {
  std::size_t at = text.size();
  for (std::size_t i = 0; i <= count && at != std::string::npos && at != 0; ++i)
    at = text.rfind('\n', at - 1);
  return at == std::string::npos || at == 0 ? text : text.substr(at + 1);
}

void prepare(const Job& job) {
  fs::remove_all(job.folder);
  fs::create_directories(job.folder);
  std::ofstream out(job.folder / "command");
  for (const std::string& word : job.command) out << quoted(word) << ' ';
  out << '\n';
}

// In the child: becomes user-mode Linux.
[[noreturn]] void become_kernel(const Job& job, pid_t parent) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  const int nothing = ::open("/dev/null", O_RDONLY);
  const int console = ::open((job.folder / "console").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  ::dup2(nothing, 0);
  ::dup2(console, 1);
  ::dup2(console, 2);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::setenv("LD_PRELOAD", job.shim.c_str(), 1);
  std::array<std::string, 13> words = {kKernel,
                                       "root=/dev/root",
                                       "rootfstype=hostfs",
                                       "rootflags=/",
                                       "ro",
                                       "mem=512M",
                                       "con=null",
                                       "con0=fd:0,fd:1",
                                       "quiet",
                                       "uml_dir=" + (job.folder / "uml").string() + "/",
                                       "init=" + job.init.string(),
                                       "mapsim_job=" + job.folder.string(),
                                       "panic=-1"};
  std::array<char*, 14> argv{};
  for (std::size_t i = 0; i < words.size(); ++i) argv[i] = words[i].data();
  ::execvp(kKernel, argv.data());
  ::_exit(127);
}

// Waits for the end of the guest, or the time limit, or a signal that wants this process to end.
// The signal, 0 for none; `ended` says which of the others it was.
int wait_for_end(pid_t kernel, Clock::time_point until, const sigset_t& signals, bool& ended) {
  for (;;) {
    int status = 0;
    const pid_t pid = ::waitpid(-1, &status, WNOHANG);
    if (pid == kernel) {
      ended = true;
      return 0;
    }
    if (pid > 0) continue;
    const auto left = until - Clock::now();
    if (left <= Clock::duration::zero()) return 0;
    const auto ns = std::chrono::duration_cast<std::chrono::nanoseconds>(left).count();
    const timespec wait{static_cast<time_t>(ns / 1'000'000'000), static_cast<long>(ns % 1'000'000'000)};
    const int signal = ::sigtimedwait(&signals, nullptr, &wait);
    if (signal > 0 && signal != SIGCHLD) return signal;
  }
}

}  // namespace

std::optional<std::string> missing() {
#if !defined(__x86_64__)
  return "user-mode Linux needs an x86-64 host";
#endif
  if (!in_path(kKernel)) return "this host has no linux.uml (package user-mode-linux)";
  if (!fs::exists(kModules)) return std::string("there is no ") + kModules + " (package user-mode-linux)";
  if (!in_path("modprobe")) return "this host has no modprobe (package kmod)";
  if (!in_path("ip") || !in_path("tc")) return "this host has no ip or tc (package iproute2)";
  return std::nullopt;
}

Outcome run(const Job& job) {
  if (auto lacks = missing()) return {Outcome::Kind::cannot_start, -1, *lacks};
  for (const fs::path& path : {job.folder, job.init, job.shim}) {
    if (path.is_absolute() && path.string().find_first_of(" ,\t") == std::string::npos) continue;
    return {Outcome::Kind::cannot_start, -1,
            "the kernel's command line cannot carry the path '" + path.string() + "'"};
  }
  prepare(job);
  // What the guest leaves behind comes to this process, which ends it.
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  sigset_t signals;
  sigset_t before;
  sigemptyset(&signals);
  for (const int s : {SIGCHLD, SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, s);
  ::sigprocmask(SIG_BLOCK, &signals, &before);
  const auto until = Clock::now() + job.limit;
  const pid_t self = ::getpid();
  const pid_t kernel = ::fork();
  if (kernel < 0) return {Outcome::Kind::failed, -1, std::string("fork: ") + std::strerror(errno)};
  if (kernel == 0) become_kernel(job, self);
  ::setpgid(kernel, kernel);
  bool ended = false;
  const int signal = wait_for_end(kernel, until, signals, ended);
  ::kill(-kernel, SIGKILL);
  while (::waitpid(-1, nullptr, 0) > 0) {
  }
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
  if (signal != 0) {
    std::raise(signal);
    return {Outcome::Kind::failed, -1, "ended by a signal"};
  }
  if (!fs::exists(job.folder / "booted")) {
    return {
        Outcome::Kind::cannot_start, -1,
        "user-mode Linux does not start on this host: " + last_lines(read_file(job.folder / "console"), 3)};
  }
  if (!ended) {
    return {Outcome::Kind::failed, -1,
            "the guest was ended after " + std::to_string(job.limit.count()) + " s"};
  }
  const std::string status = read_file(job.folder / "status");
  if (status.empty()) {
    return {Outcome::Kind::failed, -1,
            "the guest left no status; its last words: " + last_lines(read_file(job.folder / "console"), 5)};
  }
  return {Outcome::Kind::ended, std::atoi(status.c_str()), {}};
}

}  // namespace mapsim::uml
