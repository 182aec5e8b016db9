// Invocations and rejects (Q.774 3.2.1.1, 3.2.2.2), in the manner of Q.787's CSL tests.
#include "tests/tcap/endpoints.h"

namespace mapsim::tcap::test {
namespace {

using namespace std::chrono_literals;
using enum OperationClass;

constexpr ComponentType return_result_last = ComponentType::return_result_last;
constexpr ComponentType return_result_not_last = ComponentType::return_result_not_last;
constexpr ComponentType return_error = ComponentType::return_error;
constexpr ComponentType reject = ComponentType::reject;

// Class, response, and the problem if it is not expected.
struct Row {
  OperationClass operation_class;
  ComponentType response;
  std::optional<Problem> problem;
  bool ends;
};

constexpr Problem kUnexpectedResult{ProblemType::return_result, 1};
constexpr Problem kUnexpectedError{ProblemType::return_error, 1};

TEST(Invocation, each_class_has_its_responses) {
  const Row rows[] = {
      {class1, return_result_last, {}, true},
      {class1, return_result_not_last, {}, false},
      {class1, return_error, {}, true},
      {class2, return_result_last, kUnexpectedResult, true},
      {class2, return_result_not_last, kUnexpectedResult, true},
      {class2, return_error, {}, true},
      {class3, return_result_last, {}, true},
      {class3, return_result_not_last, {}, false},
      {class3, return_error, kUnexpectedError, true},
      {class4, return_result_last, kUnexpectedResult, true},
      {class4, return_result_not_last, kUnexpectedResult, true},
      {class4, return_error, kUnexpectedError, true},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(testing::Message() << static_cast<int>(row.operation_class) << " "
                                    << static_cast<int>(row.response));
    Pair p;
    p.activate({}, {invoke(3, row.operation_class, 10s)});
    p.must(p.b, Pair::make(Primitive::continue_, {}, {answer(row.response, 3)}));
    p.carry();
    ASSERT_EQ(p.a.messages.size(), 1U);
    const Component& c = p.a.messages[0].components.at(0);
    EXPECT_EQ(c.type, row.response);
    EXPECT_EQ(c.rejected_locally, row.problem.has_value());
    EXPECT_EQ(c.problem, row.problem.value_or(Problem{}));
    EXPECT_EQ(p.a.tcap.next_deadline().is_never(), row.ends);
    // The Reject goes with the next message, before the user's own components.
    p.must(p.a, Pair::make(Primitive::continue_, {}, {invoke(9)}));
    p.carry();
    const Components& received = p.b.messages.back().components;
    ASSERT_EQ(received.size(), row.problem ? 2U : 1U);
    if (row.problem) {
      EXPECT_EQ(received[0].type, reject);
      EXPECT_EQ(received[0].invoke_id, InvokeId{3});
      EXPECT_EQ(received[0].problem, *row.problem);
      EXPECT_FALSE(received[0].rejected_locally);
    }
    EXPECT_EQ(received.back().type, ComponentType::invoke);
  }
}

TEST(Invocation, responses_to_no_invocation_are_rejected) {
  const std::pair<ComponentType, Problem> rows[] = {
      {return_result_last, {ProblemType::return_result, 0}},
      {return_result_not_last, {ProblemType::return_result, 0}},
      {return_error, {ProblemType::return_error, 0}},
  };
  for (const auto& [type, problem] : rows) {
    Pair p;
    p.activate();
    p.must(p.b, Pair::make(Primitive::continue_, {}, {answer(type, 3)}));
    p.carry();
    EXPECT_TRUE(p.a.messages.at(0).components.at(0).rejected_locally);
    EXPECT_EQ(p.a.messages[0].components[0].problem, problem);
    p.must(p.a, Pair::make(Primitive::end));
    p.carry();
    EXPECT_EQ(p.b.messages.back().components.at(0).problem, problem);
  }
}

TEST(Invocation, a_second_last_result_is_rejected) {
  Pair p;
  p.activate({}, {invoke(1)});
  p.must(p.b, Pair::make(Primitive::continue_, {}, {result(1), result(1)}));
  p.carry();
  const Components& c = p.a.messages.at(0).components;
  EXPECT_FALSE(c.at(0).rejected_locally);
  EXPECT_TRUE(c.at(1).rejected_locally);
}

TEST(Invocation, the_timer_of_any_class_ends_it_with_l_cancel) {
  for (const OperationClass c : {class1, class2, class3, class4}) {
    Pair p;
    p.activate({}, {invoke(4, c, 30s)});
    EXPECT_EQ(p.a.tcap.next_deadline(), Instant() + 30s);
    p.a.tcap.on_time(Instant() + 29s);
    p.a.drain();
    EXPECT_TRUE(p.a.cancels.empty());
    p.a.tcap.on_time(Instant() + 30s);
    p.a.drain();
    ASSERT_EQ(p.a.cancels.size(), 1U);
    EXPECT_EQ(p.a.cancels[0].dialogue, p.at_a);
    EXPECT_EQ(p.a.cancels[0].invoke_id, InvokeId{4});
    EXPECT_TRUE(p.a.tcap.next_deadline().is_never());
    p.must(p.b, Pair::make(Primitive::continue_, {}, {answer(return_error, 4)}));
    p.carry();
    EXPECT_EQ(p.a.messages.at(0).components.at(0).problem, (Problem{ProblemType::return_error, 0}))
        << "too late";
  }
}

TEST(Invocation, timers_expire_in_their_order) {
  Pair p;
  p.activate({}, {invoke(1, class1, 20s), invoke(2, class1, 10s), invoke(3, class1, 20s), invoke(4, class1)});
  p.a.tcap.on_time(Instant() + 60s);
  p.a.drain();
  std::vector<int> order;
  for (const auto& c : p.a.cancels) order.push_back(c.invoke_id);
  EXPECT_EQ(order, (std::vector{2, 1, 3}));
  p.must(p.b, Pair::make(Primitive::continue_, {}, {result(4)}));
  p.carry();
  EXPECT_FALSE(p.a.messages.at(0).components.at(0).rejected_locally) << "it has no timer";
}

TEST(Invocation, the_end_of_the_dialogue_stops_every_timer) {
  Pair p;
  p.activate({}, {invoke(1, class1, 20s)});
  p.must(p.b, Pair::make(Primitive::end));
  p.carry();
  EXPECT_TRUE(p.a.tcap.next_deadline().is_never());
}

TEST(Invocation, u_cancel_and_timer_reset) {
  Pair p;
  p.activate({}, {invoke(1, class1, 20s), invoke(2, class1, 20s)});
  ASSERT_TRUE(p.a.tcap.cancel(p.at_a, 1).has_value());
  EXPECT_FALSE(p.a.tcap.cancel(p.at_a, 1).has_value());
  ASSERT_TRUE(p.a.tcap.reset_timer(p.at_a, 2, Instant() + 15s).has_value());
  EXPECT_EQ(p.a.tcap.next_deadline(), Instant() + 35s);
  EXPECT_FALSE(p.a.tcap.reset_timer(p.at_a, 1, Instant()).has_value());
}

TEST(Invocation, a_reject_of_an_invoke_ends_it) {
  for (const Problem problem : {Problem{ProblemType::invoke, 1}, Problem{ProblemType::general, 1}}) {
    Pair p;
    p.activate({}, {invoke(1, class1, 20s)});
    Component c = answer(reject, 1);
    c.problem = problem;
    p.must(p.b, Pair::make(Primitive::continue_, {}, {c}));
    p.carry();
    EXPECT_EQ(p.a.messages.at(0).components.at(0).problem, problem);
    EXPECT_FALSE(p.a.messages[0].components[0].rejected_locally);
    EXPECT_TRUE(p.a.tcap.next_deadline().is_never());
  }
}

TEST(Invocation, a_reject_of_our_result_leaves_an_invocation_of_the_same_id_alone) {
  Pair p;
  p.activate({}, {invoke(1, class1, 20s)});
  Component c = answer(reject, 1);
  c.problem = {ProblemType::return_result, 2};
  p.must(p.b, Pair::make(Primitive::continue_, {}, {c}));
  p.carry();
  EXPECT_FALSE(p.a.tcap.next_deadline().is_never());
}

TEST(Invocation, every_problem_of_the_user_reaches_the_peer) {
  for (const auto& [type, count] :
       {std::pair{ProblemType::general, 3}, std::pair{ProblemType::invoke, 8},
        std::pair{ProblemType::return_result, 3}, std::pair{ProblemType::return_error, 5}}) {
    for (int code = 0; code < count; ++code) {
      Pair p;
      p.activate();
      Component c = answer(reject, 1);
      c.problem = {type, static_cast<std::uint8_t>(code)};
      p.must(p.a, Pair::make(Primitive::continue_, {}, {c}));
      p.carry();
      EXPECT_EQ(p.b.messages.at(0).components.at(0).problem, c.problem);
    }
  }
}

TEST(InvocationLinked, only_an_invocation_can_be_linked) {
  Pair p;
  p.activate({}, {invoke(1)});
  Component linked = result(1);
  linked.linked_id = InvokeId{2};
  const auto refused = p.request(p.b, Pair::make(Primitive::continue_, {}, {linked}));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().field, "linkedID");
}

TEST(InvocationLinked, a_linked_operation_belongs_to_an_open_invocation) {
  Pair p;
  p.activate({}, {invoke(1)});
  Component linked = invoke(7);
  linked.linked_id = InvokeId{1};
  p.must(p.b, Pair::make(Primitive::continue_, {}, {linked}));
  p.carry();
  EXPECT_FALSE(p.a.messages.at(0).components.at(0).rejected_locally);
  EXPECT_EQ(p.a.messages[0].components[0].linked_id, InvokeId{1});
  p.a.clear();
  Component stray = invoke(8);
  stray.linked_id = InvokeId{99};
  p.must(p.b, Pair::make(Primitive::continue_, {}, {stray}));
  p.carry();
  EXPECT_EQ(p.a.messages.at(0).components.at(0).problem, (Problem{ProblemType::invoke, 5}));
  p.must(p.a, Pair::make(Primitive::continue_));
  p.carry();
  const Component& rejected = p.b.messages.back().components.at(0);
  EXPECT_EQ(rejected.type, reject);
  EXPECT_EQ(rejected.invoke_id, InvokeId{8});
}

struct Rejected {
  const char* component;
  std::optional<InvokeId> invoke_id;
  std::uint8_t problem;
};

TEST(InvocationReject, malformed_components_are_rejected_with_a_general_problem) {
  const Rejected rows[] = {
      {"a503020101", {}, 0},
      {"a103020107", InvokeId{7}, 1},
      {"a10602010702053a", InvokeId{7}, 2},
  };
  for (const Rejected& row : rows) {
    Pair p;
    p.activate();
    const std::string components =
        tlv("6c", std::string("a106020101020130") + row.component + "a106020102020130");
    p.deliver(p.a, tlv("65", otid(p.otid_b()) + dtid(p.otid_a()) + components));
    const Components& c = p.a.messages.at(0).components;
    ASSERT_EQ(c.size(), 2U) << "the one before stands, the one after is discarded";
    EXPECT_FALSE(c[0].rejected_locally);
    EXPECT_TRUE(c[1].rejected_locally);
    EXPECT_EQ(c[1].problem, (Problem{ProblemType::general, row.problem}));
    EXPECT_EQ(p.a.diagnostics.size(), 1U);
    p.must(p.a, Pair::make(Primitive::continue_));
    p.carry();
    const Component& rejected = p.b.messages.back().components.at(0);
    EXPECT_EQ(rejected.problem, (Problem{ProblemType::general, row.problem}));
    EXPECT_EQ(rejected.invoke_id, row.invoke_id);
  }
}

TEST(InvocationReject, a_malformed_reject_is_told_and_not_rejected) {
  Pair p;
  p.activate();
  p.deliver(p.a, tlv("65", otid(p.otid_b()) + dtid(p.otid_a()) + tlv("6c", "a403020107")));
  EXPECT_TRUE(p.a.messages.at(0).components.at(0).rejected_locally);
  EXPECT_EQ(p.a.messages[0].components[0].type, reject);
  p.must(p.a, Pair::make(Primitive::continue_));
  p.carry();
  EXPECT_TRUE(p.b.messages.at(0).components.empty());
}

TEST(InvocationReject, a_malformed_result_ends_the_invocation_that_it_answers) {
  Pair p;
  p.activate({}, {invoke(1, class1, 20s)});
  p.deliver(p.a, tlv("65", otid(p.otid_b()) + dtid(p.otid_a()) +
                               tlv("6c",
                                   "a2060201010201"
                                   "2d")));
  EXPECT_TRUE(p.a.tcap.next_deadline().is_never());
}

TEST(InvocationReject, pending_rejects_are_limited) {
  Config config;
  config.max_pending_rejects = 3;
  Pair p(config);
  p.activate();
  Components results;
  for (InvokeId id = 0; id < 5; ++id) results.push_back(result(id));
  p.must(p.b, Pair::make(Primitive::continue_, {}, results));
  p.carry();
  EXPECT_EQ(p.a.messages.at(0).components.size(), 5U);
  EXPECT_EQ(p.a.diagnostics.size(), 2U);
  p.must(p.a, Pair::make(Primitive::continue_));
  p.carry();
  EXPECT_EQ(p.b.messages.back().components.size(), 3U);
  p.must(p.a, Pair::make(Primitive::continue_));
  p.carry();
  EXPECT_TRUE(p.b.messages.back().components.empty()) << "they go once";
}

TEST(InvocationReject, nothing_is_kept_after_the_dialogue_ended) {
  Pair p;
  p.activate();
  p.must(p.b, Pair::make(Primitive::end, {}, {result(5)}));
  p.carry();
  EXPECT_TRUE(p.a.messages.at(0).components.at(0).rejected_locally);
  EXPECT_TRUE(p.a.out.empty());
  EXPECT_EQ(p.a.tcap.open(), 0U);
}

TEST(InvokeIds, one_without_id_gets_the_first_that_is_free) {
  Pair p;
  p.activate({}, {invoke({}), invoke(2), invoke({})});
  EXPECT_EQ(p.a.tcap.free_invoke_id(p.at_a), InvokeId{4});
  p.must(p.b, Pair::make(Primitive::continue_, {}, {result(2)}));
  p.carry();
  EXPECT_EQ(p.a.tcap.free_invoke_id(p.at_a), InvokeId{2});
}

TEST(InvokeIds, all_256_can_be_used_and_no_more) {
  Pair p;
  p.activate();
  for (int i = 0; i < 256; ++i) p.must(p.a, Pair::make(Primitive::continue_, {}, {invoke({})}));
  EXPECT_FALSE(p.a.tcap.free_invoke_id(p.at_a));
  EXPECT_FALSE(p.request(p.a, Pair::make(Primitive::continue_, {}, {invoke({})})).has_value());
}

TEST(InvokeIds, one_in_use_is_refused) {
  Pair p;
  p.activate({}, {invoke(1)});
  EXPECT_FALSE(p.request(p.a, Pair::make(Primitive::continue_, {}, {invoke(1)})).has_value());
  EXPECT_FALSE(p.request(p.a, Pair::make(Primitive::continue_, {}, {invoke(2), invoke(2)})).has_value());
  EXPECT_TRUE(p.a.out.empty());
  EXPECT_EQ(p.a.tcap.free_invoke_id(p.at_a), InvokeId{2}) << "nothing was started";
}

TEST(InvokeIds, requests_lack_nothing_that_their_component_needs) {
  Pair p;
  p.activate();
  Component no_code = invoke(1);
  no_code.code.reset();
  Component no_id = result(1);
  no_id.invoke_id.reset();
  const Octets octets = hex("0500");
  Component no_operation = result(1);
  no_operation.parameter = octets;
  for (const Component& c : {no_code, no_id, no_operation}) {
    EXPECT_FALSE(p.request(p.a, Pair::make(Primitive::continue_, {}, {c})).has_value());
  }
}

// Q.774 figure A.7, wait for reject.
class AnsweredInvocation : public testing::Test {
 protected:
  static Config waiting() {
    Config config;
    config.reject_timer = 5s;
    return config;
  }
  AnsweredInvocation() : p(waiting()) {
    p.activate({}, {invoke(3, class1, 10s)});
    p.now = Instant() + 2s;
    p.must(p.b, Pair::make(Primitive::continue_, {}, {result(3)}));
    p.carry();
  }
  // Whether "a" may invoke by the id again.
  bool is_free() { return p.request(p.a, Pair::make(Primitive::continue_, {}, {invoke(3)})).has_value(); }
  Pair p;
};

TEST_F(AnsweredInvocation, keeps_its_id_until_the_reject_timer_ends_it_without_a_word) {
  EXPECT_FALSE(p.a.messages.at(0).components.at(0).rejected_locally);
  EXPECT_EQ(p.a.tcap.next_deadline(), Instant() + 7s);
  EXPECT_FALSE(is_free());
  EXPECT_NE(p.a.tcap.free_invoke_id(p.at_a), InvokeId{3});
  p.a.tcap.on_time(Instant() + 7s);
  p.a.drain();
  EXPECT_TRUE(p.a.cancels.empty());
  EXPECT_TRUE(p.a.tcap.next_deadline().is_never());
  EXPECT_TRUE(is_free());
}

TEST_F(AnsweredInvocation, is_no_longer_one_that_can_be_answered_linked_to_or_cancelled) {
  EXPECT_FALSE(p.a.tcap.cancel(p.at_a, 3));
  EXPECT_FALSE(p.a.tcap.reset_timer(p.at_a, 3, p.now));
  Component linked = invoke(7);
  linked.linked_id = 3;
  p.must(p.b, Pair::make(Primitive::continue_, {}, {result(3), linked}));
  p.carry();
  const Components& c = p.a.messages.at(1).components;
  EXPECT_EQ(c.at(0).problem, (Problem{ProblemType::return_result, 0}));
  EXPECT_EQ(c.at(1).problem, (Problem{ProblemType::invoke, 5}));
  EXPECT_FALSE(is_free());
}

TEST_F(AnsweredInvocation, ends_when_the_user_rejects_the_answer) {
  Component reject_of_result = answer(reject, 3);
  reject_of_result.problem = {ProblemType::return_result, 2};
  p.must(p.a, Pair::make(Primitive::continue_, {}, {reject_of_result}));
  EXPECT_TRUE(p.a.tcap.next_deadline().is_never());
  EXPECT_TRUE(is_free());
}

TEST_F(AnsweredInvocation, ends_when_the_peer_rejects_the_invoke) {
  Component reject_of_invoke = answer(reject, 3);
  reject_of_invoke.problem = {ProblemType::invoke, 2};
  p.must(p.b, Pair::make(Primitive::continue_, {}, {reject_of_invoke}));
  p.carry();
  EXPECT_TRUE(is_free());
}

TEST_F(AnsweredInvocation, ends_with_its_dialogue) {
  p.must(p.b, Pair::make(Primitive::end));
  p.carry();
  EXPECT_TRUE(p.a.tcap.next_deadline().is_never());
}

TEST(Invocation, without_a_reject_timer_the_id_is_free_with_the_answer) {
  Pair p;
  p.activate({}, {invoke(3, class1, 10s)});
  p.must(p.b, Pair::make(Primitive::continue_, {}, {result(3)}));
  p.carry();
  EXPECT_TRUE(p.a.tcap.next_deadline().is_never());
  p.must(p.a, Pair::make(Primitive::continue_, {}, {invoke(3)}));
}

}  // namespace
}  // namespace mapsim::tcap::test
