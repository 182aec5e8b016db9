#include "scenarios/engine/automatic_reader.h"

#include <algorithm>

namespace mapsim::scenario {

namespace {

constexpr std::array<std::string_view, 1> kBehaviours = {"auto"};
// In the order of Refuses.
constexpr std::array<std::string_view, 5> kRefuses = {"alternative", "no-alternative",
                                                      "no-common-dialogue-portion", "p-abort", "silence"};
constexpr std::array<std::string_view, 6> kSendingKeys = {"from", "to", "text", "after", "every", "count"};

std::span<const YamlNode> items_of(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::list) return node.items;
  return {&node, 1};
}

class AutomaticReader {
 public:
  AutomaticReader(const YamlNode& node, Mistakes& mistakes) : node_(node), mistakes_(mistakes) {}

  Automatic read() {
    if (const YamlMember* behaviour = node_.find("behaviour")) out_.mark = behaviour->mark;
    read_subscribers();
    read_answers();
    read_delay();
    read_retry();
    if (const YamlNode* validity = value_of(node_, "validity", mistakes_))
      out_.validity = read_duration(*validity, mistakes_);
    if (const YamlNode* refuses = value_of(node_, "refuses", mistakes_))
      out_.refuses = static_cast<Refuses>(read_choice(*refuses, kRefuses, mistakes_).value_or(0));
    if (const YamlNode* hlr = value_of(node_, "hlr", mistakes_))
      out_.hlr = read_string(*hlr, "the name of an endpoint", mistakes_).value_or("");
    if (const YamlNode* smsc = value_of(node_, "smsc", mistakes_))
      out_.smsc = read_string(*smsc, "the name of an endpoint", mistakes_).value_or("");
    read_sends();
    return std::move(out_);
  }

 private:
  void read_subscribers() {
    const YamlNode* node = value_of(node_, "subscribers", mistakes_);
    if (node == nullptr) return;
    out_.subscribers_mark = node->mark;
    if (node->is_scalar()) {
      out_.subscribers_file = node->text;
    } else if (node->kind == YamlNode::Kind::list) {
      out_.subscribers_list = *node;
    } else {
      mistakes_.add(node->mark,
                    "expected a file (subscribers.csv) or a list of subscribers, found " + node->describe());
    }
  }

  // "90 % ok, 10 % silence", or a list of such parts. What they mean is read where subscribers are.
  void read_answers() {
    const YamlNode* node = value_of(node_, "answers", mistakes_);
    if (node == nullptr) return;
    out_.answers_mark = node->mark;
    for (const YamlNode& item : items_of(*node)) {
      const auto text = read_string(item, "answers such as 90 % ok", mistakes_);
      if (text) out_.answers += (out_.answers.empty() ? "" : ", ") + *text;
    }
  }

  void read_delay() {
    const YamlNode* node = value_of(node_, "delay", mistakes_);
    if (node == nullptr) return;
    const auto items = items_of(*node);
    if (items.empty() || items.size() > 2) {
      mistakes_.add(node->mark, "expected a time such as 20ms, or the least and the most, [10ms, 200ms]");
      return;
    }
    out_.delay_least = read_duration(items.front(), mistakes_).value_or(Duration());
    out_.delay_most = read_duration(items.back(), mistakes_).value_or(Duration());
    if (out_.delay_most < out_.delay_least) mistakes_.add(node->mark, "the least delay comes first");
  }

  void read_retry() {
    const YamlNode* node = value_of(node_, "retry", mistakes_);
    if (node == nullptr) return;
    const auto items = items_of(*node);
    if (items.size() > kMaxRetries) return mistakes_.add(node->mark, "more than 1000 pauses");
    auto& retry = out_.retry.emplace();
    for (const YamlNode& item : items) {
      if (const auto pause = read_duration(item, mistakes_)) retry.push_back(*pause);
    }
  }

  void read_sends() {
    const YamlNode* node = value_of(node_, "sends", mistakes_);
    if (node == nullptr) return;
    const auto items = items_of(*node);
    if (items.size() > kMaxSendings)
      return mistakes_.add(node->mark, "more than 1000 messages; 'count' repeats one");
    for (const YamlNode& item : items) {
      if (check_keys(item, kSendingKeys, "a message to send", mistakes_))
        out_.sends.push_back(read_sending(item));
    }
  }

  Automatic::Sending read_sending(const YamlNode& node) {
    Automatic::Sending sending;
    sending.mark = node.mark;
    const auto text = [&](std::string_view key, std::string_view what, std::string& field) {
      const YamlNode* value = value_of(node, key, mistakes_);
      if (value == nullptr) {
        if (node.find(key) == nullptr)
          mistakes_.add(node.mark, "the message has no '" + std::string(key) + "', " + std::string(what));
        return;
      }
      field = value->is_scalar() ? value->text : "";
      if (!value->is_scalar())
        mistakes_.add(value->mark, "expected " + std::string(what) + ", found " + value->describe());
    };
    text("from", "the number of a subscriber", sending.from);
    text("to", "the number that it is for", sending.to);
    text("text", "what it says", sending.text);
    if (const YamlNode* after = value_of(node, "after", mistakes_))
      sending.after = read_duration(*after, mistakes_).value_or(Duration());
    if (const YamlNode* every = value_of(node, "every", mistakes_))
      sending.every = read_duration(*every, mistakes_).value_or(Duration());
    constexpr std::int64_t kMost = 1'000'000'000;
    if (const YamlNode* count = value_of(node, "count", mistakes_))
      sending.count = static_cast<std::uint32_t>(read_number(*count, 1, kMost, mistakes_).value_or(1));
    if (sending.count > 1 && sending.every <= Duration())
      mistakes_.add(node.mark, "a message that is sent several times needs 'every', the time between two");
    return sending;
  }

  const YamlNode& node_;
  Mistakes& mistakes_;
  Automatic out_;
};

}  // namespace

std::optional<Automatic> read_automatic(const YamlNode& endpoint, Mistakes& mistakes) {
  const YamlNode* behaviour = value_of(endpoint, "behaviour", mistakes);
  if (behaviour != nullptr) {
    if (!read_choice(*behaviour, kBehaviours, mistakes)) return std::nullopt;
    return AutomaticReader(endpoint, mistakes).read();
  }
  for (const std::string_view key : kAutomaticKeys) {
    const YamlMember* member = endpoint.find(key);
    if (member != nullptr && key != "behaviour")
      mistakes.add(member->mark,
                   "'" + std::string(key) + "' is for endpoints that behave by themselves (behaviour: auto)");
  }
  return std::nullopt;
}

}  // namespace mapsim::scenario
