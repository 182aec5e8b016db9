// mapsim flow.
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/tools/played.h"
#include "tools/flow/dialogue_writer.h"
#include "tools/flow/gatherer.h"

namespace mapsim::cli::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::vector<json> rows(const Called& called) {
  std::vector<json> out;
  std::istringstream in(called.out);
  for (std::string line; std::getline(in, line);) out.push_back(json::parse(line));
  return out;
}

std::string words(const json& dialogue) {
  std::string out;
  for (const json& message : dialogue["messages"]) out += message["message"].get<std::string>() + " ";
  return out;
}

TEST(Flow, ShowsAChartForEachDialogue) {
  const Played played("a.pcapng", kEndpoints + mt("001010000000001", "result: mt-ForwardSM") +
                                      mt("001010000000002", "error: absentSubscriberSM"));
  const Called called = call({"flow", played.file(), "--color", "never"});
  EXPECT_EQ(called.exit, ExitCode::ok) << called.err;
  EXPECT_THAT(called.out,
              AllOf(HasSubstr("dialogue 1  shortMsgMT-Relay-v3  2024-01-01T00:00:00."),
                    HasSubstr("  +15550100001  pc 101, ssn 8\n  +15550100002  pc 201, ssn 8\n"),
                    HasSubstr("BEGIN      mt-ForwardSM  imsi 001010000000001  from +15550100100  \"hi\""),
                    HasSubstr("END        result mt-ForwardSM\n  ended  2 messages in   0.001 s\n"),
                    HasSubstr("error absentSubscriberSM"), HasSubstr("  failed  2 messages")));
}

TEST(Flow, TimesCountFromTheFirstFrame) {
  const Played played("a.pcapng", kEndpoints + mt("001010000000001", "result: mt-ForwardSM"));
  const json dialogue = rows(call({"flow", played.file(), "--json"})).at(0);
  EXPECT_EQ(dialogue["messages"][0]["time"], "2024-01-01T00:00:00.008000000Z");
  EXPECT_THAT(call({"flow", played.file()}).out, HasSubstr("   0.008  +15550100001"));
}

TEST(Flow, FiltersDialogues) {
  const Played played("a.pcapng", kEndpoints + mt("001010000000001", "result: mt-ForwardSM") +
                                      mt("001010000000002", "error: absentSubscriberSM"));
  const auto failed = rows(call({"flow", played.file(), "--json", "--failed"}));
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(words(failed[0]), "BEGIN END ");  // the whole of it
  EXPECT_EQ(rows(call({"flow", played.file(), "--json", "--imsi", "001010000000001"})).at(0)["failed"],
            false);
  const Called none = call({"flow", played.file(), "--imsi", "001010000000001", "--failed"});
  EXPECT_EQ(none.exit, ExitCode::ok);
  EXPECT_THAT(none.err, HasSubstr("no dialogue that is asked for"));
}

TEST(Flow, SaysWhyADialogueWasRefusedOrAborted) {
  const std::string invoke =
      "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n    invoke: mt-ForwardSM\n"
      "    argument: {sm-RP-DA: {imsi: \"001010000000001\"}, sm-RP-OA: {serviceCentreAddressOA: "
      "\"+15550100001\"}, "
      "sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: \"hi\"}}}\n";
  const Played refused("refused.pcapng",
                       kEndpoints + invoke + "  - msc -> smsc: refuse\n    reason: noReasonGiven\n");
  EXPECT_THAT(call({"flow", refused.file()}).out, AllOf(HasSubstr("REFUSE"), HasSubstr("noReasonGiven")));
  const Played provider(
      "provider.pcapng",
      kEndpoints + invoke + "  - msc -> smsc: abort\n    abort: provider\n    cause: resourceLimitation\n");
  EXPECT_THAT(call({"flow", provider.file()}).out, HasSubstr("P-ABORT    resourceLimitation"));
  const Played user(
      "user.pcapng",
      kEndpoints + invoke + "  - msc -> smsc: abort\n    abort: user\n    reason: userSpecificReason\n");
  EXPECT_THAT(call({"flow", user.file()}).out,
              HasSubstr("U-ABORT    map-UserAbortChoice userSpecificReason"));
}

class FlowOfPieces : public testing::Test {
 protected:
  // An empty BEGIN, a CONTINUE, a CONTINUE that invokes, an END; in SCCP alone, so that frames 1 to 4 are
  // these.
  const Played played_{
      "a.pcap",
      kEndpoints +
          "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n  - msc -> smsc: continue\n"
          "  - smsc -> msc: continue\n    invoke: mt-ForwardSM\n"
          "    argument: {sm-RP-DA: {imsi: \"001010000000001\"}, sm-RP-OA: {serviceCentreAddressOA: "
          "\"+15550100001\"}, "
          "sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: \"hi\"}}}\n"
          "  - msc -> smsc: end\n    result: mt-ForwardSM\n",
      {"--link-type", "sccp"}};
  const std::filesystem::path piece_ = temporary("piece.pcap");
  ~FlowOfPieces() override { std::filesystem::remove(piece_); }

  std::vector<json> flow(const std::function<int(std::uint64_t)>& copies) {
    copy_frames(played_.file(), piece_, copies);
    return rows(call({"flow", piece_.string(), "--json"}));
  }
};

TEST_F(FlowOfPieces, ADialogueWithoutItsBeginIsOneDialogueAndItsVersionIsAGuess) {
  const auto dialogues = flow([](std::uint64_t frame) { return frame >= 3 ? 1 : 0; });
  ASSERT_EQ(dialogues.size(), 1U);
  EXPECT_EQ(words(dialogues[0]), "CONTINUE END ");
  EXPECT_EQ(dialogues[0]["begin-captured"], false);
  EXPECT_EQ(dialogues[0]["assumed"], true);
  EXPECT_EQ(dialogues[0]["messages"][1]["text"], "result mt-ForwardSM");
}

