// One measurement: two processes of this machine that exchange pairs of a request and an answer over
// loopback, with so many outstanding, for a while.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "sigtran/core/time.h"

namespace mapsim::bench {

struct PairRate {
  double pairs = 0;
  double seconds = 0;  // of wall clock, of the client
  double cpu = 0;      // seconds, of both processes, set-up included
  double packets = 0;  // both ways, where it is known
  // Of Load::rate, in seconds since a pair was due.
  double p50 = 0;
  double p99 = 0;
  double typical_p99 = 0;  // the middle one of those of a hundred parts of the run, one after the other
  // Pairs in the first second and in those after it, a second.
  double first_second = 0;
  double later = 0;
  double per_second() const { return pairs / seconds; }
  double cpu_each() const { return cpu / pairs; }
};

struct Load {
  std::size_t outstanding = 1;
  double seconds = 0.5;
  // Pairs a second that are begun when they are due, whatever is outstanding; 0: so many are outstanding
  // always.
  double rate = 0;
  bool capture = false;  // the client of whole dialogues captures all of it to a file
  // How long both sides of whole dialogues look before they sleep (node::LoopConfig).
  Duration busy_wait{};
};

// Percentile of what is not sorted; 0 where there is nothing.
double percentile(std::vector<double> values, double percent);
// Sets p50, p99 and typical_p99; `taken` is in the order of time.
void set_latencies(const std::vector<double>& taken, PairRate& rate);

// Each side runs in a process of its own, on a core of its own where `cores` says so: where the system puts
// both on one for a while, that is no property of what is measured. The client gives its count of pairs and
// the time that they took; the server is ended when the client has. Throws where a side fails.
enum class Cores : std::uint8_t { own, any };
PairRate run_pair(const std::function<void()>& server, const std::function<PairRate()>& client,
                  Cores cores = Cores::own);

inline constexpr std::size_t kRequestOctets = 280;
inline constexpr std::size_t kAnswerOctets = 124;

double wall_clock();  // seconds

// Opaque octets over our transport, over libusrsctp in a bare loop without threads, over the same with its
// own threads and sockets (Nagle's algorithm on or off), and whole MT dialogues of version 3 through all
// layers over our transport; all inside UDP.
PairRate run_opaque(const Load& load);
PairRate run_bare_loop(const Load& load);
PairRate run_own_threads(const Load& load, bool nodelay);
PairRate run_dialogues(const Load& load);

}  // namespace mapsim::bench
