// Why an attempt of a service centre failed, and what it does about it (TS 29.002 23.3.1, 23.6).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "scenarios/world/caller.h"
#include "sigtran/sms/codes.h"

namespace mapsim::world {

struct Failure {
  std::string text;
  bool permanent = false;  // trying again is no use
  bool absent = false;
  bool memory = false;
  bool elsewhere = false;  // another node may know him
  std::optional<std::uint8_t> diagnostic = {};
  sms::Status status{0x63};  // TP-ST, when it is the last: service rejected
};

// `where`: the node that was asked, as it shall be told. Of an outcome that is a result: a result that is
// none.
Failure failure_of(const Outcome& outcome, const std::string& where);

}  // namespace mapsim::world
