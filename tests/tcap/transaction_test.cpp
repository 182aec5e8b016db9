// The transaction sub-layer (Q.774 3.3), in the manner of Q.787's TSL tests.
#include "tests/tcap/endpoints.h"

namespace mapsim::tcap::test {
namespace {

using State = TransactionState;

std::string sent(const Endpoint& e, std::size_t i = 0) {
  return to_hex(e.out.at(i).data.view());
}

TEST(Transaction, unidirectional_message_leaves_no_transaction) {
  Pair p;
  Request r = Pair::make(Primitive::uni, {}, {invoke(5, OperationClass::class4)});
  r.called = address("200");
  r.calling = address("100");
  p.must(p.a, r);
  EXPECT_EQ(sent(p.a), "610a6c08a10602010502012c");
  p.carry();
  ASSERT_EQ(p.b.messages.size(), 1U);
  EXPECT_EQ(p.b.messages[0].primitive, Primitive::uni);
  EXPECT_EQ(p.b.messages[0].components.at(0).invoke_id, InvokeId{5});
  EXPECT_EQ(p.a.tcap.open() + p.b.tcap.open(), 0U);
}

TEST(Transaction, begin_then_end_by_the_peer) {
  Pair p;
  p.begin();
  EXPECT_EQ(p.a.tcap.state(p.at_a), State::initiation_sent);
  EXPECT_EQ(p.b.tcap.state(p.at_b), State::initiation_received);
  p.must(p.b, Pair::make(Primitive::end));
  EXPECT_EQ(sent(p.b), tlv("64", dtid(p.otid_a())));
  EXPECT_FALSE(p.b.tcap.state(p.at_b));
  p.carry();
  ASSERT_EQ(p.a.messages.size(), 1U);
  EXPECT_EQ(p.a.messages[0].primitive, Primitive::end);
  EXPECT_TRUE(p.a.messages[0].dialogue_ended);
  EXPECT_EQ(p.a.messages[0].dialogue, p.at_a);
  ASSERT_NE(p.a.tcap.user(p.at_a), nullptr) << "until the next input";
  EXPECT_EQ(*p.a.tcap.user(p.at_a), 7U);
  EXPECT_EQ(p.a.tcap.open(), 0U);
  p.a.tcap.on_time(p.now);
  EXPECT_EQ(p.a.tcap.user(p.at_a), nullptr);
}

TEST(Transaction, continue_makes_both_sides_active_and_either_may_end) {
  for (const bool a_ends : {true, false}) {
    Pair p;
    p.activate();
    EXPECT_EQ(p.a.tcap.state(p.at_a), State::active);
    EXPECT_EQ(p.b.tcap.state(p.at_b), State::active);
    p.must(a_ends ? p.a : p.b, Pair::make(Primitive::end));
    p.carry();
    EXPECT_EQ((a_ends ? p.b : p.a).messages.at(0).primitive, Primitive::end);
    EXPECT_EQ(p.a.tcap.open() + p.b.tcap.open(), 0U);
  }
}

TEST(Transaction, messages_have_the_ids_that_the_peer_expects) {
  Pair p;
  p.begin();
  p.must(p.b, Pair::make(Primitive::continue_));
  EXPECT_EQ(sent(p.b), tlv("65", otid(p.otid_b()) + dtid(p.otid_a())));
  p.carry();
  p.must(p.a, Pair::make(Primitive::continue_));
  EXPECT_EQ(sent(p.a), tlv("65", otid(p.otid_a()) + dtid(p.otid_b())));
}

TEST(Transaction, a_prearranged_end_sends_nothing_in_any_state) {
  Request end = Pair::make(Primitive::end);
  end.prearranged = true;
  Pair begun;
  begun.begin();
  begun.must(begun.a, end);
  begun.must(begun.b, end);
  EXPECT_TRUE(begun.a.out.empty() && begun.b.out.empty());
  EXPECT_EQ(begun.a.tcap.open() + begun.b.tcap.open(), 0U);
  Pair active;
  active.activate();
  active.must(active.a, end);
  EXPECT_TRUE(active.a.out.empty());
  EXPECT_EQ(active.a.tcap.open(), 0U);
}

TEST(Transaction, abort_by_the_user_before_the_peer_answered_is_local) {
  Pair p;
  p.begin();
  p.must(p.a, Pair::make(Primitive::u_abort));
  EXPECT_TRUE(p.a.out.empty());
  EXPECT_EQ(p.a.tcap.open(), 0U);
}

TEST(Transaction, abort_by_the_user_from_initiation_received_and_active) {
  Pair p;
  p.begin();
  p.must(p.b, Pair::make(Primitive::u_abort));
  EXPECT_EQ(sent(p.b), tlv("67", dtid(p.otid_a())));
  p.carry();
  EXPECT_EQ(p.a.messages.at(0).primitive, Primitive::u_abort);
  EXPECT_TRUE(p.a.messages[0].dialogue_ended);
  Pair active;
  active.activate();
  active.must(active.a, Pair::make(Primitive::u_abort));
  active.carry();
  EXPECT_EQ(active.b.messages.at(0).primitive, Primitive::u_abort);
}

TEST(Transaction, abort_by_the_provider_is_told_with_its_cause) {
  for (const int cause : {0, 1, 2, 3, 4, 126}) {
    Pair p;
    p.activate();
    Request r = Pair::make(Primitive::p_abort);
    r.p_abort_cause = static_cast<PAbortCause>(cause);
    p.must(p.b, r);
    p.carry();
    ASSERT_EQ(p.a.messages.size(), 1U);
    EXPECT_EQ(p.a.messages[0].primitive, Primitive::p_abort);
    EXPECT_EQ(p.a.messages[0].p_abort_cause, r.p_abort_cause);
    EXPECT_TRUE(p.a.messages[0].dialogue_ended);
  }
}

// Each state and what it refuses.
TEST(Transaction, requests_that_a_state_does_not_take_are_refused_and_change_nothing) {
  Pair p;
  EXPECT_FALSE(p.request(p.a, Pair::make(Primitive::continue_)).has_value()) << "no dialogue";
  p.at_a = p.a.tcap.new_dialogue(1);
  EXPECT_FALSE(p.request(p.a, Pair::make(Primitive::continue_)).has_value());
  EXPECT_FALSE(p.request(p.a, Pair::make(Primitive::end)).has_value());
  EXPECT_FALSE(p.request(p.a, Pair::make(Primitive::begin)).has_value()) << "no addresses";
  EXPECT_EQ(p.a.tcap.state(p.at_a), State::idle);
  p.begin();
  EXPECT_FALSE(p.request(p.a, Pair::make(Primitive::begin)).has_value());
  EXPECT_FALSE(p.request(p.a, Pair::make(Primitive::continue_)).has_value());
  EXPECT_FALSE(p.request(p.a, Pair::make(Primitive::end)).has_value());
  EXPECT_FALSE(p.request(p.b, Pair::make(Primitive::begin)).has_value());
  EXPECT_FALSE(p.request(p.b, Pair::make(Primitive::p_abort)).has_value()) << "no cause";
  EXPECT_FALSE(p.request(p.b, Pair::make(Primitive::u_abort, {}, {invoke(1)})).has_value());
  Request local_cause = Pair::make(Primitive::p_abort);
  local_cause.p_abort_cause = PAbortCause::abnormal_dialogue;
  EXPECT_FALSE(p.request(p.b, local_cause).has_value());
  EXPECT_EQ(p.a.tcap.state(p.at_a), State::initiation_sent);
  EXPECT_EQ(p.b.tcap.state(p.at_b), State::initiation_received);
  EXPECT_TRUE(p.a.out.empty() && p.b.out.empty());
}

TEST(Transaction, the_address_of_the_first_backward_message_holds_for_the_rest) {
  Pair p;
  p.begin();
  Request r = Pair::make(Primitive::continue_);
  r.calling = address("299");
  p.must(p.b, r);
  p.carry();
  p.must(p.a, Pair::make(Primitive::continue_));
  EXPECT_EQ(p.a.out.at(0).called, address("299"));
  EXPECT_EQ(p.a.out.at(0).calling, address("100"));
  p.carry();
  p.must(p.b, Pair::make(Primitive::end));
  EXPECT_EQ(p.b.out.at(0).calling, address("299"));
}

TEST(Transaction, quality_of_service_and_tag_go_down_with_the_message) {
  Pair p;
  p.at_a = p.a.tcap.new_dialogue(1);
  Request r = Pair::make(Primitive::begin);
  r.called = address("200");
  r.calling = address("100");
  r.protocol_class = 1;
  r.return_on_error = false;
  r.sequence_control = 9;
  r.form = sccp::Form::xudt;
  r.lower.hop_counter = 3;
  r.tag = 77;
  p.must(p.a, r);
  const sccp::UnitdataRequest& u = p.a.out.at(0);
  EXPECT_EQ(u.protocol_class, 1);
  EXPECT_FALSE(u.return_on_error);
  EXPECT_EQ(u.sequence_control, 9U);
  EXPECT_EQ(u.form, sccp::Form::xudt);
  EXPECT_EQ(u.overrides.hop_counter, 3);
  EXPECT_EQ(u.data.tag, 77U);
}

TEST(Transaction, the_messages_of_a_dialogue_have_one_sequence_control) {
  Pair p;
  p.send_begin();
  const auto drawn = p.a.out.at(0).sequence_control;
  p.carry();
  p.at_b = p.b.messages.at(0).dialogue;
  p.must(p.b, Pair::make(Primitive::continue_));
  p.carry();
  p.must(p.a, Pair::make(Primitive::continue_));
  EXPECT_EQ(p.a.out.at(0).sequence_control, drawn);
}

// Q.774 3.3.4
TEST(TransactionFault, continue_for_an_unknown_transaction_is_aborted) {
  Pair p;
  p.deliver(p.b, tlv("65", std::string(kOtid) + kDtid));
  ASSERT_EQ(p.b.out.size(), 1U);
  EXPECT_EQ(sent(p.b), tlv("67", "49040000a0014a0101"));
  EXPECT_EQ(p.b.out[0].called, address("100"));
  EXPECT_EQ(p.b.out[0].calling, address("200"));
  ASSERT_EQ(p.b.sent_by_itself.size(), 1U);
  EXPECT_EQ(p.b.sent_by_itself[0].p_abort_cause, PAbortCause::unrecognized_transaction_id);
}

TEST(TransactionFault, end_and_abort_for_an_unknown_transaction_are_discarded) {
  Pair p;
  p.deliver(p.b, tlv("64", kDtid));
  p.deliver(p.b, tlv("67", std::string(kDtid) + "4a0100"));
  EXPECT_TRUE(p.b.out.empty());
  EXPECT_TRUE(p.b.messages.empty());
  EXPECT_EQ(p.b.diagnostics.size(), 2U);
}

struct Answered {
  std::string octets;
  const char* answer;
};

TEST(TransactionFault, each_p_abort_cause_is_produced_where_an_originating_id_is_derivable) {
  const Answered rows[] = {
      {tlv("6a", kOtid), "4a0100"},
      {tlv("62", std::string(kOtid) + "010203"), "4a0102"},
      {tlv("62", std::string(kOtid) + "6c00"), "4a0103"},
      {tlv("65", std::string(kOtid) + "4900"), "4a0103"},
  };
  for (const Answered& row : rows) {
    Pair p;
    p.deliver(p.b, row.octets);
    ASSERT_EQ(p.b.out.size(), 1U) << row.octets;
    EXPECT_EQ(sent(p.b), tlv("67", std::string("49040000a001") + row.answer));
    EXPECT_EQ(p.b.diagnostics.size(), 1U);
    EXPECT_EQ(p.b.tcap.open(), 0U);
  }
}

TEST(TransactionFault, silence_where_no_originating_id_is_derivable) {
  Pair p;
  p.activate();
  for (const std::string& octets :
       {std::string(""), std::string("62"), std::string("3003020100"), tlv("62", kDtid), std::string("6100"),
        tlv("65", dtid(p.otid_b()) + "6c00"), tlv("64", std::string(kDtid) + "6c00"),
        tlv("67", std::string(kDtid) + "4a00")}) {
    p.deliver(p.b, octets);
  }
  EXPECT_TRUE(p.b.out.empty());
  EXPECT_TRUE(p.b.messages.empty());
  EXPECT_EQ(p.b.diagnostics.size(), 8U);
  EXPECT_EQ(p.b.tcap.state(p.at_b), State::active);
}

TEST(TransactionFault, a_malformed_end_or_abort_ends_the_transaction_here) {
  for (const char* rest : {"646c00", "644a00", "676c00", "674a00"}) {
    SCOPED_TRACE(rest);
    Pair p;
    p.activate({}, {});
    p.must(p.b, Pair::make(Primitive::continue_, {},
                           {invoke(1, OperationClass::class1, std::chrono::seconds(9))}));
    p.b.clear();
    const std::string all = rest;
    p.deliver(p.b, tlv(all.substr(0, 2), dtid(p.otid_b()) + all.substr(2)));
    ASSERT_EQ(p.b.messages.size(), 1U);
    EXPECT_EQ(p.b.messages[0].primitive, Primitive::p_abort);
    EXPECT_EQ(p.b.messages[0].p_abort_cause, PAbortCause::incorrect_transaction_portion);
    EXPECT_TRUE(p.b.messages[0].dialogue_ended);
    EXPECT_TRUE(p.b.out.empty()) << "it has no originating id to answer";
    EXPECT_EQ(p.b.tcap.open(), 0U);
    EXPECT_TRUE(p.b.tcap.next_deadline().is_never());
  }
}

TEST(TransactionFault, an_unknown_message_that_names_a_transaction_ends_it_on_both_sides) {
  Pair p;
  p.activate();
  p.deliver(p.b, tlv("66", otid(p.otid_a()) + dtid(p.otid_b())));
  ASSERT_EQ(p.b.messages.size(), 1U);
  EXPECT_EQ(p.b.messages[0].p_abort_cause, PAbortCause::unrecognized_message_type);
  p.carry();
  EXPECT_EQ(p.a.tcap.open() + p.b.tcap.open(), 0U);
}

TEST(TransactionFault, a_malformed_continue_ends_the_transaction_on_both_sides) {
  Pair p;
  p.activate();
  p.deliver(p.b, tlv("65", otid(p.otid_a()) + dtid(p.otid_b()) + "6c00"));
  ASSERT_EQ(p.b.messages.size(), 1U);
  EXPECT_EQ(p.b.messages[0].primitive, Primitive::p_abort);
  EXPECT_EQ(p.b.messages[0].p_abort_cause, PAbortCause::incorrect_transaction_portion);
  EXPECT_TRUE(p.b.messages[0].dialogue_ended);
  p.carry();
  ASSERT_EQ(p.a.messages.size(), 1U);
  EXPECT_EQ(p.a.messages[0].p_abort_cause, PAbortCause::incorrect_transaction_portion);
  EXPECT_EQ(p.a.tcap.open() + p.b.tcap.open(), 0U);
}

TEST(TransactionFault, the_peer_cannot_go_on_before_it_was_answered) {
  Pair p;
  p.begin();
  const std::string id = dtid(p.otid_b());
  p.deliver(p.b, tlv("65", otid(p.otid_a()) + id));
  p.deliver(p.b, tlv("64", id));
  p.deliver(p.b, tlv("67", id));
  EXPECT_EQ(p.b.tcap.state(p.at_b), State::initiation_received);
  EXPECT_TRUE(p.b.messages.empty());
  EXPECT_TRUE(p.b.out.empty());
}

TEST(TransactionLimit, a_begin_beyond_the_limit_is_answered_with_resource_limitation) {
  Config config;
  config.max_open = 2;
  Pair p({}, config);
  for (int i = 0; i < 2; ++i) p.deliver(p.b, tlv("62", kOtid));
  EXPECT_EQ(p.b.tcap.open(), 2U);
  EXPECT_TRUE(p.b.out.empty());
  p.deliver(p.b, tlv("62", kOtid));
  ASSERT_EQ(p.b.out.size(), 1U);
  EXPECT_EQ(sent(p.b), tlv("67", "49040000a0014a0104"));
  EXPECT_EQ(p.b.tcap.new_dialogue(1), DialogueId{});
  EXPECT_EQ(p.b.tcap.open(), 2U);
  Request end = Pair::make(Primitive::end);
  end.dialogue = p.b.messages[0].dialogue;
  p.must(p.b, end);
  EXPECT_NE(p.b.tcap.new_dialogue(1), DialogueId{}) << "room again";
}

TEST(TransactionNotice, a_returned_begin_is_told_to_its_dialogue) {
  Pair p;
  p.send_begin(aarq(), {invoke(1)});
  const OctetView view = p.a.out.at(0).data.view();
  for (const std::size_t size : {view.size(), std::size_t{12}}) {  // SCCP may return less than everything
    sccp::NoticeIndication notice;
    notice.cause = sccp::ReturnCause::unequipped_user;
    notice.data = view.first(size);
    p.a.tcap.handle(notice, p.now);
    p.a.drain();
  }
  ASSERT_EQ(p.a.notices.size(), 2U);
  EXPECT_EQ(p.a.notices[1].dialogue, p.at_a);
  EXPECT_EQ(p.a.notices[1].cause, sccp::ReturnCause::unequipped_user);
  EXPECT_EQ(p.a.tcap.state(p.at_a), State::initiation_sent) << "what follows is the TC-user's choice";
}

TEST(TransactionNotice, a_returned_message_of_no_dialogue_is_a_diagnostic) {
  Pair p;
  const Octets end = hex(tlv("64", kDtid));
  sccp::NoticeIndication notice;
  notice.data = end;
  p.a.tcap.handle(notice, p.now);
  p.a.drain();
  EXPECT_TRUE(p.a.notices.empty());
  EXPECT_EQ(p.a.diagnostics.size(), 1U);
}

TEST(TransactionOverrides, an_explicit_id_of_another_width_is_the_transactions_id) {
  Pair p;
  Overrides overrides;
  overrides.otid = TransactionId{0x49D228, 3};
  p.send_begin({}, {}, overrides);
  EXPECT_EQ(sent(p.a),
            "62054803"
            "49d228");
  p.carry();
  p.at_b = p.b.messages.at(0).dialogue;
  Request back = Pair::make(Primitive::continue_);
  back.overrides.otid = TransactionId{0x07, 1};
  p.must(p.b, back);
  EXPECT_EQ(sent(p.b),
            "65084801074903"
            "49d228");
  p.carry();
  ASSERT_EQ(p.a.messages.size(), 1U);
  p.must(p.a, Pair::make(Primitive::end));
  EXPECT_EQ(sent(p.a), "6403490107");
  p.carry();
  EXPECT_EQ(p.b.messages.back().primitive, Primitive::end);
}

TEST(TransactionOverrides, an_explicit_id_in_use_is_refused_and_free_again_afterwards) {
  Pair p;
  Overrides overrides;
  overrides.otid = TransactionId{0x1234, 4};
  p.send_begin({}, {}, overrides);
  const DialogueId first = p.at_a;
  p.at_a = p.a.tcap.new_dialogue(2);
  Request again = Pair::make(Primitive::begin);
  again.called = again.calling = address("1");
  again.overrides = overrides;
  EXPECT_FALSE(p.request(p.a, again).has_value());
  Request abort = Pair::make(Primitive::u_abort);
  abort.dialogue = first;
  p.must(p.a, abort);
  p.must(p.a, again);
}

TEST(TransactionOverrides, a_message_can_go_to_another_transaction_or_be_anything) {
  Pair p;
  p.activate();
  Request r = Pair::make(Primitive::continue_);
  r.overrides.dtid = TransactionId{0xBAD, 4};
  p.must(p.a, r);
  EXPECT_EQ(sent(p.a), tlv("65", otid(p.otid_a()) + "490400000bad"));
  p.a.clear();
  Request raw = Pair::make(Primitive::continue_);
  raw.overrides.message = hex("62");
  p.must(p.a, raw);
  EXPECT_EQ(sent(p.a), "62");
  p.a.clear();
  Request parts = Pair::make(Primitive::continue_, aare(), {invoke(1)});
  parts.overrides.dialogue_portion = Octets{};
  parts.overrides.component_portion = hex("6c00");
  p.must(p.a, parts);
  EXPECT_EQ(sent(p.a), tlv("65", otid(p.otid_a()) + dtid(p.otid_b()) + "6c00"));
}

TEST(TransactionCopy, a_copied_layer_has_a_future_of_its_own) {
  Pair p;
  p.activate({}, {invoke(1, OperationClass::class1, std::chrono::seconds(5))});
  Endpoint other = p.a;
  p.must(p.a, Pair::make(Primitive::u_abort));
  EXPECT_EQ(p.a.tcap.open(), 0U);
  EXPECT_TRUE(p.a.tcap.next_deadline().is_never());
  EXPECT_EQ(other.tcap.state(p.at_a), State::active);
  other.tcap.on_time(other.tcap.next_deadline());
  other.drain();
  EXPECT_EQ(other.cancels.size(), 1U);
}

TEST(TransactionMany, thousands_of_dialogues_keep_their_users_apart) {
  Pair p;
  constexpr std::uint64_t kCount = 3000;
  std::vector<DialogueId> ids;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    p.send_begin();
    *p.a.tcap.user(p.at_a) = i;
    ids.push_back(p.at_a);
  }
  p.carry();
  ASSERT_EQ(p.b.messages.size(), kCount);
  for (const MessageIndication& m : std::vector(p.b.messages)) {
    Request end = Pair::make(Primitive::end);
    end.dialogue = m.dialogue;
    p.must(p.b, end);
  }
  p.b.clear();
  EXPECT_EQ(p.b.tcap.open(), 0U);
  EXPECT_EQ(p.a.tcap.open(), kCount);
  for (std::uint64_t i = 0; i < kCount; ++i) EXPECT_EQ(*p.a.tcap.user(ids[i]), i);
}

}  // namespace
}  // namespace mapsim::tcap::test
