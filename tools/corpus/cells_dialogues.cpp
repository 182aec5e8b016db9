// The forms of dialogues: first message, continued, without its BEGIN, transaction ids used again, refused
// and tried in a lower version, several messages, references of MAP-OPEN (TS 29.002 5.2, 15.2, 23.3; Q.774
// 3).
#include <array>

#include "tools/corpus/parameters.h"

namespace mapsim::corpus {

namespace {

Cell cell(std::string name, std::string title, std::string clause) {
  return {.subject = "dialogues",
          .name = std::move(name),
          .title = std::move(title),
          .clause = std::move(clause)};
}

Dialogue between(const map::Operation& operation, bool mo) {
  const Ends ends = ends_of(operation, mo);
  return {.context = operation.context, .initiator = ends.from, .responder = ends.to};
}

Value without(Value argument, std::string_view member) {
  auto* map = argument.if_map();
  std::erase_if(*map, [&](const Value::Member& m) { return m.name == member; });
  return argument;
}

// An empty BEGIN and its answer, then the service (TS 29.002 annex C, TS 33.204): versions 2 and 3.
Dialogue continued(const map::Operation& operation, bool mo) {
  Dialogue d = between(operation, mo);
  d.turns = {begin(), go_on(true), go_on(false, {invoke(operation, argument_of(operation, mo))})};
  std::vector<Part> answer;
  if (operation.operation_class == tcap::OperationClass::class1) answer = {result(operation)};
  if (operation.result_presence == map::Presence::mandatory) {
    for (const ParameterRow& row : results()) {
      if (row.operation == operation.name && row.context == operation.context && row.name.empty())
        answer = {result(operation, json(row.text))};
    }
  }
  d.turns.push_back(end(std::move(answer)));
  return d;
}

// The same in a capture that began after the dialogue did.
Dialogue orphan(const map::Operation& operation, bool mo) {
  Dialogue d = continued(operation, mo);
  d.turns[0].recorded = false;
  d.turns[1].recorded = false;
  return d;
}

// An AARE that rejects, in an ABORT (TS 29.002 5.2.2, 15.2.2).
Turn refusal(map::ApplicationContext asked) {
  Turn turn{.back = true, .type = tcap::MessageType::abort};
  const std::string name =
      "0.4.0.0.1.0." + std::to_string(asked.code) + "." + std::to_string(asked.version - 1);
  turn.apdu = json(
      R"({"aare":{"protocol-version":"version1","application-context-name":")" + name +
      R"(","result":"reject-permanent","result-source-diagnostic":{"dialogue-service-user":"application-context-name-not-supported"}}})");
  return turn;
}

void add_more_messages(std::deque<Cell>& out) {
  for (const int version : {2, 3}) {
    const map::Operation& mt = operation_of({25, static_cast<std::uint8_t>(version)}, version == 3 ? 44 : 46);
    Cell c = cell("more-messages-v" + std::to_string(version),
                  "Three messages in one dialogue by moreMessagesToSend", "TS 29.002 23.3");
    Dialogue d = between(mt, false);
    const Value first = merged(
        argument_of(mt),
        json(
            R"({"sm-RP-UI":{"sms-deliver":{"tp-mms":"more","tp-oa":"+15550100100","text":"First"}},"moreMessagesToSend":true})"));
    const Value second = merged(
        first,
        json(
            R"({"sm-RP-DA":"noSM-RP-DA","sm-RP-OA":"noSM-RP-OA","sm-RP-UI":{"sms-deliver":{"tp-mms":"more","tp-oa":"+15550100100","text":"Second"}}})"));
    const Value third = without(
        merged(
            second,
            json(R"({"sm-RP-UI":{"sms-deliver":{"tp-mms":"none","tp-oa":"+15550100100","text":"Third"}}})")),
        "moreMessagesToSend");
    d.turns = {begin({invoke(mt, first)}),
               go_on(true, {result(mt, {}, 1)}),
               go_on(false, {invoke(mt, second, 2)}),
               go_on(true, {result(mt, {}, 2)}),
               go_on(false, {invoke(mt, third, 3)}),
               end({result(mt, {}, 3)})};
    c.dialogues.push_back(d);
    out.push_back(c);
    // The same in a capture that began in the middle of it.
    c.name = "more-messages-v" + std::to_string(version) + "-without-begin";
    c.title = "The second and third message of a dialogue whose BEGIN is not in the capture";
    c.dialogues.front().turns[0].recorded = false;
    c.dialogues.front().turns[1].recorded = false;
    out.push_back(std::move(c));
  }
}

struct Fallback {
  std::uint8_t from_context;
  std::uint8_t from_version;
  std::uint8_t to_context;
  std::uint8_t to_version;
  bool mobile_originated;
};
// MT of version 1 is in the context 21: there is no version 1 of 25 (TS 29.002 5.2.2).
constexpr auto kFallbacks = std::to_array<Fallback>({{25, 3, 25, 2, false},
                                                     {25, 2, 21, 1, false},
                                                     {21, 3, 21, 2, true},
                                                     {21, 2, 21, 1, true},
                                                     {20, 3, 20, 2, false},
                                                     {20, 2, 20, 1, false}});

std::int32_t code_in(std::uint8_t context, std::uint8_t version) {
  return context == 20 ? 45 : context == 25 && version == 3 ? 44 : 46;
}

