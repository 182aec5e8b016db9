// Transaction sub-layer: valid behaviour (docs/conformance.md says where the ids come from). "a" initiates
// the transaction, "b" answers.
#include "tests/tcap/endpoints.h"

namespace mapsim::tcap::test {
namespace {

using State = TransactionState;

std::string sent(const Endpoint& e) {
  return to_hex(e.out.at(0).data.view());
}

Request unidirectional() {
  Request r = Pair::make(Primitive::uni, {}, {invoke(1, OperationClass::class4)});
  r.called = address("200");
  r.calling = address("100");
  return r;
}

TEST(ConformanceTcap, 1_1_1_1) {
  Pair p;
  p.must(p.a, unidirectional());
  EXPECT_EQ(sent(p.a), "610a6c08a10602010102012c");
  EXPECT_EQ(p.a.tcap.open(), 0U);
}

TEST(ConformanceTcap, 1_1_1_2) {
  Pair p;
  p.deliver(p.a, "610a6c08a10602010102012c");
  ASSERT_EQ(p.a.messages.size(), 1U);
  EXPECT_EQ(p.a.messages[0].primitive, Primitive::uni);
  EXPECT_EQ(p.a.messages[0].components.at(0).invoke_id, InvokeId{1});
  EXPECT_EQ(p.a.tcap.open(), 0U);
  EXPECT_TRUE(p.a.out.empty());
}

TEST(ConformanceTcap, 1_1_2_1_1_1_) {
  Pair p;
  p.send_begin({}, {invoke(1)});
  EXPECT_EQ(sent(p.a).substr(0, 2), "62");
  p.a.clear();
  Request end = Pair::make(Primitive::end);
  end.prearranged = true;
  p.must(p.a, std::move(end));
  EXPECT_TRUE(p.a.out.empty());
  EXPECT_EQ(p.a.tcap.open(), 0U);
}

TEST(ConformanceTcap, 1_1_2_1_2_1_1_) {
  Pair p;
  p.deliver(p.b, tlv("62", kOtid + tlv("6c", "a10602010102012c")));
  ASSERT_EQ(p.b.messages.size(), 1U);
  EXPECT_EQ(p.b.messages[0].primitive, Primitive::begin);
  p.at_b = p.b.messages[0].dialogue;
  p.must(p.b, Pair::make(Primitive::end, {}, {result(1)}));
  EXPECT_EQ(sent(p.b), tlv("64", "49040000a001" + tlv("6c", "a203020101")));
  EXPECT_EQ(p.b.tcap.open(), 0U);
}

TEST(ConformanceTcap, 1_1_2_1_2_2_3_) {
  Pair p;
  p.send_begin({}, {invoke(1)});
  p.deliver(p.a, tlv("64", dtid(p.otid_a()) + tlv("6c", "a203020101")));
  ASSERT_EQ(p.a.messages.size(), 1U);
  EXPECT_EQ(p.a.messages[0].primitive, Primitive::end);
  EXPECT_TRUE(p.a.messages[0].dialogue_ended);
  EXPECT_EQ(p.a.tcap.open(), 0U);
}

TEST(ConformanceTcap, 1_1_2_4_1) {
  Pair p;
  p.activate({}, {invoke(1)});  // BEGIN, CONTINUE back
  EXPECT_EQ(p.a.tcap.state(p.at_a), State::active);
  p.must(p.a, Pair::make(Primitive::continue_, {}, {invoke(2)}));
  EXPECT_EQ(sent(p.a), tlv("65", otid(p.otid_a()) + dtid(p.otid_b()) + tlv("6c", "a10602010202012c")));
  p.carry();
  p.must(p.b, Pair::make(Primitive::end, {}, {result(2)}));
  p.carry();
  ASSERT_EQ(p.a.messages.size(), 1U);
  EXPECT_EQ(p.a.messages[0].primitive, Primitive::end);
  EXPECT_EQ(p.a.tcap.open() + p.b.tcap.open(), 0U);
}

TEST(ConformanceTcap, Q_774_3_3_3_2_2_1) {
  Pair p;
  p.activate();
  EXPECT_EQ(p.b.tcap.state(p.at_b), State::active);
  p.must(p.a, Pair::make(Primitive::end));
  p.carry();
  ASSERT_EQ(p.b.messages.size(), 1U);
  EXPECT_EQ(p.b.messages[0].primitive, Primitive::end);
  EXPECT_TRUE(p.b.messages[0].dialogue_ended);
}

TEST(ConformanceTcap, Q_774_3_3_3_2_3_1) {
  Pair p;
  p.begin();
  Request end = Pair::make(Primitive::end);
  end.prearranged = true;
  p.must(p.b, std::move(end));
  EXPECT_TRUE(p.b.out.empty());
  EXPECT_EQ(p.b.tcap.open(), 0U);
}

TEST(ConformanceTcap, Q_774_3_3_3_2_3_2) {
  Pair p;
  p.activate();
  for (Endpoint* e : {&p.a, &p.b}) {
    Request end = Pair::make(Primitive::end);
    end.prearranged = true;
    p.must(*e, std::move(end));
    EXPECT_TRUE(e->out.empty());
    EXPECT_EQ(e->tcap.open(), 0U);
  }
}

TEST(ConformanceTcap, Q_774_3_3_3_2_4_1) {
  Pair p;
  p.send_begin();
  p.a.clear();
  p.must(p.a, Pair::make(Primitive::u_abort));
  EXPECT_TRUE(p.a.out.empty());
  EXPECT_EQ(p.a.tcap.open(), 0U);
}

TEST(ConformanceTcap, Q_774_3_3_3_2_4_2) {
  for (const bool active : {false, true}) {
    Pair p;
    active ? p.activate() : p.begin();
    const std::string expected = tlv("67", dtid(p.otid_a()));
    p.must(p.b, Pair::make(Primitive::u_abort));
    EXPECT_EQ(sent(p.b), expected);
    EXPECT_EQ(p.b.tcap.open(), 0U);
  }
}

TEST(ConformanceTcap, Q_774_3_3_3_2_4_3) {
  for (const bool active : {false, true}) {
    Pair p;
    active ? p.activate() : p.send_begin();
    p.deliver(p.a, tlv("67", dtid(p.otid_a())));
    ASSERT_EQ(p.a.messages.size(), 1U);
    EXPECT_EQ(p.a.messages[0].primitive, Primitive::u_abort);
    EXPECT_EQ(p.a.tcap.open(), 0U);
  }
}

TEST(ConformanceTcap, Q_774_3_3_3_2_4_4) {
  for (int cause = 0; cause <= 4; ++cause) {
    Pair p;
    p.send_begin();
    p.deliver(p.a, tlv("67", dtid(p.otid_a()) + "4a010" + std::to_string(cause)));
    ASSERT_EQ(p.a.messages.size(), 1U);
    EXPECT_EQ(p.a.messages[0].primitive, Primitive::p_abort);
    EXPECT_EQ(p.a.messages[0].p_abort_cause, static_cast<PAbortCause>(cause));
    EXPECT_EQ(p.a.tcap.open(), 0U);
  }
}

TEST(ConformanceTcap, Q_773_4_2_1_1) {
  for (const char* id : {"01", "0102", "010203", "01020304"}) {
    Pair p;
    p.deliver(p.b, tlv("62", tlv("48", id)));
    p.at_b = p.b.messages.at(0).dialogue;
    p.must(p.b, Pair::make(Primitive::end));
    EXPECT_EQ(sent(p.b), tlv("64", tlv("49", id)));
  }
}

TEST(ConformanceTcap, Q_773_4_2_1_2) {
  for (std::uint8_t octets = 1; octets <= 4; ++octets) {
    Config config;
    config.ids.octets = octets;
    config.max_open = 100;
    Pair p(config, config);
    p.activate();
    EXPECT_EQ(p.otid_a().octets, octets);
    EXPECT_EQ(p.otid_b().octets, octets);
    p.must(p.a, Pair::make(Primitive::end));
    p.carry();
    EXPECT_EQ(p.b.tcap.open(), 0U);
  }
}

TEST(ConformanceTcap, Q_774_3_3_3_2_1) {
  Pair p;
  std::vector<DialogueId> begun;
  std::vector<TransactionId> ids;
  for (int i = 0; i < 3; ++i) {
    p.send_begin();
    begun.push_back(p.at_a);
    ids.push_back(p.otid_a());
  }
  EXPECT_NE(ids[0], ids[1]);
  EXPECT_NE(ids[1], ids[2]);
  p.deliver(p.a, tlv("64", dtid(ids[1])));
  ASSERT_EQ(p.a.messages.size(), 1U);
  EXPECT_EQ(p.a.messages[0].dialogue, begun[1]);
  EXPECT_EQ(p.a.tcap.state(begun[0]), State::initiation_sent);
  EXPECT_EQ(p.a.tcap.state(begun[2]), State::initiation_sent);
}

}  // namespace
}  // namespace mapsim::tcap::test
