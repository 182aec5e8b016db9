#include "tools/decode/dialogue_tracker.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "sigtran/map/context_name.h"
#include "sigtran/map/operations.h"

namespace mapsim::cli {

using tcap::MessageType;

namespace {

constexpr mtp::PointCode kNoPointCode = 0xFFFFFFFF;

TransactionKey key_of(const sccp::Address& owner, mtp::PointCode point_code,
                      const std::optional<tcap::TransactionId>& id) {
  if (!id) return {};
  if (owner.gt) return {owner.gt->digits, kNoPointCode, *id};
  return {{}, owner.point_code.value_or(point_code), *id};
}

TransactionKey sender_key(const tcap::Message& message, const MessagePath& path) {
  return key_of(path.calling, path.label.opc, message.otid);
}
TransactionKey receiver_key(const tcap::Message& message, const MessagePath& path) {
  return key_of(path.called, path.label.dpc, message.dtid);
}

}  // namespace

std::optional<std::int32_t> TrackedDialogue::operation_code(std::size_t side, tcap::InvokeId id) const {
  for (const Invocation& invocation : invocations[side]) {
    if (invocation.id == id) return invocation.operation_code;
  }
  return std::nullopt;
}

std::size_t TransactionKeyHash::operator()(const TransactionKey& key) const {
  std::uint64_t h = std::hash<std::string>()(key.digits) ^ key.point_code;
  h = (std::rotl(h, 29) ^ (std::uint64_t{key.id.octets} << 32U | key.id.value)) * 0x9E3779B97F4A7C15ULL;
  return static_cast<std::size_t>(h ^ (h >> 32U));
}

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

DialogueTracker::Shared DialogueTracker::find_key(const TransactionKey& key) const {
  const auto at = key.empty() ? by_key_.end() : by_key_.find(key);
  return at != by_key_.end() ? at->second : nullptr;
}

DialogueTracker::Shared DialogueTracker::create(std::chrono::nanoseconds at) {
  if (open_.size() >= most_) forget_oldest();
  auto dialogue = std::make_shared<TrackedDialogue>();
  dialogue->number = ++count_;
  dialogue->used = at;
  dialogue->place = open_.insert(open_.end(), dialogue);
  dialogue->kept = true;
  return dialogue;
}

void DialogueTracker::assign(const Shared& dialogue, std::size_t side, TransactionKey key) {
  if (key.empty() || dialogue->keys[side] == key) return;
  if (const Shared other = find_key(key); other && other != dialogue) finish(other, DialogueEnd::reused);
  if (!dialogue->keys[side].empty()) by_key_.erase(dialogue->keys[side]);
  by_key_.insert_or_assign(key, dialogue);
  dialogue->keys[side] = std::move(key);
}

void DialogueTracker::finish(const Shared& dialogue, DialogueEnd how) {
  if (!dialogue->kept) return;
  dialogue->end = how;
  dialogue->kept = false;
  for (const TransactionKey& key : dialogue->keys) {
    const auto at = key.empty() ? by_key_.end() : by_key_.find(key);
    if (at != by_key_.end() && at->second == dialogue) by_key_.erase(at);
  }
  ended_.push_back(dialogue);
  open_.erase(dialogue->place);
}

void DialogueTracker::forget_idle(std::chrono::nanoseconds at) {
  while (!open_.empty() && at - open_.front()->used > kDialogueIdle)
    finish(Shared(open_.front()), DialogueEnd::idle);
}

void DialogueTracker::forget_oldest() {
  if (!open_.empty()) finish(Shared(open_.front()), DialogueEnd::limit);
}

void DialogueTracker::note(TrackedDialogue& dialogue, const tcap::Message& message, std::size_t side) {
  if (!dialogue.context) dialogue.context = context_of(message);
  for (const tcap::Component& c : message.components) {
    const auto* code = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
    if (c.type == tcap::ComponentType::invoke && c.invoke_id && code != nullptr) {
      auto& invocations = dialogue.invocations[side];
      const auto at = std::find_if(invocations.begin(), invocations.end(),
                                   [&](const auto& i) { return i.id == *c.invoke_id; });
      if (at != invocations.end()) {
        at->operation_code = *code;
      } else {
        invocations.push_back({*c.invoke_id, *code});
      }
    }
  }
}

std::optional<Followed> DialogueTracker::find(const tcap::Message& message, const MessagePath& path) const {
  const TransactionKey receiver = receiver_key(message, path);
  if (Shared dialogue = find_key(receiver)) return Followed{dialogue, dialogue->keys[1] == receiver};
  // Where the called address has another form than the one that the id came from.
  const TransactionKey sender = sender_key(message, path);
  if (Shared dialogue = find_key(sender)) return Followed{dialogue, dialogue->keys[0] == sender};
  return std::nullopt;
}

Followed DialogueTracker::follow(const tcap::Message& message, const MessagePath& path,
                                 std::chrono::nanoseconds at) {
  forget_idle(at);
  std::optional<Followed> found;
  // A BEGIN opens a new dialogue even where its id was in use before.
  if (message.type != MessageType::begin) found = find(message, path);
  if (!found) {
    found = Followed{create(at), true};
    found->dialogue->begun = message.type == MessageType::begin;
    assign(found->dialogue, 1, receiver_key(message, path));
  }
  const Shared dialogue = found->dialogue;
  const std::size_t side = found->by_initiator ? 0 : 1;
  assign(dialogue, side, sender_key(message, path));
  note(*dialogue, message, side);
  dialogue->used = std::max(dialogue->used, at);
  open_.splice(open_.end(), open_, dialogue->place);
  if (message.type == MessageType::end) finish(dialogue, DialogueEnd::end);
  if (message.type == MessageType::abort) finish(dialogue, DialogueEnd::abort);
  if (message.type == MessageType::unidirectional) finish(dialogue, DialogueEnd::end);
  return *found;
}

std::vector<std::shared_ptr<TrackedDialogue>> DialogueTracker::take_ended() {
  return std::exchange(ended_, {});
}

}  // namespace mapsim::cli
