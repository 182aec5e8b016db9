#include "scenarios/engine/message_tree.h"

#include <gtest/gtest.h>

#include "scenarios/engine/template_reader.h"
#include "scenarios/engine/tpdu_tree.h"
#include "sigtran/map/errors.h"

namespace mapsim::scenario {
namespace {

constexpr map::ApplicationContext kMtV3{25, 3}, kMtV2{25, 2}, kMoV3{21, 3}, kV1{21, 1};

Value from_yaml(std::string_view text) {
  Mistakes mistakes;
  static const Value kNone{Value::Map{}};
  const YamlDocument document = parse_yaml(text);
  auto value = evaluate(read_template(document.root, mistakes), Variables(&kNone));
  EXPECT_TRUE(document.errors.empty() && mistakes.empty() && value) << text;
  return value.value_or(Value());
}

const map::Operation* operation(std::string_view name, map::ApplicationContext context) {
  const auto* found = find_operation(Value(name), context);
  EXPECT_NE(found, nullptr) << name;
  return found;
}

// What `value` becomes on its way through octets.
std::string argument_round_trip(std::string_view name, map::ApplicationContext context,
                                std::string_view value) {
  const Value written = from_yaml(value);
  const auto octets = encode_argument(operation(name, context), &written);
  if (!octets) return "error: " + octets.error().message();
  const Value tree = argument_tree(operation(name, context), *octets);
  const auto again = encode_argument(operation(name, context), &tree);
  EXPECT_TRUE(again && *again == *octets) << (again ? to_hex(*again) : again.error().message()) << "\n"
                                          << to_hex(*octets);
  return tree.to_text();
}

TEST(MessageTree, FindsAnOperationByNameContextAndVersion) {
  EXPECT_EQ(operation("forwardSM", kMtV2)->code, 46);
  EXPECT_EQ(operation("forwardSM", kV1)->code, 46);
  EXPECT_EQ(operation("mo-ForwardSM", kMoV3)->code, 46);
  EXPECT_EQ(operation("mt-ForwardSM", kMtV3)->code, 44);
  EXPECT_EQ(find_operation(Value("mt-ForwardSM"), kMtV2), nullptr);
  EXPECT_EQ(find_operation(Value(44), kMtV3), operation("mt-ForwardSM", kMtV3));
  EXPECT_EQ(operation_name(46, kMoV3), Value("mo-ForwardSM"));
  EXPECT_EQ(operation_name(46, kMtV2), Value("forwardSM"));
  EXPECT_EQ(operation_name(99, kMtV2), Value(99));
}

TEST(MessageTree, SaysWhichOperationsAContextHas) {
  EXPECT_EQ(named_operation(Value("mt-ForwardSM"), kMtV2).error().text,
            "mt-ForwardSM is no operation of shortMsgMT-Relay-v2; allowed there: forwardSM");
  EXPECT_EQ(
      named_operation(Value("mt-FowardSM"), kMtV3).error().text,
      "the operation 'mt-FowardSM' is not known here; did you mean 'mt-ForwardSM'? Allowed: mt-ForwardSM");
  EXPECT_EQ(*named_operation(Value(99), kMtV3), nullptr);
  EXPECT_FALSE(named_operation(Value(std::int64_t{1} << 40U), kMtV3));
  EXPECT_FALSE(named_operation(Value(true), kMtV3));
}

TEST(MessageTree, KnowsErrorsByVersion) {
  EXPECT_EQ(*error_code(Value("absentSubscriberSM"), kMtV3), 6);
  EXPECT_EQ(*error_code(Value("absentSubscriber"), kMtV2), 27);
  const auto wrong = error_code(Value("absentSubscriberSM"), kMtV2);
  ASSERT_FALSE(wrong);
  EXPECT_TRUE(
      wrong.error().text.starts_with("absentSubscriberSM is no error of MAP version 2; by its number it can "
                                     "be sent nevertheless (error: 6)"))
      << wrong.error().text;
  EXPECT_EQ(*error_code(Value(6), kMtV2), 6);
  EXPECT_NE(error_code(Value("systemFailur"), kMtV2).error().text.find("did you mean 'systemFailure'?"),
            std::string::npos);
  EXPECT_EQ(error_name(34, kMtV3), Value("systemFailure"));
  EXPECT_EQ(error_name(6, kMtV2), Value(6));
  EXPECT_EQ(error_name(200, kMtV3), Value(200));
}

TEST(MessageTree, KnowsProblemsByKind) {
  using tcap::Problem;
  using tcap::ProblemType;
  EXPECT_EQ(*reject_problem(Value("unrecognizedComponent"), nullptr), (Problem{ProblemType::general, 0}));
  EXPECT_EQ(*reject_problem(Value("mistypedParameter"), nullptr), (Problem{ProblemType::invoke, 2}));
  const Value of_result("returnResultProblem");
  EXPECT_EQ(*reject_problem(Value("mistypedParameter"), &of_result),
            (Problem{ProblemType::return_result, 2}));
  EXPECT_EQ(*reject_problem(Value(77), &of_result), (Problem{ProblemType::return_result, 77}));
  EXPECT_FALSE(reject_problem(Value(77), nullptr));
  EXPECT_EQ(reject_problem(Value("unrecognizedError"), &of_result).error().text,
            "unrecognizedError is no returnResultProblem");
  EXPECT_NE(reject_problem(Value("mistypedParameters"), nullptr)
                .error()
                .text.find("did you mean 'mistypedParameter'?"),
            std::string::npos);
}

TEST(MessageTree, HoldsTheShortMessageInsideOfAnArgument) {
  const std::string mt = argument_round_trip(
      "mt-ForwardSM", kMtV3,
      "{sm-RP-DA: {imsi: \"001010000000001\"}, sm-RP-OA: {serviceCentreAddressOA: "
      "\"+15550100001\"}, sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: hello}}}");
  EXPECT_NE(mt.find("sm-RP-UI: {sms-deliver: {"), std::string::npos) << mt;
  EXPECT_NE(mt.find("text: \"hello\""), std::string::npos) << mt;
  const std::string mo =
      argument_round_trip("mo-ForwardSM", kMoV3,
                          "{sm-RP-DA: {serviceCentreAddressDA: \"+15550100001\"}, sm-RP-OA: {msisdn: "
                          "\"+15550100100\"}, sm-RP-UI: {sms-submit: {tp-da: \"+15550100101\", text: hi}}}");
  EXPECT_NE(mo.find("sm-RP-UI: {sms-submit: {"), std::string::npos) << mo;
}

TEST(MessageTree, TellsTheDirectionOfVersion1ByItsAddresses) {
  EXPECT_NE(
      argument_round_trip(
          "forwardSM", kV1,
          "{sm-RP-DA: {imsi: \"001010000000001\"}, sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}, "
          "sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: a}}}")
          .find("sms-deliver"),
      std::string::npos);
  EXPECT_NE(
      argument_round_trip(
          "forwardSM", kV1,
          "{sm-RP-DA: {serviceCentreAddressDA: \"+15550100001\"}, sm-RP-OA: {msisdn: \"+15550100100\"}, "
          "sm-RP-UI: {sms-submit: {tp-da: \"+15550100101\", text: a}}}")
          .find("sms-submit"),
      std::string::npos);
}

TEST(MessageTree, KeepsATpduThatCannotBeDecodedWithTheReason) {
  const std::string told = argument_round_trip(
      "mt-ForwardSM", kMtV3, "{sm-RP-DA: noSM-RP-DA, sm-RP-OA: noSM-RP-OA, sm-RP-UI: {hex: 0405}}");
  EXPECT_NE(told.find("sm-RP-UI: {hex: \"0405\", undecoded: \"sms, "), std::string::npos) << told;
}

TEST(MessageTree, KeepsAnArgumentThatCannotBeDecodedWithTheReason) {
  const Octets octets = {0x30, 0x02, 0x05};
  const Value tree = argument_tree(operation("mt-ForwardSM", kMtV3), octets);
  EXPECT_EQ(*tree.find("hex"), Value("300205"));
  ASSERT_NE(tree.find("undecoded"), nullptr);
  const auto again = encode_argument(operation("mt-ForwardSM", kMtV3), &tree);
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_EQ(*again, octets);
}

TEST(MessageTree, AnUnknownOperationHasOctetsOnly) {
  const Value octets = from_yaml("{hex: 0500}");
  EXPECT_EQ(*encode_argument(nullptr, &octets), (Octets{5, 0}));
  EXPECT_EQ(argument_tree(nullptr, Octets{5, 0}), Value(Octets{5, 0}));
  const Value other = from_yaml("{imsi: \"001\"}");
  EXPECT_FALSE(encode_argument(nullptr, &other));
  EXPECT_TRUE(encode_result(nullptr, nullptr)->empty());
  EXPECT_EQ(*encode_error(200, kMtV3, &octets), (Octets{5, 0}));
  EXPECT_EQ(error_tree(200, nullptr, kMtV3, Octets{5, 0}), Value(Octets{5, 0}));
}

TEST(MessageTree, TellsWhatIsWrongAtItsPlace) {
  const Value value = from_yaml(
      "sm-RP-DA: noSM-RP-DA\nsm-RP-OA: noSM-RP-OA\nsm-RP-UI:\n  sms-deliver:\n    tp-oa: \"+15550100100\"\n  "
      "  txt: x\n");
  const auto octets = encode_argument(operation("mt-ForwardSM", kMtV3), &value);
  ASSERT_FALSE(octets);
  EXPECT_EQ(octets.error().mark, (Mark{6, 5}));
  EXPECT_NE(octets.error().text.find("did you mean 'text'?"), std::string::npos) << octets.error().text;
  EXPECT_TRUE(octets.error().field.starts_with("sm-RP-UI.sms-deliver")) << octets.error().field;
}

TEST(MessageTree, ReportsInResultsTravelAgainstTheMessage) {
  const Value mt = from_yaml("{sm-RP-UI: {sms-deliver-report: {tp-pid: 0}}}");
  const auto in_mt = encode_result(operation("mt-ForwardSM", kMtV3), &mt);
  ASSERT_TRUE(in_mt) << in_mt.error().message();
  EXPECT_NE(
      result_tree(operation("mt-ForwardSM", kMtV3), *in_mt).find_path("sm-RP-UI.sms-deliver-report.tp-pid"),
      nullptr);
  const Value mo = from_yaml("{sm-RP-UI: {sms-submit-report: {tp-scts: \"2024-05-06 07:08:09 +00:00\"}}}");
  const auto in_mo = encode_result(operation("mo-ForwardSM", kMoV3), &mo);
  ASSERT_TRUE(in_mo) << in_mo.error().message();
  EXPECT_NE(
      result_tree(operation("mo-ForwardSM", kMoV3), *in_mo).find_path("sm-RP-UI.sms-submit-report.tp-scts"),
      nullptr);
}

TEST(MessageTree, AFailureCauseStandsInsideOfSmDeliveryFailure) {
  const Value value = from_yaml(
      "{sm-EnumeratedDeliveryFailureCause: memoryCapacityExceeded, diagnosticInfo: {sms-deliver-report: "
      "{tp-fcs: 0xD3}}}");
  for (const auto context : {kMtV3, kMtV2}) {
    const auto octets = encode_error(32, context, &value);
    ASSERT_TRUE(octets) << octets.error().message();
    const Value tree = error_tree(32, nullptr, context, *octets);
    ASSERT_NE(tree.find_path("diagnosticInfo.sms-deliver-report.tp-fcs"), nullptr) << tree.to_text();
    EXPECT_EQ(*tree.find("sm-EnumeratedDeliveryFailureCause"), Value("memoryCapacityExceeded"));
    const auto again = encode_error(32, context, &tree);
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *octets);
  }
}

TEST(MessageTree, SplitsALongTextAndSendsThePartAskedFor) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "0123456789";
  Value tpdu = from_yaml("{sms-deliver: {tp-oa: \"+15550100100\"}}");
  tpdu.if_map()->front().value.add("text", text);
  std::string joined;
  for (int part = 1; part <= 3; ++part) {
    Value written = tpdu;
    written.add("part", part);
    written.add("reference", 0x2A);
    const auto octets = encode_tpdu(written);
    ASSERT_TRUE(octets) << octets.error().message();
    const Value tree = tpdu_tree(*octets, sms::Direction::mt, sms::ReportForm::by_octets);
    joined += *tree.find_path("sms-deliver.text")->if_string();
  }
  EXPECT_EQ(joined, text);
  Value written = tpdu;
  written.add("part", 4);
  EXPECT_EQ(encode_tpdu(written).error().text, "the text makes 3 messages; there is no part 4");
  Value alone = tpdu;
  alone.add("reference", 1);
  EXPECT_FALSE(encode_tpdu(alone));
  EXPECT_FALSE(encode_tpdu(tpdu));  // it does not fit into one
}

