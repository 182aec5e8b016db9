// What cannot be understood, and what Q.772 calls it.
#include "tests/tcap/octets.h"

namespace mapsim::tcap::test {
namespace {

using enum PAbortCause;

void expect_fault(const std::string& digits, PAbortCause cause, bool otid_derivable) {
  SCOPED_TRACE(digits);
  const Octets octets = hex(digits);
  const Reading reading = read(octets);
  ASSERT_TRUE(reading.transaction_fault);
  EXPECT_EQ(reading.transaction_fault->cause, cause);
  EXPECT_EQ(reading.message.otid.has_value(), otid_derivable);
  EXPECT_TRUE(reading.message.components.empty());
  const auto refused = decode(octets);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().layer, "tcap");
  ASSERT_TRUE(refused.error().offset);
  EXPECT_LE(*refused.error().offset, octets.size());
}

TEST(TransactionPortion, an_unknown_message_type_is_unrecognized) {
  for (const char* tag : {"63", "66", "68", "6a", "7f20"})
    expect_fault(tlv(tag, kOtid), unrecognized_message_type, true);
  expect_fault("3003020100", unrecognized_message_type, false);
  expect_fault(tlv("42", kOtid), unrecognized_message_type, false);
}

TEST(TransactionPortion, lengths_that_do_not_fit_are_badly_formatted) {
  expect_fault(std::string("6219") + kOtid + "6c11a10f02010102", badly_formatted_transaction_portion, true);
  expect_fault(tlv("62", kOtid) + "00", badly_formatted_transaction_portion, true);
  expect_fault(tlv("62", std::string(kOtid) + "6c05"), badly_formatted_transaction_portion, true);
  expect_fault(tlv("62", "480101010203"), badly_formatted_transaction_portion, true);
  for (const char* nothing : {"", "62", "6282"})
    expect_fault(nothing, badly_formatted_transaction_portion, false);
}

TEST(TransactionPortion, the_wrong_form_of_an_element_is_badly_formatted) {
  expect_fault(tlv("62", tlv("68", "040400001001")), badly_formatted_transaction_portion, false);
  expect_fault(tlv("62", std::string(kOtid) + "4b00"), badly_formatted_transaction_portion, true);
  expect_fault(tlv("62", std::string(kOtid) + "4c020500"), badly_formatted_transaction_portion, true);
  expect_fault(tlv("67", std::string(kDtid) + "6a03020100"), badly_formatted_transaction_portion, false);
}

TEST(TransactionPortion, ids_that_do_not_belong_to_the_message_type_are_incorrect) {
  expect_fault(tlv("62", kDtid), incorrect_transaction_portion, false);
  expect_fault(tlv("65", kOtid), incorrect_transaction_portion, true);
  expect_fault(tlv("65", std::string(kDtid) + kOtid), incorrect_transaction_portion, true);
  expect_fault(tlv("64", kOtid), incorrect_transaction_portion, true);
  expect_fault("6200", incorrect_transaction_portion, false);
  expect_fault(tlv("62", "4800"), incorrect_transaction_portion, false);
  expect_fault(tlv("62", "48050102030405"), incorrect_transaction_portion, false);
}

TEST(TransactionPortion, what_a_message_type_does_not_have_is_incorrect) {
  expect_fault(tlv("62", std::string(kOtid) + "040100"), incorrect_transaction_portion, true);
  expect_fault(tlv("62", std::string(kOtid) + kOtid), incorrect_transaction_portion, true);
  expect_fault(tlv("62", std::string(kOtid) + "4a0100"), incorrect_transaction_portion, true);
  expect_fault(tlv("67", std::string(kDtid) + "6c05a203020101"), incorrect_transaction_portion, false);
  expect_fault(tlv("67", std::string(kDtid) + "4a0100" + dialogue_portion("6403800100")),
               incorrect_transaction_portion, false);
  expect_fault(tlv("62", kOtid + tlv("6c", "a106020101020130") + dialogue_portion(tlv("60", kAcn))),
               incorrect_transaction_portion, true);
  expect_fault(tlv("62", std::string(kOtid) + "6c00"), incorrect_transaction_portion, true);
  expect_fault("6100", incorrect_transaction_portion, false);
}

TEST(TransactionPortion, deep_nesting_is_refused_without_recursion) {
  Octets octets;
  for (int i = 0; i < 5000; ++i) octets.insert(octets.end(), {0x62, 0x80});
  octets.resize(20000, 0);
  const Reading reading = read(octets);
  ASSERT_TRUE(reading.transaction_fault);
  EXPECT_EQ(reading.transaction_fault->cause, badly_formatted_transaction_portion);
}

void expect_dialogue_fault(const std::string& portion) {
  SCOPED_TRACE(portion);
  const Octets octets = hex(tlv("62", kOtid + portion + tlv("6c", "a106020101020130")));
  const Reading reading = read(octets);
  EXPECT_FALSE(reading.transaction_fault);
  ASSERT_TRUE(reading.dialogue_fault);
  EXPECT_EQ(reading.dialogue_fault->layer, "tcap");
  EXPECT_FALSE(reading.dialogue_fault->text.empty());
  EXPECT_TRUE(reading.message.components.empty());
  EXPECT_FALSE(reading.message.dialogue);
}

TEST(DialoguePortionCodec, what_is_no_external_with_an_apdu_is_incorrect) {
  expect_dialogue_fault("6b00");
  expect_dialogue_fault(tlv("6b", "3003020100"));
  expect_dialogue_fault(tlv("6b", "2800"));
  expect_dialogue_fault(tlv("6b", tlv("28", tlv("a0", tlv("60", kAcn)))));  // no abstract syntax
  expect_dialogue_fault(tlv("6b", tlv("28", "060700118605010101")));
  expect_dialogue_fault(tlv("6b", tlv("28", "060700118605010101" + tlv("82", "00600b"))));  // arbitrary
  expect_dialogue_fault(dialogue_portion(""));
  expect_dialogue_fault(dialogue_portion("6200"));
  expect_dialogue_fault(
      tlv("6b", tlv("28", "060700118605010201" + tlv("a0", "6403800100"))));  // ABRT in unidialogue-as
}

TEST(DialoguePortionCodec, every_damage_of_an_apdu_is_incorrect) {
  const std::string acn = kAcn;
  for (const std::string& apdu : std::vector<std::string>{
           std::string("6000"),
           tlv("60", "80020780"),
           tlv("60", acn + acn),
           tlv("60", "8000" + acn),
           tlv("60", "80020880" + acn),
           tlv("60", "800107" + acn),
           tlv("60", "8009000000000000000000" + acn),
           tlv("60", "a1020600"),
           tlv("60", "a10706032a03040500"),
           tlv("60", acn + "be020500"),
           tlv("61", acn),
           tlv("61", acn + "a203020100"),
           tlv("61", acn + "a203020102a305a103020100"),
           tlv("61", acn + "a203020100a305a303020100"),
           tlv("61", acn + "a200a305a103020100"),
           tlv("61", acn + "a203020100a302a100"),
           std::string("6400"),
           std::string("6403800102"),
           std::string("640380010505"),
       }) {
    expect_dialogue_fault(dialogue_portion(apdu));
  }
}

struct Malformed {
  const char* component;
  GeneralProblem problem;
  std::optional<ComponentType> type;
  std::optional<InvokeId> invoke_id;
};

void expect_component_fault(const Malformed& row) {
  SCOPED_TRACE(row.component);
  const std::string before = "a203020101";
  const Octets octets = hex(tlv("65", std::string(kOtid) + kDtid + tlv("6c", before + row.component)));
  const Reading reading = read(octets);
  EXPECT_FALSE(reading.transaction_fault);
  ASSERT_TRUE(reading.component_fault);
  EXPECT_EQ(reading.component_fault->problem, row.problem);
  EXPECT_EQ(reading.component_fault->type, row.type);
  EXPECT_EQ(reading.component_fault->invoke_id, row.invoke_id);
  EXPECT_EQ(reading.message.components.size(), 1U) << "the one before stands";
  EXPECT_GE(reading.component_fault->error.offset.value_or(0), 17U);
}

TEST(ComponentPortion, an_unknown_component_type_is_unrecognized) {
  using enum GeneralProblem;
  for (const char* component : {"a506020101020130", "a603020101", "3003020101", "810101", "0500"}) {
    expect_component_fault({component, unrecognized_component, {}, {}});
  }
}

TEST(ComponentPortion, missing_or_wrong_elements_are_mistyped) {
  using enum GeneralProblem;
  using enum ComponentType;
  const Malformed rows[] = {
      {"a103020107", mistyped_component, invoke, InvokeId{7}},
      {"a303020107", mistyped_component, return_error, InvokeId{7}},
      {"a10c02010702013a040101040102", mistyped_component, invoke, InvokeId{7}},
      {"a10a0201078002012c02013a", mistyped_component, invoke, InvokeId{7}},
      {"a20602010702013a", mistyped_component, return_result_last, InvokeId{7}},
      {"a70d020107300802013a0500040101", mistyped_component, return_result_not_last, InvokeId{7}},
      {"a2050201073000", mistyped_component, return_result_last, InvokeId{7}},
      {"a10306012a", mistyped_component, invoke, {}},
      {"a100", mistyped_component, invoke, {}},
      {"a1070202012c02013a", mistyped_component, invoke, {}},
      {"a403020107", mistyped_component, reject, InvokeId{7}},
      {"a406020107850100", mistyped_component, reject, InvokeId{7}},
      {"a406050100810100", mistyped_component, reject, {}},
      {"a403800100", mistyped_component, reject, {}},
  };
  for (const Malformed& row : rows) expect_component_fault(row);
}

TEST(ComponentPortion, what_is_not_ber_is_badly_structured) {
  using enum GeneralProblem;
  using enum ComponentType;
  const Malformed rows[] = {
      {"a10602010702053a", badly_structured_component, invoke, InvokeId{7}},
      {"a208020107300302053a", badly_structured_component, return_result_last, InvokeId{7}},
      {"a10f02010702013a", badly_structured_component, invoke, InvokeId{7}},
      {"a109020107a0010502013a", badly_structured_component, invoke, InvokeId{7}},
      {"a408020107a003020101", badly_structured_component, reject, InvokeId{7}},
      {"a1", badly_structured_component, invoke, {}},
  };
  for (const Malformed& row : rows) expect_component_fault(row);
}

TEST(ComponentPortion, components_after_a_malformed_one_are_discarded) {
  const Octets octets = hex(tlv("62", kOtid + tlv("6c", "a106020101020130a103020102a106020103020130")));
  const Reading reading = read(octets);
  ASSERT_TRUE(reading.component_fault);
  EXPECT_EQ(reading.component_fault->invoke_id, InvokeId{2});
  ASSERT_EQ(reading.message.components.size(), 1U);
  EXPECT_EQ(reading.message.components[0].invoke_id, InvokeId{1});
}

TEST(ComponentPortion, the_inside_of_a_parameter_is_the_tc_users_to_judge) {
  EXPECT_TRUE(decode(hex(tlv("62", kOtid + tlv("6c", "a10b02010102013a300302053a")))).has_value());
}

}  // namespace
}  // namespace mapsim::tcap::test
