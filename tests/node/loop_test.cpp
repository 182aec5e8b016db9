// The loop in real time: waits are short and bounded, and what is asserted does not depend on how slow the
// machine is.
#include "sigtran/node/loop.h"

#include <csignal>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sigtran/link/in_process.h"
#include "tests/node/two_nodes.h"

namespace mapsim::node {
namespace {

using namespace std::chrono_literals;

// A transport whose one association comes up when an octet is written to a pipe.
class PipeTransport final : public link::Transport, public link::Pollable {
 public:
  PipeTransport() { EXPECT_EQ(::pipe(fds_), 0); }
  ~PipeTransport() override {
    ::close(fds_[0]);
    ::close(fds_[1]);
  }
  int fd() const override { return open_ ? fds_[0] : -1; }
  void open(bool is_open) { open_ = is_open; }
  int write_end() const { return fds_[1]; }
  int turns() const { return turns_; }
  void set_deadline(Instant at) { deadline_ = at; }

  Result<void> listen(const link::EndpointAddress&, Instant) override { return {}; }
  void stop_listening(Instant) override {}
  Result<link::AssociationId> connect(const link::EndpointAddress&, const link::EndpointAddress&,
                                      Instant) override {
    return link::AssociationId{1};
  }
  Result<void> send(link::AssociationId, OutBuffer, link::SendOptions, Instant) override { return {}; }
  bool is_drained() override { return true; }
  void shutdown(link::AssociationId, Instant) override {}
  void abort(link::AssociationId, Instant) override {}
  void on_time(Instant now) override {
    ++turns_;
    if (now >= deadline_) deadline_ = Instant::never();
    ready_ = readable();
  }
  Instant next_deadline() const override { return deadline_; }
  std::optional<link::Event> poll() override {
    if (!ready_) return std::nullopt;
    ready_ = false;
    char octet = 0;
    EXPECT_EQ(::read(fds_[0], &octet, 1), 1);
    return link::Established{{1}, {{"192.0.2.2"}, 2905}, 2, 2, false};
  }

