// The keeper of links over the in-process network, in virtual time.
#include "scenarios/engine/lab/link_keeper.h"

#include <gmock/gmock.h>

#include "scenarios/engine/loader.h"
#include "sigtran/node/world.h"

namespace mapsim::scenario::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class Notes final : public RunObserver {
 public:
  void on_step(const StepOutcome&) override {}
  void on_note(Instant, std::string_view endpoint, std::string_view text) override {
    lines.push_back(std::string(endpoint) + ": " + std::string(text));
  }
  std::vector<std::string> lines;
};

class LinkKeeperTest : public testing::Test {
 protected:
  LinkKeeperTest() {
    auto loaded = load_text(
        "title: test\nendpoints:\n  smsc: {role: smsc, pc: 101, hosts: [192.0.2.1]}\n"
        "  msc: {role: msc, pc: 201, hosts: [192.0.2.2]}\n"
        "steps:\n  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n");
    program = std::move(*loaded.program);
    site.reconnect_first = 100ms;
    site.reconnect_longest = 400ms;
    site.attempt_limit = 2s;
    auto made = make_plan(program, site, {}, TransportKind::usrsctp);
    EXPECT_TRUE(made) << made.error().text;
    plan = std::move(*made);
    for (const PlannedNode& node : plan.nodes) world.add(node.config);
    keeper.emplace(plan, site, world, notes);
  }
  // Until `limit`, or until the links are as wanted.
  bool run(Duration limit, bool complete = true) {
    const Instant end = world.now() + limit;
    while (keeper->complete() != complete) {
      const auto event = world.next(std::min(end, keeper->next_deadline()));
      if (event) keeper->on_event(*event);
      keeper->on_time(world.now());
      if (!event && world.now() >= end) return false;
    }
    return true;
  }

  Program program;
  Site site;
  Plan plan;
  node::World world{{}};
  Notes notes;
  std::optional<LinkKeeper> keeper;
};

TEST_F(LinkKeeperTest, TellsEveryStageOfALink) {
  ASSERT_TRUE(keeper->start());
  ASSERT_TRUE(run(10s));
  EXPECT_THAT(notes.lines, Contains(HasSubstr("smsc: msc: SCTP association with 192.0.2.2:2905")));
  EXPECT_THAT(notes.lines, Contains("smsc: msc: our ASP is up"));
  EXPECT_THAT(notes.lines, Contains("smsc: msc: our ASP is active"));
  EXPECT_THAT(notes.lines, Contains("smsc: msc: point code 201 is available"));
  EXPECT_THAT(notes.lines, Contains("msc: smsc: its ASP is active"));
  EXPECT_EQ(keeper->counters().set_up, 2U);
}

TEST_F(LinkKeeperTest, CallsAgainWhenNobodyListensYet) {
  ASSERT_TRUE(world.node(0).connect(0, world.now()));  // refused: the msc does not listen
  ASSERT_FALSE(run(2s));
  EXPECT_THAT(notes.lines, Contains(HasSubstr("no association with 192.0.2.2:2905, refused")));
  EXPECT_THAT(keeper->failure(world.now()), HasSubstr("nothing listens at port 2905 of 192.0.2.2"));
  ASSERT_TRUE(world.node(1).listen(world.now()));
  EXPECT_TRUE(run(2s));
  EXPECT_EQ(keeper->failure(world.now()), "");
}

TEST_F(LinkKeeperTest, SetsALostAssociationUpAgain) {
  ASSERT_TRUE(keeper->start());
  ASSERT_TRUE(run(10s));
  world.node(1).shutdown(world.now());
  ASSERT_TRUE(run(10s, false));
  EXPECT_TRUE(run(10s));
  EXPECT_THAT(notes.lines,
              Contains(HasSubstr("the association was lost, shut down by the peer; trying again")));
  EXPECT_EQ(keeper->counters().set_up, 4U);
  EXPECT_EQ(keeper->counters().lost, 1U);
}

TEST_F(LinkKeeperTest, DoesNothingMoreOnceItIsStopped) {
  ASSERT_TRUE(keeper->start());
  ASSERT_TRUE(run(10s));
  keeper->stop();
  world.node(1).shutdown(world.now());
  ASSERT_TRUE(run(10s, false));
  EXPECT_FALSE(run(10s));
  EXPECT_TRUE(keeper->next_deadline().is_never());
}

TEST_F(LinkKeeperTest, SaysHowFarALinkCame) {
  ASSERT_TRUE(keeper->start());
  const std::string text = keeper->failure(world.now());
  EXPECT_THAT(text, HasSubstr("the link of smsc to msc (192.0.2.2:2905) did not come up"));
  EXPECT_THAT(text, HasSubstr("no answer to INIT so far"));
  EXPECT_THAT(text, HasSubstr("1. 192.0.2.2 is not there"));
  EXPECT_THAT(text, HasSubstr("nobody called"));
  EXPECT_THAT(text, Not(HasSubstr("SCTP association after")));
}

}  // namespace
}  // namespace mapsim::scenario::lab
