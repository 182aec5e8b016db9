#include "tools/compare/content.h"

#include <algorithm>

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

  // `layer`: the tree is of TCAP, SCCP or M3UA, where octets stand that are decoded further up.
  Value select(const Value& tree, const std::string& path, bool layer) const {
    if (const auto* list = tree.if_list()) {
      Value::List out;
      for (const Value& item : *list) out.push_back(select(item, path, layer));
      return out;
    }
    const auto* map = tree.if_map();
    if (map == nullptr) return tree;
    Value::Map out;
    for (const Value::Member& m : *map) {
      if (layer && is_one_of(kIds, m.name) && !options_.ids) continue;
      if (layer && is_one_of(kRoute, m.name)) continue;
      const std::string below = path.empty() ? m.name : path + "." + m.name;
      if (std::ranges::find(options_.ignored, below) != options_.ignored.end()) continue;
      out.push_back({m.name, select(m.value, below, layer), {}});
    }
    return out;
  }

 private:
  const ContentOptions& options_;
};

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

void add_message(Open& open, const CapturedMessage& message, const ContentOptions& options) {
  if (open.content.messages.empty()) {
    open.since = time_of(message);
    open.content.first_frame = message.packet.number;
  }
  if (open.content.kind.empty()) open.content.kind = kind_of(message.decoded);
  open.content.messages.push_back(message_content(message, open.since, options));
}

std::uint64_t hash(std::uint64_t seed, const std::string& text) {
  // FNV-1a, 64 bits, from two starts.
  for (const char c : text) seed = (seed ^ static_cast<std::uint8_t>(c)) * 0x100000001B3ULL;
  return seed;
}

}  // namespace

Value message_content(const CapturedMessage& message, std::chrono::nanoseconds since,
                      const ContentOptions& options) {
  const DecodedMessage& decoded = message.decoded;
  Value out;
  if (!decoded.type) {
    out.add("message", "unreadable");
    out.add("octets", message.event.octets);
  }
  const bool by_initiator = !decoded.followed || decoded.followed->by_initiator;
  out.add("by", by_initiator ? "initiator" : "responder");
  if (options.times) out.add("milliseconds", (time_of(message) - since).count() / 1'000'000);
  const Selection selection(options);
  for (const char* layer : {"sctp", "m3ua", "mtp3", "sccp", "tcap", "map"}) {
    const Value* tree = decoded.tree.find(layer);
    const std::string_view name(layer);
    if (tree == nullptr || (name == "sctp" && !options.tsns)) continue;
    if (std::ranges::find(options.ignored, name) != options.ignored.end()) continue;
    out.add(layer, selection.select(*tree, layer, name != "map"));
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
  ContentKey key{0xCBF29CE484222325ULL, 0x9AE16A3B2F90404FULL};
  for (const Value& message : content.messages) {
    const std::string text = message.to_text() + "\n";
    key.high = hash(key.high, text);
    key.low = hash(key.low, text);
  }
  return key;
}

}  // namespace mapsim::cli
