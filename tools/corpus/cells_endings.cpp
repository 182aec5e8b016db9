// Rejects with every problem, and aborts with every cause (Q.773 4.2; TS 29.002 7.3.4, 7.3.5, 17.4).
#include <array>

#include "tools/corpus/parameters.h"

namespace mapsim::corpus {

namespace {

struct Problem {
  std::string_view kind;
  std::string_view name;
};
constexpr auto kProblems = std::to_array<Problem>({
    {"generalProblem", "unrecognizedComponent"},       {"generalProblem", "mistypedComponent"},
    {"generalProblem", "badlyStructuredComponent"},    {"invokeProblem", "duplicateInvokeID"},
    {"invokeProblem", "unrecognizedOperation"},        {"invokeProblem", "mistypedParameter"},
    {"invokeProblem", "resourceLimitation"},           {"invokeProblem", "initiatingRelease"},
    {"invokeProblem", "unrecognizedLinkedID"},         {"invokeProblem", "linkedResponseUnexpected"},
    {"invokeProblem", "unexpectedLinkedOperation"},    {"returnResultProblem", "unrecognizedInvokeID"},
    {"returnResultProblem", "returnResultUnexpected"}, {"returnResultProblem", "mistypedParameter"},
    {"returnErrorProblem", "unrecognizedInvokeID"},    {"returnErrorProblem", "returnErrorUnexpected"},
    {"returnErrorProblem", "unrecognizedError"},       {"returnErrorProblem", "unexpectedError"},
    {"returnErrorProblem", "mistypedParameter"},
});

constexpr auto kCauses = std::to_array<std::string_view>(
    {"unrecognizedMessageType", "unrecognizedTransactionID", "badlyFormattedTransactionPortion",
     "incorrectTransactionPortion", "resourceLimitation"});

struct UserAbort {
  std::string_view name;
  std::string_view pdu;
};
constexpr auto kUserAborts = std::to_array<UserAbort>({
    {"userSpecificReason", R"({"map-userAbort":{"map-UserAbortChoice":"userSpecificReason"}})"},
    {"userResourceLimitation", R"({"map-userAbort":{"map-UserAbortChoice":"userResourceLimitation"}})"},
    {"resourceUnavailable-short",
     R"({"map-userAbort":{"map-UserAbortChoice":{"resourceUnavailable":"shortTermResourceLimitation"}}})"},
    {"resourceUnavailable-long",
     R"({"map-userAbort":{"map-UserAbortChoice":{"resourceUnavailable":"longTermResourceLimitation"}}})"},
    {"cancellation-handover",
     R"({"map-userAbort":{"map-UserAbortChoice":{"applicationProcedureCancellation":"handoverCancellation"}}})"},
    {"cancellation-radio",
     R"({"map-userAbort":{"map-UserAbortChoice":{"applicationProcedureCancellation":"radioChannelRelease"}}})"},
    {"cancellation-network",
     R"({"map-userAbort":{"map-UserAbortChoice":{"applicationProcedureCancellation":"networkPathRelease"}}})"},
    {"cancellation-call",
     R"({"map-userAbort":{"map-UserAbortChoice":{"applicationProcedureCancellation":"callRelease"}}})"},
    {"cancellation-procedure",
     R"({"map-userAbort":{"map-UserAbortChoice":{"applicationProcedureCancellation":"associatedProcedureFailure"}}})"},
    {"cancellation-tandem",
     R"({"map-userAbort":{"map-UserAbortChoice":{"applicationProcedureCancellation":"tandemDialogueRelease"}}})"},
    {"cancellation-remote",
     R"({"map-userAbort":{"map-UserAbortChoice":{"applicationProcedureCancellation":"remoteOperationsFailure"}}})"},
    {"abnormalDialogue", R"({"map-providerAbort":{"map-ProviderAbortReason":"abnormalDialogue"}})"},
    {"invalidPDU", R"({"map-providerAbort":{"map-ProviderAbortReason":"invalidPDU"}})"},
});

constexpr auto kRefusals = std::to_array<std::string_view>(
    {"noReasonGiven", "invalidDestinationReference", "invalidOriginatingReference"});

const map::Operation& mobile_terminated(int version) {
  if (version == 1) return operation_of({21, 1}, 46);
  return operation_of({25, static_cast<std::uint8_t>(version)}, version == 3 ? 44 : 46);
}

Turn abort(std::string_view apdu, std::string_view pdu) {
  Turn turn{.back = true, .type = tcap::MessageType::abort};
  turn.apdu = json(apdu);
  turn.pdu = json(pdu);
  return turn;
}

Dialogue ended_by(const map::Operation& operation, Turn turn) {
  Dialogue d = exchange(operation, false, argument_of(operation), {});
  d.turns.back() = std::move(turn);
  return d;
}

}  // namespace

void add_rejects(std::deque<Cell>& out) {
  for (const int version : {1, 2, 3}) {
    const map::Operation& mt = mobile_terminated(version);
    Cell& cell = out.emplace_back(Cell{.subject = "rejects",
                                       .name = "problems-v" + std::to_string(version),
                                       .title = "A Reject with every problem",
                                       .clause = "Q.773 4.2.2.3"});
    for (const Problem& problem : kProblems)
      cell.dialogues.push_back(exchange(mt, false, argument_of(mt), {reject(problem.kind, problem.name)}));
    // Where the invoke id cannot be derived there is a NULL.
    cell.dialogues.push_back(
        exchange(mt, false, argument_of(mt), {reject("generalProblem", "badlyStructuredComponent", -1)}));
  }
}

void add_aborts(std::deque<Cell>& out) {
  constexpr std::string_view kAbrt = R"({"abrt":{"abort-source":"dialogue-service-user"}})";
  for (const int version : {1, 2, 3}) {
    const map::Operation& mt = mobile_terminated(version);
    const std::string end = "-v" + std::to_string(version);
    Cell& causes = out.emplace_back(Cell{.subject = "aborts",
                                         .name = "provider" + end,
                                         .title = "A P-ABORT with every cause",
                                         .clause = "Q.773 4.2.1.6"});
    for (const std::string_view cause : kCauses) {
      Turn turn{.back = true, .type = tcap::MessageType::abort};
      turn.abort_cause = cause;
      causes.dialogues.push_back(ended_by(mt, std::move(turn)));
    }
    if (version == 1) {
      Cell& empty = out.emplace_back(Cell{.subject = "aborts",
                                          .name = "user" + end,
                                          .title = "A U-ABORT without dialogue portion",
                                          .clause = "Q.773 4.2.1.6"});
      Turn turn{.back = true, .type = tcap::MessageType::abort};
      turn.apdu = Value();
      empty.dialogues.push_back(ended_by(mt, std::move(turn)));
      continue;
    }
    Cell& user = out.emplace_back(Cell{.subject = "aborts",
                                       .name = "user" + end,
                                       .title = "MAP-U-ABORT and MAP-P-ABORT with every reason",
                                       .clause = "TS 29.002 17.4"});
    for (const UserAbort& row : kUserAborts) user.dialogues.push_back(ended_by(mt, abort(kAbrt, row.pdu)));
    Cell& refused = out.emplace_back(Cell{.subject = "aborts",
                                          .name = "refuse" + end,
                                          .title = "MAP-REFUSE with every reason",
                                          .clause = "TS 29.002 17.4"});
    const std::string name = "0.4.0.0.1.0.25." + std::to_string(version);
    for (const std::string_view reason : kRefusals) {
      refused.dialogues.push_back(ended_by(
          mt,
          abort(
              R"({"aare":{"protocol-version":"version1","application-context-name":")" + name +
                  R"(","result":"reject-permanent","result-source-diagnostic":{"dialogue-service-user":"no-reason-given"}}})",
              R"({"map-refuse":{"reason":")" + std::string(reason) + "\"}}")));
    }
    Turn common = abort(
        R"({"aare":{"protocol-version":"version1","application-context-name":")" + name +
            R"(","result":"reject-permanent","result-source-diagnostic":{"dialogue-service-provider":"no-common-dialogue-portion"}}})",
        "");
    refused.dialogues.push_back(ended_by(mt, std::move(common)));
  }
}

}  // namespace mapsim::corpus
