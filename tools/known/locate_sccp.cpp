// Q.713 3.4 (addresses), 3.17 (segmentation), 5.3 (management).
#include "tools/known/locate.h"
#include "tools/report/octet_ranges.h"

namespace mapsim::known {

namespace {

using Range = Value::OctetRange;

// Takes the fields of an address one after the other.
class AddressWalk {
 public:
  AddressWalk(Value& tree, Range range) : tree_(tree), next_(range.offset), end_(range.offset + range.size) {}

  void indicator() {
    for (const char* name : {"routing", "national"}) give(tree_, name, {next_, 1});
    if (Value* gt = member(tree_, "gt")) give(*gt, "indicator", {next_, 1});
    ++next_;
  }
  void field(Value& tree, std::string_view name, std::size_t size) {
    if (member(tree, name) == nullptr) return;
    give(tree, name, {next_, size});
    next_ += size;
  }
  void global_title() {
    Value* gt = member(tree_, "gt");
    if (gt == nullptr) return;
    field(*gt, "tt", 1);
    // Numbering plan and encoding scheme share an octet; with indicator 1 nature and odd/even do.
    const bool plan = member(*gt, "np") != nullptr;
    give(*gt, "encoding-scheme", {next_, 1});
    if (plan) field(*gt, "np", 1);
    field(*gt, "nai", 1);
    if (next_ < end_) give(*gt, "digits", {next_, end_ - next_});
  }
  Value& tree() { return tree_; }

 private:
  static void give(Value& tree, std::string_view name, Range range) {
    if (Value* value = member(tree, name)) value->octets = range;
  }

  Value& tree_;
  std::size_t next_;
  std::size_t end_;
};

void locate_address(Value* tree, sccp::MessageView::Part part) {
  if (tree == nullptr || part.size == 0) return;
  AddressWalk walk(*tree, {part.offset, part.size});
  walk.indicator();
  walk.field(walk.tree(), "pc", 2);
  walk.field(walk.tree(), "ssn", 1);
  walk.global_title();
}

constexpr std::uint8_t kSegmentation = 0x10;  // names of optional parameters (Q.713 table 2)
constexpr std::uint8_t kImportance = 0x12;

void locate_optional(Value& tree, sccp::MessageView::Part part, OctetView message) {
  std::size_t at = part.offset;
  while (at + 2 <= message.size() && message[at] != 0) {
    const Range contents{at + 2, message[at + 1]};
    if (message[at] == kSegmentation && contents.size == 4) {
      if (Value* segmentation = member(tree, "segmentation")) {
        for (const char* name : {"first", "class1", "remaining"}) {
          if (Value* value = member(*segmentation, name)) value->octets = Range{contents.offset, 1};
        }
        if (Value* reference = member(*segmentation, "reference"))
          reference->octets = Range{contents.offset + 1, 3};
      }
    }
    if (message[at] == kImportance) {
      if (Value* importance = member(tree, "importance")) importance->octets = contents;
    }
    at += 2 + contents.size;
  }
}

// Format identifier, affected SSN, affected point code, multiplicity, congestion level (Q.713 5.3).
void locate_management(Value& tree, std::size_t at) {
  struct Parameter {
    const char* name;
    std::size_t size;
  };
  for (const Parameter& part : {Parameter{"type", 1},
                           {"affected-ssn", 1},
                           {"affected-pc", 2},
                           {"multiplicity", 1},
                           {"congestion-level", 1}}) {
    if (Value* value = member(tree, part.name)) value->octets = Range{at, part.size};
    at += part.size;
  }
}

}  // namespace

Value* member(Value& tree, std::string_view name) {
  auto* map = tree.if_map();
  if (map == nullptr) return nullptr;
  for (Value::Member& m : *map) {
    if (m.name == name) return &m.value;
  }
  return nullptr;
}

void locate_sccp(Value& tree, const sccp::MessageView& view, OctetView message) {
  locate_address(member(tree, "called"), view.called);
  locate_address(member(tree, "calling"), view.calling);
  if (view.optional_part.size != 0) locate_optional(tree, view.optional_part, message);
  if (Value* management = member(tree, "management")) locate_management(*management, view.user_data.offset);
}

}  // namespace mapsim::known
