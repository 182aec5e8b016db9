// The names that Q.771 to Q.773 give to the values of the primitives.
#pragma once

#include <span>
#include <string_view>

#include "sigtran/core/fields.h"
#include "sigtran/tcap/message.h"

namespace mapsim::tcap {

std::span<const EnumName<MessageType>> enum_names(MessageType);
std::span<const EnumName<ComponentType>> enum_names(ComponentType);
std::span<const EnumName<Primitive>> enum_names(Primitive);
std::span<const EnumName<PAbortCause>> enum_names(PAbortCause);
std::span<const EnumName<ProblemType>> enum_names(ProblemType);
std::span<const EnumName<GeneralProblem>> enum_names(GeneralProblem);
std::span<const EnumName<InvokeProblem>> enum_names(InvokeProblem);
std::span<const EnumName<ReturnResultProblem>> enum_names(ReturnResultProblem);
std::span<const EnumName<ReturnErrorProblem>> enum_names(ReturnErrorProblem);
std::span<const EnumName<DialogueApdu>> enum_names(DialogueApdu);
std::span<const EnumName<AssociateResult>> enum_names(AssociateResult);
std::span<const EnumName<DiagnosticSource>> enum_names(DiagnosticSource);
std::span<const EnumName<AbortSource>> enum_names(AbortSource);

// "mistypedParameter", or the number where the specification names none.
std::string problem_name(Problem problem);

}  // namespace mapsim::tcap
