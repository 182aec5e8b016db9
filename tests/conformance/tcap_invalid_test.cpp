// Transaction sub-layer: syntactically invalid and inopportune messages (Q.774 3.3.4, table 7 and figure
// A.3).
#include "tests/tcap/endpoints.h"

namespace mapsim::tcap::test {
namespace {

using State = TransactionState;
using enum PAbortCause;

// The ABORT by which the transaction sub-layer answers the originator 0000a001.
std::string abort_with(PAbortCause cause) {
  return tlv("67", "49040000a0014a010" + std::to_string(static_cast<int>(cause)));
}

// What arrives while no transaction is open is answered with `answer`, "" for nothing, and told of.
void expect_answer(const std::string& message, const std::string& answer) {
  SCOPED_TRACE(message);
  Pair p;
  p.deliver(p.b, message);
  EXPECT_TRUE(p.b.messages.empty());
  EXPECT_EQ(p.b.tcap.open(), 0U);
  EXPECT_EQ(p.b.diagnostics.size(), 1U);
  ASSERT_EQ(p.b.out.size(), answer.empty() ? 0U : 1U);
  if (!answer.empty()) {
    EXPECT_EQ(to_hex(p.b.out[0].data.view()), answer);
  }
}

// The message, made for an active transaction of ours, ends it by TC-P-ABORT; `answered` by an ABORT too.
template <class Make>
void expect_local_abort(Make make, PAbortCause cause, bool answered) {
  Pair p;
  p.activate();
  p.deliver(p.b, make(p));
  ASSERT_EQ(p.b.messages.size(), 1U);
  EXPECT_EQ(p.b.messages[0].primitive, Primitive::p_abort);
  EXPECT_EQ(p.b.messages[0].p_abort_cause, cause);
  EXPECT_TRUE(p.b.messages[0].dialogue_ended);
  EXPECT_EQ(p.b.tcap.open(), 0U);
  EXPECT_EQ(p.b.out.size(), answered ? 1U : 0U);
  p.carry();
  EXPECT_EQ(p.a.tcap.open(), answered ? 0U : 1U);
}

TEST(ConformanceTcap, Q_774_3_3_4_1) {
  expect_answer(tlv("63", kOtid), abort_with(unrecognized_message_type));
}

TEST(ConformanceTcap, Q_774_3_3_4_2) {
  expect_local_abort([](Pair& p) { return tlv("66", otid(p.otid_a()) + dtid(p.otid_b())); },
                     unrecognized_message_type, true);
}

TEST(ConformanceTcap, Q_774_3_3_4_3) {
  expect_answer(tlv("62", tlv("6c", "a10602010102012c")), "");
}

TEST(ConformanceTcap, Q_774_3_3_4_4) {
  expect_answer(tlv("62", std::string(kOtid) + "6c05"), abort_with(badly_formatted_transaction_portion));
}

TEST(ConformanceTcap, Q_774_3_3_4_5) {
  expect_answer(tlv("62", std::string(kOtid) + "040100"), abort_with(incorrect_transaction_portion));
}

TEST(ConformanceTcap, Q_774_3_3_4_6) {
  expect_local_abort([](Pair& p) { return tlv("65", otid(p.otid_a()) + dtid(p.otid_b()) + "6c00"); },
                     incorrect_transaction_portion, true);
}

TEST(ConformanceTcap, Q_774_3_3_4_7) {
  Pair p;
  p.activate();
  p.deliver(p.b, tlv("65", dtid(p.otid_b())));
  EXPECT_TRUE(p.b.messages.empty());
  EXPECT_TRUE(p.b.out.empty());
  EXPECT_EQ(p.b.tcap.state(p.at_b), State::active);
}

TEST(ConformanceTcap, Q_774_3_3_4_8) {
  expect_local_abort([](Pair& p) { return tlv("64", dtid(p.otid_b()) + "6c00"); },
                     incorrect_transaction_portion, false);
}

TEST(ConformanceTcap, Q_774_3_3_4_9) {
  expect_local_abort([](Pair& p) { return tlv("67", dtid(p.otid_b()) + "6c05a203020101"); },
                     incorrect_transaction_portion, false);
}

TEST(ConformanceTcap, Q_774_3_3_4_10) {
  expect_answer(tlv("64", std::string(kDtid) + "6c00"), "");
  expect_answer(tlv("67", std::string(kDtid) + "6c00"), "");
}

TEST(ConformanceTcap, Q_774_3_3_4_11) {
  expect_answer("6100", "");
}

TEST(ConformanceTcap, Q_774_3_3_4_12) {
  expect_answer(tlv("65", std::string(kOtid) + kDtid), abort_with(unrecognized_transaction_id));
}

TEST(ConformanceTcap, Q_774_3_3_4_13) {
  expect_answer(tlv("64", kDtid), "");
}

TEST(ConformanceTcap, Q_774_3_3_4_14) {
  expect_answer(tlv("67", kDtid), "");
}

TEST(ConformanceTcap, Q_774_3_3_4_15) {
  Config config;
  config.max_open = 1;
  Pair p({}, config);
  p.deliver(p.b, tlv("62", kOtid));
  p.b.clear();
  p.deliver(p.b, tlv("62", kOtid));
  EXPECT_TRUE(p.b.messages.empty());
  EXPECT_EQ(to_hex(p.b.out.at(0).data.view()), abort_with(resource_limitation));
  EXPECT_EQ(p.b.tcap.open(), 1U);
}

}  // namespace
}  // namespace mapsim::tcap::test
