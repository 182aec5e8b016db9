#include "tools/format/order.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace mapsim::cli::format {

namespace {

using scenario::YamlMember;
using scenario::YamlNode;

constexpr std::array<std::string_view, 7> kFile = {"title", "purpose",   "spec", "endpoints",
                                                   "vars",  "otherwise", "steps"};

// Behind the first key, which says what the step is. What belongs to a component keeps its order.
constexpr std::array<std::string_view, 29> kStep = {"dialogue",
                                                    "application-context",
                                                    "destination-reference",
                                                    "originating-reference",
                                                    "long-message",
                                                    "within",
                                                    "prearranged",
                                                    "abort",
                                                    "reason",
                                                    "cause",
                                                    "alternative",
                                                    "tcap",
                                                    "sccp",
                                                    "m3ua",
                                                    "fault",
                                                    "invoke",
                                                    "result",
                                                    "result-not-last",
                                                    "error",
                                                    "reject",
                                                    "problem",
                                                    "invoke-id",
                                                    "linked-id",
                                                    "timer",
                                                    "argument",
                                                    "parameter",
                                                    "components",
                                                    "expect",
                                                    "capture"};

void sort(std::vector<YamlMember>& members, std::size_t from, std::span<const std::string_view> order) {
  const auto begin = members.begin() + static_cast<std::ptrdiff_t>(std::min(from, members.size()));
  std::stable_sort(begin, members.end(), [&](const YamlMember& a, const YamlMember& b) {
    return std::ranges::find(order, std::string_view(a.name)) <
           std::ranges::find(order, std::string_view(b.name));
  });
}

void sort_steps(YamlNode& steps) {
  for (YamlNode& step : steps.items) {
    if (step.kind != YamlNode::Kind::map || step.members.empty()) continue;
    const std::string& kind = step.members.front().name;
    if (kind == "parallel" || kind == "alt") {
      for (YamlNode& branch : step.members.front().value.items) sort_steps(branch);
    }
    bool is_loop = false;
    for (YamlMember& m : step.members) {
      if (m.name != "steps") continue;
      is_loop = true;
      sort_steps(m.value);
    }
    // repeat, for, as and steps read in the order in which they were written.
    if (!is_loop) sort(step.members, 1, kStep);
  }
}

// A text is one whether it has quotes or not: a short one has none where it needs none, a long one is folded.
void set_kind_of_text(YamlNode& node) {
  constexpr std::size_t kShort = 95;
  const bool letter = !node.text.empty() && ((node.text[0] >= 'A' && node.text[0] <= 'Z') ||
                                             (node.text[0] >= 'a' && node.text[0] <= 'z'));
  const bool plain =
      letter && node.text.size() <= kShort && node.text.find(": ") == std::string::npos &&
      node.text.find(" #") == std::string::npos && node.text.back() != ' ' && node.text.back() != ':' &&
      std::ranges::none_of(node.text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  node.kind = plain ? YamlNode::Kind::plain : YamlNode::Kind::quoted;
}

}  // namespace

void put_in_order(YamlNode& root) {
  sort(root.members, 0, kFile);
  for (YamlMember& m : root.members) {
    if (m.name == "purpose" && m.value.is_scalar()) set_kind_of_text(m.value);
    if (m.name == "steps") sort_steps(m.value);
  }
}

}  // namespace mapsim::cli::format
