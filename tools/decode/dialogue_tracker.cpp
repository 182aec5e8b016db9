#include "tools/decode/dialogue_tracker.h"

#include "sigtran/map/context_name.h"
#include "sigtran/map/operations.h"

namespace mapsim::cli {

using tcap::MessageType;

std::optional<map::ApplicationContext> context_of(const tcap::Message& message) {
  if (message.dialogue) {
    const auto& name = message.dialogue->portion.application_context_name;
    return map::parse_context_name(OctetView(name.data(), name.size()));
  }
  if (message.type != MessageType::begin) return std::nullopt;
  for (const tcap::Component& c : message.components) {
    const auto* code = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
    if (c.type == tcap::ComponentType::invoke && code != nullptr) return map::version1_context(*code);
  }
  return std::nullopt;
}

std::string DialogueTracker::key(const sccp::Address& owner, tcap::TransactionId id) const {
  // An answer may come from another form of the same address, so that only what identifies a node counts.
  std::string out = owner.gt ? owner.gt->digits : "pc" + std::to_string(owner.point_code.value_or(0));
  return out + "/" + std::to_string(id.octets) + ":" + std::to_string(id.value);
}

void DialogueTracker::keep(std::string key, const std::shared_ptr<TrackedDialogue>& dialogue) {
  if (dialogues_.size() >= kMaxDialogues) dialogues_.erase(dialogues_.begin());
  dialogues_[std::move(key)] = dialogue;
}

std::shared_ptr<TrackedDialogue> DialogueTracker::follow(const tcap::Message& message, const sccp::Address& called,
                                                         const sccp::Address& calling) {
  std::shared_ptr<TrackedDialogue> dialogue;
  if (message.dtid) {
    const auto at = dialogues_.find(key(called, *message.dtid));
    if (at != dialogues_.end()) dialogue = at->second;
  }
  // A BEGIN opens a new dialogue even where its id was in use before.
  if (!dialogue || message.type == MessageType::begin) dialogue = std::make_shared<TrackedDialogue>();
  if (message.otid) keep(key(calling, *message.otid), dialogue);
  if (!dialogue->context) dialogue->context = context_of(message);
  for (const tcap::Component& c : message.components) {
    const auto* code = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
    if (c.type == tcap::ComponentType::invoke && c.invoke_id && code != nullptr) {
      dialogue->invocations[*c.invoke_id] = *code;
    }
  }
  if (message.type == MessageType::end || message.type == MessageType::abort) {
    if (message.dtid) dialogues_.erase(key(called, *message.dtid));
  }
  return dialogue;
}

}  // namespace mapsim::cli
