// Several scenarios over the same nodes: what the stage is set for.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "scenarios/engine/program.h"
#include "sigtran/core/result.h"

namespace mapsim::load {

struct JointProgram {
  struct Part {
    std::vector<std::uint16_t> endpoints;  // of the part, as those of the whole
    std::uint64_t first_tag = 1;           // of its first step's messages
  };
  // Every endpoint once, and the steps of all parts one after the other: for links, plans and comments of
  // captures, not to be played.
  scenario::Program whole;
  std::vector<Part> parts;
};

// Endpoints of one name are one node. Error: they differ in what a node is configured with, or two names have
// one point code or global title. The programs, one at least, are as many as scenario::PlayerOptions::number
// can tell apart.
Result<JointProgram> join(std::span<const scenario::Program* const> programs);

}  // namespace mapsim::load
