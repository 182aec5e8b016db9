#include "tests/bench/two_processes.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace mapsim::bench {

namespace {

template <class Body>
pid_t in_a_child(Body body) {
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child > 0) return child;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // none is left behind
  ::alarm(60);                         // or hangs
  try {
    body();
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    std::_Exit(1);
  }
  std::_Exit(0);
}

double end_of(pid_t child, bool must_succeed) {
  rusage used{};
  int status = 0;
  ::wait4(child, &status, 0, &used);
  if (must_succeed && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
    throw std::runtime_error("a side failed");
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

}  // namespace

double percentile(std::vector<double> values, double percent) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::size_t>(percent / 100 * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(at));
  return values[at];
}

double wall_clock() {
  timespec t{};
  ::clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

PairRate run_pair(const std::function<void()>& server, const std::function<PairRate()>& client) {
  std::array<int, 2> result{};
  if (::pipe(result.data()) != 0) throw std::runtime_error("pipe");
  const pid_t serves = in_a_child(server);
  const pid_t calls = in_a_child([&] {
    const PairRate rate = client();
    if (::write(result[1], &rate, sizeof(rate)) != sizeof(rate)) throw std::runtime_error("write");
  });
  ::close(result[1]);
  PairRate rate;
  const bool told = ::read(result[0], &rate, sizeof(rate)) == sizeof(rate);
  ::close(result[0]);
  const double client_cpu = end_of(calls, false);
  ::kill(serves, SIGKILL);
  rate.cpu = client_cpu + end_of(serves, false);
  if (!told) throw std::runtime_error("the client failed");
  return rate;
}

}  // namespace mapsim::bench
