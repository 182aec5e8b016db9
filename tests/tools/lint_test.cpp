// mapsim lint: for every rule messages that violate it, and the same set right.
#include <algorithm>
#include <gmock/gmock.h>

#include "tests/support/paths.h"
#include "tests/tools/lint_messages.h"
#include "tests/tools/played.h"
#include "tools/lint/linter.h"

namespace mapsim::cli::test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

// The rules that messages violate, "name: what was found".
std::vector<std::string> lint(const Dialogue& dialogue) {
  MessageDecoder decoder(Depth::map);
  Linter linter(decoder.dialogues());
  std::vector<std::string> out;
  std::uint64_t frame = 0;
  std::chrono::nanoseconds at{};
  for (const Sent& sent : dialogue) {
    at += sent.after;
    const std::string text = !sent.sccp.empty()  ? sent.sccp
                             : sent.by_initiator ? udt(kMsc, kSmsc, sent.tcap)
                                                 : udt(kSmsc, kMsc, sent.tcap);
    const auto octets = from_hex(text);
    EXPECT_TRUE(octets) << text;
    DecodedMessage decoded;
    decoder.sccp(*octets, {}, {.at = at}, decoded);
    for (const Finding& f : linter.look_at(decoded, ++frame, at))
      out.push_back(std::string(f.rule->name) + ": " + f.text);
  }
  return out;
}

struct RuleCase {
  std::string rule;
  Dialogue wrong;
  Dialogue right;
};

const std::string kMtArgument = forward(kDaImsi, kOaSc, deliver());
const std::string kMtMore = forward(kDaImsi, kOaSc, deliver("00"), "0500");
const std::string kMtAgain = forward(kNoAddress, kNoAddress, deliver());
const std::string kMoArgument = forward(kDaSc, kOaMsisdn, submit(), "0408" + kImsi);
const std::string kMo2Argument = forward(kDaSc, kOaMsisdn, submit());
const std::string kAlert = tlv("30", "0407915155100002f00407" + kScAddress);
const std::string kMt = begin(aarq(kMt3), invoke("01", "2c", kMtArgument));
const std::string kLongArgument =
    forward(kDaImsi, kOaSc, deliver("04", "04", byte(60) + std::string(120, '4')));

// A BEGIN of 128 octets or more, its length written with one octet more than it needs.
std::string long_length() {
  const std::string message = begin(aarq(kMt3), invoke("01", "2c", kLongArgument));
  return "628200" + message.substr(4);
}
Dialogue three_parts(const std::string& second) {
  return {a(begin(aarq(kMt3), invoke("01", "2c", kMtMore))), b(go_on(false, aare(kMt3), result("01"))),
          a(go_on(true, "", invoke("02", "2c", second))), b(end("", result("02")))};
}
// Of the invocation 2: mistyped parameter.
const std::string kRejected = tlv("a4",
                                  "020102"
                                  "810102");
// Three messages; the answer to the second comes before or after the third.
Dialogue not_awaited(const std::string& answer, bool late_answer) {
  const std::string more = forward(kNoAddress, kNoAddress, deliver("00"), "0500");
  Dialogue out = {
      a(begin(aarq(kMt3), invoke("01", "2c", kMtMore))), b(go_on(false, aare(kMt3), result("01"))),
      a(go_on(true, "", invoke("02", "2c", more))),      b(go_on(false, "", answer)),
      a(go_on(true, "", invoke("03", "2c", kMtAgain))),  b(end("", result("03")))};
  if (late_answer) std::swap(out[3], out[4]);
  return out;
}
Dialogue late(const std::string& answer, std::chrono::seconds after) {
  Dialogue out = mt3(kMtArgument);
  out[1].tcap = answer;
  out[1].after = after;
  return out;
}
Dialogue answered(const std::string& answer) {
  return {a(kMt), b(answer)};
}

