// What the files of Provider share. Not for others.
#pragma once

#include <string>

#include "sigtran/core/bytes.h"
#include "sigtran/core/result.h"

namespace mapsim::map::parts {

inline Error error(std::string field, std::string clause, std::string text) {
  return Error{
      .layer = "map", .field = std::move(field), .clause = std::move(clause), .text = std::move(text)};
}

// User information with MAP-ProviderAbortInfo abnormalDialogue.
OctetView abnormal_dialogue_information();
// User information with MAP-UserAbortInfo applicationProcedureCancellation, associatedProcedureFailure.
OctetView procedure_failure_information();

}  // namespace mapsim::map::parts
