// The automatic endpoints of scenarios from the command line.
#pragma once

#include <optional>
#include <vector>

#include "scenarios/engine/lab/plan.h"
#include "scenarios/world/prepare.h"
#include "tools/cli/arguments.h"

namespace mapsim::cli {

// One for each program, whose plan is beside it where it is played on a network. nullopt: something was wrong
// with subscribers, answers or names, and output.err says what.
std::optional<std::vector<world::Prepared>> prepare_automatic(
    const std::vector<scenario::Program>& programs, std::uint64_t seed, Output& output,
    std::optional<std::int64_t> epoch = {}, const std::vector<scenario::lab::Plan>& plans = {});

// "3 accepted: 2 delivered, 1 waiting, 0 refused" of an SMSC, "2 attempts: 2 delivered, 0 refused" of an MSC or SGSN,
// "2 enquiries: 2 answered, 0 refused" of an HLR; and the causes where there are some.
std::string books_line(const world::Behaviour& behaviour);
// "3 accepted, 2 delivered, 1 waiting"
std::string short_books_line(const world::Behaviour& behaviour);

}  // namespace mapsim::cli