std::vector<RuleCase> sccp_cases() {
  const Dialogue right = in_sccp(udt(kMsc, kSmsc, kMt));
  const auto called = [](const std::string& address) { return in_sccp(udt(address, kSmsc, kMt)); };
  const std::string gap = udt(kMsc, kSmsc, kMt);
  return {
      {"sccp-unreadable", in_sccp("0980"), right},
      {"sccp-layout",
       in_sccp("0980"
               "04" +
               byte(3 + kMsc.size() / 2 + 1) + byte(2 + 2 * (kMsc.size() / 2 + 1)) + "00" + gap.substr(10)),
       right},
      {"sccp-class", in_sccp(udt(kMsc, kSmsc, kMt, "82")), in_sccp(udt(kMsc, kSmsc, kMt, "81"))},
      {"sccp-message-handling", in_sccp(udt(kMsc, kSmsc, kMt, "40")), in_sccp(udt(kMsc, kSmsc, kMt, "00"))},
      {"sccp-hop-counter", in_sccp(xudt("00", kMt)), in_sccp(xudt("01", kMt))},
      {"sccp-ssn-missing", called("10" + kMsc.substr(4)), right},
      {"sccp-ssn-zero", called(gt("515510000002", "11", "00", "04", "00")), right},
      {"sccp-calling-gt", in_sccp(udt(kMsc, "4208", kMt)), in_sccp(udt("4208", "4208", kMt))},
      {"sccp-gt-indicator", called("0a0800515510000002"), right},
      {"sccp-translation-type", called(gt("515510000002", "11", "01")), right},
      {"sccp-numbering-plan", called(gt("515510000002", "61")), called(gt("515510000002", "71"))},
      {"sccp-nature", called(gt("515510000002", "11", "00", "03")), right},
      {"sccp-odd-even", called(gt("5155100000f2", "12")), called(gt("515510000022", "12"))},
      {"sccp-odd-even", called(gt("5155100000f2", "11")), right},
      {"sccp-gt-digits", called(gt("515510b00002")), right},
  };
}

std::vector<RuleCase> tcap_cases() {
  const Dialogue right = mt3(kMtArgument);
  const std::string accepted = end(aare(kMt3), result("01"));
  return {
      {"tcap-unreadable", {a("62054804")}, right},
      {"tcap-short-length", {a(tlv("62", "48810400000001" + aarq(kMt3)))}, {a(begin(aarq(kMt3), ""))}},
      {"tcap-minimal-length", {a(long_length())}, mt3(kLongArgument)},
      {"tcap-primitive-string", mt3(tlv("30", kDaImsi + kOaSc + tlv("24", tlv("04", deliver())))), right},
      {"tcap-p-abort-cause", answered("67094904000000014a0105"), answered("67094904000000014a0104")},
      {"tcap-protocol-version",
       {a(begin(aarq(kMt3, "", "0640"), ""))},
       {a(begin(aarq(kMt3, "", "06c0"), ""))}},
      {"tcap-aarq-place", answered(end(aarq(kMt3), result("01"))), right},
      {"tcap-aare-place", {a(begin(aare(kMt3), ""))}, {a(begin(aarq(kMt3), ""))}},
      {"tcap-aare-missing", answered(end("", result("01"))), right},
      {"tcap-aare-unasked",
       {a(begin("", invoke("01", "2e", kMtArgument))), b(end(aare(kMt3), result("01")))},
       v1(kMtArgument, result("01"))},
      {"tcap-aare-context", answered(end(aare(kMt2), result("01"))), right},
      {"tcap-dialogue-late",
       {a(kMt), b(go_on(false, aare(kMt3), "")), b(end(aare(kMt3), result("01")))},
       {a(kMt), b(go_on(false, aare(kMt3), "")), b(end("", result("01")))}},
      {"tcap-id-reused", {a(kMt), a(kMt)}, {a(kMt), b(accepted), a(kMt)}},
      {"tcap-invoke-id",
       {a(begin(aarq(kMt3), invoke("01", "2c", kMtMore))), b(go_on(false, aare(kMt3), "")),
        a(go_on(true, "", invoke("01", "2c", kMtAgain)))},
       three_parts(kMtAgain)},
      {"tcap-answer-unknown", answered(end(aare(kMt3), result("05"))), right},
      {"tcap-answer-twice",
       {a(kMt), b(go_on(false, aare(kMt3), result("01"))), b(end("", result("01")))},
       {a(kMt), b(go_on(false, aare(kMt3), "")), b(end("", result("01")))}},
      {"tcap-class",
       {a(begin("", invoke("01", "31", kAlert))), b(end("", result("01")))},
       {a(begin("", invoke("01", "31", kAlert)))}},
  };
}

std::vector<RuleCase> map_dialogue_cases() {
  const std::string lmsi = forward("810401020304", kOaSc, deliver());
  return {
      {"map-empty-begin", {a(begin("", ""))}, {a(begin(aarq(kMt3), ""))}},
      {"map-v1-context-name", {a(begin(aarq("1501"), invoke("01", "2e", kMo2Argument)))}, mo2(kMo2Argument)},
      {"map-dialogue-pdu",
       {a(begin(aarq(kMt3, information("a900")), ""))},
       {a(begin(aarq(kMt3, kImsiReference), ""))}},
      {"map-operation-context", {a(begin(aarq(kMt3), invoke("01", "2d", kMtArgument)))}, mt3(kMtArgument)},
      {"map-timeout", late(end(aare(kMt3), result("01")), std::chrono::seconds(601)),
       late(end(aare(kMt3), result("01")), std::chrono::seconds(600))},
      {"map-lmsi-reference", mt3(lmsi), mt3(lmsi, kImsiReference)},
  };
}

