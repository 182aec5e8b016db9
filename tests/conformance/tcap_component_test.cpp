// Component sub-layer (Q.774 3.2.1.1, 3.2.2.2). "a" invokes unless it says otherwise.
#include "tests/tcap/endpoints.h"

namespace mapsim::tcap::test {
namespace {

using namespace std::chrono_literals;
using enum OperationClass;

constexpr ComponentType return_result_last = ComponentType::return_result_last;
constexpr ComponentType return_result_not_last = ComponentType::return_result_not_last;
constexpr ComponentType return_error = ComponentType::return_error;
constexpr ComponentType reject = ComponentType::reject;

// What "a" is told of the answer to its operation 3; the invocation goes on afterwards as `open` says.
void expect_response(OperationClass operation_class, ComponentType response, bool open) {
  Pair p;
  p.activate({}, {invoke(3, operation_class, 10s)});
  p.must(p.b, Pair::make(Primitive::continue_, {}, {answer(response, 3)}));
  p.carry();
  const Component& c = p.a.messages.at(0).components.at(0);
  EXPECT_EQ(c.type, response);
  EXPECT_EQ(c.invoke_id, InvokeId{3});
  EXPECT_FALSE(c.rejected_locally);
  EXPECT_EQ(p.a.tcap.next_deadline().is_never(), !open);
}

// Without an answer the timer ends it, and the user is told.
void expect_cancel(OperationClass operation_class) {
  Pair p;
  p.activate({}, {invoke(3, operation_class, 10s)});
  p.a.tcap.on_time(Instant() + 10s);
  p.a.drain();
  ASSERT_EQ(p.a.cancels.size(), 1U);
  EXPECT_EQ(p.a.cancels[0].invoke_id, InvokeId{3});
  EXPECT_TRUE(p.a.out.empty());
}

// A component in a CONTINUE to "a", which has invoked operation 3 in the class: "a" tells its user of the
// reject, and it goes to the peer with the next message.
void expect_reject(OperationClass operation_class, const std::string& component, Problem problem,
                   std::optional<InvokeId> id) {
  SCOPED_TRACE(component);
  Pair p;
  p.activate({}, {invoke(3, operation_class)});
  p.deliver(p.a, tlv("65", otid(p.otid_b()) + dtid(p.otid_a()) + tlv("6c", component)));
  ASSERT_EQ(p.a.messages.size(), 1U);
  EXPECT_TRUE(p.a.messages[0].components.at(0).rejected_locally);
  EXPECT_EQ(p.a.messages[0].components[0].problem, problem);
  p.must(p.a, Pair::make(Primitive::continue_));
  p.carry();
  const Component& reject_there = p.b.messages.at(0).components.at(0);
  EXPECT_EQ(reject_there.type, reject);
  EXPECT_EQ(reject_there.problem, problem);
  EXPECT_EQ(reject_there.invoke_id, id);
}

TEST(ConformanceTcap, 2_1_1_1_1) {
  Pair p;
  p.send_begin({}, {invoke(3, class1, 10s)});
  EXPECT_EQ(to_hex(p.a.out.at(0).data.view()), tlv("62", otid(p.otid_a()) + tlv("6c", "a10602010302012c")));
  p.deliver(p.a, tlv("64", dtid(p.otid_a()) + tlv("6c", tlv("a2", "020103" + tlv("30", "02012c0401aa")))));
  const Component& c = p.a.messages.at(0).components.at(0);
  EXPECT_EQ(c.type, return_result_last);
  EXPECT_EQ(c.invoke_id, InvokeId{3});
  EXPECT_EQ(c.code, Code(44));
  EXPECT_EQ(to_hex(c.parameter), "0401aa");
  EXPECT_TRUE(p.a.tcap.next_deadline().is_never());
}

TEST(ConformanceTcap, Q_774_3_2_1_1_1) {
  expect_response(class1, return_error, false);
}
TEST(ConformanceTcap, Q_774_3_2_1_1_2) {
  expect_response(class1, return_result_not_last, true);
}
TEST(ConformanceTcap, Q_774_3_2_1_1_3) {
  expect_cancel(class1);
}
TEST(ConformanceTcap, Q_774_3_2_1_1_4) {
  expect_response(class2, return_error, false);
}
TEST(ConformanceTcap, Q_774_3_2_1_1_5) {
  expect_cancel(class2);
}
TEST(ConformanceTcap, Q_774_3_2_1_1_6) {
  expect_response(class3, return_result_last, false);
}
TEST(ConformanceTcap, Q_774_3_2_1_1_7) {
  expect_cancel(class3);
}
TEST(ConformanceTcap, Q_774_3_2_1_1_8) {
  expect_cancel(class4);
}

TEST(ConformanceTcap, Q_774_3_2_1_1_9) {
  Pair p;
  p.begin({}, {});
  p.must(p.b, Pair::make(Primitive::continue_, {}, {invoke(1)}));
  p.carry();
  EXPECT_EQ(p.a.messages.at(0).components.at(0).type, ComponentType::invoke);
  p.must(p.a, Pair::make(Primitive::end, {}, {result(1)}));
  p.carry();
  EXPECT_EQ(p.b.messages.at(0).components.at(0).type, return_result_last);
  EXPECT_FALSE(p.b.messages[0].components[0].rejected_locally);
}

TEST(ConformanceTcap, Q_774_3_2_1_1_10) {
  Pair p;
  p.activate({}, {invoke(3, class1, 10s)});
  ASSERT_TRUE(p.a.tcap.cancel(p.at_a, 3));
  p.a.drain();
  EXPECT_TRUE(p.a.out.empty());
  EXPECT_TRUE(p.a.tcap.next_deadline().is_never());
}

TEST(ConformanceTcap, Q_774_3_2_1_1_11) {
  Pair p;
  p.activate({}, {invoke(1, class1, 10s), invoke(2, class1, 10s)});
  p.must(p.b, Pair::make(Primitive::continue_, {}, {answer(return_error, 2), result(1)}));
  p.carry();
  const Components& c = p.a.messages.at(0).components;
  ASSERT_EQ(c.size(), 2U);
  EXPECT_EQ(c[0].type, return_error);
  EXPECT_EQ(c[1].type, return_result_last);
  EXPECT_TRUE(p.a.tcap.next_deadline().is_never());
}

TEST(ConformanceTcap, Q_774_3_2_1_1_2_1) {
  Pair p;
  p.activate({}, {invoke(3)});
  Component linked = invoke(7);
  linked.linked_id = InvokeId{3};
  p.must(p.b, Pair::make(Primitive::continue_, {}, {linked}));
  EXPECT_EQ(to_hex(p.b.out.at(0).data.view()),
            tlv("65", otid(p.otid_b()) + dtid(p.otid_a()) + tlv("6c", "a10902010780010302012c")));
  p.carry();
  const Component& c = p.a.messages.at(0).components.at(0);
  EXPECT_EQ(c.linked_id, InvokeId{3});
  EXPECT_FALSE(c.rejected_locally);
  p.must(p.a, Pair::make(Primitive::continue_, {}, {result(7)}));
  p.carry();
  EXPECT_FALSE(p.b.messages.at(0).components.at(0).rejected_locally);
}

TEST(ConformanceTcap, Q_774_3_2_1_1_2_2) {
  expect_reject(class1, "a10902010780010402012c", {ProblemType::invoke, 5}, InvokeId{7});
}

TEST(ConformanceTcap, Q_774_3_2_2_2_1) {
  expect_reject(class1, "a503020103", {ProblemType::general, 0}, std::nullopt);
}
TEST(ConformanceTcap, Q_774_3_2_2_2_2) {
  expect_reject(class1, "a106020101040100", {ProblemType::general, 1}, InvokeId{1});
}
TEST(ConformanceTcap, Q_774_3_2_2_2_3) {
  expect_reject(class1, "a106020101020530", {ProblemType::general, 2}, InvokeId{1});
}
TEST(ConformanceTcap, Q_774_3_2_2_2_4) {
  expect_reject(class1, "a203020104", {ProblemType::return_result, 0}, InvokeId{4});
}
TEST(ConformanceTcap, Q_774_3_2_2_2_5) {
  expect_reject(class2, "a203020103", {ProblemType::return_result, 1}, InvokeId{3});
  expect_reject(class4, "a203020103", {ProblemType::return_result, 1}, InvokeId{3});
}
TEST(ConformanceTcap, Q_774_3_2_2_2_6) {
  expect_reject(class1, "a306020104020122", {ProblemType::return_error, 0}, InvokeId{4});
}
TEST(ConformanceTcap, Q_774_3_2_2_2_7) {
  expect_reject(class3, "a306020103020122", {ProblemType::return_error, 1}, InvokeId{3});
  expect_reject(class4, "a306020103020122", {ProblemType::return_error, 1}, InvokeId{3});
}

TEST(ConformanceTcap, Q_774_3_2_2_2_8) {
  Pair p;
  p.activate();
  p.deliver(p.a, tlv("65", otid(p.otid_b()) + dtid(p.otid_a()) + tlv("6c", "a403020101")));
  EXPECT_EQ(p.a.diagnostics.size(), 1U);
  p.must(p.a, Pair::make(Primitive::continue_));
  p.carry();
  EXPECT_TRUE(p.b.messages.at(0).components.empty());
}

TEST(ConformanceTcap, Q_774_3_2_2_2_9) {
  Pair p;
  p.activate({}, {invoke(3), invoke(4)});
  p.deliver(p.a, tlv("65", otid(p.otid_b()) + dtid(p.otid_a()) +
                               tlv("6c",
                                   "a203020103"
                                   "a106020101040100"
                                   "a203020104")));
  const Components& c = p.a.messages.at(0).components;
  ASSERT_EQ(c.size(), 2U);
  EXPECT_FALSE(c[0].rejected_locally);
  EXPECT_TRUE(c[1].rejected_locally);
}

// Every problem of Q.773 tables 26 to 29, as the TC-user or the sub-layer of the peer says it.
TEST(ConformanceTcap, Q_774_3_2_2_2_10) {
  const std::pair<ProblemType, std::uint8_t> last[] = {{ProblemType::general, 2},
                                                       {ProblemType::invoke, 7},
                                                       {ProblemType::return_result, 2},
                                                       {ProblemType::return_error, 4}};
  for (const auto& [type, most] : last) {
    for (std::uint8_t code = 0; code <= most; ++code) {
      Pair p;
      p.activate({}, {invoke(3, class1, 10s)});
      Component c;
      c.type = reject;
      c.invoke_id = InvokeId{3};
      c.problem = {type, code};
      p.must(p.b, Pair::make(Primitive::continue_, {}, {c}));
      p.carry();
      const Component& told = p.a.messages.at(0).components.at(0);
      EXPECT_EQ(told.type, reject);
      EXPECT_EQ(told.problem, (Problem{type, code}));
      EXPECT_FALSE(told.rejected_locally);
      // A reject of the invoke ends it; one of a result or error is about what this side answered.
      const bool ours = type == ProblemType::general || type == ProblemType::invoke;
      EXPECT_EQ(p.a.tcap.next_deadline().is_never(), ours);
    }
  }
}

TEST(ConformanceTcap, Q_774_3_2_1_1_3_1) {
  Config config;
  config.reject_timer = 5s;
  Pair p(config);
  p.activate({}, {invoke(3, class1, 10s)});
  p.must(p.b, Pair::make(Primitive::continue_, {}, {answer(return_result_last, 3)}));
  p.carry();
  EXPECT_EQ(p.a.tcap.next_deadline(), Instant() + 5s);
  EXPECT_FALSE(p.request(p.a, Pair::make(Primitive::continue_, {}, {invoke(3)})));
  p.a.tcap.on_time(Instant() + 5s);
  p.a.drain();
  EXPECT_TRUE(p.a.cancels.empty());
  p.must(p.a, Pair::make(Primitive::continue_, {}, {invoke(3)}));
}

}  // namespace
}  // namespace mapsim::tcap::test
