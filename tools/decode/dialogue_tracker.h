// Follows MAP dialogues through a capture, so that an operation code has its application context and version in
// every message, and a result the operation that it answers.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "sigtran/map/primitives.h"
#include "sigtran/sccp/address.h"
#include "sigtran/tcap/message.h"

namespace mapsim::cli {

struct TrackedDialogue {
  std::optional<map::ApplicationContext> context;
  std::map<tcap::InvokeId, std::int32_t> invocations;  // operation codes, until they are answered
};

class DialogueTracker {
 public:
  // Dialogues at a time; beyond, the oldest is forgotten.
  static constexpr std::size_t kMaxDialogues = 1U << 20U;

  // The dialogue of a message, which is noted: its transaction ids, its context, its invocations. A message of a
  // dialogue whose BEGIN is not in the capture gets a new one without context.
  std::shared_ptr<TrackedDialogue> follow(const tcap::Message& message, const sccp::Address& called,
                                          const sccp::Address& calling);

 private:
  std::string key(const sccp::Address& owner, tcap::TransactionId id) const;
  void keep(std::string key, const std::shared_ptr<TrackedDialogue>& dialogue);

  // By the address that assigned the transaction id, and the id.
  std::map<std::string, std::shared_ptr<TrackedDialogue>> dialogues_;
};

// The context that a dialogue portion names, or that version 1 implies by the first invoke (TS 29.002 table 15.2/1).
std::optional<map::ApplicationContext> context_of(const tcap::Message& message);

}  // namespace mapsim::cli
