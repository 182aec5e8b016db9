#include "tools/compare/content.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace mapsim::cli {

namespace {

// Members that belong to one run, wherever they stand in a layer's tree; and octets that stand there decoded
// as well.
constexpr std::string_view kIds[] = {"otid", "dtid", "invoke-id", "linked-id"};
constexpr std::string_view kRoute[] = {
    "data", "sls", "segmentation", "parameter", "correlation-id", "user-information"};

template <std::size_t N>
bool is_one_of(const std::string_view (&names)[N], std::string_view name) {
  return std::ranges::find(names, name) != std::end(names);
}

class Selection {
 public:
  explicit Selection(const ContentOptions& options) : options_(options) {}

  // Takes out what does not count. `layer`: the tree is of TCAP, SCCP or M3UA, where octets stand that are
  // decoded further up.
  void select(Value& tree, std::string_view name, bool layer) {
    path_ = name;
    select(tree, layer);
  }

 private:
  void select(Value& tree, bool layer) {
    if (auto* list = tree.if_list()) {
      for (Value& item : *list) select(item, layer);
    }
    auto* map = tree.if_map();
    if (map == nullptr) return;
    auto kept = map->begin();
    for (auto at = map->begin(); at != map->end(); ++at) {
      if (!counts(at->name, layer)) continue;
      const std::size_t above = path_.size();
      path_.append(".").append(at->name);
      const bool ignored = std::ranges::find(options_.ignored, path_) != options_.ignored.end();
      if (!ignored) {
        select(at->value, layer);
        if (kept != at) *kept = std::move(*at);
        ++kept;
      }
      path_.resize(above);
    }
    map->erase(kept, map->end());
  }

  bool counts(std::string_view name, bool layer) const {
    return !layer || ((options_.ids || !is_one_of(kIds, name)) && !is_one_of(kRoute, name));
  }

  const ContentOptions& options_;
  std::string path_;  // of the tree that is looked at, without indexes
};

Value* member(Value& tree, std::string_view name) {
  auto* map = tree.if_map();
  if (map == nullptr) return nullptr;
  const auto at = std::ranges::find(*map, name, &Value::Member::name);
  return at != map->end() ? &at->value : nullptr;
}

std::string kind_of(const DecodedMessage& decoded) {
  const Value* context = decoded.tree.find_path("map.application-context");
  const auto* name = context != nullptr ? context->if_string() : nullptr;
  return name != nullptr ? name->substr(0, name->rfind("-v")) : "";
}

std::chrono::nanoseconds time_of(const CapturedMessage& message) {
  return message.packet.at.value_or(std::chrono::nanoseconds(0));
}

struct Open {
  DialogueContent content;
  std::chrono::nanoseconds since{};
};

void add_message(Open& open, CapturedMessage& message, const ContentOptions& options) {
  if (open.content.messages.empty()) {
    open.since = time_of(message);
    open.content.first_frame = message.packet.number;
  }
  if (open.content.kind.empty()) open.content.kind = kind_of(message.decoded);
  open.content.messages.push_back(message_content(message, open.since, options));
}

// Of a tree as it stands: a text of it would take longer than all that was decoded for it.
class Digest {
 public:
  void add(const Value& value) {
    enum Kind : std::uint64_t { nothing, flag, number, text, octets, list, map };
    if (value.is_null()) add(nothing);
    if (const auto* b = value.if_bool()) add(flag, *b ? 1U : 0U);
    if (const auto* n = value.if_int()) add(number, static_cast<std::uint64_t>(*n));
    if (const auto* s = value.if_string()) add(text, s->data(), s->size());
    if (const auto* o = value.if_octets()) add(octets, reinterpret_cast<const char*>(o->data()), o->size());
    if (const auto* l = value.if_list()) {
      add(list, l->size());
      for (const Value& item : *l) add(item);
    }
    if (const auto* m = value.if_map()) {
      add(map, m->size());
      for (const Value::Member& member : *m) {
        add(text, member.name.data(), member.name.size());
        add(member.value);
      }
    }
  }
  const ContentKey& key() const { return key_; }

