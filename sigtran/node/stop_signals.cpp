#include "sigtran/node/stop_signals.h"

#include <cerrno>
#include <cstring>
#include <sys/signalfd.h>
#include <unistd.h>
#include <utility>

namespace mapsim::node {

Result<StopSignals> StopSignals::catch_them() {
  sigset_t stop;
  sigset_t before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGINT);
  sigaddset(&stop, SIGTERM);
  const int fd = ::signalfd(-1, &stop, SFD_NONBLOCK | SFD_CLOEXEC);
  if (fd < 0) return fail(Error{.layer = "loop", .text = std::string("signalfd: ") + std::strerror(errno)});
  ::pthread_sigmask(SIG_BLOCK, &stop, &before);
  return StopSignals(fd, before);
}

StopSignals::StopSignals(StopSignals&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), before_(other.before_) {}

StopSignals::~StopSignals() {
  release();
}

std::optional<int> StopSignals::take() {
  if (fd_ < 0) return std::nullopt;
  signalfd_siginfo info{};
  if (::read(fd_, &info, sizeof info) != static_cast<ssize_t>(sizeof info)) return std::nullopt;
  release();
  return static_cast<int>(info.ssi_signo);
}

void StopSignals::release() {
  if (fd_ < 0) return;
  ::close(fd_);
  fd_ = -1;
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace mapsim::node
