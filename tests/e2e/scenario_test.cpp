// Each shipped scenario from its file to what an independent dissector reads in its capture.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "scenarios/engine/loader.h"
#include "tests/e2e/exceptions.h"
#include "tests/e2e/player.h"
#include "tests/e2e/shipped.h"
#include "tests/e2e/shown.h"
#include "tests/e2e/stated.h"

namespace mapsim::e2e {
namespace {

// All of a capture that belongs to one stated message. Usually that is one; a message that is too long for
// its BEGIN travels by an empty BEGIN, and the answer to that belongs to it too.
using Group = std::vector<const ShownMessage*>;

class Scenario : public ::testing::TestWithParam<Shipped> {
 protected:
  // Fails the test unless a row of the table allows it.
  void complain(const std::string& complaint) {
    if (const Exception* row = find_exception(GetParam().name, complaint)) {
      used_.insert(row);
      return;
    }
    ADD_FAILURE() << complaint;
  }

  void compare(const StatedMessage& stated, const Group& group) {
    if (group.empty() && stated.may_be_absent) return;
    if (group.empty()) return complain(stated.text + "\n  tshark shows no such message");
    if (stated.damaged) return;
    compare_dialogue(stated, group);
    if (!stated.compare_components) return;
    std::vector<ComponentFacts> shown;
    for (const ShownMessage* m : group) {
      shown.insert(shown.end(), m->facts.components.begin(), m->facts.components.end());
    }
    // TP-MMS and moreMessagesToSend say the same (TS 23.040 9.2.3.2, TS 29.002 12.9.3).
    for (const ShownMessage* m : group) {
      if (!m->more_messages || m->facts.components.empty()) continue;
      if (*m->more_messages != m->facts.components.front().members.contains("moreMessagesToSend")) {
        complain(stated.text + "\n  TP-MMS and moreMessagesToSend contradict each other");
      }
    }
    const auto& components = stated.facts.components;
    if (components.size() != shown.size()) {
      complain(stated.text + "\n  stated: " + std::to_string(components.size()) +
               " components\n  tshark: " + std::to_string(shown.size()));
    }
    for (std::size_t i = 0; i < std::min(components.size(), shown.size()); ++i) {
      if (const auto found = difference(components[i], shown[i])) complain(stated.text + "\n  " + *found);
    }
  }

  void compare_dialogue(const StatedMessage& stated, const Group& group) {
    const MessageFacts& first = group.front()->facts;
    const auto same = [&](const std::string& what, const std::string& a, const std::string& b) {
      if (a != b) complain(stated.text + "\n  " + what + "\n  stated: " + a + "\n  tshark: " + b);
    };
    same("message", stated.facts.kind, first.kind);
    if (stated.compare_addresses) {
      same("called", stated.facts.called, first.called);
      same("calling", stated.facts.calling, first.calling);
    }
    if (stated.facts.kind == "abort" && stated.facts.response_name) {
      same("context offered instead", *stated.facts.response_name, first.response_name.value_or("none"));
    }
    if (!stated.compare_names) return;
    same("context asked for", stated.facts.request_name.value_or("none"),
         first.request_name.value_or("none"));
    // Where the BEGIN went ahead empty, its answer has echoed the name already.
    if (answered_by_stack_ && stated.facts.response_name) {
      answered_by_stack_ = false;
      return;
    }
    same("context accepted", stated.facts.response_name.value_or("none"),
         first.response_name.value_or("none"));
    for (const ShownMessage* m : group)
      answered_by_stack_ = answered_by_stack_ || (m != group.front() && m->facts.response_name);
  }

