#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "scenarios/engine/loader.h"
#include "scenarios/engine/player.h"
#include "scenarios/engine/stage.h"
#include "tests/tools/called.h"

namespace mapsim::cli::test {
namespace {

using testing::HasSubstr;
using nlohmann::json;

TEST(DecodeHex, ShowsAMapDialoguePduAndMakesItsOctetsAgain) {
  const Called called = call({"decode", "--hex", "a3 03 0a 01 00", "--layer", "map-dialogue", "--reencode"});
  EXPECT_EQ(called.exit, ExitCode::ok);
  EXPECT_EQ(called.out, "map-refuse:\n  reason: \"noReasonGiven\"\na3030a0100\n");
}

TEST(DecodeHex, WritesJson) {
  const Called called = call({"decode", "--hex", "31d90c", "--layer", "gsm7", "--json"});
  EXPECT_EQ(json::parse(called.out), (json{{"layer", "gsm7"}, {"text", "123"}, {"septets", 3}}));
}

TEST(DecodeHex, ReadsTheSameCodeByContextVersion) {
  const std::string argument = "3026840791223343992032820891321132214333f404110b16212c37424d00010203040506070908";
  const Called v2 = call({"decode", "--hex", argument, "--layer", "map-argument", "--operation", "forwardSM", "--map-version", "2", "--json"});
  EXPECT_EQ(v2.exit, ExitCode::ok) << v2.err;
  EXPECT_EQ(json::parse(v2.out)["sm-RP-OA"]["msisdn"], "+2311231234334");
}

TEST(DecodeHex, NamesLayerFieldClauseAndOffsetOfAFault) {
  const Called called = call({"decode", "--hex", "0980030e19", "--layer", "sccp"});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_THAT(called.err, testing::AllOf(HasSubstr("sccp, called"), HasSubstr("octet"), HasSubstr("Q.713")));
}

TEST(DecodeHex, AsksForWhatTheOctetsDoNotSay) {
  EXPECT_THAT(call({"decode", "--hex", "00", "--layer", "sms-tpdu"}).err, HasSubstr("--direction"));
  EXPECT_THAT(call({"decode", "--hex", "3000", "--layer", "map-argument"}).err, HasSubstr("--operation"));
  EXPECT_THAT(call({"decode", "--hex", "3000"}).err, HasSubstr("--layer"));
  EXPECT_EQ(call({"decode", "--hex", "00", "--layer", "sms-tpdu"}).exit, ExitCode::usage);
}

TEST(DecodeHex, NamesTheNearestLayerAndOperation) {
  EXPECT_THAT(call({"decode", "--hex", "00", "--layer", "tcp"}).err, HasSubstr("did you mean 'tcap'?"));
  const Called called = call({"decode", "--hex", "3000", "--layer", "map-argument", "--operation", "mt-forwardSm"});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("did you mean 'mt-ForwardSM'?"));
}

TEST(DecodeHex, SaysWhichCharacterIsNoHexadecimalDigit) {
  const Called called = call({"decode", "--hex", "0g", "--layer", "tcap"});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("'g' is not a hexadecimal digit"));
}

TEST(DecodeHex, RefusesATcapDialogueOfAnotherProtocolVersion) {
  // AARQ with bit 1 instead of bit 0 of protocol-version.
  const Called called = call({"decode", "--hex",
                              "62264904000000016b1e281c060700118605010101a011600f80020640a109060704000001001903", "--layer", "tcap"});
  EXPECT_EQ(called.exit, ExitCode::failed);
}

class DecodeCapture : public testing::Test {
 protected:
  DecodeCapture()
      : file_(std::filesystem::path(testing::TempDir()) /
              (std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + ".pcapng")) {
    const auto loaded = scenario::load_text(
        "title: t\nendpoints:\n  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
        "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\nsteps:\n"
        "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v2\n    invoke: forwardSM\n"
        "    argument: {sm-RP-DA: {imsi: \"001010000000001\"}, sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}, "
        "sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: \"hi\"}}}\n"
        "    long-message: segments\n    sccp: {segment-size: 50}\n"
        "  - msc -> smsc: end\n    error: absentSubscriber\n");
    const scenario::Program& program = loaded.program.value();
    scenario::StageOptions options;
    options.capture = file_;
    auto stage = std::move(scenario::Stage::create(program, options).value());
    EXPECT_TRUE(stage->open());
    Silent silent;
    scenario::Player player(program, stage->world(), silent);
    EXPECT_EQ(player.play(), scenario::Verdict::pass);
    EXPECT_TRUE(stage->close());
  }
  ~DecodeCapture() override { std::filesystem::remove(file_); }

  // The rows that have a MAP part.
  static std::vector<json> map_rows(const std::string& out) {
    std::vector<json> rows;
    std::istringstream in(out);
    for (std::string line; std::getline(in, line);) {
      json row = json::parse(line);
      if (row.contains("map")) rows.push_back(row["map"]);
    }
    return rows;
  }

  class Silent final : public scenario::RunObserver {
    void on_step(const scenario::StepOutcome&) override {}
    void on_note(Instant, std::string_view, std::string_view) override {}
  };
  std::filesystem::path file_;
};

TEST_F(DecodeCapture, FollowsTheDialogueThroughSegments) {
  const Called called = call({"decode", file_.string(), "--json"});
  EXPECT_EQ(called.exit, ExitCode::ok) << called.err;
  const auto rows = map_rows(called.out);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0]["application-context"], "shortMsgMT-Relay-v2");
  EXPECT_EQ(rows[0]["components"][0]["invoke"], "forwardSM");
  EXPECT_EQ(rows[0]["components"][0]["argument"]["sm-RP-UI"]["sms-deliver"]["text"], "hi");
  EXPECT_EQ(rows[1]["components"][0]["error"], "absentSubscriber");
}

TEST_F(DecodeCapture, ShowsWhatIsBeforeTheDamageAndThenTheReason) {
  const auto size = std::filesystem::file_size(file_);
  std::filesystem::resize_file(file_, size - 100);
  const Called called = call({"decode", file_.string(), "--json"});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_EQ(map_rows(called.out).size(), 2U);
  EXPECT_THAT(called.err, HasSubstr("octet"));
}

TEST(DecodeFile, SaysThatAFileIsNoCapture) {
  const auto path = std::filesystem::path(testing::TempDir()) / "no-capture.pcapng";
  std::ofstream(path) << "this is text";
  const Called called = call({"decode", path.string()});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_THAT(called.err, HasSubstr("no-capture.pcapng"));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace mapsim::cli::test