TEST_F(FlowOfPieces, ADialogueThatDoesNotEndIsShownAtTheEndOfTheCapture) {
  const auto dialogues = flow([](std::uint64_t frame) { return frame <= 3 ? 1 : 0; });
  ASSERT_EQ(dialogues.size(), 1U);
  EXPECT_EQ(dialogues[0]["end"], "open at the end of the capture");
}

TEST_F(FlowOfPieces, AReusedTransactionIdIsAnotherDialogue) {
  const auto dialogues = flow([](std::uint64_t frame) { return frame == 1 ? 2 : 1; });
  ASSERT_EQ(dialogues.size(), 2U);
  EXPECT_EQ(dialogues[0]["end"], "its transaction id was used again without an END");
  EXPECT_EQ(words(dialogues[0]), "BEGIN ");
  EXPECT_EQ(words(dialogues[1]), "BEGIN CONTINUE CONTINUE END ");
}

TEST(Flow, ARetransmissionIsNotShownTwice) {
  const Played played("a.pcapng", kEndpoints + mt("001010000000001", "result: mt-ForwardSM"));
  const auto twice = temporary("twice.pcapng");
  copy_frames(played.file(), twice, [](std::uint64_t) { return 2; });
  const auto dialogues = rows(call({"flow", twice.string(), "--json"}));
  ASSERT_EQ(dialogues.size(), 1U);
  EXPECT_EQ(words(dialogues[0]), "BEGIN END ");
  std::filesystem::remove(twice);
}

TEST(Flow, HostileTextDoesNothingToTheTerminal) {
  const Played played("a.pcapng",
                      kEndpoints + mt("001010000000001", "result: mt-ForwardSM", "a\\e[2Jb\\u202Ec"));
  const Called called = call({"flow", played.file()});
  EXPECT_THAT(called.out, AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\u202e")), HasSubstr("\\u202e")));
}

TEST(Flow, DamageIsToldAfterWhatCameBefore) {
  const Played played("a.pcapng", kEndpoints + mt("001010000000001", "result: mt-ForwardSM"));
  std::filesystem::resize_file(played.file(), std::filesystem::file_size(played.file()) - 10);
  const Called called = call({"flow", played.file(), "--json"});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_EQ(rows(called).size(), 1U);
  EXPECT_THAT(called.err, HasSubstr("the file ends inside a block"));
}

TEST(Flow, AsksForOneCapture) {
  EXPECT_EQ(call({"flow"}).exit, ExitCode::usage);
  EXPECT_EQ(call({"flow", "a", "b"}).exit, ExitCode::usage);
}

TEST(FlowGatherer, WhatIsKeptOfOpenDialoguesHasALimit) {
  std::string scenario = kEndpoints;
  for (int i = 1; i <= 3; ++i) {
    scenario += "  - smsc -> msc: begin\n    dialogue: d" + std::to_string(i) +
                "\n    application-context: shortMsgMT-Relay-v3\n";
  }
  for (int i = 1; i <= 3; ++i) {
    scenario += "  - msc -> smsc: end\n    dialogue: d" + std::to_string(i) + "\n";
  }
  const Played played("a.pcapng", scenario);
  CaptureReading reading(Depth::tcap);
  const DialogueFilter filter;
  std::vector<DialogueEnd> ends;
  FlowGatherer gatherer(
      reading.decoder.dialogues(), filter,
      [&](const GatheredDialogue& gathered) { ends.push_back(gathered.dialogue.end); }, 500);
  ASSERT_TRUE(reading.read(played.file(), [&](CapturedMessage& message) { gatherer.add(message); }));
  gatherer.finish();
  ASSERT_FALSE(ends.empty());
  EXPECT_EQ(ends.front(), DialogueEnd::limit);
}

// What `helpers` threads beside this one write of a capture.
std::string written(const std::string& file, DialogueWriter::Form form, std::size_t helpers) {
  std::ostringstream out;
  std::ostringstream err;
  Output output{out, err, {}};
  CaptureReading reading(Depth::tcap);
  const DialogueFilter filter;
  FrameProblems problems(err);
  DialogueWriter writer(form, output, problems, helpers);
  FlowGatherer gatherer(reading.decoder.dialogues(), filter, [&](GatheredDialogue& gathered) {
    writer.add(gathered, reading.facts.first_at);
    EXPECT_EQ(gathered.dialogue.number, 0U);  // a blank one
  });
  EXPECT_TRUE(reading.read(file, [&](const CapturedMessage& message) { gatherer.add(message); }));
  gatherer.finish();
  writer.finish();
  EXPECT_EQ(writer.count(), 300U);
  return out.str() + err.str();
}

TEST(DialogueWriter, WritesTheSameWithAnyNumberOfThreads) {
  std::string scenario = kEndpoints;
  for (int i = 0; i < 300; ++i)
    scenario += mt("001010000000" + std::to_string(100 + i),
                   i % 3 == 0 ? "error: absentSubscriberSM" : "result: mt-ForwardSM");
  const Played played("a.pcapng", scenario);
  for (const auto form : {DialogueWriter::Form::charts, DialogueWriter::Form::json}) {
    const std::string alone = written(played.file(), form, 0);
    EXPECT_THAT(alone, AllOf(HasSubstr("001010000000100"), HasSubstr("001010000000399")));
    EXPECT_EQ(written(played.file(), form, 1), alone);
    EXPECT_EQ(written(played.file(), form, 3), alone);
  }
}

}  // namespace
}  // namespace mapsim::cli::test