void add_fallbacks(std::deque<Cell>& out) {
  for (const Fallback& f : kFallbacks) {
    const map::Operation& high =
        operation_of({f.from_context, f.from_version}, code_in(f.from_context, f.from_version));
    const map::Operation& low =
        operation_of({f.to_context, f.to_version}, code_in(f.to_context, f.to_version));
    Cell c = cell("fallback-" + name_of(high, f.mobile_originated) + "-to-v" + std::to_string(f.to_version),
                  "Refused, and tried again in the version below", "TS 29.002 5.2.2");
    Dialogue refused = between(high, f.mobile_originated);
    refused.turns = {begin({invoke(high, argument_of(high, f.mobile_originated))})};
    if (f.to_version == 1) {
      Turn abort{.back = true, .type = tcap::MessageType::abort};
      abort.abort_cause = "incorrectTransactionPortion";
      refused.turns.push_back(abort);
    } else {
      refused.turns.push_back(refusal(high.context));
    }
    c.dialogues.push_back(std::move(refused));
    Dialogue again = between(low, f.mobile_originated);
    again.turns = {
        begin({invoke(low, argument_of(low, f.mobile_originated))}),
        end(f.from_context == 20 ? std::vector<Part>{error(low, map::ErrorCode::unknown_subscriber)}
                                 : std::vector<Part>{result(low)})};
    c.dialogues.push_back(std::move(again));
    out.push_back(std::move(c));
  }
}

void add_reused_ids(std::deque<Cell>& out) {
  const map::Operation& mt3 = operation_of({25, 3}, 44);
  const map::Operation& mt2 = operation_of({25, 2}, 46);
  const map::Operation& mo3 = operation_of({21, 3}, 46);
  // The first dialogue ends before its id is used again, with another context and version.
  Cell ended =
      cell("reused-id-after-end", "A transaction id used again in another context and version after the END",
           "Q.774 3.3.3");
  ended.dialogues.push_back(exchange(mt3, false, argument_of(mt3), {result(mt3)}));
  ended.dialogues.push_back(exchange(mt2, false, argument_of(mt2), {result(mt2)}));
  ended.dialogues.back().same_id_as = 0;
  out.push_back(std::move(ended));
  Cell open =
      cell("reused-id-without-end",
           "A transaction id used again although no END of its dialogue is in the capture", "Q.774 3.3.3");
  open.dialogues.push_back(exchange(mt2, false, argument_of(mt2), {result(mt2)}));
  open.dialogues.front().turns.back().recorded = false;
  open.dialogues.push_back(continued(mt3, false));
  open.dialogues.back().same_id_as = 0;
  out.push_back(std::move(open));
  // Both ends assign ids by themselves: the same number stands for two dialogues.
  Cell both = cell("same-id-from-both-ends", "Two ends that chose the same transaction id", "Q.774 3.3.3");
  both.dialogues.push_back(exchange(mt3, false, argument_of(mt3), {result(mt3)}));
  both.dialogues.push_back(exchange(mo3, true, argument_of(mo3), {result(mo3)}));
  both.dialogues.back().same_id_as = 0;
  out.push_back(std::move(both));
}

}  // namespace

void add_dialogues(std::deque<Cell>& out) {
  for (const map::Operation& operation : map::operations()) {
    if (operation.context.version == 1) continue;
    const bool mo = may_be_mobile_originated(operation);
    Cell c = cell("continued-" + name_of(operation, mo),
                  "An empty BEGIN, its answer, then " + std::string(operation.name), "TS 29.002 15.2");
    c.dialogues.push_back(continued(operation, mo));
    out.push_back(std::move(c));
    Cell o = cell("without-begin-" + name_of(operation, mo),
                  std::string(operation.name) + " in a CONTINUE whose BEGIN is not in the capture",
                  "TS 29.002 15.2");
    o.dialogues.push_back(orphan(operation, mo));
    out.push_back(std::move(o));
  }
  add_more_messages(out);
  add_fallbacks(out);
  add_reused_ids(out);
  const map::Operation& mt3 = operation_of({25, 3}, 44);
  for (const std::size_t octets : std::initializer_list<std::size_t>{1, 2, 3}) {
    Cell c = cell("transaction-id-" + std::to_string(octets) + "-octets",
                  "Transaction ids of fewer than four octets", "Q.773 3.1");
    c.dialogues.push_back(continued(mt3, false));
    c.dialogues.back().tid_octets = octets;
    out.push_back(std::move(c));
  }
  Cell several = cell("several-components",
                      "Two invocations in one message, answered by a result and an error", "Q.773 3.2");
  Dialogue d = between(mt3, false);
  d.turns = {begin({invoke(mt3, argument_of(mt3), 1), invoke(mt3, argument_of(mt3), 2)}),
             end({result(mt3, {}, 1), error(mt3, map::ErrorCode::system_failure, {}, 2)})};
  several.dialogues.push_back(d);
  out.push_back(std::move(several));
  Cell interleaved =
      cell("prearranged-end", "A dialogue that ends by prearrangement: its BEGIN alone", "Q.774 3.1.2.2");
  Dialogue alone = between(mt3, false);
  alone.turns = {begin({invoke(mt3, argument_of(mt3))})};
  interleaved.dialogues.push_back(alone);
  out.push_back(std::move(interleaved));
  for (const auto& [name, pdu] :
       {std::pair<std::string_view, std::string_view>{
            "origination", R"({"map-open":{"originationReference":"+15550100001"}})"},
        {"both",
         R"({"map-open":{"destinationReference":"+15550100002","originationReference":"+15550100001"}})"}}) {
    Cell c = cell("reference-" + std::string(name), "References of MAP-OPEN", "TS 29.002 7.3.1");
    Dialogue open = exchange(mt3, false, argument_of(mt3), {result(mt3)});
    open.turns.front().pdu = json(pdu);
    c.dialogues.push_back(std::move(open));
    out.push_back(std::move(c));
  }
}

}  // namespace mapsim::corpus
