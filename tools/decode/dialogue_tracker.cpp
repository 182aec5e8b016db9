#include "tools/decode/dialogue_tracker.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>
#include <utility>

#include "sigtran/map/context_name.h"
#include "sigtran/map/operations.h"

namespace mapsim::cli {

using tcap::MessageType;

namespace {

constexpr mtp::PointCode kNoPointCode = 0xFFFFFFFF;

TransactionKeyView key_of(const sccp::Address& owner, mtp::PointCode point_code,
                          const std::optional<tcap::TransactionId>& id) {
  if (!id) return {};
  if (owner.gt) return {owner.gt->digits, kNoPointCode, *id};
  return {{}, owner.point_code.value_or(point_code), *id};
}

TransactionKeyView sender_key(const tcap::Message& message, const MessagePath& path) {
  return key_of(path.calling, path.label.opc, message.otid);
}
TransactionKeyView receiver_key(const tcap::Message& message, const MessagePath& path) {
  return key_of(path.called, path.label.dpc, message.dtid);
}

}  // namespace

std::optional<std::int32_t> TrackedDialogue::operation_code(std::size_t side, tcap::InvokeId id) const {
  for (const Invocation& invocation : invocations[side]) {
    if (invocation.id == id) return invocation.operation_code;
  }
  return std::nullopt;
}

std::size_t TransactionKeyHash::operator()(const TransactionKeyView& key) const {
  std::uint64_t h = key.point_code;
  const auto mix = [&h](std::uint64_t v) { h = (std::rotl(h, 29) ^ v) * 0x9E3779B97F4A7C15ULL; };
  for (std::size_t at = 0; at < key.digits.size(); at += sizeof h) {
    std::uint64_t part = 0;
    std::memcpy(&part, key.digits.data() + at, std::min(sizeof part, key.digits.size() - at));
    mix(part);
  }
  mix(std::uint64_t{key.id.octets} << 32U | key.id.value);
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

DialogueTracker::Shared DialogueTracker::find_key(const TransactionKeyView& key) const {
  const auto at = key.empty() ? by_key_.end() : by_key_.find(key);
  return at != by_key_.end() ? at->second : nullptr;
}

DialogueTracker::Shared DialogueTracker::create(std::chrono::nanoseconds at) {
  if (open_.size() >= most_) forget_oldest();
  // Whoever was told of one that ended may still have it.
  if (spare_.empty() || spare_.front().use_count() != 1) {
    open_.push_back(std::make_shared<TrackedDialogue>());
  } else {
    *spare_.front() = TrackedDialogue();
    open_.splice(open_.end(), spare_, spare_.begin());
  }
  const Shared& dialogue = open_.back();
  dialogue->number = ++count_;
  dialogue->used = at;
  dialogue->place = std::prev(open_.end());
  dialogue->kept = true;
  return dialogue;
}

void DialogueTracker::put(const TransactionKey& key, const Shared& dialogue) {
  if (spare_keys_.empty()) {
    by_key_.insert_or_assign(key, dialogue);
    return;
  }
  Index::node_type node = std::move(spare_keys_.back());
  spare_keys_.pop_back();
  node.key() = key;
  node.mapped() = dialogue;
  if (auto put = by_key_.insert(std::move(node)); !put.inserted) put.position->second = dialogue;
}

void DialogueTracker::drop(Index::iterator at) {
  Index::node_type node = by_key_.extract(at);
  node.mapped().reset();
  if (spare_keys_.size() < kSpare) spare_keys_.push_back(std::move(node));
}

void DialogueTracker::assign(const Shared& dialogue, std::size_t side, const TransactionKeyView& key) {
  TransactionKey& own = dialogue->keys[side];
  if (key.empty() || key == own) return;
  if (const Shared other = find_key(key); other && other != dialogue) finish(other, DialogueEnd::reused);
  if (const auto at = own.empty() ? by_key_.end() : by_key_.find(own); at != by_key_.end()) drop(at);
  own.digits = key.digits;
  own.point_code = key.point_code;
  own.id = key.id;
  put(own, dialogue);
}

void DialogueTracker::finish(const Shared& dialogue, DialogueEnd how) {
  if (!dialogue->kept) return;
  dialogue->end = how;
  dialogue->kept = false;
  for (const TransactionKey& key : dialogue->keys) {
    const auto at = key.empty() ? by_key_.end() : by_key_.find(key);
    if (at != by_key_.end() && at->second == dialogue) drop(at);
  }
  ended_.push_back(dialogue);
  spare_.splice(spare_.end(), open_, dialogue->place);
  if (spare_.size() > kSpare) spare_.pop_front();
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
  const TransactionKeyView receiver = receiver_key(message, path);
  if (Shared dialogue = find_key(receiver)) {
    const bool by_initiator = receiver == dialogue->keys[1];
    return Followed{std::move(dialogue), by_initiator};
  }
  // Where the called address has another form than the one that the id came from.
  const TransactionKeyView sender = sender_key(message, path);
  if (Shared dialogue = find_key(sender)) {
    const bool by_initiator = sender == dialogue->keys[0];
    return Followed{std::move(dialogue), by_initiator};
  }
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
  const Shared& dialogue = found->dialogue;
  const std::size_t side = found->by_initiator ? 0 : 1;
  assign(dialogue, side, sender_key(message, path));
  note(*dialogue, message, side);
  dialogue->used = std::max(dialogue->used, at);
  open_.splice(open_.end(), open_, dialogue->place);
  if (message.type == MessageType::end) finish(dialogue, DialogueEnd::end);
  if (message.type == MessageType::abort) finish(dialogue, DialogueEnd::abort);
  if (message.type == MessageType::unidirectional) finish(dialogue, DialogueEnd::end);
  return std::move(*found);
}

const std::vector<std::shared_ptr<TrackedDialogue>>& DialogueTracker::take_ended() {
  taken_.clear();
  taken_.swap(ended_);
  return taken_;
}

}  // namespace mapsim::cli