std::vector<RuleCase> map_parameter_cases() {
  const Dialogue mt = mt3(kMtArgument);
  const Dialogue v2 = mt2(kMtArgument, result("01"));
  const Dialogue mo = mo3(kMoArgument);
  const auto failure = [](const std::string& p) { return error("01", "20", p); };
  const auto mt_error = [](const std::string& e) { return answered(end(aare(kMt3), e)); };
  return {
      {"map-argument", mt3(tlv("30", kDaImsi + tlv("04", deliver()))), mt},
      {"map-unexpected-element", mt3(forward(kDaImsi, kOaSc, deliver(), "9e0100")), mt},
      {"map-result-operation", answered(end(aare(kMt3), result("01", "2e", "3000"))),
       answered(end(aare(kMt3), result("01", "2c", "3000")))},
      {"map-result-empty", mt2(kMtArgument, result("01", "2e", "3000")), v2},
      {"map-error-operation", mt_error(error("01", "01")), mt_error(error("01", "05"))},
      {"map-error-version", mt2(kMtArgument, error("01", "06", "3003020101")),
       mt2(kMtArgument, error("01", "1b"))},
      {"map-delivery-failure-bare", mt2(kMtArgument, failure("0a0100")),
       mt2(kMtArgument, failure("30030a0100"))},
      {"map-delivery-failure-sequence", v1(kMtArgument, failure("30030a0100")),
       v1(kMtArgument, failure("0a0100"))},
      {"map-mo-imsi", mo3(kMo2Argument), mo},
      {"map-mo-destination", mo3(forward(kDaImsi, kOaMsisdn, submit(), "0408" + kImsi)), mo},
      {"map-mo-origin", mo2(forward(kDaSc, kOaSc, submit())), mo2(kMo2Argument)},
      {"map-mt-destination", mt3(forward(kDaSc, kOaSc, deliver())), mt},
      {"map-mt-origin", mt3(forward(kDaImsi, kOaMsisdn, deliver())), mt},
      {"map-v1-more-messages", v1(forward(kDaImsi, kOaSc, deliver(), "0500"), result("01")),
       v1(kMtArgument, result("01"))},
      {"map-roaming-number", mt2(forward("8307915155100003f0", kOaSc, deliver()), result("01")),
       v1(forward("8307915155100003f0", kOaSc, deliver()), result("01"))},
      {"map-v1-no-address", v1(forward(kNoAddress, kOaSc, deliver()), result("01")),
       v1(kMtArgument, result("01"))},
      {"map-no-address-first", mt3(kMtAgain), mt},
      {"map-address-again", three_parts(kMtArgument), three_parts(kMtAgain)},
      {"map-more-messages-end", mt3(kMtMore), three_parts(kMtAgain)},
      {"map-more-messages-early", not_awaited(result("02"), true), three_parts(kMtAgain)},
      {"map-more-messages-early", not_awaited(result("02"), true), not_awaited(result("02"), false)},
      {"map-more-messages-early", not_awaited(result("02"), true), not_awaited(kRejected, false)},
      {"map-more-messages-tpdu", mt3(forward(kDaImsi, kOaSc, deliver("00"))), mt},
      {"map-more-messages-tpdu",
       {a(begin(aarq(kMt3), invoke("01", "2c", forward(kDaImsi, kOaSc, deliver("04"), "0500"))))},
       {a(begin(aarq(kMt3), invoke("01", "2c", kMtMore)))}},
      {"map-signal-info",
       {a(begin("", invoke("01", "2e", forward(kDaImsi, kOaSc, std::string(402, '0')))))},
       mt},
  };
}

std::vector<RuleCase> sms_cases() {
  const Dialogue right = mt3_tpdu(deliver());
  const auto validity = [](const std::string& period) {
    return mo3(forward(kDaSc, kOaMsisdn, submit("09", period), "0408" + kImsi));
  };
  return {
      {"sms-unreadable", mt3_tpdu("04"), right},
      {"sms-address", mt3_tpdu(deliver("04", "00", "02e834", "0b115155100001f0")), right},
      {"sms-time", mt3_tpdu(deliver("04", "00", "02e834", kTpOa, "42311000000000")), right},
      {"sms-validity", validity("07000000000000"), validity("01ff0000000000")},
      {"sms-coding", mt3_tpdu(deliver("04", "80")), right},
      {"sms-header", mt3_tpdu(deliver("44", "04", "0705000301020341")),
       mt3_tpdu(deliver("44", "04", "0705000301020241"))},
      {"sms-length", mt3_tpdu(deliver("04", "00", "05e834")), right},
      {"sms-text", mt3_tpdu(deliver("04", "00", "02e8f4")), right},
      {"sms-field", mt3_tpdu(deliver("07")), right},
  };
}

