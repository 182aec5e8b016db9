#include "tools/decode/context_guess.h"

#include "sigtran/map/operations.h"

namespace mapsim::cli {

namespace {

// Without context: the newest that has the operation. It is a guess, and said to be one.
std::optional<map::ApplicationContext> assumed_context(const tcap::Message& message) {
  const map::Operation* best = nullptr;
  for (const tcap::Component& c : message.components) {
    const auto* code = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
    if (code == nullptr) continue;
    for (const map::Operation& o : map::operations()) {
      if (o.code == *code && (best == nullptr || o.context.version > best->context.version)) best = &o;
    }
  }
  return best != nullptr ? std::optional(best->context) : std::nullopt;
}

}  // namespace

std::optional<map::ApplicationContext> guess_context(const tcap::Message& message,
                                                     const std::optional<Followed>& followed) {
  if (!followed) return assumed_context(message);
  auto& guess = followed->dialogue->guess;
  if (!guess) guess = assumed_context(message);
  return guess;
}

std::int32_t operation_code_of(const tcap::Component& c, const std::optional<Followed>& followed) {
  const auto* local = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
  if (local != nullptr && c.type != tcap::ComponentType::return_error) return *local;
  if (!followed || !c.invoke_id) return -1;
  return followed->dialogue->operation_code(followed->by_initiator ? 1 : 0, *c.invoke_id).value_or(-1);
}

}  // namespace mapsim::cli
