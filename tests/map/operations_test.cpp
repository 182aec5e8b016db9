// The tables, against what the specifications say, row by row: whoever changes a row must change it here too.
#include "sigtran/map/operations.h"

#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace mapsim::map {
namespace {

std::string_view presence(Presence p) {
  return p == Presence::absent ? "-" : p == Presence::optional ? "optional" : "mandatory";
}

// "45 sendRoutingInfoForSM 20.1 class1 m argument 8 result 9 mandatory: 34 35 …"
std::string describe(const Operation& o) {
  std::ostringstream out;
  out << o.code << ' ' << o.name << ' ' << int{o.context.code} << '.' << int{o.context.version} << " class"
      << static_cast<int>(o.operation_class) << ' ' << limits(o.timer).name << ' '
      << static_cast<int>(o.argument) << ' ' << static_cast<int>(o.result) << ' '
      << presence(o.result_presence) << ':';
  for (const ErrorCode e : o.errors) out << ' ' << static_cast<int>(e);
  return out.str();
}

// TS 29.002 17.2, 17.3, 17.6.5; ETS 300 599 17.6.5. The types by their place in ParameterType.
TEST(Operations, EachRowIsThatOfTheSpecification) {
  const std::vector<std::string> expected = {
      "45 sendRoutingInfoForSM 20.1 class1 m 8 9 mandatory: 34 35 36 21 1 11 27 13",
      "45 sendRoutingInfoForSM 20.2 class1 m 8 9 mandatory: 34 35 36 21 1 11 27 13",
      "45 sendRoutingInfoForSM 20.3 class1 m 10 11 mandatory: 34 35 36 21 1 11 13 6",
      "46 forwardSM 21.1 class1 ml 1 0 -: 34 36 21 5 9 27 32",
      "46 forwardSM 21.2 class1 ml 1 0 -: 34 35 36 21 5 9 12 27 31 32",
      "46 forwardSM 25.2 class1 ml 1 0 -: 34 35 36 21 5 9 12 27 31 32",
      "46 mo-ForwardSM 21.3 class1 ml 2 3 optional: 34 36 21 32",
      "44 mt-ForwardSM 25.3 class1 ml 4 5 optional: 34 35 36 21 5 9 12 31 32 6",
      "21 mt-ForwardSM-VGCS 41.3 class1 ml 6 7 optional: 34 36",
      "47 reportSM-DeliveryStatus 20.1 class1 s 12 0 -: 36 1 33",
      "47 reportSM-DeliveryStatus 20.2 class1 s 12 13 optional: 35 36 1 33",
      "47 reportSM-DeliveryStatus 20.3 class1 s 14 15 optional: 35 36 1 33",
      "63 informServiceCentre 20.2 class4 s 18 0 -:",
      "63 informServiceCentre 20.3 class4 s 19 0 -:",
      "49 alertServiceCentreWithoutResult 23.1 class4 s 16 0 -:",
      "64 alertServiceCentre 23.2 class1 s 17 0 -: 34 35 36",
      "48 noteSubscriberPresent 24.1 class4 s 20 0 -:",
      "66 readyForSM 24.2 class1 m 21 0 -: 35 36 21 1",
      "66 readyForSM 24.3 class1 m 22 23 optional: 35 36 21 1",
  };
  std::vector<std::string> actual;
  for (const Operation& o : operations()) actual.push_back(describe(o));
  EXPECT_EQ(actual, expected);
}

std::string describe(const ErrorRow& row) {
  std::ostringstream out;
  out << static_cast<int>(row.code) << ' ' << row.name;
  for (const ErrorParameter& p : row.versions) {
    if (!p.used) {
      out << " | unused";
    } else {
      out << " | " << static_cast<int>(p.type) << ' ' << presence(p.presence);
    }
  }
  return out.str();
}

// TS 29.002 17.6.6, 17.7.7; ETS 300 599 17.6.6.
TEST(Errors, EachRowIsThatOfTheSpecification) {
  const std::vector<std::string> expected = {
      "1 unknownSubscriber | 0 - | 0 - | 36 optional",
      "5 unidentifiedSubscriber | 0 - | 0 - | 37 optional",
      "6 absentSubscriberSM | unused | unused | 30 optional",
      "9 illegalSubscriber | 0 - | 0 - | 38 optional",
      "11 teleserviceNotProvisioned | 0 - | 0 - | 40 optional",
      "12 illegalEquipment | unused | 0 - | 39 optional",
      "13 callBarred | 25 optional | 25 optional | 32 optional",
      "21 facilityNotSupported | 0 - | 0 - | 35 optional",
      "27 absentSubscriber | 24 optional | 0 - | unused",
      "31 subscriberBusyForMT-SMS | unused | 0 - | 41 optional",
      "32 sm-DeliveryFailure | 27 mandatory | 28 mandatory | 29 mandatory",
      "33 messageWaitingListFull | 0 - | 0 - | 42 optional",
      "34 systemFailure | 26 optional | 26 optional | 31 optional",
      "35 dataMissing | 0 - | 0 - | 33 optional",
      "36 unexpectedDataValue | 0 - | 0 - | 34 optional",
  };
  std::vector<std::string> actual;
  for (const ErrorRow& row : errors()) actual.push_back(describe(row));
  EXPECT_EQ(actual, expected);
}

TEST(ApplicationContexts, EachRowIsThatOfTheSpecification) {
  const std::vector<std::string> expected = {
      "20.3 shortMsgGateway-v3 1",  "20.2 shortMsgGateway-v2 1",
      "20.1 shortMsgGateway-v1 0",  "21.3 shortMsgMO-Relay-v3 1",
      "21.2 shortMsgMO-Relay-v2 1", "21.1 shortMsgRelay-v1 0",
      "23.2 shortMsgAlert-v2 1",    "23.1 shortMsgAlert-v1 0",
      "24.3 mwdMngt-v3 1",          "24.2 mwdMngt-v2 1",
      "24.1 mwdMngt-v1 0",          "25.3 shortMsgMT-Relay-v3 1",
      "25.2 shortMsgMT-Relay-v2 1", "41.3 shortMsgMT-Relay-VGCS-v3 1",
  };
  std::vector<std::string> actual;
  for (const auto& row : application_contexts()) {
    actual.push_back(std::to_string(row.context.code) + '.' + std::to_string(row.context.version) + ' ' +
                     std::string(row.name) + (row.on_the_wire ? " 1" : " 0"));
  }
  EXPECT_EQ(actual, expected);
}

// TS 29.002 17.1.2.
TEST(Operations, TimersKeepToTheirRanges) {
  using namespace std::chrono_literals;
  const auto check = [](TimerRange range, Duration shortest, Duration longest) {
    const TimerLimits& l = limits(range);
    EXPECT_EQ(l.shortest, shortest) << l.name;
    EXPECT_EQ(l.longest, longest) << l.name;
    EXPECT_GE(l.value, l.shortest) << l.name;
    EXPECT_LE(l.value, l.longest) << l.name;
  };
  check(TimerRange::s, 3s, 10s);
  check(TimerRange::m, 15s, 30s);
  check(TimerRange::ml, 1min, 10min);
  check(TimerRange::l, 28h, 38h);
}

// The name, "none" where there is no such operation.
std::string_view name_of(ApplicationContext context, std::int32_t code) {
  const Operation* operation = find_operation(context, code);
  return operation != nullptr ? operation->name : "none";
}

TEST(Operations, TheSameCodeIsAnotherOperationInAnotherContextOrVersion) {
  EXPECT_EQ(name_of({21, 1}, 46), "forwardSM");
  EXPECT_EQ(name_of({21, 2}, 46), "forwardSM");
  EXPECT_EQ(name_of({25, 2}, 46), "forwardSM");
  EXPECT_EQ(name_of({21, 3}, 46), "mo-ForwardSM");
  EXPECT_EQ(name_of({25, 3}, 46), "none");
  EXPECT_EQ(name_of({25, 3}, 44), "mt-ForwardSM");
  EXPECT_EQ(name_of({25, 2}, 44), "none");
  EXPECT_EQ(name_of({25, 1}, 46), "none");
}

TEST(Operations, AreFoundByNameAndVersion) {
  for (const Operation& o : operations()) {
    const Operation* found = find_operation(o.name, o.context.version);
    ASSERT_NE(found, nullptr) << o.name;
    EXPECT_EQ(found->code, o.code);
    EXPECT_EQ(found->context.version, o.context.version);
    EXPECT_EQ(find_operation(o.context, o.code), &o);
  }
  EXPECT_EQ(find_operation("forwardSM", 3), nullptr);
  EXPECT_EQ(find_operation("mo-ForwardSM", 2), nullptr);
  EXPECT_EQ(find_operation("alertServiceCentre", 3)->context.version, 2);
  EXPECT_EQ(find_operation("sendRoutingInfoForSMS", 3), nullptr);
}

// TS 29.002 table 15.2/1.
TEST(Operations, TheFirstInvokeTellsTheVersion1Context) {
  EXPECT_EQ(version1_context(46), (ApplicationContext{21, 1}));
  EXPECT_EQ(version1_context(45), (ApplicationContext{20, 1}));
  EXPECT_EQ(version1_context(47), (ApplicationContext{20, 1}));
  EXPECT_EQ(version1_context(48), (ApplicationContext{24, 1}));
  EXPECT_EQ(version1_context(49), (ApplicationContext{23, 1}));
  EXPECT_EQ(version1_context(44), std::nullopt);
  EXPECT_EQ(version1_context(63), std::nullopt);
}

TEST(Operations, EveryErrorOfAnOperationIsUsedInItsVersion) {
  for (const Operation& o : operations()) {
    for (const ErrorCode e : o.errors) {
      EXPECT_TRUE(parameter_of(e, o.context.version))
          << o.name << " v" << int{o.context.version} << " error " << static_cast<int>(e);
      EXPECT_TRUE(may_return(o, e));
    }
  }
}

TEST(Operations, EveryContextHasOperationsAndEveryOperationAContext) {
  for (const Operation& o : operations()) EXPECT_NE(find_application_context(o.context), nullptr) << o.name;
  for (const auto& row : application_contexts()) {
    const auto has = std::ranges::count(operations(), row.context, &Operation::context);
    EXPECT_GT(has, 0) << row.name;
    EXPECT_EQ(find_application_context(row.name), &row);
    EXPECT_FALSE(row.clause.empty());
  }
}

TEST(Operations, NoCodeStandsTwiceInAContext) {
  std::set<std::tuple<int, int, int>> seen;
  for (const Operation& o : operations()) {
    EXPECT_TRUE(seen.emplace(o.context.code, o.context.version, o.code).second) << o.name;
    EXPECT_FALSE(o.clause.empty());
  }
}

TEST(Operations, AnotherVersionOfTheSameOperationIsFound) {
  const Operation* v3 = find_operation("sendRoutingInfoForSM", 3);
  EXPECT_EQ(in_version(*v3, 2)->context, (ApplicationContext{20, 2}));
  const Operation* mo = find_operation("mo-ForwardSM", 3);
  EXPECT_EQ(in_version(*mo, 2), nullptr);
}

TEST(Errors, AreFoundByCodeAndName) {
  EXPECT_EQ(find_error(32)->name, "sm-DeliveryFailure");
  EXPECT_EQ(find_error("absentSubscriberSM")->code, ErrorCode::absent_subscriber_sm);
  EXPECT_EQ(find_error(99), nullptr);
  EXPECT_EQ(find_error("absentSubscriberSms"), nullptr);
  EXPECT_EQ(parameter_of(ErrorCode::absent_subscriber, 3), std::nullopt);
  EXPECT_EQ(parameter_of(ErrorCode::system_failure, 4), std::nullopt);
}

}  // namespace
}  // namespace mapsim::map
