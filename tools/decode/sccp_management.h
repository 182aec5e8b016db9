// SCCP management (Q.713 5) inside of a connectionless message: the member `management` of what is shown of
// SCCP.
#pragma once

#include <optional>

#include "sigtran/core/value.h"
#include "sigtran/sccp/message.h"

namespace mapsim::cli {

// Whether the user data is for or from the management subsystem 1 and whole: SSA, SSP, SST, SOR, SOG or SSC.
bool carries_management(const sccp::MessageView& message);

struct ShownSccp {
  Value tree;
  std::optional<Error>
      fault;  // of the management message; the offset counts from the start of the SCCP message
};
// sccp::to_value(message), and behind its data `management` where it carries one that can be read.
ShownSccp show_sccp(const sccp::MessageView& message);

// The tree of an SCCP message as a user wrote it, with the octets of `management` as its data. Where both are
// written they must agree, as they do in what was shown. Error: at the mark of what is wrong.
Result<Value> management_as_data(Value tree);

}  // namespace mapsim::cli
