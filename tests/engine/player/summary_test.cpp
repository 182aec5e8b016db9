#include "scenarios/engine/summary.h"

#include <gtest/gtest.h>

namespace mapsim::scenario {
namespace {

Value component() {
  Value address;
  address.add("serviceCentreAddressOA", "+15550100001");
  Value deliver;
  deliver.add("tp-oa", "+15550100100");
  deliver.add("text", "hi");
  Value tpdu;
  tpdu.add("sms-deliver", deliver);
  Value imsi;
  imsi.add("imsi", "001010000000001");
  Value argument;
  argument.add("sm-RP-OA", address);
  argument.add("sm-RP-DA", imsi);
  argument.add("sm-RP-UI", tpdu);
  argument.add("moreMessagesToSend", true);
  Value c;
  c.add("invoke", "mt-ForwardSM");
  c.add("argument", argument);
  return c;
}

TEST(Summary, ShowsTheOperationAndTheFieldsThatMatterInOneOrder) {
  Value tree;
  tree.add("application-context", "shortMsgMT-Relay-v3");
  tree.add("components", Value::List{component()});
  EXPECT_EQ(summary(tree),
            "mt-ForwardSM  imsi 001010000000001  from +15550100100  \"hi\"  moreMessagesToSend  sc +15550100001  "
            "shortMsgMT-Relay-v3");
}

TEST(Summary, NamesResultsErrorsAndRejects) {
  Value error;
  error.add("error", "absentSubscriberSM");
  Value reject;
  reject.add("reject", "mistypedParameter");
  Value result;
  result.add("result", "mt-ForwardSM");
  Value tree;
  tree.add("components", Value::List{error, reject, result});
  EXPECT_EQ(summary(tree), "error absentSubscriberSM  reject mistypedParameter  result mt-ForwardSM");
}

TEST(Summary, ShowsWhyADialogueEnded) {
  Value tree;
  tree.add("reason", "userSpecificReason");
  EXPECT_EQ(summary(tree), "reason userSpecificReason");
}

}  // namespace
}  // namespace mapsim::scenario
