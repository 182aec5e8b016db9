// Which message is taken by which half of an association, and where RFC 4666 puts it.
#pragma once

#include "sigtran/m3ua/m3ua.h"

namespace mapsim::m3ua {

struct M3ua::ReceptionRow {
  MessageType type;
  Side side;         // the half that takes it
  bool both;         // the other half takes it as well
  bool stream_zero;  // RFC 4666 1.4.7: belongs on stream 0
  Handler handler;
  std::string_view clause;
};

}  // namespace mapsim::m3ua