 private:
  bool readable() const {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(fds_[0], &set);
    timeval none{};
    return ::select(fds_[0] + 1, &set, nullptr, nullptr, &none) == 1;
  }
  int fds_[2] = {-1, -1};
  int turns_ = 0;
  bool ready_ = false;
  bool open_ = true;
  Instant deadline_ = Instant::never();
};

std::unique_ptr<Loop> make_loop(LoopConfig config = {.signals = false}) {
  auto loop = Loop::create(config);
  EXPECT_TRUE(loop);
  return std::move(*loop);
}

class LoopWithAPipe : public testing::Test {
 protected:
  explicit LoopWithAPipe(LoopConfig config = {.signals = false}) : loop_(make_loop(config)) {
    auto transport = std::make_unique<PipeTransport>();
    pipe_ = transport.get();
    EXPECT_TRUE(
        loop_->add(test::config("a", 1, "192.0.2.1", 2, "192.0.2.2", m3ua::Role::asp), std::move(transport)));
    EXPECT_TRUE(loop_->node(0).connect(0, loop_->now()));
  }
  std::unique_ptr<Loop> loop_;
  PipeTransport* pipe_ = nullptr;
};

TEST_F(LoopWithAPipe, ADescriptorWakesTheLoopLongBeforeTheLimit) {
  ASSERT_EQ(::write(pipe_->write_end(), "x", 1), 1);
  const auto event = loop_->next(Instant::from_start(1h));
  ASSERT_TRUE(event);
  EXPECT_EQ(event->node, 0U);
  const auto* changed = std::get_if<AssociationChanged>(event->event);
  ASSERT_TRUE(changed);
  EXPECT_TRUE(changed->up);
  EXPECT_LT(loop_->now(), Instant::from_start(1h));
}

TEST(LoopWithLateDescriptor, ItWakesTheLoopFromThenOn) {
  const auto loop = make_loop();
  auto transport = std::make_unique<PipeTransport>();
  PipeTransport* pipe = transport.get();
  pipe->open(false);
  ASSERT_TRUE(
      loop->add(test::config("a", 1, "192.0.2.1", 2, "192.0.2.2", m3ua::Role::asp), std::move(transport)));
  EXPECT_FALSE(loop->next(Instant()));
  pipe->open(true);
  ASSERT_TRUE(loop->node(0).connect(0, loop->now()));
  ASSERT_EQ(::write(pipe->write_end(), "x", 1), 1);
  EXPECT_TRUE(loop->next(Instant::from_start(1h)));
  EXPECT_LT(loop->now(), Instant::from_start(1h));
}

TEST_F(LoopWithAPipe, NothingUntilTheLimitIsTold) {
  const Instant limit = loop_->now() + 20ms;
  EXPECT_FALSE(loop_->next(limit));
  EXPECT_GE(loop_->now(), limit);
}

TEST_F(LoopWithAPipe, ALimitInThePastLooksOnceAndDoesNotWait) {
  EXPECT_FALSE(loop_->next(Instant()));
  EXPECT_EQ(pipe_->turns(), 1);
  ASSERT_EQ(::write(pipe_->write_end(), "x", 1), 1);
  EXPECT_TRUE(loop_->next(Instant()));
}

TEST_F(LoopWithAPipe, ADeadlineOfATransportIsKeptToTheNanosecondAndNotSpunFor) {
  const Instant deadline = loop_->now() + 30ms;
  pipe_->set_deadline(deadline);
  EXPECT_FALSE(loop_->next(loop_->now() + 60ms));
  EXPECT_TRUE(pipe_->next_deadline().is_never());
  EXPECT_LE(pipe_->turns(), 4);
}

class LoopThatLooksFirst : public LoopWithAPipe {
 protected:
  LoopThatLooksFirst() : LoopWithAPipe({.signals = false, .busy_wait = 1ms}) {}
};

TEST_F(LoopThatLooksFirst, FindsWhatIsThereAndHasHardlyLooked) {
  ASSERT_EQ(::write(pipe_->write_end(), "x", 1), 1);
  EXPECT_TRUE(loop_->next(Instant::from_start(1h)));
  EXPECT_GT(loop_->looked(), 0ns);
  EXPECT_LT(loop_->now(), Instant::from_start(1h));
}

TEST_F(LoopThatLooksFirst, SleepsWhereNothingComes) {
  const Instant limit = loop_->now() + 50ms;
  timespec before{};
  timespec after{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
  EXPECT_FALSE(loop_->next(limit));
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
  EXPECT_GE(loop_->now(), limit);
  EXPECT_GE(loop_->looked(), 1ms);
  EXPECT_LT(std::chrono::seconds(after.tv_sec - before.tv_sec) +
                std::chrono::nanoseconds(after.tv_nsec - before.tv_nsec),
            40ms);
}

TEST_F(LoopThatLooksFirst, DoesNotLookWhereSomethingIsDue) {
  EXPECT_FALSE(loop_->next(Instant()));
  EXPECT_EQ(loop_->looked(), 0ns);
}

TEST(LoopOverTheInProcessLink, CarriesADialogueAndTakesTheLinkDownInOrder) {
  link::InProcessNetwork network;
  const auto loop = make_loop();
  ASSERT_TRUE(loop->add(test::config("a", 1, "192.0.2.1", 2, "192.0.2.2", m3ua::Role::asp),
                        std::make_unique<link::InProcessTransport>(network)));
  ASSERT_TRUE(loop->add(test::config("b", 2, "192.0.2.2", 1, "192.0.2.1", m3ua::Role::sgp),
                        std::make_unique<link::InProcessTransport>(network)));
  EXPECT_EQ(loop->size(), 2U);
  ASSERT_TRUE(loop->node(1).listen(loop->now()));
  ASSERT_TRUE(loop->node(0).connect(0, loop->now()));
  const Instant limit = loop->now() + 20s;
  while (!loop->node(0).reaches(2) && loop->now() < limit) loop->next(limit);
  ASSERT_TRUE(loop->node(0).request(test::begin(loop->node(0)), loop->now()));
  bool received = false;
  while (!received && loop->now() < limit) {
    const auto event = loop->next(limit);
    received = event && event->node == 1 && std::holds_alternative<map::MessageIndication>(*event->event);
  }
  EXPECT_TRUE(received);
  EXPECT_TRUE(loop->close());
  EXPECT_EQ(loop->node(0).associations(), 0U);
}

TEST(LoopAndClose, GivesUpAtTheLimitWhereThePeerDoesNotAnswer) {
  link::InProcessNetwork network;
  const auto loop = make_loop();
  ASSERT_TRUE(loop->add(test::config("a", 1, "192.0.2.1", 2, "192.0.2.2", m3ua::Role::asp),
                        std::make_unique<link::InProcessTransport>(network)));
  ASSERT_TRUE(loop->add(test::config("b", 2, "192.0.2.2", 1, "192.0.2.1", m3ua::Role::sgp),
                        std::make_unique<link::InProcessTransport>(network)));
  ASSERT_TRUE(loop->node(1).listen(loop->now()));
  ASSERT_TRUE(loop->node(0).connect(0, loop->now()));
  const Instant limit = loop->now() + 20s;
  while (!loop->node(0).reaches(2) && loop->now() < limit) loop->next(limit);
  network.cut_path("192.0.2.1", "192.0.2.2", loop->now());
  EXPECT_FALSE(loop->close(50ms));
}

// In a process of its own: signals are the whole process's.
template <class Body>
int status_of_child(Body body) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(20);
    ::_exit(body());
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

TEST(LoopSignals, TheFirstIsToldOnceAndEndsTheWait) {
  for (const auto& [signal, busy_wait] : {std::pair(SIGINT, 0ns), {SIGTERM, 0ns}, {SIGINT, 1'000'000ns}}) {
    const int status = status_of_child([signal = signal, busy_wait = busy_wait] {
      const auto loop = make_loop({.busy_wait = busy_wait});
      if (loop->stop_signal()) return 1;
      ::kill(::getpid(), signal);
      if (loop->next(Instant::never())) return 2;
      if (loop->stop_signal() != signal) return 3;
      const Instant limit = loop->now() + 10ms;
      loop->next(limit);
      return loop->now() >= limit ? 0 : 4;  // told once: the run can be taken down in order
    });
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
}

TEST(LoopSignals, TheSecondEndsTheProcessEvenWhereTheLoopIsStuck) {
  const int status = status_of_child([&] {
    const auto loop = make_loop({});
    ::kill(::getpid(), SIGINT);
    loop->next(Instant::never());
    ::kill(::getpid(), SIGINT);
    return 0;
  });
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGINT);
}

TEST(LoopSignals, AreLeftAloneWithoutALoopThatWantsThem) {
  EXPECT_TRUE(WIFSIGNALED(status_of_child([&] {
    const auto loop = make_loop();
    ::kill(::getpid(), SIGTERM);
    return 0;
  })));
  EXPECT_TRUE(WIFSIGNALED(status_of_child([&] {
    make_loop({}).reset();
    ::kill(::getpid(), SIGTERM);
    return 0;
  })));
}

}  // namespace
}  // namespace mapsim::node
