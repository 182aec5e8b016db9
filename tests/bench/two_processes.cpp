#include "tests/bench/two_processes.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>
#include <sched.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace mapsim::bench {

namespace {

void stay_on(unsigned core) {
  cpu_set_t allowed;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  unsigned seen = 0;
  for (unsigned cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (!CPU_ISSET(cpu, &allowed) || seen++ != core) continue;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    ::sched_setaffinity(0, sizeof one, &one);
  }
}

template <class Body>
pid_t in_a_child(std::optional<unsigned> core, Body body) {
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child > 0) return child;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // none is left behind
  ::alarm(60);                         // or hangs
  if (core) stay_on(*core);
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

void set_latencies(const std::vector<double>& taken, PairRate& rate) {
  rate.p50 = percentile(taken, 50);
  rate.p99 = percentile(taken, 99);
  constexpr std::size_t kParts = 100;
  std::vector<double> of_parts;
  for (std::size_t i = 0; i < kParts; ++i) {
    const auto at = [&](std::size_t part) {
      return taken.begin() + static_cast<std::ptrdiff_t>(taken.size() * part / kParts);
    };
    of_parts.push_back(percentile({at(i), at(i + 1)}, 99));
  }
  rate.typical_p99 = percentile(of_parts, 50);
}

double wall_clock() {
  timespec t{};
  ::clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

PairRate run_pair(const std::function<void()>& server, const std::function<PairRate()>& client, Cores cores) {
  const auto core = [&](unsigned number) {
    return cores == Cores::own ? std::optional(number) : std::nullopt;
  };
  std::array<int, 2> result{};
  if (::pipe(result.data()) != 0) throw std::runtime_error("pipe");
  const pid_t serves = in_a_child(core(1), server);
  const pid_t calls = in_a_child(core(0), [&] {
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
