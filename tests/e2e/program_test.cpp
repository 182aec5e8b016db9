// What the program says and how it ends: exit status 0 passed, 1 failed, 2 wrong usage or file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/e2e/process.h"
#include "tests/e2e/shipped.h"

namespace mapsim::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// `result` is what the receiver must find in the answer.
std::string scenario(const std::string& cause_sent, const std::string& cause_expected) {
  return R"(title: A message that is refused
endpoints:
  smsc: {role: smsc, pc: 101, gt: "+15550100001"}
  msc: {role: msc, pc: 201, gt: "+15550100002"}
steps:
  - smsc -> msc: begin
    application-context: shortMsgMT-Relay-v3
    invoke: mt-ForwardSM
    argument:
      sm-RP-DA: {imsi: "001010000000001"}
      sm-RP-OA: {serviceCentreAddressOA: "+15550100001"}
      sm-RP-UI: {sms-deliver: {tp-oa: "+15550100100", text: "Hello"}}
  - msc -> smsc: end
    error: sm-DeliveryFailure
    parameter: {sm-EnumeratedDeliveryFailureCause: )" +
         cause_sent + R"(}
    expect:
      parameter: {sm-EnumeratedDeliveryFailureCause: )" +
         cause_expected + "}\n";
}

class MapsimProgram : public ::testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    write_file(folder_ / name, text);
    return (folder_ / name).string();
  }
  TemporaryFolder folder_;
};

TEST_F(MapsimProgram, SaysItsVersion) {
  const Outcome outcome = mapsim({"--version"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, std::string("mapsim ") + MAPSIM_VERSION + "\n");
}

TEST_F(MapsimProgram, WithoutArgumentsShowsItsCommandsAsMisuse) {
  const Outcome outcome = mapsim({});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("Commands:"));
}

TEST_F(MapsimProgram, NamesTheCommandThatWasMeant) {
  const Outcome outcome = mapsim({"chekc"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("'chekc'"), HasSubstr("did you mean 'check'?")));
}

TEST_F(MapsimProgram, NamesTheOptionThatWasMeant) {
  const Outcome outcome = mapsim({"run", "--captrue", "x.pcapng", "mt-v3"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("'--captrue'"), HasSubstr("did you mean '--capture'?")));
}

TEST_F(MapsimProgram, TakesNoAbbreviatedOptions) {
  EXPECT_EQ(mapsim({"run", "--summ", file("a.yaml", scenario("0", "0"))}).status, 2);
}

TEST_F(MapsimProgram, NamesTheScenarioThatWasMeant) {
  const Outcome outcome = mapsim({"run", "mt-v33"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("mt-v33"), HasSubstr("did you mean 'mt-v3'?")));
}

TEST_F(MapsimProgram, PassesAScenarioWithStatus0) {
  const Outcome outcome = mapsim({"run", file("a.yaml", scenario("sc-Congestion", "sc-Congestion"))});
  EXPECT_EQ(outcome.status, 0) << outcome.out;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("sm-DeliveryFailure"), HasSubstr("pass")));
  EXPECT_EQ(outcome.err, "");
}

TEST_F(MapsimProgram, ShowsWhatWasExpectedAndReceivedWhereAScenarioFails) {
  const std::string name = file("a.yaml", scenario("sc-Congestion", "unknownServiceCentre"));
  const Outcome outcome = mapsim({"run", name});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr(name + ":17:"));  // where the file states it
  EXPECT_THAT(outcome.out, HasSubstr("sm-EnumeratedDeliveryFailureCause\n"));
  EXPECT_THAT(outcome.out, HasSubstr("expected  \"unknownServiceCentre\"\n"));
  EXPECT_THAT(outcome.out, HasSubstr("received  \"sc-Congestion\"\n"));
}

TEST_F(MapsimProgram, CountsAFailureAmongOthers) {
  const std::string good = file("a.yaml", scenario("sc-Congestion", "sc-Congestion"));
  const std::string bad = file("b.yaml", scenario("sc-Congestion", "unknownServiceCentre"));
  const Outcome outcome = mapsim({"run", "--summary", good, bad});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr("1 of 2 scenarios passed\n"));
}

TEST_F(MapsimProgram, PointsAtEveryMistakeOfAScenario) {
  std::string text = scenario("sc-Congestion", "sc-Congestion");
  text.replace(text.find("role: smsc"), 10, "rolle: smc");
  text.replace(text.find("shortMsgMT-Relay-v3"), 19, "shortMsgMT-Rely-v3 ");
  const std::string name = file("a.yaml", text);
  for (const char* command : {"run", "check"}) {
    const Outcome outcome = mapsim({command, name});
    EXPECT_EQ(outcome.status, 2) << command;
    EXPECT_EQ(outcome.out, "") << command;
    EXPECT_THAT(outcome.err, HasSubstr(name + ":3:10: ")) << command;
    EXPECT_THAT(outcome.err, HasSubstr(name + ":7:26: ")) << command;
    EXPECT_THAT(outcome.err, HasSubstr("shortMsgMT-Relay-v3")) << command << ": the name that was meant";
    EXPECT_THAT(outcome.err, HasSubstr(" mistakes\n")) << command;
  }
}

