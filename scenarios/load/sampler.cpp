#include "scenarios/load/sampler.h"

#include <algorithm>
#include <cmath>
#include <ctime>

namespace mapsim::load {

namespace {

// Less than that of the wanted rate is a rate that is not reached.
constexpr double kReached = 0.95;
constexpr double kBusy = 0.9;  // share of a processor beyond which it is what limits
constexpr double kFew = 20;    // dialogues a second below which a second is no measure

Duration thread_cpu() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return Duration(static_cast<std::int64_t>(t.tv_sec) * 1'000'000'000 + t.tv_nsec);
}

std::string rounded(double number) {
  return std::to_string(static_cast<std::uint64_t>(std::llround(number)));
}

}  // namespace

Sampler::Sampler(const node::Runtime& runtime, const Runner& runner, const Repertoire& repertoire)
    : runtime_(runtime), runner_(runner), repertoire_(repertoire), start_(runtime.clock()), last_(count()) {}

Sampler::Counts Sampler::count() const {
  const Books books = repertoire_.books();
  const Instant now = runtime_.clock();
  return {now,
          runner_.schedule().due_by(now),
          books.started,
          books.all_ended(),
          books.failed(),
          runner_.turns_at_limit(),
          runner_.turns_behind(),
          thread_cpu(),
          runtime_.looked()};
}

Sample Sampler::take() {
  const Counts now = count();
  Sample s;
  s.from = Instant::from_start(last_.at - start_);
  s.length = std::max(now.at - last_.at, Duration(1));
  const double seconds = std::chrono::duration<double>(s.length).count();
  s.wanted = (now.due - last_.due) / seconds;
  s.begun = static_cast<double>(now.begun - last_.begun) / seconds;
  s.ended = static_cast<double>(now.ended - last_.ended) / seconds;
  s.failed = now.failed - last_.failed;
  s.open = runner_.open();
  s.late = runner_.late();
  const Histogram interval = repertoire_.interval();
  s.p50 = interval.percentile(50);
  s.p99 = interval.percentile(99);
  s.p99_9 = interval.percentile(99.9);
  s.max = interval.max();
  // By the clock a look may have taken longer than by the processor.
  const Duration needed = std::max((now.cpu - last_.cpu) - (now.looked - last_.looked), Duration::zero());
  s.cpu = std::chrono::duration<double>(needed).count() / seconds;
  s.at_limit = now.turns_at_limit != last_.turns_at_limit;
  s.behind = now.turns_behind != last_.turns_behind;
  last_ = now;
  return s;
}

std::optional<std::string> Sampler::bottleneck(const Sample& before, const Sample& last,
                                               std::uint64_t limit) {
  if (last.wanted < kFew || before.wanted < kFew) return std::nullopt;
  const auto short_of = [](const Sample& s) {
    return s.begun<kReached * s.wanted&& static_cast<double>(s.late)> kFew;
  };
  const auto percent = [](double share) { return rounded(share * 100) + " %"; };
  const std::string head = rounded(last.begun) + " of " + rounded(last.wanted) + "/s are begun: ";
  if (short_of(before) && short_of(last)) {
    if (last.cpu > kBusy) return head + "this process needs all of its processor";
    if (last.at_limit) {
      return head + std::to_string(limit) + " dialogues are open, which is the limit; the peer ends " +
             rounded(last.ended) + "/s";
    }
    if (last.behind) {
      return head + "more would not fit into the send queue of an association; the peer ends " +
             rounded(last.ended) + "/s";
    }
    return head + "other programs use the processor, of which this one has " + percent(last.cpu);
  }
  const auto unanswered = [](const Sample& s) { return s.ended < kReached * s.begun; };
  const bool piles_up = last.open > before.open && static_cast<double>(before.open) > last.begun;
  if (unanswered(before) && unanswered(last) && piles_up) {
    const std::string why =
        last.cpu > kBusy ? "this process needs all of its processor" : "the peer is slower";
    return rounded(last.ended) + " of " + rounded(last.begun) + "/s end, and more and more are open: " + why;
  }
  return std::nullopt;
}

}  // namespace mapsim::load
