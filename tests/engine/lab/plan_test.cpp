#include "scenarios/engine/lab/plan.h"

#include <gmock/gmock.h>

#include "scenarios/engine/lab/explain.h"
#include "scenarios/engine/lab/site_reader.h"
#include "scenarios/engine/loader.h"

namespace mapsim::scenario::lab {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const char* const kScenario = R"(title: test
endpoints:
  smsc: {role: smsc, pc: 101, gt: "+15550100001"}
  msc: {role: msc, pc: 201, gt: "+15550100002"}
  hlr: {role: hlr, pc: 301, gt: "+15550100003"}
steps:
  - smsc -> msc: begin
    application-context: shortMsgMT-Relay-v3
  - smsc -> hlr: begin
    dialogue: d2
    application-context: shortMsgGateway-v3
)";

struct Planned {
  Program program;
  Site site;
  Result<Plan> plan;
  const PlannedNode& node(const std::string& name) const {
    for (const PlannedNode& n : plan->nodes) {
      if (n.config.name == name) return n;
    }
    throw std::runtime_error("no node " + name);
  }
};

Planned plan(const std::string& site = "transport: usrsctp\n", Words words = {}) {
  Planned out{.program = {}, .site = read_site(site).site, .plan = fail(Error{})};
  LoadOptions options;
  options.endpoints = out.site.endpoints;
  auto loaded = load_text(kScenario, "test.yaml", options);
  for (const Error& e : loaded.errors) throw std::runtime_error(e.message());
  out.program = std::move(*loaded.program);
  out.plan = make_plan(out.program, out.site, words, TransportKind::usrsctp);
  return out;
}

Words as(std::vector<std::string> names) {
  Words words;
  words.as = std::move(names);
  return words;
}

Words lab(const std::string& text) {
  Words words;
  HostNames names;
  words.labs = {*parse_lab(text, names)};
  return words;
}

TEST(Plan, WithoutAWordPlaysEverybodyAndTheFirstCalls) {
  const Planned p = plan();
  ASSERT_TRUE(p.plan);
  ASSERT_EQ(p.plan->nodes.size(), 3U);
  const PlannedNode& smsc = p.node("smsc");
  ASSERT_EQ(smsc.links.size(), 2U);
  EXPECT_TRUE(smsc.links[0].connects);
  EXPECT_EQ(smsc.links[0].role, m3ua::Role::asp);
  EXPECT_THAT(smsc.links[0].leads_to, ElementsAre(201U));
  EXPECT_EQ(smsc.config.peers[0].remote, (link::EndpointAddress{{"127.0.0.2"}, 2905}));
  EXPECT_EQ(smsc.config.peers[0].local, (link::EndpointAddress{{"127.0.0.1"}, 0}));
  const PlannedNode& hlr = p.node("hlr");
  ASSERT_EQ(hlr.links.size(), 1U);
  EXPECT_FALSE(hlr.links[0].connects);
  EXPECT_EQ(hlr.links[0].role, m3ua::Role::sgp);
  EXPECT_THAT(hlr.listening, ElementsAre(link::EndpointAddress{{"127.0.0.3"}, 2905}));
}

TEST(Plan, AsSaysWhoIsPlayedHere) {
  const Planned p = plan("transport: usrsctp\n", as({"msc"}));
  ASSERT_TRUE(p.plan);
  EXPECT_FALSE(p.plan->cast.here(0));
  EXPECT_TRUE(p.plan->cast.here(1));
  ASSERT_EQ(p.plan->nodes.size(), 1U);
  EXPECT_EQ(p.plan->nodes[0].links[0].remote, "smsc");
}

TEST(Plan, LabSaysWhoIsRealAndThatWeCallIt) {
  const Planned p = plan("transport: usrsctp\n", lab("msc=192.0.2.10:2906"));
  ASSERT_TRUE(p.plan);
  const PlannedNode& smsc = p.node("smsc");
  EXPECT_EQ(smsc.config.peers[0].remote, (link::EndpointAddress{{"192.0.2.10"}, 2906}));
  EXPECT_THAT(smsc.config.peers[0].local->hosts, IsEmpty()) << "the system knows the address that leads there";
  EXPECT_TRUE(p.plan->cast.here(2)) << "the others are played here";
}

TEST(Plan, LabSaysWhereARealSystemCallsUs) {
  const Planned p = plan("transport: usrsctp\n", lab("msc=listen:2907"));
  ASSERT_TRUE(p.plan);
  const PlannedNode& smsc = p.node("smsc");
  EXPECT_FALSE(smsc.links[0].connects);
  EXPECT_THAT(smsc.listening, ElementsAre(link::EndpointAddress{{"127.0.0.1"}, 2907}));
}

TEST(Plan, AGatewayLeadsToEverybodyWhoHasNoLink) {
  Words words = as({"smsc"});
  words.gateway = link::EndpointAddress{{"192.0.2.20"}, 2905};
  const Planned p = plan("transport: usrsctp\n", words);
  ASSERT_TRUE(p.plan);
  const PlannedNode& smsc = p.node("smsc");
  ASSERT_EQ(smsc.links.size(), 1U);
  EXPECT_THAT(smsc.links[0].leads_to, ElementsAre(201U, 301U));
  EXPECT_EQ(smsc.config.m3ua.application_servers.size(), 1U);
}