  std::set<const Exception*> used_;
  bool answered_by_stack_ = false;
};

TEST_P(Scenario, PassesAndPlaysTheSameOctetsEachTime) {
  const Played& result = played(GetParam());
  EXPECT_EQ(result.first.status, 0) << result.first.out << result.first.err;
  EXPECT_EQ(result.first.err, "");
  EXPECT_EQ(result.second.status, 0);
  EXPECT_FALSE(result.capture.empty());
  EXPECT_TRUE(result.capture == result.capture_again) << "two runs, two captures";
}

// The octets are those of every build: where they are made under the sanitizers, tshark has nothing to add.
#ifndef MAPSIM_SANITIZED
TEST_P(Scenario, IsWhatTsharkReads) {
  if (!tshark_is_installed()) GTEST_SKIP() << "tshark is not installed";
  const auto loaded = scenario::load_file(GetParam().file);
  ASSERT_TRUE(loaded.program) << scenario::to_text(loaded.file, loaded.errors.front());
  const Played& result = played(GetParam());
  ASSERT_EQ(result.first.status, 0) << result.first.out << result.first.err;
  const Dissection& dissection = result.dissection;
  ASSERT_EQ(dissection.problem, "");
  ASSERT_FALSE(dissection.frames.empty());
  for (const std::string& complaint : complaints(dissection.frames)) complain(complaint);

  const auto messages = shown_messages(dissection.frames);
  std::vector<std::size_t> played_steps;
  for (const ShownMessage& m : messages) played_steps.push_back(m.step);
  const Statement statement = stated_messages(*loaded.program, played_steps);
  EXPECT_THAT(statement.problems, ::testing::IsEmpty());
  EXPECT_FALSE(statement.messages.empty());
  // What automatic endpoints send names no step, so that the two cannot be laid beside each other.
  if (std::ranges::any_of(loaded.program->endpoints, [](const auto& e) { return e.automatic.has_value(); })) {
    EXPECT_GE(messages.size(), statement.messages.size());
    return;
  }
  // In the order of both. What the stack does of its own (an abort, a refusal) is stated, but its frame names
  // no step.
  auto next = messages.begin();
  for (const StatedMessage& stated : statement.messages) {
    const bool aborts = stated.facts.kind == "abort";
    Group group;
    for (; next != messages.end(); ++next) {
      if (next->step != stated.step && next->step != 0) break;
      if (next->step == 0 && next->facts.kind == "abort" && !aborts) {
        if (!group.empty()) break;  // perhaps the next step states it
        continue;
      }
      // The second copy of a message says the same.
      if (!stated.doubled || group.empty()) group.push_back(&*next);
      if (aborts) {
        ++next;
        break;
      }
    }
    compare(stated, group);
  }
  for (; next != messages.end(); ++next) {
    if (next->step != 0) complain("frame " + next->frame + ": stated nowhere, or out of turn");
  }
  // A row that nothing needs any more hides the next defect.
  for (const Exception& row : exceptions()) {
    if (row.scenario == GetParam().name) {
      EXPECT_TRUE(used_.contains(&row)) << "needed no more: " << row.complaint;
    }
  }
}
#endif

TEST_P(Scenario, ViolatesWhatItIsMeantToViolateAndNothingElse) {
  const Outcome& lint = played(GetParam()).lint;
  std::set<std::string> expected;
  for (const Violation& row : violations()) {
    if (row.scenario == GetParam().name) expected.emplace(row.rule);
  }
  std::set<std::string> found;
  const std::string key = "\"rule\":\"";
  for (std::size_t at = lint.out.find(key); at != std::string::npos; at = lint.out.find(key, at + 1)) {
    const std::size_t begin = at + key.size();
    found.insert(lint.out.substr(begin, lint.out.find('"', begin) - begin));
  }
  EXPECT_EQ(found, expected) << lint.out;
  EXPECT_EQ(lint.status, expected.empty() ? 0 : 1) << lint.err;
}

INSTANTIATE_TEST_SUITE_P(Shipped, Scenario, ::testing::ValuesIn(shipped_scenarios()),
                         [](const auto& row) { return test_name(row.param); });
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Scenario);

TEST(Exceptions, NameShippedScenarios) {
  const auto shipped = shipped_scenarios();
  for (const Exception& row : exceptions()) {
    const auto there = [&](const Shipped& s) { return s.name == row.scenario; };
    EXPECT_TRUE(std::ranges::any_of(shipped, there)) << row.scenario;
    EXPECT_FALSE(row.reason.empty()) << row.scenario;
  }
  for (const Violation& row : violations()) {
    const auto there = [&](const Shipped& s) { return s.name == row.scenario; };
    EXPECT_TRUE(std::ranges::any_of(shipped, there)) << row.scenario;
    EXPECT_FALSE(row.reason.empty()) << row.scenario;
  }
}

}  // namespace
}  // namespace mapsim::e2e
