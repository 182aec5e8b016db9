#include "scenarios/load/sample/sampled_capture.h"

#include <gmock/gmock.h>

#include "tests/load/sample/messages.h"

namespace mapsim::load {
namespace {

using namespace std::chrono_literals;
using namespace test;
using testing::ElementsAre;

class Comments final : public capture::CommentSource {
 public:
  std::string_view comment_for(std::uint64_t tag) override {
    text_ = tag == 0 ? "" : "step " + std::to_string(tag);
    return text_;
  }

 private:
  std::string text_;
};

// An SMSC (node 0, point code 101) that calls, and an MSC at 201 that is elsewhere.
class Sampled : public testing::Test {
 protected:
  Sampled() { begin_with({}); }
  void begin_with(SampleConfig config) {
    config.comments = &comments_;
    sampled_.emplace(kept_, config);
  }
  void see(const Octets& m3ua, bool outgoing, std::uint64_t tag = 0) {
    SeenMessage seen;
    at_ = at_ + 1ms;
    const auto here = link::parse_ip("192.0.2.1");
    const auto there = link::parse_ip("192.0.2.2");
    // The number of the message stands for the packet.
    packet_ = {++number_};
    seen.frame = {at_, outgoing ? *here : *there, outgoing ? *there : *here, packet_, tag};
    seen.m3ua = m3ua;
    (outgoing ? seen.from : seen.to) = 0;
    sampled_->on_message(seen);
  }
  // Messages of an instance that is played at node 0.
  void send(std::uint64_t instance, std::uint8_t type, std::optional<std::uint32_t> otid,
            std::optional<std::uint32_t> dtid, std::uint64_t tag = 0) {
    sampled_->on_sending({0, instance});
    see(data_of(101, 201, udt(tcap(type, otid, dtid))), true, tag);
    sampled_->on_sent();
  }
  void receive(std::uint8_t type, std::optional<std::uint32_t> otid, std::optional<std::uint32_t> dtid) {
    see(data_of(201, 101, udt(tcap(type, otid, dtid))), false);
  }
  void end(std::uint64_t instance, bool failed) { sampled_->on_ended({0, instance}, failed); }
  // The numbers of the messages that are in the capture, in its order.
  std::vector<int> written() {
    sampled_->close();
    std::vector<int> numbers;
    for (const auto& frame : kept_.frames) numbers.push_back(frame.octets.back());
    return numbers;
  }

