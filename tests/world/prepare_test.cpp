// What a scenario says of automatic endpoints, and everything that may be wrong with it.
#include "scenarios/world/prepare.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "scenarios/engine/loader.h"

namespace mapsim::world {
namespace {

using namespace std::chrono_literals;

std::string network(const std::string& hlr, const std::string& smsc = "", const std::string& msc = "") {
  return "title: t\nendpoints:\n"
         "  hlr: {role: hlr, pc: 301, gt: \"+15550100003\", behaviour: auto" +
         hlr +
         "}\n"
         "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\", behaviour: auto" +
         smsc +
         "}\n"
         "  msc: {role: msc, pc: 201, gt: \"+15550100002\"" +
         msc + "}\n";
}

const std::string kSubscribers = ", subscribers: [{imsi: \"001010000000001\", msisdn: \"+15550100100\"}]";

// All mistakes of loading and preparing, one a line.
std::string prepared_mistakes(const std::string& text) {
  std::string out;
  const auto loaded = scenario::load_text(text, "n.yaml");
  for (const Error& e : loaded.errors) out += scenario::to_text("n.yaml", e) + "\n";
  if (loaded.program) {
    for (const std::string& m : prepare(*loaded.program, 1).mistakes) out += m + "\n";
  }
  return out;
}

void expect_mistake(const std::string& text, const std::string& part) {
  const std::string all = prepared_mistakes(text);
  EXPECT_NE(all.find(part), std::string::npos) << all << "\nin\n" << text;
}

TEST(Prepare, NeedsNoSteps) {
  EXPECT_EQ(prepared_mistakes(network(kSubscribers)), "");
}

TEST(Prepare, ReadsEveryKey) {
  const auto loaded = scenario::load_text(
      network(kSubscribers,
              ", answers: [90 % ok, 10 % systemFailure], delay: [5ms, 20ms], retry: [1m, 5m], validity: 2h, "
              "versions: [1, 2], refuses: no-alternative, hlr: hlr",
              ", behaviour: auto, sends: [{from: \"+15550100100\", to: \"+15550100101\", text: Hi, after: "
              "1s, every: 2s, count: 3}]"));
  ASSERT_TRUE(loaded.program);
  const Prepared prepared = prepare(*loaded.program, 1);
  ASSERT_TRUE(prepared.mistakes.empty()) << prepared.mistakes.front();
  const Setting& smsc = *prepared.settings[1];
  EXPECT_FALSE(smsc.answers.is_only_ok());
  EXPECT_EQ(smsc.delay.least, 5ms);
  EXPECT_EQ(smsc.delay.most, 20ms);
  EXPECT_EQ(smsc.retry, (std::vector<Duration>{1min, 5min}));
  EXPECT_EQ(smsc.validity, 2h);
  EXPECT_EQ(smsc.versions, (std::vector<std::uint8_t>{2, 1}));
  EXPECT_EQ(smsc.refuses, scenario::Refuses::no_alternative);
  EXPECT_TRUE(smsc.hlr);
  const Setting& msc = *prepared.settings[2];
  ASSERT_EQ(msc.sends.size(), 1U);
  EXPECT_EQ(msc.sends[0].count, 3U);
  EXPECT_EQ(msc.service_centre->digits(), "15550100001");
  EXPECT_EQ(msc.subscribers, prepared.settings[0]->subscribers);  // that of the HLR
}

TEST(Prepare, TellsKeysThatNeedTheBehaviour) {
  expect_mistake(network(kSubscribers, "", ", delay: 5ms"),
                 "n.yaml:5:49: 'delay' is for endpoints that behave by themselves");
}

TEST(Prepare, TellsWhatIsWrongWithEachKey) {
  expect_mistake(network(""), "n.yaml:3:49: an HLR needs 'subscribers'");
  expect_mistake(network(kSubscribers, ", answers: 90 % ok"),
                 "n.yaml:4:77: the percentages add up to 90, not to 100");
  expect_mistake(network(kSubscribers, ", delay: [20ms, 5ms]"), "the least delay comes first");
  expect_mistake(network(kSubscribers, ", delay: 20"), "n.yaml:4:");
  expect_mistake(network(kSubscribers, ", refuses: politely"), "no-common-dialogue-portion");
  expect_mistake(network(kSubscribers, ", hlr: hrl"), "hlr: 'hrl' is not known here; did you mean 'hlr'?");
  expect_mistake(network(kSubscribers, ", behavior: auto"), "did you mean 'behaviour'?");
  expect_mistake(network(kSubscribers + ", retry: 5m"), "'retry' and 'validity' are for an SMSC");
  expect_mistake(network(", subscribers: {a: b}"),
                 "expected a file (subscribers.csv) or a list of subscribers");
  expect_mistake(network(", subscribers: [{imsi: \"1\", msisdn: \"+15550100100\"}]"),
                 "n.yaml:3:87: imsi: expected an IMSI");
  expect_mistake(network(", subscribers: nowhere.csv"), "nowhere.csv: the table cannot be read");
  expect_mistake(network(kSubscribers, "", ", behaviour: auto, sends: [{from: \"1\", to: \"x\", text: Hi}]"),
                 "'from' and 'to' are international numbers");
  expect_mistake(
      network(kSubscribers, "", ", behaviour: auto, sends: [{from: \"1\", to: \"2\", text: Hi, count: 2}]"),
      "needs 'every'");
  expect_mistake(network(kSubscribers, "", ", behaviour: auto, sends: [{from: \"1\", to: \"2\"}]"),
                 "the message has no 'text'");
}

TEST(Prepare, TellsAnEndpointWithoutANumber) {
  expect_mistake(
      "title: t\nendpoints:\n  msc: {role: msc, pc: 201, behaviour: auto}\n  smsc: {role: smsc, pc: 101}\n",
      "n.yaml:3:29: an endpoint that behaves by itself is reached by its number; give it a 'gt'");
}

TEST(Prepare, TellsAFaultOnWhatAnAutomaticEndpointSends) {
  expect_mistake(network(kSubscribers) +
                     "steps:\n"
                     "  - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v3, fault: drop}\n",
                 "n.yaml:7:75: smsc behaves by itself");
}

TEST(Prepare, NeedsStepsWhereNobodyBehavesByHimself) {
  expect_mistake("title: t\nendpoints:\n  msc: {role: msc, pc: 201}\n  smsc: {role: smsc, pc: 101}\n",
                 "the scenario has no 'steps'");
}

TEST(Prepare, HasAsManyPausesAndSendingsAsItsLimits) {
  const auto list = [](std::size_t count, const std::string& item) {
    std::string text = "[" + item;
    for (std::size_t i = 1; i < count; ++i) text += ",\n    " + item;
    return text + "]";
  };
  EXPECT_EQ(prepared_mistakes(network(kSubscribers, ", retry: " + list(1'000, "1m"))), "");
  expect_mistake(network(kSubscribers, ", retry: " + list(1'001, "1m")), "more than 1000 pauses");
  const std::string sending = "{from: \"1\", to: \"2\", text: Hi}";
  EXPECT_EQ(prepared_mistakes(network(kSubscribers, "", ", behaviour: auto, sends: " + list(1'000, sending))),
            "");
  expect_mistake(network(kSubscribers, "", ", behaviour: auto, sends: " + list(1'001, sending)),
                 "more than 1000 messages");
}

TEST(Prepare, ReadsATableBesideTheScenarioAndReloadsIt) {
  const auto folder = std::filesystem::path(testing::TempDir()) / ("prepare-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto write = [&](const std::string& name, const std::string& text) {
    std::ofstream(folder / name) << text;
  };
  write("n.yaml", network(", subscribers: s.csv"));
  write("s.csv", "imsi,msisdn,msc\n001010000000001,+15550100100,msc\n");
  const auto loaded = scenario::load_file(folder / "n.yaml");
  ASSERT_TRUE(loaded.program);
  const Prepared prepared = prepare(*loaded.program, 1);
  ASSERT_TRUE(prepared.mistakes.empty()) << prepared.mistakes.front();
  EXPECT_EQ(prepared.settings[0]->subscribers->size(), 1U);
  write("s.csv", "imsi,msisdn,msc\n001010000000001,+15550100100,msc\n001010000000002,+15550100101,msc\n");
  const auto cast = scenario::Cast::everyone(3);
  const Reloaded reloaded = reload(*loaded.program, cast);
  ASSERT_TRUE(reloaded.mistakes.empty());
  EXPECT_EQ(reloaded.tables[0]->size(), 2U);
  EXPECT_EQ(reloaded.tables[2], nullptr);
  write("s.csv", "imsi,msisdn\n1,2\n");
  EXPECT_FALSE(reload(*loaded.program, cast).mistakes.empty());
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace mapsim::world