TEST_F(MapsimProgram, PointsIntoWhatIsNoYaml) {
  const std::string name = file("a.yaml", "title: x\nsteps: [\n");
  const Outcome outcome = mapsim({"check", name});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr(name + ":"));
  EXPECT_THAT(outcome.err, HasSubstr("1 mistake\n"));
}

TEST_F(MapsimProgram, PlaysNothingWhenTheCaptureCannotBeWritten) {
  const std::string name = file("a.yaml", scenario("sc-Congestion", "sc-Congestion"));
  const std::string capture = (folder_ / "missing/a.pcapng").string();
  const Outcome outcome = mapsim({"run", name, "--capture", capture});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr(capture));
}

TEST_F(MapsimProgram, RefusesACaptureFormatThatItDoesNotWrite) {
  const std::string name = file("a.yaml", scenario("sc-Congestion", "sc-Congestion"));
  const Outcome outcome = mapsim({"run", name, "--capture", (folder_ / "a.txt").string()});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, AllOf(HasSubstr(".pcapng"), HasSubstr(".pcap")));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "a.txt"));
}

TEST_F(MapsimProgram, SetsAVariable) {
  const Outcome outcome = mapsim({"run", "mt-v3", "--set", "imsi=001010000000009"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("001010000000009"), Not(HasSubstr("001010000000001"))));
}

TEST_F(MapsimProgram, ListsEveryShippedScenario) {
  const Outcome outcome = mapsim({"list"});
  EXPECT_EQ(outcome.status, 0);
  for (const Shipped& s : shipped_scenarios()) EXPECT_THAT(outcome.out, HasSubstr("  " + s.name + " "));
}

TEST_F(MapsimProgram, ListsTheScenariosOfAFolder) {
  const Outcome outcome = mapsim({"list", "alert"});
  EXPECT_EQ(outcome.status, 0);
  for (const Shipped& s : shipped_scenarios()) {
    const bool wanted = s.file.parent_path().filename() == "alert";
    EXPECT_EQ(outcome.out.find("  " + s.name + " ") != std::string::npos, wanted) << s.name;
  }
  const Outcome unknown = mapsim({"list", "alerts"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.err, HasSubstr("there is no folder alerts; there are alert, dialogue, errors, "));
}

TEST_F(MapsimProgram, ShowsAScenarioAsItsFileHasIt) {
  for (const Shipped& s : shipped_scenarios()) {
    const Outcome outcome = mapsim({"show", s.name});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_TRUE(outcome.out == read_file(s.file)) << s.name;
  }
  EXPECT_EQ(mapsim({"show", "no-such-scenario"}).status, 2);
}

TEST_F(MapsimProgram, PlaysTheSameIntoAClassicCapture) {
  for (const char* name : {"1.pcap", "2.pcap"}) {
    ASSERT_EQ(mapsim({"run", "mt-v3", "-q", "--capture", (folder_ / name).string()}).status, 0);
  }
  const std::string octets = read_file(folder_ / "1.pcap");
  // Either byte order, times in microseconds or nanoseconds; not the block type of a pcapng file.
  EXPECT_THAT(octets.substr(0, 4), ::testing::AnyOf("\xD4\xC3\xB2\xA1", "\xA1\xB2\xC3\xD4",
                                                    "\x4D\x3C\xB2\xA1", "\xA1\xB2\x3C\x4D"));
  EXPECT_TRUE(octets == read_file(folder_ / "2.pcap"));
}

TEST_F(MapsimProgram, DecodesItsOwnCapture) {
  const std::string capture = (folder_ / "a.pcapng").string();
  ASSERT_EQ(mapsim({"run", "mt-v3", "-q", "--capture", capture}).status, 0);
  const Outcome outcome = mapsim({"decode", capture});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("mt-ForwardSM"), HasSubstr("001010000000001")));
}

TEST_F(MapsimProgram, DecodesADamagedCaptureAsFarAsItGoes) {
  const std::string capture = (folder_ / "a.pcapng").string();
  ASSERT_EQ(mapsim({"run", "mt-v3", "-q", "--capture", capture}).status, 0);
  const std::string octets = read_file(capture);
  write_file(capture, octets.substr(0, octets.size() - 30));
  const Outcome outcome = mapsim({"decode", capture});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr("mt-ForwardSM"));
  EXPECT_THAT(outcome.err, HasSubstr(capture));
}

TEST_F(MapsimProgram, RefusesToDecodeWhatIsNoCapture) {
  const Outcome outcome = mapsim({"decode", file("a.pcapng", "no capture at all")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("a.pcapng"));
}

}  // namespace
}  // namespace mapsim::e2e
