// mapsim decode with --imsi, --msisdn, --operation and --failed.
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/tools/played.h"

namespace mapsim::cli::test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Filter : public testing::Test {
 protected:
  // "invoke mt-ForwardSM", "error absentSubscriberSM", … of what is shown.
  std::vector<std::string> shown(const std::vector<std::string>& options) {
    std::vector<std::string> arguments = {"decode", capture_.file(), "--json"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Called called = call(arguments);
    EXPECT_EQ(called.exit, ExitCode::ok) << called.err;
    std::vector<std::string> out;
    std::istringstream in(called.out);
    for (std::string line; std::getline(in, line);) {
      const json row = json::parse(line);
      if (!row.contains("map")) continue;
      const json& component = row["map"]["components"][0];
      for (const char* kind : {"invoke", "result", "error"}) {
        if (component.contains(kind))
          out.push_back(std::string(kind) + " " + component[kind].get<std::string>());
      }
    }
    return out;
  }

  Played capture_{"a.pcapng", kEndpoints + mt("001010000000001", "result: mt-ForwardSM") +
                                  mt("001010000000002", "error: absentSubscriberSM") +
                                  "  - msc -> smsc: begin\n    dialogue: mo\n"
                                  "    application-context: shortMsgMO-Relay-v3\n    invoke: mo-ForwardSM\n"
                                  "    argument: {sm-RP-DA: {serviceCentreAddressDA: \"+15550100001\"}, "
                                  "sm-RP-OA: {msisdn: \"+15550100200\"}, imsi: \"001010000000002\", "
                                  "sm-RP-UI: {sms-submit: {tp-da: \"+15550100300\", text: \"hello\"}}}\n"
                                  "  - smsc -> msc: end\n    dialogue: mo\n    result: mo-ForwardSM\n"};
};

TEST_F(Filter, ByImsiShowsTheWholeDialogue) {
  EXPECT_THAT(shown({"--imsi", "001010000000001"}),
              ElementsAre("invoke mt-ForwardSM", "result mt-ForwardSM"));
  EXPECT_THAT(shown({"--imsi", "001010000000002"}),
              ElementsAre("invoke mt-ForwardSM", "error absentSubscriberSM", "invoke mo-ForwardSM",
                          "result mo-ForwardSM"));
  EXPECT_THAT(shown({"--imsi", "00101000000000"}), IsEmpty());
  EXPECT_EQ(shown({"--imsi", "00101*"}).size(), 6U);
}

TEST_F(Filter, ByMsisdnOfTheArgumentOrOfTheTpdu) {
  EXPECT_THAT(shown({"--msisdn", "15550100200"}), ElementsAre("invoke mo-ForwardSM", "result mo-ForwardSM"));
  EXPECT_THAT(shown({"--msisdn", "+15550100300"}), ElementsAre("invoke mo-ForwardSM", "result mo-ForwardSM"));
  EXPECT_EQ(shown({"--msisdn", "+15550100100"}).size(), 4U);
  EXPECT_THAT(shown({"--msisdn", "+15550100001"}), IsEmpty());  // the service centre is no subscriber
}

TEST_F(Filter, ByOperationAndFailure) {
  EXPECT_THAT(shown({"--operation", "mo-ForwardSM"}),
              ElementsAre("invoke mo-ForwardSM", "result mo-ForwardSM"));
  EXPECT_THAT(shown({"--failed"}), ElementsAre("error absentSubscriberSM"));
}

TEST_F(Filter, SeveralMustHoldTogether) {
  EXPECT_THAT(shown({"--imsi", "001010000000002", "--operation", "mt-ForwardSM"}),
              ElementsAre("invoke mt-ForwardSM", "error absentSubscriberSM"));
  EXPECT_THAT(shown({"--imsi", "001010000000001", "--failed"}), IsEmpty());
}

TEST_F(Filter, WhatIsNoDigitsAndNoOperationIsRefused) {
  const Called digits = call({"decode", capture_.file(), "--imsi", "0010x"});
  EXPECT_EQ(digits.exit, ExitCode::usage);
  EXPECT_THAT(digits.err, HasSubstr("--imsi: '0010x' is no digits"));
  const Called operation = call({"decode", capture_.file(), "--operation", "mt-forwardSm"});
  EXPECT_EQ(operation.exit, ExitCode::usage);
  EXPECT_THAT(operation.err, HasSubstr("did you mean 'mt-ForwardSM'?"));
}

}  // namespace
}  // namespace mapsim::cli::test