  Comments comments_;
  KeptFrames kept_;
  std::optional<SampledCapture> sampled_;
  Instant at_;
  std::uint8_t number_ = 0;
  Octets packet_;
};

TEST_F(Sampled, KeepsDialoguesThatAreDrawn) {
  begin_with({.draw = {.one_of = 1}});
  send(0, kBegin, 10, std::nullopt);
  receive(kEnd, std::nullopt, 10);
  end(0, false);
  EXPECT_THAT(written(), ElementsAre(1, 2));
  EXPECT_EQ(sampled_->counters().drawn, 1u);
  EXPECT_EQ(sampled_->counters().frames, 2u);
}

TEST_F(Sampled, KeepsDialoguesThatFailAndNoOthers) {
  send(0, kBegin, 10, std::nullopt);
  send(1, kBegin, 11, std::nullopt);
  receive(kEnd, std::nullopt, 10);
  end(0, false);
  receive(kEnd, std::nullopt, 11);
  end(1, true);
  EXPECT_THAT(written(), ElementsAre(2, 4));
  EXPECT_EQ(sampled_->counters().failed, 1u);
  EXPECT_EQ(sampled_->counters().drawn, 0u);
}

TEST_F(Sampled, KeepsNothingOfWhatHasEndedWell) {
  for (std::uint32_t i = 0; i < 100; ++i) {
    send(i, kBegin, i, std::nullopt);
    receive(kEnd, std::nullopt, i);
    end(i, false);
  }
  EXPECT_EQ(sampled_->octets(), 0u);
}

TEST_F(Sampled, KeepsAllDialoguesOfAnInstance) {
  send(0, kBegin, 10, std::nullopt);
  receive(kEnd, std::nullopt, 10);
  send(0, kBegin, 20, std::nullopt);
  end(0, true);
  EXPECT_THAT(written(), ElementsAre(1, 2, 3));
}

TEST_F(Sampled, IsInTheOrderOfTimeWhateverEndsFirst) {
  send(0, kBegin, 10, std::nullopt);
  send(1, kBegin, 11, std::nullopt);
  receive(kEnd, std::nullopt, 11);
  end(1, true);
  send(2, kBegin, 12, std::nullopt);
  receive(kEnd, std::nullopt, 10);
  end(0, true);
  EXPECT_THAT(written(), ElementsAre(1, 2, 3, 5));
}

TEST_F(Sampled, WritesAsSoonAsNothingOlderMayBeChosen) {
  send(0, kBegin, 10, std::nullopt);
  end(0, true);
  send(1, kBegin, 11, std::nullopt);
  EXPECT_EQ(kept_.frames.size(), 1u);
}

TEST_F(Sampled, LeavesOutWhatIsStillOpenAtItsEnd) {
  send(0, kBegin, 10, std::nullopt);
  EXPECT_THAT(written(), ElementsAre());
}

TEST_F(Sampled, KeepsManagementOfM3ua) {
  see(mapsim::test::octets("0100030100000008"), true);
  EXPECT_THAT(written(), ElementsAre(1));
}

// The answer of a peer that was given up comes, and the stack says that it knows no such transaction.
TEST_F(Sampled, KeepsWhatComesAfterTheEndOfAFailedDialogue) {
  send(0, kBegin, 10, std::nullopt);
  end(0, true);
  receive(kContinue, 77, 10);
  see(data_of(101, 201, udt(tcap(0x67, std::nullopt, 77))), true);
  EXPECT_THAT(written(), ElementsAre(1, 2, 3));
}

TEST_F(Sampled, TakesABeginFromOutsideForTheInstanceThatTakesIt) {
  receive(kBegin, 50, std::nullopt);
  sampled_->on_taken({0, 3}, 0, 201, 50);
  send(3, kEnd, std::nullopt, 50);
  end(3, true);
  EXPECT_THAT(written(), ElementsAre(1, 2));
}

TEST_F(Sampled, GivesUpABeginThatNobodyTakes) {
  receive(kBegin, 50, std::nullopt);
  send(0, kBegin, 10, std::nullopt);
  end(0, true);
  at_ = at_ + SampledCapture::kMostUntaken;
  send(1, kBegin, 11, std::nullopt);
  EXPECT_EQ(kept_.frames.size(), 1u) << "it held back what came later";
}

TEST_F(Sampled, KnowsWhatSccpReturnsByTheOriginal) {
  send(0, kBegin, 10, std::nullopt);
  see(data_of(201, 101, mapsim::test::octets("0a01030507024208024206 08 620648040000000a")), false);
  end(0, true);
  EXPECT_THAT(written(), ElementsAre(1, 2));
}

TEST_F(Sampled, HasTheCommentsOfSteps) {
  send(0, kBegin, 10, std::nullopt, 1);
  receive(kEnd, std::nullopt, 10);
  sampled_->on_received(2);
  end(0, true);
  (void)written();
  ASSERT_EQ(kept_.frames.size(), 2u);
  EXPECT_EQ(kept_.frames[0].comment, "step 1");
  EXPECT_EQ(kept_.frames[1].comment, "step 2");
}

// Two BEGINs are as much as may wait.
class FullSample : public Sampled {
 protected:
  FullSample() {
    send(0, kBegin, 10, std::nullopt);
    const std::size_t one = sampled_->octets();
    number_ = 0;
    begin_with({.draw = {}, .comments = nullptr, .most_octets = 2 * one});
    send(0, kBegin, 10, std::nullopt);
    send(1, kBegin, 11, std::nullopt);
  }
};

TEST_F(FullSample, AtItsLimitDropsNothing) {
  EXPECT_EQ(sampled_->counters().dropped, 0u);
  end(0, true);
  end(1, true);
  EXPECT_THAT(written(), ElementsAre(1, 2));
  EXPECT_EQ(sampled_->counters().incomplete, 0u);
}

TEST_F(FullSample, BeyondItDropsTheOldestAndCountsIt) {
  send(2, kBegin, 12, std::nullopt);
  EXPECT_EQ(sampled_->counters().dropped, 1u);
  receive(kEnd, std::nullopt, 10);  // drops the second one
  end(0, true);
  end(2, true);
  EXPECT_THAT(written(), ElementsAre(3, 4));
  EXPECT_EQ(sampled_->counters().failed, 2u);
  EXPECT_EQ(sampled_->counters().dropped, 2u);
  EXPECT_EQ(sampled_->counters().incomplete, 1u) << "the first has lost its BEGIN";
}

TEST_F(FullSample, DropsNothingOfWhatWasDrawn) {
  begin_with({.draw = {.one_of = 1}, .comments = nullptr, .most_octets = 1});
  number_ = 0;
  for (std::uint32_t i = 0; i < 5; ++i) send(i, kBegin, i, std::nullopt);
  EXPECT_THAT(written(), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_EQ(sampled_->counters().dropped, 0u);
}

TEST_F(FullSample, CountsNothingAsMissingOfWhatEndsWell) {
  send(2, kBegin, 12, std::nullopt);
  end(0, false);
  end(1, false);
  end(2, false);
  EXPECT_EQ(sampled_->counters().incomplete, 0u);
}

}  // namespace
}  // namespace mapsim::load
