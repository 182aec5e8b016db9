// Dialogue handling (Q.774 3.2.1.2, 3.2.2.1, 3.2.3).
#include "tests/tcap/endpoints.h"

namespace mapsim::tcap::test {
namespace {

TEST(ConformanceTcap, Q_774_3_2_1_2_1) {
  Pair p;
  p.send_begin(aarq());
  p.carry();
  EXPECT_EQ(p.b.messages.at(0).portion.apdu, DialogueApdu::request);
  EXPECT_EQ(p.b.messages[0].portion.application_context_name, aarq().application_context_name);
  p.at_b = p.b.messages[0].dialogue;
  p.must(p.b, Pair::make(Primitive::continue_, aare()));
  p.carry();
  EXPECT_EQ(p.a.messages.at(0).portion.apdu, DialogueApdu::response);
  EXPECT_EQ(p.a.messages[0].portion.result, AssociateResult::accepted);
}

TEST(ConformanceTcap, Q_774_3_2_1_2_2) {
  Pair p;
  p.begin(aarq());
  p.must(p.b, Pair::make(Primitive::u_abort,
                         aare(AssociateResult::reject_permanent, {DiagnosticSource::user, 2})));
  p.carry();
  EXPECT_EQ(p.a.messages.at(0).primitive, Primitive::u_abort);
  EXPECT_EQ(p.a.messages[0].portion.diagnostic, (AssociateDiagnostic{DiagnosticSource::user, 2}));
  EXPECT_EQ(p.a.tcap.open(), 0U);
}

TEST(ConformanceTcap, Q_774_3_2_1_2_3) {
  Pair p;
  p.activate(aarq());
  p.must(p.b, Pair::make(Primitive::u_abort, abrt()));
  p.carry();
  EXPECT_EQ(p.a.messages.at(0).primitive, Primitive::u_abort);
  EXPECT_EQ(p.a.messages[0].portion.apdu, DialogueApdu::abort);
}

TEST(ConformanceTcap, Q_774_3_2_2_1_1) {
  Pair p;
  p.deliver(p.b, tlv("62", kOtid + dialogue_portion("6403800100")));
  EXPECT_TRUE(p.b.messages.empty());
  EXPECT_EQ(to_hex(p.b.out.at(0).data.view()), tlv("67", "49040000a001" + dialogue_portion("6403800101")));
  EXPECT_EQ(p.b.tcap.open(), 0U);
}

TEST(ConformanceTcap, Q_774_3_2_2_1_2) {
  Pair p;
  p.send_begin(aarq());
  p.a.clear();
  p.deliver(p.a, tlv("65", std::string(kOtid) + dtid(p.otid_a())));
  EXPECT_EQ(p.a.messages.at(0).primitive, Primitive::p_abort);
  EXPECT_EQ(p.a.messages[0].p_abort_cause, PAbortCause::abnormal_dialogue);
  EXPECT_EQ(to_hex(p.a.out.at(0).data.view()), tlv("67", "49040000a001" + dialogue_portion("6403800101")));
}

TEST(ConformanceTcap, Q_774_3_2_2_1_3) {
  Pair p;
  p.activate();
  p.deliver(p.a, tlv("64", dtid(p.otid_a()) + dialogue_portion("6403800100")));
  EXPECT_EQ(p.a.messages.at(0).primitive, Primitive::p_abort);
  EXPECT_EQ(p.a.messages[0].p_abort_cause, PAbortCause::abnormal_dialogue);
  EXPECT_TRUE(p.a.out.empty()) << "an END has no originating id to answer";
}

TEST(ConformanceTcap, Q_774_3_2_3_1) {
  Pair p;
  p.deliver(p.b, tlv("62", kOtid + dialogue_portion(tlv("60", std::string("80020640") + kAcn))));
  EXPECT_TRUE(p.b.messages.empty());
  EXPECT_EQ(p.b.sent_by_itself.at(0).p_abort_cause, PAbortCause::no_common_dialogue_portion);
  Pair q;
  q.send_begin(aarq());
  const Octets there = Octets(p.b.out.at(0).data.view().begin(), p.b.out.at(0).data.view().end());
  std::string back = to_hex(there);
  const std::string wrong = "49040000a001";
  back.replace(back.find(wrong), wrong.size(), dtid(q.otid_a()));
  q.deliver(q.a, back);
  EXPECT_EQ(q.a.messages.at(0).primitive, Primitive::p_abort);
  EXPECT_EQ(q.a.messages[0].p_abort_cause, PAbortCause::no_common_dialogue_portion);
}

}  // namespace
}  // namespace mapsim::tcap::test
