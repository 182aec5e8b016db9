// Messages that are wrong on purpose, each with the clause that it violates.
#include <array>

#include "tools/corpus/parameters.h"

namespace mapsim::corpus {

namespace {

Cell cell(std::string_view name, std::string_view clause, std::string_view what, Dialogue dialogue,
          std::size_t turn) {
  Cell out{.subject = "malformed",
           .name = std::string(name),
           .title = std::string(what),
           .clause = std::string(clause)};
  dialogue.turns[turn].violation = known::Violation{std::string(clause), std::string(what)};
  out.dialogues.push_back(std::move(dialogue));
  return out;
}

struct DamageRow {
  std::string_view name;
  Damage damage;
  std::string_view clause;
  std::string_view what;
};
constexpr auto kDamages = std::to_array<DamageRow>({
    {"tcap-long-length", Damage::tcap_long_length, "TS 29.002 17.1.1", "a length below 128 in the long form"},
    {"tcap-unknown-type", Damage::tcap_unknown_type, "Q.773 3.1", "a message type that is not defined"},
    {"tcap-truncated", Damage::tcap_truncated, "X.690 8.1.3",
     "the message ends before its last element does"},
    {"tcap-component-length", Damage::tcap_component_length, "X.690 8.1.3",
     "a component that is longer than its portion"},
    {"sccp-pointer", Damage::sccp_pointer, "Q.713 2.3", "a pointer that leads behind the message"},
    {"sccp-unknown-type", Damage::sccp_unknown_type, "Q.713 table 1", "a message type that is not defined"},
    {"m3ua-version", Damage::m3ua_version, "RFC 4666 3.1.1", "a version other than 1"},
    {"m3ua-length", Damage::m3ua_length, "RFC 4666 3.2", "a parameter that is longer than the message"},
});

// An argument that differs from the usual one, or octets in its place.
struct WrongArgumentRow {
  std::string_view name;
  map::ApplicationContext context;
  bool mobile_originated;
  std::string_view argument;
  std::string_view clause;
  std::string_view what;
};
// clang-format off
constexpr auto kWrongArguments = std::to_array<WrongArgumentRow>({
    {"map-v1-more-messages", {21, 1}, false, R"({"moreMessagesToSend":true})", "ETS 300 599 17.6.5", "moreMessagesToSend in version 1"},
    {"map-v1-no-address", {21, 1}, false, R"({"sm-RP-DA":"noSM-RP-DA"})", "ETS 300 599 17.6.5", "noSM-RP-DA in version 1"},
    {"map-roaming-number-v2", {25, 2}, false, R"({"sm-RP-DA":{"roamingNumber":"+15550100150"}})", "TS 29.002 17.7.6", "a roaming number as destination in version 2"},
    {"map-more-messages-tpdu", {25, 3}, false, R"({"moreMessagesToSend":true})", "TS 23.040 9.2.3.2", "moreMessagesToSend, and TP-MMS says that there are none"},
    {"map-mo-destination", {21, 3}, true, R"({"sm-RP-DA":{"imsi":"001010000000001"}})", "TS 29.002 12.2.2", "a mobile originated message to an IMSI"},
    {"map-argument-empty", {25, 3}, false, R"({"hex":"3000"})", "TS 29.002 17.7.6", "an argument without its mandatory elements"},
    {"map-argument-type", {25, 3}, false, R"({"hex":"0401ff"})", "TS 29.002 17.7.6", "an argument that is no SEQUENCE"},
    {"sms-reserved-coding", {25, 3}, false, R"({"sm-RP-UI":{"sms-deliver":{"tp-oa":"+15550100100","tp-dcs":143,"tp-udl":1,"tp-ud":{"hex":"41"}}}})", "TS 23.038 4", "a data coding scheme that is reserved"},
    {"sms-length", {25, 3}, false, R"({"sm-RP-UI":{"sms-deliver":{"tp-oa":"+15550100100","tp-dcs":4,"tp-udl":20,"tp-ud":{"hex":"0102030405"}}}})", "TS 23.040 9.2.3.16", "TP-UDL says more octets than there are"},
    {"sms-header", {25, 3}, false, R"({"sm-RP-UI":{"sms-deliver":{"tp-oa":"+15550100100","tp-dcs":4,"tp-udhi":true,"tp-ud":{"hex":"0b0102030405"}}}})", "TS 23.040 9.2.3.24", "a user data header that is longer than the user data"},
    {"sms-time", {25, 3}, false, R"({"sm-RP-UI":{"sms-deliver":{"tp-oa":"+15550100100","tp-scts":{"hex":"42312100000000"},"text":"Month 13"}}})", "TS 23.040 9.2.3.11", "a time that does not exist"},
});

// What answers a mobile terminated message, as octets in the place of the error's parameter.
struct ErrorParameter {
  std::string_view name;
  map::ApplicationContext context;
  map::ErrorCode error;
  std::string_view parameter;
  std::string_view clause;
  std::string_view what;
};
constexpr auto kWrongErrors = std::to_array<ErrorParameter>({
    {"map-delivery-failure-bare", {25, 2}, map::ErrorCode::sm_delivery_failure, R"({"hex":"0a0100"})", "TS 29.002 17.7.7", "the bare cause of version 1 in version 2"},
    {"map-delivery-failure-sequence", {21, 1}, map::ErrorCode::sm_delivery_failure, R"({"hex":"30030a0100"})", "ETS 300 599 17.6.6", "the SEQUENCE of version 2 in version 1"},
    {"map-error-version", {25, 2}, map::ErrorCode::absent_subscriber_sm, R"({"hex":"3003020101"})", "TS 29.002 17.6.6", "absentSubscriberSM in version 2"},
});

struct WrongAddressRow {
  std::string_view name;
  std::string_view called;
  std::string_view clause;
  std::string_view what;
};
constexpr auto kWrongAddresses = std::to_array<WrongAddressRow>({
    {"sccp-odd-even", R"({"ssn":8,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"international","encoding-scheme":2,"digits":"155501000020"}})", "Q.713 3.4.2.3.3", "11 digits and a filler, said to be 12 digits"},
    {"sccp-ssn-zero", R"({"ssn":0,"gt":{"indicator":4,"tt":0,"np":"e164","nai":"international","digits":"15550100002"}})", "Q.713 3.4.2.2", "the subsystem number 0"},
    {"sccp-ssn-missing", R"({"gt":{"indicator":4,"tt":0,"np":"e164","nai":"international","digits":"15550100002"}})", "TS 29.002 6.1.3", "no subsystem number"},
    {"sccp-translation-type", R"({"ssn":8,"gt":{"indicator":4,"tt":255,"np":"e164","nai":"international","digits":"15550100002"}})", "TS 29.002 6.1.3", "a translation type other than 0"},
});
// clang-format on

void add_dialogue_violations(std::deque<Cell>& out) {
  const map::Operation& mt1 = operation_of({21, 1}, 46);
  const map::Operation& mt2 = operation_of({25, 2}, 46);
  const map::Operation& mt3 = operation_of({25, 3}, 44);
  Dialogue named = exchange(mt1, false, argument_of(mt1), {result(mt1)});
  named.turns.front().apdu =
      json(R"({"aarq":{"protocol-version":"version1","application-context-name":"0.4.0.0.1.0.21.1"}})");
  out.push_back(
      cell("map-v1-context-name", "TS 29.002 15.2.1", "a context name of version 1 in a BEGIN", named, 0));
  Dialogue empty = exchange(mt1, false, argument_of(mt1), {});
  empty.turns.front().parts.clear();
  empty.turns.pop_back();
  out.push_back(cell("map-empty-begin", "TS 29.002 15.2.1",
                     "a BEGIN with neither a context name nor components", empty, 0));
  Dialogue missing = exchange(mt3, false, argument_of(mt3), {result(mt3)});
  missing.turns.back().apdu = Value();
  out.push_back(
      cell("tcap-aare-missing", "Q.774 3.2.2.1", "the first answer has no dialogue portion", missing, 1));
  Dialogue late = exchange(mt3, false, argument_of(mt3), {result(mt3)});
  late.turns = {begin(), go_on(true), go_on(false, {invoke(mt3, argument_of(mt3))}), end({result(mt3)})};
  late.turns.back().apdu = json(
      R"({"aare":{"protocol-version":"version1","application-context-name":"0.4.0.0.1.0.25.3","result":"accepted","result-source-diagnostic":{"dialogue-service-user":"null"}}})");
  out.push_back(
      cell("tcap-dialogue-late", "Q.774 3.2.1.2", "a dialogue portion after the first answer", late, 3));
  Part unknown;
  unknown.code = 99;
  unknown.parameter = json(R"({"hex":"3000"})");
  Dialogue operation =
      exchange(mt3, false, argument_of(mt3), {reject("invokeProblem", "unrecognizedOperation")});
  operation.turns.front().parts = {unknown};
  out.push_back(cell("map-operation-unknown", "TS 29.002 17.3", "an operation that the context does not have",
                     operation, 0));
  Dialogue twice = exchange(mt2, false, argument_of(mt2), {result(mt2), result(mt2)});
  out.push_back(cell("tcap-answer-twice", "Q.774 3.2.2.2", "an invocation that is answered twice", twice, 1));
}

}  // namespace

void add_malformed(std::deque<Cell>& out) {
  const map::Operation& mt3 = operation_of({25, 3}, 44);
  for (const DamageRow& row : kDamages) {
    Dialogue d = exchange(mt3, false, argument_of(mt3), {result(mt3)});
    d.turns.front().damage = row.damage;
    d.turns.pop_back();
    // The shortest message has a length below 128.
    if (row.damage == Damage::tcap_long_length) d.turns = {end({result(mt3)}, false)};
    out.push_back(cell(row.name, row.clause, row.what, std::move(d), 0));
    out.back().dialogues.back().turns.front().damage = row.damage;
  }
  for (const WrongArgumentRow& row : kWrongArguments) {
    const map::Operation& operation =
        operation_of(row.context, row.context == map::ApplicationContext{25, 3} ? 44 : 46);
    const Value differs = json(row.argument);
    Value argument = differs.if_octets() != nullptr
                         ? differs
                         : merged(argument_of(operation, row.mobile_originated), differs);
    out.push_back(cell(row.name, row.clause, row.what,
                       exchange(operation, row.mobile_originated, std::move(argument), {result(operation)}),
                       0));
  }
  for (const ErrorParameter& row : kWrongErrors) {
    const map::Operation& operation = operation_of(row.context, 46);
    out.push_back(cell(row.name, row.clause, row.what,
                       exchange(operation, false, argument_of(operation),
                                {error(operation, row.error, json(row.parameter))}),
                       1));
  }
  for (const WrongAddressRow& row : kWrongAddresses) {
    Dialogue d = exchange(mt3, false, argument_of(mt3), {result(mt3)});
    d.turns.front().sccp.add("called", json(row.called));
    out.push_back(cell(row.name, row.clause, row.what, std::move(d), 0));
  }
  add_dialogue_violations(out);
}

}  // namespace mapsim::corpus
