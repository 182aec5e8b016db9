// Arguments, results and parameters of errors of MAP, and its dialogue PDUs, replaced in place.
#pragma once

#include "sigtran/map/operations.h"
#include "sigtran/tcap/message.h"
#include "tools/anonymize/editor.h"

namespace mapsim::cli::anonymize {

// Whose parameter it is.
struct Operation {
  std::int32_t code = -1;  // of the operation; -1: not known
  map::ApplicationContext context;
};

// `parameter` is everything behind the code.
void replace_in_argument(Editor& editor, OctetSpan parameter, const Operation& operation);
void replace_in_result(Editor& editor, OctetSpan parameter, const Operation& operation);
void replace_in_error(Editor& editor, OctetSpan parameter, std::int32_t error, const Operation& operation);

void replace_in_dialogue_pdu(Editor& editor, OctetSpan pdu);

}  // namespace mapsim::cli::anonymize
