#include "tools/cli/reload_signal.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <sys/signalfd.h>
#include <unistd.h>
#include <utility>

namespace mapsim::cli {

Result<ReloadSignal> ReloadSignal::catch_it() {
  sigset_t reload;
  sigset_t before;
  sigemptyset(&reload);
  sigaddset(&reload, SIGHUP);
  const int fd = ::signalfd(-1, &reload, SFD_NONBLOCK | SFD_CLOEXEC);
  if (fd < 0) return fail(Error{.layer = "", .text = std::string("signalfd: ") + std::strerror(errno)});
  ::pthread_sigmask(SIG_BLOCK, &reload, &before);
  return ReloadSignal(fd, before);
}

ReloadSignal::ReloadSignal(ReloadSignal&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), before_(other.before_) {}

ReloadSignal::~ReloadSignal() {
  if (fd_ < 0) return;
  ::close(fd_);
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool ReloadSignal::take() {
  signalfd_siginfo info{};
  bool came = false;
  while (::read(fd_, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) came = true;
  return came;
}

}  // namespace mapsim::cli