TEST(Plan, LinksToTwoGatewaysAreTwoWaysOfOneApplicationServer) {
  const Planned p = plan(
      "transport: kernel\nhere: [smsc]\ngateways: {a: {host: 192.0.2.20}, b: {host: 192.0.2.21}}\n"
      "links:\n  - {endpoint: smsc, to: a, routing-context: 7}\n  - {endpoint: smsc, to: b, routing-context: 7}\n");
  ASSERT_TRUE(p.plan) << p.plan.error().text;
  const m3ua::Config& m3ua = p.node("smsc").config.m3ua;
  ASSERT_EQ(m3ua.application_servers.size(), 1U);
  EXPECT_EQ(m3ua.application_servers[0].routing_context, 7U);
  EXPECT_THAT(m3ua.routes[0].peers, ElementsAre(0U, 1U));
}

TEST(Plan, SeveralAspsOfOneCallerAreOneApplicationServerAtTheSgp) {
  const Planned p = plan(
      "transport: usrsctp\nhere: [msc]\nendpoints: {msc: {hosts: [127.0.0.9]}}\n"
      "links:\n  - {endpoint: msc, to: smsc, listen: {port: 2905}, traffic-mode: override}\n"
      "  - {endpoint: msc, to: smsc, listen: {port: 2905}, traffic-mode: override}\n");
  ASSERT_TRUE(p.plan) << p.plan.error().text;
  const PlannedNode& msc = p.node("msc");
  EXPECT_EQ(msc.config.m3ua.application_servers.size(), 1U);
  EXPECT_EQ(msc.config.m3ua.peers.size(), 2U);
  EXPECT_THAT(msc.listening, ElementsAre(link::EndpointAddress{{"127.0.0.9"}, 2905}));
}

TEST(Plan, TheNodeFileGoesBeforeTheScenario) {
  const Planned p = plan("transport: usrsctp\nendpoints: {msc: {pc: 2-100-1, gt: \"+15550100009\", hosts: [192.0.2.9]}}\n");
  ASSERT_TRUE(p.plan);
  EXPECT_EQ(p.program.endpoints[1].pc, (2U << 11U) | (100U << 3U) | 1U);
  EXPECT_EQ(p.program.endpoints[1].gt, "+15550100009");
  EXPECT_THAT(p.node("smsc").config.peers[0].remote.hosts, ElementsAre("192.0.2.9"));
}

TEST(Plan, ARoutingKeyIsRegisteredInPlaceOfARoutingContext) {
  const Planned p = plan(
      "transport: kernel\nhere: [smsc]\ngateways: {stp: {host: 192.0.2.20}}\n"
      "endpoints: {smsc: {routing-context: 5}}\n"
      "links: [{endpoint: smsc, to: stp, routing-key: {dpc: 101, si: [3]}}]\n");
  ASSERT_TRUE(p.plan) << p.plan.error().text;
  const m3ua::ApplicationServer& server = p.node("smsc").config.m3ua.application_servers[0];
  EXPECT_TRUE(server.registers);
  EXPECT_FALSE(server.routing_context);
}

TEST(Plan, IsRefusedWithTheReason) {
  EXPECT_THAT(plan("transport: usrsctp\n", as({"mcs"})).plan.error().text, HasSubstr("did you mean 'msc'?"));
  EXPECT_THAT(plan("transport: usrsctp\n", lab("sgsn=192.0.2.1")).plan.error().text, HasSubstr("it has smsc, msc, hlr"));
  Words both = lab("msc=192.0.2.1");
  both.as = {"msc"};
  EXPECT_THAT(plan("transport: usrsctp\n", both).plan.error().text, HasSubstr("only one of the two"));
  Words nobody;
  for (const char* text : {"smsc=192.0.2.1", "msc=192.0.2.2", "hlr=192.0.2.3"}) nobody.labs.push_back(lab(text).labs.front());
  EXPECT_THAT(plan("transport: usrsctp\n", nobody).plan.error().text, HasSubstr("none is played here"));
  const Planned unknown = plan("transport: usrsctp\nlinks: [{endpoint: smsc, to: stp}]\n");
  EXPECT_THAT(unknown.plan.error().text, HasSubstr("'stp'"));
  EXPECT_EQ(unknown.plan.error().mark.line, 2);
}

TEST(Explain, SaysWhatEachStepWouldDo) {
  const Planned p = plan("transport: usrsctp\n", as({"smsc"}));
  ASSERT_TRUE(p.plan);
  const std::string text = explain(p.program, p.site, *p.plan);
  EXPECT_THAT(text, HasSubstr("msc: a real system, pc 201"));
  EXPECT_THAT(text, HasSubstr("calls 127.0.0.2:2905 from 127.0.0.1:0 (any port), as ASP"));
  EXPECT_THAT(text, HasSubstr("(sent to msc)"));
}

}  // namespace
}  // namespace mapsim::scenario::lab
