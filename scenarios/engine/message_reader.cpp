#include "scenarios/engine/message_reader.h"

#include <algorithm>
#include <array>

#include "scenarios/engine/component_reader.h"
#include "scenarios/engine/fault_reader.h"
#include "scenarios/engine/field_reader.h"
#include "scenarios/engine/references.h"
#include "sigtran/core/nearest.h"

namespace mapsim::scenario {

namespace {

using Kind = MessageStep::Kind;

struct MessageRow {
  std::string_view name;
  Kind kind;
};
constexpr std::array<std::string_view, 5> kMessages = {"begin", "continue", "end", "abort", "refuse"};
constexpr std::array<Kind, 5> kKinds = {Kind::begin, Kind::continue_, Kind::end, Kind::u_abort, Kind::refuse};

// Which step-level keys belong to which messages, apart from those of a component.
enum : unsigned { kBegin = 1, kContinue = 2, kEnd = 4, kAbort = 8, kRefuse = 16, kAll = 31 };
struct KeyRow {
  std::string_view name;
  unsigned messages;
  bool content;  // goes into MessageStep::content under its own name
};
constexpr std::array<KeyRow, 18> kKeyRows = {{
    {"dialogue", kAll, false},
    {"application-context", kBegin, true},
    {"destination-reference", kBegin, true},
    {"originating-reference", kBegin, true},
    {"components", kBegin | kContinue | kEnd, false},
    {"reason", kAbort | kRefuse, true},
    {"cause", kAbort, true},
    {"alternative", kRefuse, true},
    {"abort", kAbort, false},
    {"prearranged", kEnd, false},
    {"long-message", kBegin | kContinue, false},
    {"tcap", kAll, true},
    {"sccp", kAll, true},
    {"m3ua", kAll, true},
    {"expect", kAll, false},
    {"capture", kAll, false},
    {"within", kAll, false},
    {"fault", kAll, false},
}};
constexpr std::array<std::string_view, 4> kLongMessages = {"automatic", "begin", "empty-begin", "segments"};
constexpr std::array<std::string_view, 2> kAborts = {"user", "provider"};

// Which message names a set of kAll stands for: "begin, continue".
std::string message_names(unsigned set) {
  std::string out;
  for (std::size_t i = 0; i < kMessages.size(); ++i) {
    if ((set & (1U << i)) != 0) out += (out.empty() ? "" : ", ") + std::string(kMessages[i]);
  }
  return out;
}

class MessageReader {
 public:
  MessageReader(const YamlNode& node, const std::vector<Endpoint>& endpoints, Mistakes& mistakes)
      : node_(node), head_(node.members.front()), endpoints_(endpoints), mistakes_(mistakes) {}

  std::optional<SourceStep> read() {
    const bool ends = read_ends();
    if (!read_kind()) {
      return std::nullopt;
    }
    check_message_keys();
    read_dialogue();
    read_content();
    read_rest();
    if (!ends) return std::nullopt;
    check_sender_of_fault();
    SourceStep step;
    step.mark = head_.mark;
    step.text = head_.name + ": " + head_.value.text;
    step.what = std::move(message_);
    return step;
  }

 private:
  bool read_ends() {
    const std::string_view arrow = head_.name;
    const auto at = arrow.find("->");
    const auto trimmed = [](std::string_view text) {
      const auto first = text.find_first_not_of(' ');
      if (first == std::string_view::npos) return std::string_view{};
      return text.substr(first, text.find_last_not_of(' ') - first + 1);
    };
    YamlNode place;
    place.mark = head_.mark;
    const auto from = find_endpoint(place, trimmed(arrow.substr(0, at)), endpoints_, mistakes_);
    const auto to = find_endpoint(place, trimmed(arrow.substr(at + 2)), endpoints_, mistakes_);
    if (!from || !to) return false;
    if (*from == *to)
      mistakes_.add(head_.mark, "a message goes from one endpoint to another, not to its sender");
    message_.step.from = *from;
    message_.step.to = *to;
    return true;
  }

  bool read_kind() {
    if (head_.value.kind == YamlNode::Kind::null) {
      mistakes_.add(head_.mark, "which message? Allowed: " + message_names(kAll));
      return false;
    }
    const auto index = read_choice(head_.value, kMessages, mistakes_);
    if (!index) return false;
    message_.step.kind = kKinds[*index];
    bit_ = 1U << *index;
    if (const YamlNode* who = value_of(node_, "abort", mistakes_); who != nullptr && bit_ == kAbort) {
      if (read_choice(*who, kAborts, mistakes_) == 1U) message_.step.kind = Kind::p_abort;
    }
    if (const YamlNode* prearranged = value_of(node_, "prearranged", mistakes_);
        prearranged != nullptr && bit_ == kEnd) {
      if (read_bool(*prearranged, mistakes_).value_or(false)) message_.step.kind = Kind::prearranged_end;
    }
    return true;
  }

  bool may_have_components() const { return (bit_ & (kBegin | kContinue | kEnd)) != 0; }

