#include <algorithm>
#include <array>
#include <string_view>

#include "sigtran/core/reader.h"
#include "tools/report/octet_ranges.h"

namespace mapsim::report {

namespace {

// The fields of a TPDU behind its first octet, in their order (TS 23.040 9.2.2). A field that the tree does
// not have is not in the octets either.
struct Layout {
  std::string_view type;
  std::array<std::string_view, 9> fields;
};
constexpr std::array<Layout, 6> kLayouts = {
    {{"sms-deliver", {"tp-oa", "tp-pid", "tp-dcs", "tp-scts"}},
     {"sms-submit", {"tp-mr", "tp-da", "tp-pid", "tp-dcs", "tp-vp"}},
     {"sms-deliver-report", {"tp-fcs", "tp-pi", "tp-pi-extension", "tp-pid", "tp-dcs"}},
     {"sms-submit-report", {"tp-fcs", "tp-pi", "tp-pi-extension", "tp-scts", "tp-pid", "tp-dcs"}},
     {"sms-status-report",
      {"tp-mr", "tp-ra", "tp-scts", "tp-dt", "tp-st", "tp-pi", "tp-pi-extension", "tp-pid", "tp-dcs"}},
     {"sms-command", {"tp-mr", "tp-pid", "tp-ct", "tp-mn", "tp-da"}}}};

// Everything that the first octet says.
constexpr std::array<std::string_view, 10> kFirstOctet = {
    "tp-mti", "tp-mms", "tp-lp", "tp-rp", "tp-udhi", "tp-sri", "tp-rd", "tp-srr", "tp-srq", "spare-bits"};

constexpr std::size_t kTimestamp = 7;
constexpr unsigned kVpfShift = 3;  // TP-VPF, bits 4 and 3 of the first octet (9.2.3.3)
constexpr unsigned kVpfRelative = 2;

bool is_address(std::string_view name) {
  return name == "tp-oa" || name == "tp-da" || name == "tp-ra";
}

// What the field takes of the octets; `next` is its first.
std::size_t size_of(std::string_view name, const Value& value, std::uint8_t first, std::uint8_t next) {
  if (is_address(name)) return 2U + (next + 1U) / 2U;
  if (name == "tp-scts" || name == "tp-dt") return kTimestamp;
  if (name == "tp-vp") return ((first >> kVpfShift) & 3U) == kVpfRelative ? 1 : kTimestamp;
  if (name == "tp-pi-extension") return value.if_octets() != nullptr ? value.if_octets()->size() : 1;
  return 1;
}

class Walk {
 public:
  Walk(Value::Map& fields, OctetView octets, std::size_t offset)
      : fields_(fields), in_(octets), base_(offset) {}

  void field(std::string_view name, std::uint8_t first) {
    Value* value = find(name);
    if (value == nullptr || in_.at_end()) return;
    give(*value, size_of(name, *value, first, in_.peek()));
  }
  // TP-UDL and TP-UD; `text`, `data` and the header's elements are parts of TP-UD.
  void user_data(std::string_view length, std::string_view data, bool header) {
    Value* udl = find(length);
    if (udl == nullptr || in_.at_end()) return;
    give(*udl, 1);
    const std::size_t start = in_.offset();
    const std::size_t size = in_.remaining();
    if (size == 0) return;
    const std::size_t header_size = header ? std::min<std::size_t>(in_.peek() + 1U, size) : 0;
    if (Value* ud = find(data)) spread(*ud, {base_ + start, size});
    if (Value* udh = find("tp-udh"); udh != nullptr && header_size != 0)
      spread(*udh, {base_ + start, header_size});
    for (const char* name : {"text", "data"}) {
      Value* shown = find(name);
      if (shown != nullptr && size > header_size)
        spread(*shown, {base_ + start + header_size, size - header_size});
    }
  }
  void give(Value& value, std::size_t size) {
    const std::size_t start = in_.offset();
    size = std::min(size, in_.remaining());
    in_.take(size);
    spread(value, {base_ + start, size});
  }
  Value* find(std::string_view name) {
    const auto at = std::ranges::find(fields_, name, &Value::Member::name);
    return at == fields_.end() ? nullptr : &at->value;
  }
  std::uint8_t first_octet() {
    const std::uint8_t first = in_.peek();
    in_.take(1);
    for (const std::string_view name : kFirstOctet) {
      if (Value* value = find(name)) spread(*value, {base_, 1});
    }
    return first;
  }

 private:
  Value::Map& fields_;
  Reader in_;
  std::size_t base_;
};

}  // namespace

void locate_tpdu(Value& tree, OctetView tpdu, std::size_t offset) {
  auto* map = tree.if_map();
  if (map == nullptr || map->size() != 1 || tpdu.empty()) return;
  const auto layout = std::ranges::find(kLayouts, map->front().name, &Layout::type);
  auto* fields = map->front().value.if_map();
  if (layout == kLayouts.end() || fields == nullptr) return;
  Walk walk(*fields, tpdu, offset);
  const std::uint8_t first = walk.first_octet();
  for (const std::string_view name : layout->fields) walk.field(name, first);
  constexpr std::uint8_t kUdhi = 0x40;
  if (layout->type == "sms-command") {
    walk.user_data("tp-cdl", "tp-cd", (first & kUdhi) != 0);
  } else {
    walk.user_data("tp-udl", "tp-ud", (first & kUdhi) != 0);
  }
}

}  // namespace mapsim::report
