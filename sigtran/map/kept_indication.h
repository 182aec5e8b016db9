// A received message that outlives the call that told of it.
#pragma once

#include <vector>

#include "sigtran/map/primitives.h"

namespace mapsim::map {

// The views of the indication show octets of this object. Moving it leaves those octets where they are.
class KeptIndication {
 public:
  explicit KeptIndication(const MessageIndication& indication);
  KeptIndication(KeptIndication&&) = default;
  KeptIndication& operator=(KeptIndication&&) = default;

  const MessageIndication& get() const { return indication_; }

 private:
  OctetView keep(OctetView view);

  MessageIndication indication_;
  OctetView original_;  // the message that was copied
  Octets message_;
  std::vector<Octets> others_;  // what did not lie in the message
};

}  // namespace mapsim::map
