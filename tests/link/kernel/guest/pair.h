// An association between the two hosts, and what each end told.
#pragma once

#include <memory>

#include "tests/link/kernel/guest/harness.h"

namespace mapsim::link::test {

inline const std::vector<std::string> kLeftPaths = {"198.51.100.1", "203.0.113.1"};
inline const std::vector<std::string> kRightPaths = {"198.51.100.2", "203.0.113.2"};

class KernelPair : public ::testing::Test {
 protected:
  ~KernelPair() override { Network::get().restore(); }

  void set_up(std::vector<std::string> left_hosts = {"198.51.100.1"},
              std::vector<std::string> right_hosts = {"198.51.100.2"},
              const SctpOptions& left_options = quick_options(),
              const SctpOptions& right_options = quick_options()) {
    h = std::make_unique<KernelHarness>(std::move(left_hosts), std::move(right_hosts), left_options,
                                        right_options);
    ASSERT_TRUE(h->server().listen(h->server_address(), h->now()));
    connect();
  }
  void connect() {
    const auto id = h->client().connect(h->client_address(), h->server_address(), h->now());
    ASSERT_TRUE(id) << id.error().message();
    const auto at_left = await<Established>(left);
    ASSERT_TRUE(at_left);
    left_end = *at_left;
    const auto at_right = await<Established>(right);
    ASSERT_TRUE(at_right);
    right_end = *at_right;
  }
  bool step() {
    if (!h->step()) return false;
    left.take(h->client());
    right.take(h->server());
    return true;
  }
  template <class T>
  std::optional<T> await(Log& log) {
    for (;;) {
      if (auto event = log.find<T>()) return event;
      if (!step()) return std::nullopt;
    }
  }
  bool await_messages(Log& log, std::size_t count) {
    while (log.messages.size() < count) {
      if (!step()) return false;
    }
    return true;
  }
  void run_for(Duration time) {
    const Instant end = h->now() + time;
    const Instant limit = std::exchange(h->until, std::min(h->until, end));
    while (step()) {
    }
    h->until = limit;
  }
  Result<void> send(const std::string& text, SendOptions options = {}, std::uint64_t tag = 0) {
    return h->client().send(left_end.association, message_of(text, tag), options, h->now());
  }

  std::unique_ptr<KernelHarness> h;
  Log left;
  Log right;
  Established left_end;
  Established right_end;
};

// The texts of all diagnostics that were told, one a line.
inline std::string diagnostics(const Log& log) {
  std::string out;
  for (const Event& event : log.events) {
    if (const auto* d = std::get_if<Diagnostic>(&event)) out += d->error.message() + "\n";
  }
  return out;
}

}  // namespace mapsim::link::test