  // A key that no message has is unknown; one of another message is told as such.
  void check_message_keys() {
    std::vector<std::string_view> allowed;
    for (const KeyRow& row : kKeyRows) {
      if ((row.messages & bit_) != 0) allowed.push_back(row.name);
    }
    if (may_have_components())
      allowed.insert(allowed.end(), component_keys().begin(), component_keys().end());
    for (const YamlMember& member : std::span(node_.members).subspan(1)) {
      if (std::ranges::find(allowed, std::string_view(member.name)) != allowed.end()) continue;
      const auto row = std::ranges::find(kKeyRows, std::string_view(member.name), &KeyRow::name);
      const bool of_component =
          std::ranges::find(component_keys(), std::string_view(member.name)) != component_keys().end();
      if (row != kKeyRows.end()) {
        mistakes_.add(member.mark, "'" + member.name + "' belongs to " + message_names(row->messages) +
                                       ", not to " + head_.value.text);
      } else if (of_component) {
        mistakes_.add(member.mark, "'" + member.name + "' belongs to a component, and an " +
                                       head_.value.text + " message carries none");
      } else {
        mistakes_.add(member.mark, unknown_name(member.name, allowed));
      }
    }
  }

  void read_dialogue() {
    message_.dialogue.mark = head_.mark;
    message_.dialogue.node = Value("d1");
    if (const YamlNode* name = value_of(node_, "dialogue", mistakes_)) {
      message_.dialogue = read_value(*name, mistakes_);
      if (!name->is_scalar())
        mistakes_.add(name->mark, "expected the name of a dialogue, found " + name->describe());
    }
  }

  void add_content(const YamlMember& member) {
    const bool lower = member.name == "tcap" || member.name == "sccp" || member.name == "m3ua";
    if (member.value.kind == YamlNode::Kind::null) {
      mistakes_.add(member.mark, "'" + member.name + "' has no value");
      return;
    }
    content_.push_back(
        {member.name,
         lower ? read_lower_layer(member.value, mistakes_) : read_template(member.value, mistakes_),
         member.mark});
  }

  void read_content() {
    static constexpr std::array<std::string_view, 3> kBefore = {
        "application-context", "destination-reference", "originating-reference"};
    static constexpr std::array<std::string_view, 6> kAfter = {"reason", "cause", "alternative",
                                                               "tcap",   "sccp",  "m3ua"};
    for (const std::string_view name : kBefore) {
      if (const YamlMember* member = node_.find(name)) add_content(*member);
    }
    if (may_have_components()) {
      Template components = read_components(node_, mistakes_);
      const auto* list = std::get_if<Template::List>(&components.node);
      if (list != nullptr && !list->empty())
        content_.push_back({"components", std::move(components), head_.mark});
    }
    for (const std::string_view name : kAfter) {
      if (const YamlMember* member = node_.find(name)) add_content(*member);
    }
    message_.step.content.node = std::move(content_);
    message_.step.content.mark = head_.mark;
  }

  void read_rest() {
    if (const YamlNode* within = value_of(node_, "within", mistakes_))
      message_.step.within = read_duration(*within, mistakes_);
    if (const YamlNode* node = value_of(node_, "long-message", mistakes_)) {
      if (const auto index = read_choice(*node, kLongMessages, mistakes_)) {
        message_.step.long_message = static_cast<map::LongMessage>(*index);
      }
    }
    if (const YamlNode* expect = value_of(node_, "expect", mistakes_)) {
      message_.expect = read_expectation(*expect, mistakes_);
    }
    if (const YamlNode* fault = value_of(node_, "fault", mistakes_)) {
      message_.step.fault = read_fault(*fault, mistakes_);
      if (message_.step.kind == Kind::prearranged_end)
        mistakes_.add(fault->mark, "a prearranged end sends nothing that a fault could hit");
    }
    if (const YamlNode* capture = value_of(node_, "capture", mistakes_)) read_captures(*capture);
  }

  void check_sender_of_fault() {
    const YamlMember* fault = node_.find("fault");
    const Endpoint& from = endpoints_[message_.step.from];
    if (fault != nullptr && from.automatic) {
      mistakes_.add(fault->value.mark,
                    from.name +
                        " behaves by itself, and the step only expects its message; a fault hits "
                        "what a step sends");
    }
  }

  void read_captures(const YamlNode& node) {
    if (node.kind != YamlNode::Kind::map) {
      mistakes_.add(node.mark, "expected names and paths, {id: tcap.otid}, found " + node.describe());
      return;
    }
    for (const YamlMember& member : node.members) {
      if (!is_name(member.name)) {
        mistakes_.add(
            member.mark,
            "'" + member.name + "' is no name of a variable: a letter, then letters, digits, '_' and '-'");
      }
      if (const auto path = read_string(member.value, "a path such as tcap.otid", mistakes_)) {
        const auto full = received_path(*path);
        if (full)
          message_.step.captures.push_back({member.name, *full, member.value.mark});
        else
          mistakes_.add(member.value.mark, full.error().text);
      }
    }
  }

  const YamlNode& node_;
  const YamlMember& head_;
  const std::vector<Endpoint>& endpoints_;
  Mistakes& mistakes_;
  SourceMessage message_;
  Template::Map content_;
  unsigned bit_ = 0;
};

}  // namespace

std::optional<SourceStep> read_message(const YamlNode& node, const std::vector<Endpoint>& endpoints,
                                       Mistakes& mistakes) {
  return MessageReader(node, endpoints, mistakes).read();
}

}  // namespace mapsim::scenario