std::vector<RuleCase> all_cases() {
  std::vector<RuleCase> out;
  for (auto cases : {sccp_cases(), tcap_cases(), map_dialogue_cases(), map_parameter_cases(), sms_cases()}) {
    out.insert(out.end(), cases.begin(), cases.end());
  }
  return out;
}

class LintRules : public testing::TestWithParam<RuleCase> {};

TEST_P(LintRules, AreViolatedByWhatIsWrong) {
  EXPECT_THAT(lint(GetParam().wrong), Contains(testing::StartsWith(GetParam().rule + ": ")));
}

TEST_P(LintRules, AreNotViolatedByWhatIsRight) {
  EXPECT_THAT(lint(GetParam().right), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Rules, LintRules, testing::ValuesIn(all_cases()), [](const auto& test) {
  std::string name = std::to_string(test.index) + "_" + test.param.rule;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(Lint, AnEndIsRightAfterWhatVersion1DoesNotHave) {
  const auto found = lint(v1(forward(kDaImsi, kOaSc, deliver(), "0500"), result("01")));
  EXPECT_THAT(found, testing::Not(Contains(testing::StartsWith("map-more-messages-end: "))));
}

TEST(LintTable, EveryRuleHasATestAndIsNamedOnce) {
  std::vector<std::string> tested;
  for (const RuleCase& c : all_cases()) tested.push_back(c.rule);
  for (const LintRule& rule : lint_rules()) {
    EXPECT_THAT(tested, Contains(std::string(rule.name)));
    EXPECT_EQ(find_lint_rule(rule.name), &rule);
    EXPECT_FALSE(rule.clause.empty());
  }
  EXPECT_GE(lint_rules().size(), 40U);
}

TEST(LintTable, TheManualHasTheTable) {
  std::ifstream in(mapsim::test::source_dir() / "docs" / "lint.md");
  const std::string manual{std::istreambuf_iterator<char>(in), {}};
  EXPECT_THAT(manual, HasSubstr(lint_rules_table())) << "write docs/lint.md anew with 'mapsim lint --rules'";
}

TEST(Lint, NothingIsSaidOfADialogueWhoseBeginningIsNotThere) {
  EXPECT_THAT(lint({b(end("", result("01")))}), IsEmpty());
}

TEST(Lint, NothingIsRememberedOfDialoguesThatEnded) {
  MessageDecoder decoder(Depth::map);
  Linter linter(decoder.dialogues());
  for (const Sent& sent : mt3(kMtArgument)) {
    DecodedMessage decoded;
    const auto octets =
        from_hex(sent.by_initiator ? udt(kMsc, kSmsc, sent.tcap) : udt(kSmsc, kMsc, sent.tcap));
    decoder.sccp(*octets, {}, {}, decoded);
    EXPECT_THAT(linter.look_at(decoded, 1, {}), IsEmpty());
  }
  EXPECT_EQ(linter.open(), 0U);
}

TEST(Lint, SaysFrameDialogueRuleAndClause) {
  const Played played("a.pcapng",
                      kEndpoints +
                          "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n"
                          "    invoke: mt-ForwardSM\n    argument: {sm-RP-DA: {imsi: \"001010000000001\"}, "
                          "sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}, moreMessagesToSend: true, "
                          "sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", tp-mms: none, text: \"hi\"}}}\n"
                          "  - msc -> smsc: continue\n    result: mt-ForwardSM\n"
                          "  - smsc -> msc: abort\n    abort: user\n    reason: userSpecificReason\n");
  const Called called = call({"lint", played.file(), "--color", "never"});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_THAT(called.out,
              HasSubstr(", dialogue 1: map-more-messages-tpdu (TS 23.040 9.2.3.2): moreMessagesToSend, but"));
  EXPECT_EQ(call({"lint", played.file(), "--ignore", "map-more-messages-tpdu"}).exit, ExitCode::ok);
  const Called unknown = call({"lint", played.file(), "--ignore", "map-more-messages"});
  EXPECT_EQ(unknown.exit, ExitCode::usage);
  EXPECT_THAT(unknown.err, HasSubstr("did you mean 'map-"));
  std::filesystem::resize_file(played.file(), std::filesystem::file_size(played.file()) - 10);
  EXPECT_EQ(call({"lint", played.file()}).exit, ExitCode::usage);
}

}  // namespace
}  // namespace mapsim::cli::test