TEST(MessageTree, ReferencesAreAddressStrings) {
  const Value imsi = from_yaml("{imsi: \"001010000000001\"}");
  const auto octets = encode_reference(imsi);
  ASSERT_TRUE(octets);
  EXPECT_EQ(to_hex(*octets), "9600010100000000f1");  // international, E.212
  EXPECT_EQ(reference_tree(*octets), imsi);
  const Value number("+15550100001");
  EXPECT_EQ(to_hex(*encode_reference(number)), "915155100000f1");
  EXPECT_EQ(reference_tree(*encode_reference(number)), number);
  EXPECT_FALSE(encode_reference(Value("5550100001")));
}

TEST(MessageTree, EveryTruncationOfAParameterHasATree) {
  const Value value = from_yaml(
      "{sm-RP-DA: {imsi: \"001010000000001\"}, sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}, "
      "sm-RP-UI: {sms-deliver: "
      "{tp-oa: \"+15550100100\", text: hello}}, moreMessagesToSend: true}");
  const auto octets = encode_argument(operation("mt-ForwardSM", kMtV3), &value);
  ASSERT_TRUE(octets);
  for (std::size_t size = 0; size < octets->size(); ++size) {
    const Value tree = argument_tree(operation("mt-ForwardSM", kMtV3), OctetView(*octets).first(size));
    EXPECT_NE(tree.find("undecoded"), nullptr) << size;
  }
}

}  // namespace
}  // namespace mapsim::scenario
