// mapsim serve as a process, for a scripted endpoint in another one, over userland SCTP.
#include <csignal>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/e2e/two_processes.h"

namespace mapsim::e2e {
namespace {

using ::testing::HasSubstr;

const std::string kScenario =
    "title: An MSC that is scripted, in a network that is not\n"
    "endpoints:\n"
    "  tester: {role: msc, pc: 501, gt: \"+15550100005\"}\n"
    "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\", behaviour: auto, retry: [1h]}\n"
    "  hlr: {role: hlr, pc: 301, gt: \"+15550100003\", behaviour: auto, subscribers: subscribers.csv}\n"
    "  msc: {role: msc, pc: 201, gt: \"+15550100002\", behaviour: auto}\n"
    "steps:\n"
    "  - tester -> smsc: begin\n"
    "    application-context: shortMsgMO-Relay-v3\n"
    "    invoke: mo-ForwardSM\n"
    "    argument:\n"
    "      sm-RP-DA: {serviceCentreAddressDA: \"+15550100001\"}\n"
    "      sm-RP-OA: {msisdn: \"+15550100150\"}\n"
    "      sm-RP-UI: {sms-submit: {tp-da: \"+15550100100\", text: Hello}}\n"
    "  - {smsc -> tester: end, result: mo-ForwardSM}\n";

class Serve : public ::testing::Test {
 protected:
  Serve() {
    write_file(folder / "network.yaml", kScenario);
    node = write_node_file(folder / "lab.yaml", network, {"tester", "smsc", "hlr", "msc"});
  }
  void subscriber(const std::string& state) {
    write_file(folder / "subscribers.csv",
               "imsi,msisdn,msc,state\n001010000000001,+15550100100,msc," + state + "\n");
  }
  Background serve(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"serve", (folder / "network.yaml").string(), "--node", node};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Background(mapsim_command(arguments));
  }
  Outcome submit() {
    Background tester(
        mapsim_command({"run", (folder / "network.yaml").string(), "--node", node, "--as", "tester"}));
    return tester.wait();
  }
  TemporaryFolder folder;
  LoopbackNetwork network;
  std::string node;
};

TEST_F(Serve, AMessageIsSubmittedRoutedAndDelivered) {
  subscriber("reachable");
  Background served = serve({"--capture", (folder / "all.pcapng").string()});
  ASSERT_TRUE(served.await_output("is served"));
  const Outcome tester = submit();
  EXPECT_EQ(tester.status, 0) << tester.out << tester.err;
  EXPECT_TRUE(served.await_output("smsc 1 accepted, 1 delivered"));
  served.signal(SIGTERM);
  const Outcome outcome = served.wait();
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("  smsc  1 accepted: 1 delivered, 0 waiting, 0 refused"));
  EXPECT_THAT(outcome.out, HasSubstr("  msc  1 attempts: 1 delivered, 0 refused"));
  EXPECT_THAT(outcome.out, HasSubstr("  hlr  1 enquiries: 1 answered, 0 refused"));
  const Outcome flow = mapsim({"flow", (folder / "all.pcapng").string()});
  EXPECT_EQ(flow.status, 0) << flow.err;
  EXPECT_THAT(flow.out, HasSubstr("sendRoutingInfoForSM"));
  EXPECT_THAT(flow.out, HasSubstr("mt-ForwardSM"));
}

TEST_F(Serve, SighupReadsTheSubscribersAgainAndWhoReturnedGetsHisMessages) {
  subscriber("detached");
  Background served = serve();
  ASSERT_TRUE(served.await_output("is served"));
  EXPECT_EQ(submit().status, 0);
  EXPECT_TRUE(served.await_output("smsc 1 accepted, 0 delivered, 1 waiting"));
  subscriber("reachable");
  served.signal(SIGHUP);
  EXPECT_TRUE(served.await_output("SIGHUP: 1 subscribers read"));
  EXPECT_TRUE(served.await_output("smsc 1 accepted, 1 delivered, 0 waiting"));
  served.signal(SIGINT);
  EXPECT_EQ(served.wait().status, 0);
}

TEST_F(Serve, ABadTableIsToldAndTheOldOneStays) {
  subscriber("reachable");
  Background served = serve();
  ASSERT_TRUE(served.await_output("is served"));
  write_file(folder / "subscribers.csv",
             "imsi,msisdn,state\n001010000000001,+15550100100,reachable\nx,+15550100101,gone\n");
  served.signal(SIGHUP);
  EXPECT_TRUE(served.await_output("subscribers.csv:3:1: imsi: expected an IMSI"));
  EXPECT_TRUE(served.await_output("subscribers.csv:3:16: state: 'gone' is not known here"));
  EXPECT_TRUE(served.await_output("the subscribers stay as they were"));
  EXPECT_EQ(submit().status, 0);
  EXPECT_TRUE(served.await_output("smsc 1 accepted, 1 delivered"));
  served.signal(SIGTERM);
  EXPECT_EQ(served.wait().status, 0);
}

TEST_F(Serve, HasTheBooksOfTheLoadRunThatCallsIt) {
  write_file(folder / "msc.yaml",
             "title: An MSC that takes what an SMSC sends\n"
             "endpoints:\n"
             "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
             "  msc: {role: msc, pc: 201, gt: \"+15550100002\", behaviour: auto, "
             "answers: \"90 % ok, 10 % systemFailure\"}\n");
  const std::string two = write_node_file(folder / "two.yaml", network, {"smsc", "msc"});
  Background served(mapsim_command({"serve", (folder / "msc.yaml").string(), "--node", two}));
  ASSERT_TRUE(served.await_output("is served"));
  const std::string report = (folder / "report").string();
  Background caller(mapsim_command({"load", "mt-v3", "--node", two, "--as", "smsc", "-r", "500/s",
                                    "--duration", "2s", "--report", report}));
  const Outcome called = caller.wait();
  const auto books = nlohmann::json::parse(read_file(folder / "report/load.json"))["books"];
  EXPECT_EQ(books["started"], 1'000) << called.out << called.err;
  EXPECT_EQ(books["balanced"], true);
  served.signal(SIGTERM);
  const Outcome outcome = served.wait();
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  // What the one delivered the other saw succeed; an error is not what mt-v3 states.
  const std::string refused = std::to_string(books["mismatch"].get<int>());
  EXPECT_GT(books["mismatch"], 50);
  EXPECT_THAT(outcome.out,
              HasSubstr("msc  1000 attempts: " + std::to_string(books["passed"].get<int>()) +
                        " delivered, " + refused + " refused (" + refused + " systemFailure)"));
}

TEST_F(Serve, WhatIsWrongIsToldBeforeAnythingIsOpened) {
  write_file(folder / "subscribers.csv", "imsi\n");
  const Outcome table = serve().wait();
  EXPECT_EQ(table.status, 2);
  EXPECT_THAT(table.err,
              HasSubstr("subscribers.csv:1:1: the first row names the columns; there is no 'msisdn'"));
  subscriber("reachable");
  EXPECT_EQ(serve({"--as", "tester"}).wait().status, 2);
  EXPECT_EQ(mapsim({"serve"}).status, 2);
  const Outcome scripted = mapsim({"serve", "mt-v3"});
  EXPECT_EQ(scripted.status, 2);
  EXPECT_THAT(scripted.err, HasSubstr("behaviour: auto"));
}

TEST_F(Serve, ExplainSaysWhatWouldBeServedAndOpensNothing) {
  subscriber("reachable");
  const Outcome outcome = serve({"--explain"}).wait();
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("hlr"));
}

}  // namespace
}  // namespace mapsim::e2e
