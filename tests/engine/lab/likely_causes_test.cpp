#include "scenarios/engine/lab/likely_causes.h"

#include <gmock/gmock.h>

namespace mapsim::scenario::lab {
namespace {

using ::testing::HasSubstr;

LinkFacts facts(LinkStage stage) {
  LinkFacts f;
  f.stage = stage;
  f.remote = {{"192.0.2.10"}, 2905};
  return f;
}

TEST(LikelyCauses, OfNoAnswerNameTheHostAndWhatMayStandBetween) {
  const auto causes = likely_causes(facts(LinkStage::nothing));
  ASSERT_GE(causes.size(), 3U);
  EXPECT_THAT(causes[0], HasSubstr("192.0.2.10"));
  EXPECT_THAT(causes[1], HasSubstr("9899"));
  LinkFacts kernel = facts(LinkStage::nothing);
  kernel.transport = TransportKind::kernel;
  EXPECT_THAT(likely_causes(kernel)[1], HasSubstr("protocol 132"));
}

TEST(LikelyCauses, OfARefusalNameThePort) {
  LinkFacts f = facts(LinkStage::nothing);
  f.loss = link::LossReason::refused;
  EXPECT_THAT(likely_causes(f)[0], HasSubstr("port 2905"));
}

TEST(LikelyCauses, OfASilentCallerSayWhatItMustBeTold) {
  LinkFacts f = facts(LinkStage::nothing);
  f.connects = false;
  EXPECT_THAT(likely_causes(f)[0], HasSubstr("does not call"));
}

TEST(LikelyCauses, OfAnAssociationWithoutAspUpNameTheRoles) {
  EXPECT_THAT(likely_causes(facts(LinkStage::associated))[0], HasSubstr("role: sgp"));
  LinkFacts f = facts(LinkStage::associated);
  f.role = m3ua::Role::sgp;
  EXPECT_THAT(likely_causes(f)[0], HasSubstr("role: asp"));
  f = facts(LinkStage::associated);
  f.error = m3ua::ErrorCode::asp_identifier_required;
  EXPECT_THAT(likely_causes(f)[0], HasSubstr("asp-identifier"));
  f = facts(LinkStage::nothing);
  f.lost_after_set_up = true;
  EXPECT_THAT(likely_causes(f)[0], HasSubstr("ended the association"));
}

TEST(LikelyCauses, OfARefusedAspacNameTheRoutingContext) {
  LinkFacts f = facts(LinkStage::asp_up);
  f.routing_context = 7;
  f.error = m3ua::ErrorCode::invalid_routing_context;
  EXPECT_THAT(likely_causes(f)[0], HasSubstr("routing context 7"));
  f.error = m3ua::ErrorCode::unsupported_traffic_mode_type;
  EXPECT_THAT(likely_causes(f)[0], HasSubstr("traffic-mode"));
}

TEST(LikelyCauses, OfADestinationOutOfReachNameTheGateway) {
  EXPECT_THAT(likely_causes(facts(LinkStage::asp_active))[0], HasSubstr("DUNA"));
}

TEST(LikelyCauses, AreGivenForEveryStageBelowTheLast) {
  for (const auto stage : {LinkStage::nothing, LinkStage::associated, LinkStage::asp_up, LinkStage::asp_active}) {
    for (const auto role : {m3ua::Role::asp, m3ua::Role::sgp, m3ua::Role::ipsp_single_exchange}) {
      for (const bool connects : {true, false}) {
        LinkFacts f = facts(stage);
        f.role = role;
        f.connects = connects;
        EXPECT_FALSE(likely_causes(f).empty());
      }
    }
  }
  EXPECT_TRUE(likely_causes(facts(LinkStage::reachable)).empty());
}

}  // namespace
}  // namespace mapsim::scenario::lab
