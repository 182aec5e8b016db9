// RFC 4666 3.2: a common header of 8 octets, then parameters of tag, length and value.
#include <algorithm>
#include <array>

#include "tools/known/locate.h"
#include "tools/report/octet_ranges.h"

namespace mapsim::known {

namespace {

using Range = Value::OctetRange;

constexpr std::size_t kHeader = 8;
constexpr std::size_t kParameterHeader = 4;
constexpr std::size_t kNumber = 4;

// Parts of parameters that are no whole number of four octets.
struct Part {
  std::string_view name;
  std::size_t offset;
  std::size_t size;
};
constexpr std::array kParts = std::to_array<Part>({
    {"opc", 0, 4},  // Protocol Data, 3.3.1
    {"dpc", 4, 4},
    {"si", 8, 1},
    {"ni", 9, 1},
    {"mp", 10, 1},
    {"sls", 11, 1},
    {"status-type", 0, 2},  // Status, 3.8.2
    {"status-information", 2, 2},
    {"cause", 0, 2},  // User/Cause, 3.4.5
    {"user", 2, 2},
    {"mask", 0, 1},  // Affected Point Code, 3.4.1
    {"pc", 1, 3},
});

// Members of the tree that are no parameters.
bool is_parameter(std::string_view name) {
  return name != "message" && name != "version" && name != "reserved" && name != "final-padding";
}

std::size_t u16(OctetView octets, std::size_t at) {
  return std::size_t{octets[at]} << 8U | octets[at + 1];
}

void locate_parameters(Value::Map& members, OctetView octets, std::size_t at);

void locate_value(Value::Member& parameter, OctetView value, std::size_t at) {
  Value& tree = parameter.value;
  tree.octets = Range{at, value.size()};
  if (parameter.name == "protocol-data" && value.size() > 12) {
    if (Value* data = member(tree, "data")) data->octets = Range{at + 12, value.size() - 12};
  }
  // A point code or a level stands in the last octets, behind a mask or reserved ones.
  if (tree.if_int() != nullptr && value.size() == kNumber) {
    if (parameter.name == "congestion-indications") tree.octets = Range{at + 3, 1};
    if (parameter.name.ends_with("point-code") || parameter.name == "concerned-destination")
      tree.octets = Range{at + 1, 3};
  }
  if (auto* list = tree.if_list()) {
    for (std::size_t i = 0; i < list->size(); ++i) {
      const bool numbers = value.size() == list->size() * kNumber;
      (*list)[i].octets = numbers ? Range{at + i * kNumber, kNumber} : Range{at + i, 1};
    }
  }
  auto* map = tree.if_map();
  if (map == nullptr) return;
  const bool group = parameter.name.starts_with("routing-key") ||
                     parameter.name.find("registration-result") != std::string::npos;
  if (group) return locate_parameters(*map, value, at);
  for (Value::Member& m : *map) {
    const auto part = std::ranges::find(kParts, m.name, &Part::name);
    if (part != kParts.end() && part->offset + part->size <= value.size())
      m.value.octets = Range{at + part->offset, part->size};
  }
}

// `octets` holds parameters only; `at` is where they begin in the message.
void locate_parameters(Value::Map& members, OctetView octets, std::size_t at) {
  std::size_t next = 0;
  for (Value::Member& m : members) {
    if (!is_parameter(m.name)) continue;
    if (next + kParameterHeader > octets.size()) return;
    const std::size_t length = u16(octets, next + 2);
    if (length < kParameterHeader || next + length > octets.size()) return;
    locate_value(m, octets.subspan(next + kParameterHeader, length - kParameterHeader),
                 at + next + kParameterHeader);
    next += (length + 3) / 4 * 4;
  }
}

}  // namespace

void locate_m3ua(Value& tree, OctetView message) {
  auto* map = tree.if_map();
  if (map == nullptr || message.size() < kHeader) return;
  if (Value* name = member(tree, "message")) name->octets = Range{2, 2};
  locate_parameters(*map, message.subspan(kHeader), kHeader);
}

}  // namespace mapsim::known
