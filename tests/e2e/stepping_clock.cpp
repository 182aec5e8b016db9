// Preloaded into a program, makes its wall clock jump by a day, back and forth, every 300 ms; monotonic
// clocks stay as they are.
#include <cerrno>
#include <ctime>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

constexpr long kPhase = 300;  // ms
constexpr time_t kDay = 86'400;

timespec read_clock(clockid_t clock) {
  timespec time{};
  ::syscall(SYS_clock_gettime, clock, &time);
  return time;
}

time_t offset() {
  const timespec now = read_clock(CLOCK_MONOTONIC);
  switch ((now.tv_sec * 1000 + now.tv_nsec / 1'000'000) / kPhase % 3) {
    case 1:
      return kDay;
    case 2:
      return -kDay;
    default:
      return 0;
  }
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* time) noexcept {
  const long result = ::syscall(SYS_clock_gettime, clock, time);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += offset();
  return static_cast<int>(result);
}

int gettimeofday(timeval* time, void*) noexcept {
  const timespec now = read_clock(CLOCK_REALTIME);
  *time = {now.tv_sec + offset(), now.tv_nsec / 1000};
  return 0;
}

time_t time(time_t* out) noexcept {
  const time_t now = read_clock(CLOCK_REALTIME).tv_sec + offset();
  if (out != nullptr) *out = now;
  return now;
}

}  // extern "C"
