// The dialogue portion's procedures (Q.774 3.2.1.2, 3.2.2.1, 3.2.3, figure A.5).
#include "tests/tcap/endpoints.h"

namespace mapsim::tcap::test {
namespace {

using State = TransactionState;

const char* const kProviderAbort =
    "6b1228100607001186050101"
    "01a0056403800101";

TEST(Dialogue, aarq_and_aare_open_it_and_nothing_more_is_said_of_it) {
  Pair p;
  p.send_begin(aarq());
  p.carry();
  ASSERT_EQ(p.b.messages.size(), 1U);
  const MessageIndication& begin = p.b.messages[0];
  EXPECT_EQ(begin.portion.apdu, DialogueApdu::request);
  EXPECT_EQ(begin.portion.application_context_name, oid("0.4.0.0.1.0.25.3"));
  p.at_b = begin.dialogue;
  p.must(p.b, Pair::make(Primitive::continue_, aare()));
  p.carry();
  ASSERT_EQ(p.a.messages.size(), 1U);
  EXPECT_EQ(p.a.messages[0].portion.apdu, DialogueApdu::response);
  EXPECT_EQ(p.a.messages[0].portion.result, AssociateResult::accepted);
  p.must(p.a, Pair::make(Primitive::continue_));
  p.carry();
  EXPECT_EQ(p.b.messages.back().portion.apdu, DialogueApdu::none);
}

TEST(Dialogue, it_may_be_accepted_in_the_end) {
  Pair p;
  p.begin(aarq());
  p.must(p.b, Pair::make(Primitive::end, aare()));
  p.carry();
  EXPECT_EQ(p.a.messages.at(0).primitive, Primitive::end);
  EXPECT_EQ(p.a.messages[0].portion.apdu, DialogueApdu::response);
}

TEST(Dialogue, user_information_goes_both_ways) {
  Pair p;
  const Octets info = hex("28090603290102a0020500");
  DialoguePortion request = aarq();
  request.user_information = info;
  p.send_begin(request);
  p.carry();
  EXPECT_EQ(to_hex(p.b.messages.at(0).portion.user_information), to_hex(info));
}

TEST(Dialogue, refused_by_the_user_is_a_u_abort_with_the_aare) {
  Pair p;
  p.begin(aarq());
  p.must(p.b, Pair::make(Primitive::u_abort,
                         aare(AssociateResult::reject_permanent, {DiagnosticSource::user, 2})));
  p.carry();
  ASSERT_EQ(p.a.messages.size(), 1U);
  EXPECT_EQ(p.a.messages[0].primitive, Primitive::u_abort);
  EXPECT_EQ(p.a.messages[0].portion.result, AssociateResult::reject_permanent);
  EXPECT_EQ(p.a.messages[0].portion.diagnostic, (AssociateDiagnostic{DiagnosticSource::user, 2}));
}

TEST(Dialogue, abrt_of_the_user_is_a_u_abort_and_of_the_provider_a_p_abort) {
  Pair user;
  user.activate(aarq());
  user.must(user.a, Pair::make(Primitive::u_abort, abrt()));
  user.carry();
  EXPECT_EQ(user.b.messages.at(0).primitive, Primitive::u_abort);
  EXPECT_EQ(user.b.messages[0].portion.apdu, DialogueApdu::abort);
  Pair provider;
  provider.activate(aarq());
  provider.must(provider.a, Pair::make(Primitive::u_abort, abrt(AbortSource::dialogue_service_provider)));
  provider.carry();
  EXPECT_EQ(provider.b.messages.at(0).primitive, Primitive::p_abort);
  EXPECT_EQ(provider.b.messages[0].p_abort_cause, PAbortCause::abnormal_dialogue);
}

TEST(Dialogue, an_abort_in_another_abstract_syntax_is_the_users) {
  Pair p;
  p.activate(aarq());
  DialoguePortion own;
  const Octets external = hex("28090603290102a0020500");
  own.user_information = external;
  p.must(p.a, Pair::make(Primitive::u_abort, own));
  p.carry();
  EXPECT_EQ(p.b.messages.at(0).primitive, Primitive::u_abort);
  EXPECT_EQ(to_hex(p.b.messages[0].portion.user_information), to_hex(external));
}

// Q.774 3.2.3
TEST(DialogueVersion, an_aarq_without_version1_is_answered_with_no_common_dialogue_portion) {
  Pair p;
  p.deliver(p.b, tlv("62", kOtid + dialogue_portion(tlv("60", std::string("80020640") + kAcn))));
  ASSERT_EQ(p.b.out.size(), 1U);
  EXPECT_TRUE(p.b.messages.empty());
  EXPECT_EQ(p.b.tcap.open(), 0U);
  EXPECT_EQ(to_hex(p.b.out[0].data.view()),
            tlv("67", "49040000a001" + dialogue_portion(tlv("61", std::string("80020780") + kAcn +
                                                                      "a203020101a305a203020102"))));
}

TEST(DialogueVersion, no_common_dialogue_portion_is_a_p_abort) {
  Pair p;
  p.begin(aarq());
  p.must(p.b, Pair::make(Primitive::u_abort,
                         aare(AssociateResult::reject_permanent, {DiagnosticSource::provider, 2})));
  p.carry();
  ASSERT_EQ(p.a.messages.size(), 1U);
  EXPECT_EQ(p.a.messages[0].primitive, Primitive::p_abort);
  EXPECT_EQ(p.a.messages[0].p_abort_cause, PAbortCause::no_common_dialogue_portion);
}

// Q.774 3.2.2.1
void begin_is_aborted(const std::string& portion) {
  SCOPED_TRACE(portion);
  Pair p;
  p.deliver(p.b, tlv("62", kOtid + portion + tlv("6c", "a106020101020130")));
  ASSERT_EQ(p.b.out.size(), 1U);
  EXPECT_EQ(to_hex(p.b.out[0].data.view()), tlv("67", std::string("49040000a001") + kProviderAbort));
  EXPECT_TRUE(p.b.messages.empty());
  EXPECT_EQ(p.b.diagnostics.size(), 1U);
  EXPECT_EQ(p.b.tcap.open(), 0U);
  ASSERT_EQ(p.b.sent_by_itself.size(), 1U);
  EXPECT_EQ(p.b.sent_by_itself[0].p_abort_cause, PAbortCause::abnormal_dialogue);
}

TEST(DialogueFault, a_begin_with_a_wrong_dialogue_portion_is_aborted_with_an_abrt) {
  begin_is_aborted("6b00");
  begin_is_aborted(tlv("6b", "3003020100"));
  begin_is_aborted(dialogue_portion("6403800100"));
  begin_is_aborted(dialogue_portion(tlv("61", std::string(kAcn) + "a203020100a305a103020100")));
  begin_is_aborted(tlv("6b", tlv("28", "060700118605010201" + tlv("a0", tlv("60", kAcn)))));
  begin_is_aborted(tlv("6b", tlv("28", "0603290102" + tlv("a0", "0500"))));
}

// Both sides lose the dialogue when a CONTINUE arrives at `a` with this portion.
void continue_is_abnormal(Pair& p, const std::string& portion) {
  SCOPED_TRACE(portion);
  const DialogueId id = p.at_a;
  const std::string ids = std::string(kOtid) + dtid(p.otid_a());
  p.a.clear();
  p.deliver(p.a, tlv("65", ids + portion + tlv("6c", "a106020101020130")));
  ASSERT_EQ(p.a.messages.size(), 1U);
  EXPECT_EQ(p.a.messages[0].primitive, Primitive::p_abort);
  EXPECT_EQ(p.a.messages[0].p_abort_cause, PAbortCause::abnormal_dialogue);
  EXPECT_TRUE(p.a.messages[0].components.empty());
  EXPECT_EQ(p.a.messages[0].dialogue, id);
  ASSERT_EQ(p.a.out.size(), 1U);
  EXPECT_EQ(to_hex(p.a.out[0].data.view()), tlv("67", std::string("49040000a001") + kProviderAbort));
  EXPECT_EQ(p.a.tcap.open(), 0U);
}

TEST(DialogueFault, the_first_backward_message_must_have_the_aare) {
  const std::string accepted = "a203020100a305a103020100";
  for (const std::string& portion :
       {std::string(), std::string("6b00"), dialogue_portion(tlv("60", kAcn)), dialogue_portion("6403800100"),
        dialogue_portion(tlv("61", std::string("80020640") + kAcn + accepted)),
        dialogue_portion(tlv("61", std::string(kAcn) + "a203020105a305a103020100"))}) {
    Pair p;
    p.begin(aarq());
    continue_is_abnormal(p, portion);
  }
}

TEST(DialogueFault, a_missing_aare_can_be_tolerated_by_configuration) {
  Config config;
  config.tolerate_missing_response = true;
  Pair p(config);
  p.begin(aarq());
  p.must(p.b, Pair::make(Primitive::continue_));
  p.carry();
  EXPECT_EQ(p.a.messages.at(0).primitive, Primitive::continue_);
}

TEST(DialogueFault, without_an_aarq_no_dialogue_portion_may_come_back) {
  Pair p;
  p.begin();
  continue_is_abnormal(p, dialogue_portion(tlv("61", std::string(kAcn) + "a203020100a305a103020100")));
}

TEST(DialogueFault, no_control_apdu_may_come_in_an_established_dialogue) {
  for (const std::string& portion :
       {dialogue_portion(tlv("61", std::string(kAcn) + "a203020100a305a103020100")),
        dialogue_portion(tlv("60", kAcn)), dialogue_portion("6403800101")}) {
    Pair p;
    p.activate(aarq());
    continue_is_abnormal(p, portion);
  }
}

TEST(DialogueFault, an_end_with_a_wrong_dialogue_portion_is_told_and_not_answered) {
  Pair p;
  p.begin(aarq());
  p.deliver(p.a, tlv("64", dtid(p.otid_a()) + tlv("6c", "a203020101")));
  ASSERT_EQ(p.a.messages.size(), 1U);
  EXPECT_EQ(p.a.messages[0].primitive, Primitive::p_abort);
  EXPECT_EQ(p.a.messages[0].p_abort_cause, PAbortCause::abnormal_dialogue);
  EXPECT_TRUE(p.a.out.empty());
}

TEST(DialogueFault, aborts_that_do_not_fit_the_dialogue_are_p_aborts) {
  const std::string refused = tlv("61", std::string(kAcn) + "a203020101a305a103020102");
  struct Row {
    bool context;
    bool active;
    std::string portion;
  };
  const Row rows[] = {
      {true, false, ""},                                 // an ABRT or AARE is missing
      {true, false, "6b00"},                             // damaged
      {true, false, dialogue_portion(tlv("60", kAcn))},  // AARQ
      {true, true, dialogue_portion(refused)},           // too late to refuse
      {false, false, dialogue_portion("6403800100")},    // no context, so no APDU
  };
  for (const Row& row : rows) {
    Pair p;
    const DialoguePortion portion = row.context ? aarq() : DialoguePortion{};
    if (row.active) {
      p.activate(portion);
    } else {
      p.begin(portion);
    }
    p.deliver(p.a, tlv("67", dtid(p.otid_a()) + row.portion));
    ASSERT_EQ(p.a.messages.size(), 1U) << row.portion;
    EXPECT_EQ(p.a.messages[0].primitive, Primitive::p_abort);
    EXPECT_EQ(p.a.messages[0].p_abort_cause, PAbortCause::abnormal_dialogue);
    EXPECT_TRUE(p.a.out.empty());
  }
}

TEST(DialogueFault, unidirectional_messages_with_a_wrong_portion_are_discarded) {
  const std::string components = tlv("6c", "a106020101020130");
  const auto audt = [&](const std::string& apdu) {
    return tlv("61", tlv("6b", tlv("28", "060700118605010201" + tlv("a0", apdu))) + components);
  };
  Pair p;
  p.deliver(p.b, audt(tlv("60", kAcn)));
  EXPECT_EQ(p.b.messages.size(), 1U);
  EXPECT_EQ(p.b.messages.at(0).portion.apdu, DialogueApdu::uni);
  p.b.clear();
  p.deliver(p.b, audt(tlv("60", std::string("80020640") + kAcn)));
  p.deliver(p.b, audt("6403800100"));
  p.deliver(p.b, tlv("61", dialogue_portion(tlv("60", kAcn)) + components));
  EXPECT_TRUE(p.b.messages.empty());
  EXPECT_TRUE(p.b.out.empty());
  EXPECT_EQ(p.b.diagnostics.size(), 3U);
}

}  // namespace
}  // namespace mapsim::tcap::test
