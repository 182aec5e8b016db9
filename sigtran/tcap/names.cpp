#include "sigtran/tcap/names.h"

namespace mapsim::tcap {

namespace {

constexpr EnumName<MessageType> kMessageTypes[] = {
    {"unidirectional", MessageType::unidirectional},
    {"begin", MessageType::begin},
    {"end", MessageType::end},
    {"continue", MessageType::continue_},
    {"abort", MessageType::abort},
};
constexpr EnumName<ComponentType> kComponentTypes[] = {
    {"invoke", ComponentType::invoke},
    {"return-result-last", ComponentType::return_result_last},
    {"return-result-not-last", ComponentType::return_result_not_last},
    {"return-error", ComponentType::return_error},
    {"reject", ComponentType::reject},
};
constexpr EnumName<Primitive> kPrimitives[] = {
    {"TC-UNI", Primitive::uni}, {"TC-BEGIN", Primitive::begin},     {"TC-CONTINUE", Primitive::continue_},
    {"TC-END", Primitive::end}, {"TC-U-ABORT", Primitive::u_abort}, {"TC-P-ABORT", Primitive::p_abort},
};
constexpr EnumName<PAbortCause> kPAbortCauses[] = {
    {"unrecognizedMessageType", PAbortCause::unrecognized_message_type},
    {"unrecognizedTransactionID", PAbortCause::unrecognized_transaction_id},
    {"badlyFormattedTransactionPortion", PAbortCause::badly_formatted_transaction_portion},
    {"incorrectTransactionPortion", PAbortCause::incorrect_transaction_portion},
    {"resourceLimitation", PAbortCause::resource_limitation},
    {"abnormalDialogue", PAbortCause::abnormal_dialogue},
    {"noCommonDialoguePortion", PAbortCause::no_common_dialogue_portion},
};
constexpr EnumName<ProblemType> kProblemTypes[] = {
    {"generalProblem", ProblemType::general},
    {"invokeProblem", ProblemType::invoke},
    {"returnResultProblem", ProblemType::return_result},
    {"returnErrorProblem", ProblemType::return_error},
};
constexpr EnumName<GeneralProblem> kGeneralProblems[] = {
    {"unrecognizedComponent", GeneralProblem::unrecognized_component},
    {"mistypedComponent", GeneralProblem::mistyped_component},
    {"badlyStructuredComponent", GeneralProblem::badly_structured_component},
};
constexpr EnumName<InvokeProblem> kInvokeProblems[] = {
    {"duplicateInvokeID", InvokeProblem::duplicate_invoke_id},
    {"unrecognizedOperation", InvokeProblem::unrecognized_operation},
    {"mistypedParameter", InvokeProblem::mistyped_parameter},
    {"resourceLimitation", InvokeProblem::resource_limitation},
    {"initiatingRelease", InvokeProblem::initiating_release},
    {"unrecognizedLinkedID", InvokeProblem::unrecognized_linked_id},
    {"linkedResponseUnexpected", InvokeProblem::linked_response_unexpected},
    {"unexpectedLinkedOperation", InvokeProblem::unexpected_linked_operation},
};
constexpr EnumName<ReturnResultProblem> kReturnResultProblems[] = {
    {"unrecognizedInvokeID", ReturnResultProblem::unrecognized_invoke_id},
    {"returnResultUnexpected", ReturnResultProblem::return_result_unexpected},
    {"mistypedParameter", ReturnResultProblem::mistyped_parameter},
};
constexpr EnumName<ReturnErrorProblem> kReturnErrorProblems[] = {
    {"unrecognizedInvokeID", ReturnErrorProblem::unrecognized_invoke_id},
    {"returnErrorUnexpected", ReturnErrorProblem::return_error_unexpected},
    {"unrecognizedError", ReturnErrorProblem::unrecognized_error},
    {"unexpectedError", ReturnErrorProblem::unexpected_error},
    {"mistypedParameter", ReturnErrorProblem::mistyped_parameter},
};
constexpr EnumName<DialogueApdu> kDialogueApdus[] = {
    {"none", DialogueApdu::none},  {"aarq", DialogueApdu::request}, {"aare", DialogueApdu::response},
    {"abrt", DialogueApdu::abort}, {"audt", DialogueApdu::uni},
};
constexpr EnumName<AssociateResult> kAssociateResults[] = {
    {"accepted", AssociateResult::accepted},
    {"reject-permanent", AssociateResult::reject_permanent},
};
constexpr EnumName<DiagnosticSource> kDiagnosticSources[] = {
    {"dialogue-service-user", DiagnosticSource::user},
    {"dialogue-service-provider", DiagnosticSource::provider},
};
constexpr EnumName<AbortSource> kAbortSources[] = {
    {"dialogue-service-user", AbortSource::dialogue_service_user},
    {"dialogue-service-provider", AbortSource::dialogue_service_provider},
};

template <class E>
std::string name_or_number(std::uint8_t code) {
  const auto name = enum_name(static_cast<E>(code));
  return name ? std::string(*name) : std::to_string(code);
}

}  // namespace

std::span<const EnumName<MessageType>> enum_names(MessageType) {
  return kMessageTypes;
}
std::span<const EnumName<ComponentType>> enum_names(ComponentType) {
  return kComponentTypes;
}
std::span<const EnumName<Primitive>> enum_names(Primitive) {
  return kPrimitives;
}
std::span<const EnumName<PAbortCause>> enum_names(PAbortCause) {
  return kPAbortCauses;
}
std::span<const EnumName<ProblemType>> enum_names(ProblemType) {
  return kProblemTypes;
}
std::span<const EnumName<GeneralProblem>> enum_names(GeneralProblem) {
  return kGeneralProblems;
}
std::span<const EnumName<InvokeProblem>> enum_names(InvokeProblem) {
  return kInvokeProblems;
}
std::span<const EnumName<ReturnResultProblem>> enum_names(ReturnResultProblem) {
  return kReturnResultProblems;
}
std::span<const EnumName<ReturnErrorProblem>> enum_names(ReturnErrorProblem) {
  return kReturnErrorProblems;
}
std::span<const EnumName<DialogueApdu>> enum_names(DialogueApdu) {
  return kDialogueApdus;
}
std::span<const EnumName<AssociateResult>> enum_names(AssociateResult) {
  return kAssociateResults;
}
std::span<const EnumName<DiagnosticSource>> enum_names(DiagnosticSource) {
  return kDiagnosticSources;
}
std::span<const EnumName<AbortSource>> enum_names(AbortSource) {
  return kAbortSources;
}

std::string problem_name(Problem problem) {
  switch (problem.type) {
    case ProblemType::general:
      return name_or_number<GeneralProblem>(problem.code);
    case ProblemType::invoke:
      return name_or_number<InvokeProblem>(problem.code);
    case ProblemType::return_result:
      return name_or_number<ReturnResultProblem>(problem.code);
    case ProblemType::return_error:
      return name_or_number<ReturnErrorProblem>(problem.code);
  }
  return std::to_string(problem.code);
}

}  // namespace mapsim::tcap
