// What the scenarios that come with the program leave out: nothing of the tables of operations and errors.
#include <filesystem>
#include <gtest/gtest.h>
#include <set>

#include "scenarios/engine/loader.h"
#include "sigtran/map/application_contexts.h"
#include "sigtran/map/errors.h"
#include "sigtran/map/operations.h"
#include "tests/support/paths.h"

namespace mapsim::scenario {
namespace {

// "shortMsgMT-Relay-v3 invoke mt-ForwardSM", "… error absentSubscriberSM", "… alertReason ms-Present", "…
// refuse noReasonGiven".
using Shown = std::set<std::string>;

void collect_names(const Value& v, const std::string& context, Shown& shown) {
  if (const auto* map = v.if_map()) {
    for (const Value::Member& m : *map) {
      if (const std::string* word = m.value.if_string()) shown.insert(context + " " + m.name + " " + *word);
      collect_names(m.value, context, shown);
    }
  } else if (const auto* list = v.if_list()) {
    for (const Value& item : *list) collect_names(item, context, shown);
  }
}

void collect(const Program& program, Shown& shown) {
  Variables variables(&program.vars);
  std::vector<std::string> contexts(program.dialogues.size());
  for (const Step& step : program.steps) {
    if (const auto* loop = step.loop_variables.if_map()) {
      for (const auto& v : *loop) variables.set(v.name, v.value);
    }
    const auto* message = std::get_if<MessageStep>(&step.what);
    if (message == nullptr) continue;
    const auto content = evaluate(message->content, variables);
    if (!content) continue;  // of captured values: none of those is the only one of its kind
    std::string& context = contexts[message->dialogue];
    if (const Value* name = content->find("application-context")) context = *name->if_string();
    collect_names(*content, context, shown);
    const Value* reason = content->find("reason");
    if (message->kind == MessageStep::Kind::refuse && reason != nullptr)
      shown.insert(context + " refuse " + *reason->if_string());
  }
}

const Shown& shown() {
  static const Shown all = [] {
    Shown found;
    const auto folder = mapsim::test::source_dir() / "scenarios";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.path().extension() != ".yaml") continue;
      const LoadResult result = load_file(entry.path());
      if (result.program) collect(*result.program, found);
    }
    return found;
  }();
  return all;
}

TEST(ShippedCoverage, EveryOperationIsInvokedInEachOfItsVersions) {
  for (const map::Operation& operation : map::operations()) {
    const std::string row = map::to_string(operation.context) + " invoke " + std::string(operation.name);
    EXPECT_TRUE(shown().contains(row)) << row;
  }
}

TEST(ShippedCoverage, EveryErrorIsReturnedInEachVersionOfEachOperationThatHasIt) {
  for (const map::Operation& operation : map::operations()) {
    for (const map::ErrorCode code : operation.errors) {
      const auto* error = map::find_error(static_cast<std::int32_t>(code));
      const std::string row = map::to_string(operation.context) + " error " + std::string(error->name);
      EXPECT_TRUE(shown().contains(row)) << row;
    }
  }
}

TEST(ShippedCoverage, EveryOutcomeAndEveryReasonOfAnAlertIsTold) {
  for (const std::string version : {"2", "3"}) {
    for (const std::string outcome : {"absentSubscriber", "memoryCapacityExceeded", "successfulTransfer"})
      EXPECT_TRUE(shown().contains("shortMsgGateway-v" + version + " sm-DeliveryOutcome " + outcome))
          << version << outcome;
    for (const std::string reason : {"ms-Present", "memoryAvailable"})
      EXPECT_TRUE(shown().contains("mwdMngt-v" + version + " alertReason " + reason)) << version << reason;
  }
}

TEST(ShippedCoverage, EveryContextOfAnEnquiryOrAMessageIsRefusedForItsVersion) {
  for (const std::string context : {"shortMsgMO-Relay", "shortMsgMT-Relay", "shortMsgGateway"}) {
    for (const std::string version : {"2", "3"}) {
      for (const std::string reason : {"applicationContextNotSupported", "noCommonDialoguePortion"})
        EXPECT_TRUE(shown().contains(context + "-v" + version + " refuse " + reason)) << context << version;
    }
  }
}

}  // namespace
}  // namespace mapsim::scenario