 private:
  // Two multiplications with rotations between them (as MurmurHash3 mixes), from different starts.
  void add(std::uint64_t part) {
    key_.high = std::rotl(key_.high ^ (part * 0x87C37B91114253D5ULL), 27) * 5 + 0x52DCE729U;
    key_.low = std::rotl(key_.low ^ (std::rotl(part, 33) * 0x4CF5AD432745937FULL), 31) * 5 + 0x38495AB5U;
    key_.high += key_.low;
    key_.low += key_.high;
  }
  void add(std::uint64_t kind, std::uint64_t value) {
    add(kind);
    add(value);
  }
  void add(std::uint64_t kind, const char* contents, std::size_t size) {
    add(kind, size);
    for (std::size_t at = 0; at < size; at += sizeof(std::uint64_t)) {
      std::uint64_t part = 0;
      std::memcpy(&part, contents + at, std::min(sizeof part, size - at));
      add(part);
    }
  }

  ContentKey key_{0xCBF29CE484222325ULL, 0x9AE16A3B2F90404FULL};
};

}  // namespace

Value message_content(CapturedMessage& message, std::chrono::nanoseconds since,
                      const ContentOptions& options) {
  DecodedMessage& decoded = message.decoded;
  Value out;
  if (!decoded.type) {
    out.add("message", "unreadable");
    out.add("octets", message.event.octets);
  }
  const bool by_initiator = !decoded.followed || decoded.followed->by_initiator;
  out.add("by", by_initiator ? "initiator" : "responder");
  if (options.times) out.add("milliseconds", (time_of(message) - since).count() / 1'000'000);
  Selection selection(options);
  for (const char* layer : {"sctp", "m3ua", "mtp3", "sccp", "tcap", "map"}) {
    const std::string_view name(layer);
    Value* tree = member(decoded.tree, name);
    if (tree == nullptr || (name == "sctp" && !options.tsns)) continue;
    if (std::ranges::find(options.ignored, name) != options.ignored.end()) continue;
    selection.select(*tree, name, name != "map");
    out.add(layer, std::move(*tree));
  }
  if (!decoded.problems.empty()) {
    Value::List problems;
    for (const std::string& text : decoded.problems) problems.emplace_back(text);
    out.add("problems", std::move(problems));
  }
  return out;
}

Result<CaptureFacts> read_contents(const std::string& path, const ContentOptions& options,
                                   const std::function<void(DialogueContent&)>& on_dialogue) {
  CaptureReading reading(Depth::everything);
  std::unordered_map<std::uint64_t, Open> open;
  const auto tell_ended = [&] {
    for (const auto& ended : reading.decoder.dialogues().take_ended()) {
      const auto at = open.find(ended->number);
      if (at == open.end()) continue;
      on_dialogue(at->second.content);
      open.erase(at);
    }
  };
  const auto done = reading.read(path, [&](CapturedMessage& message) {
    const DecodedMessage& decoded = message.decoded;
    if (message.event.retransmission || (!decoded.type && decoded.problems.empty())) return;
    if (!decoded.followed) {
      Open alone;
      add_message(alone, message, options);
      on_dialogue(alone.content);
      return;
    }
    Open& its = open[decoded.followed->dialogue->number];
    its.content.number = decoded.followed->dialogue->number;
    add_message(its, message, options);
    tell_ended();
  });
  if (!done) return fail(done.error());
  std::vector<std::uint64_t> numbers;
  for (const auto& [number, its] : open) numbers.push_back(number);
  std::ranges::sort(numbers);
  for (const std::uint64_t number : numbers) on_dialogue(open[number].content);
  return reading.facts;
}

ContentKey key_of(const DialogueContent& content) {
  Digest digest;
  for (const Value& message : content.messages) digest.add(message);
  return digest.key();
}

}  // namespace mapsim::cli
