// A received message as the player compares and shows it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "scenarios/engine/dialogue_state.h"
#include "scenarios/engine/program.h"
#include "sigtran/core/value.h"
#include "sigtran/map/primitives.h"

namespace mapsim::scenario {

struct ReceivedMessage {
  MessageStep::Kind kind = MessageStep::Kind::begin;
  const map::MessageIndication* indication = nullptr;
  map::ApplicationContext context;
  // Invocations of the receiving end, by which outcomes are understood.
  const Invocations* sent = nullptr;
};

MessageStep::Kind kind_of(const map::MessageIndication& message);
// "BEGIN", "CONTINUE", "END", "ABORT", "refusal", …
std::string_view kind_name(MessageStep::Kind kind);

// The local code of the error, of the operation, or of the operation that an outcome answers; -1 where there is none.
std::int32_t code_of(const ReceivedMessage& message, const tcap::Component& component);

// The message in the canonical keys of a step (docs/scenarios.md).
Value received_tree(const ReceivedMessage& message);

// A step that states no component means that none comes, unless it wrote the octets itself. `tree`: the received
// message.
std::optional<Mismatch> unstated_components(const Template& expected, const MessageStep& stated,
                                            const Value& tree);

// Makes `received` comparable with the way in which the step writes an address: where it states the global title
// as text, "+15550100001", so does the received tree.
void adapt_addresses(Value& received, const Template& expected);

}  // namespace mapsim::scenario
