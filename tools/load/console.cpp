#include "tools/load/console.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <poll.h>
#include <unistd.h>
#include <vector>

#include "tools/cli/printable.h"
#include "tools/load/figures.h"
#include "tools/load/threshold.h"

namespace mapsim::cli {

namespace {

constexpr std::size_t kMostScenarios = 10;  // that are shown one by one

std::string latencies(std::uint64_t p50, std::uint64_t p99, std::uint64_t p99_9) {
  return "p50 " + latency_text(static_cast<double>(p50)) + "  p99 " + latency_text(static_cast<double>(p99)) +
         "  p99.9 " + latency_text(static_cast<double>(p99_9));
}

std::string time_text(const load::Sample& s) {
  return number("%7.1f s", std::chrono::duration<double>(s.from.since_start() + s.length).count());
}

std::string scenario_text(const ScenarioTick& s) {
  std::string text = printable(s.name) + "  started " + std::to_string(s.books.started) + "  open " +
                     std::to_string(s.open) + "  " + failures_text(s.books);
  if (s.interval.total() != 0) {
    text +=
        "  " + latencies(s.interval.percentile(50), s.interval.percentile(99), s.interval.percentile(99.9));
  }
  return text;
}

std::string links_text(const Tick& s) {
  std::string text = "associations " + std::to_string(s.associations);
  if (s.retransmissions) text += "  retransmissions " + std::to_string(*s.retransmissions);
  return text;
}

std::string state(const Tick& s) {
  if (s.draining) return "  no more are begun";
  return s.paused ? "  paused" : "";
}

std::string line(const Tick& s) {
  std::string text = time_text(s.sample);
  if (!s.answers) text += "  wanted " + number("%.1f/s", s.sample.wanted);
  text += "  begun " + number("%.1f/s", s.sample.begun) + "  ended " + number("%.1f/s", s.sample.ended) +
          "  open " + std::to_string(s.sample.open);
  if (!s.answers)
    text += "  late " + std::to_string(s.sample.late) + "  " +
            latencies(s.sample.p50, s.sample.p99, s.sample.p99_9);
  return text + "  " + failures_text(s.books()) + "  " + links_text(s) + state(s);
}

std::vector<std::string> view(const Tick& s, const load::Histogram& latency) {
  const load::Sample& last = s.sample;
  const load::Books books = s.books();
  std::vector<std::string> lines;
  lines.push_back(time_text(last) + state(s));
  lines.push_back("  rate       wanted " + number("%.1f/s", last.wanted) + "  begun " +
                  number("%.1f/s", last.begun) + "  ended " + number("%.1f/s", last.ended) + "  cpu " +
                  number("%.0f %%", last.cpu * 100));
  lines.push_back("  dialogues  started " + std::to_string(books.started) + "  open " +
                  std::to_string(last.open) + "  late " + std::to_string(last.late) + "  succeeded " +
                  std::to_string(books.succeeded()) + "  " + failures_text(books));
  if (s.scenarios.size() > 1) {
    for (std::size_t i = 0; i < std::min(s.scenarios.size(), kMostScenarios); ++i)
      lines.push_back("             " + scenario_text(s.scenarios[i]));
    if (s.scenarios.size() > kMostScenarios)
      lines.push_back("             and " + std::to_string(s.scenarios.size() - kMostScenarios) +
                      " scenarios more");
  }
  if (!s.answers) {
    lines.push_back("  latency    this second " + latencies(last.p50, last.p99, last.p99_9) + "  max " +
                    latency_text(static_cast<double>(last.max)));
    lines.push_back("             since start " +
                    latencies(latency.percentile(50), latency.percentile(99), latency.percentile(99.9)) +
                    "  max " + latency_text(static_cast<double>(latency.max())));
  }
  lines.push_back("  links      " + links_text(s));
  lines.push_back(s.answers ? "  keys       q stop"
                            : "  keys       + - rate by a tenth   p pause   q stop softly, again: at once");
  return lines;
}

}  // namespace

std::string failures_text(const load::Books& books) {
  std::string text = "failed " + std::to_string(books.failed());
  std::string kinds;
  for (std::size_t i = 1; i < scenario::kEndings; ++i) {
    if (books.ended[i] == 0) continue;
    kinds += (kinds.empty() ? "" : ", ") +
             std::string(scenario::ending_name(static_cast<scenario::Ending>(i))) + " " +
             std::to_string(books.ended[i]);
  }
  return kinds.empty() ? text : text + " (" + kinds + ")";
}

Console::Console(std::ostream& out, const Terminal& terminal, bool live)
    : out_(out), terminal_(terminal), live_(live) {
  if (!live_) return;
  termios now{};
  if (::tcgetattr(STDIN_FILENO, &now) != 0) return;
  before_ = now;
  // Keys come at once and are not shown; Ctrl-C stays a signal.
  now.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  ::tcsetattr(STDIN_FILENO, TCSANOW, &now);
}

Console::~Console() {
  if (before_) ::tcsetattr(STDIN_FILENO, TCSANOW, &*before_);
}

void Console::clear() {
  for (; lines_ != 0; --lines_) out_ << "\x1b[1A\x1b[2K";
}

void Console::show(const Tick& tick, const load::Histogram& latency) {
  if (!live_) {
    out_ << line(tick) << '\n';
    if (tick.scenarios.size() > 1) {
      for (const ScenarioTick& s : tick.scenarios) out_ << "             " << scenario_text(s) << '\n';
    }
    out_ << std::flush;
    return;
  }
  clear();
  for (std::string& text : view(tick, latency)) {
    // A line that wraps would not go away.
    if (terminal_.columns != 0 && width(text) > terminal_.columns) text = fit(text, terminal_.columns);
    out_ << text << '\n';
    ++lines_;
  }
  out_ << std::flush;
}

void Console::note(const std::string& text) {
  clear();
  out_ << "  " << printable(text) << '\n' << std::flush;
}

std::optional<char> Console::key() {
  if (!before_) return std::nullopt;
  pollfd input{STDIN_FILENO, POLLIN, 0};
  char c = 0;
  if (::poll(&input, 1, 0) != 1 || ::read(STDIN_FILENO, &c, 1) != 1) return std::nullopt;
  return c;
}

}  // namespace mapsim::cli
