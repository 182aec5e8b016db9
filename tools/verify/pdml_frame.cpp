#include "tools/verify/pdml_frame.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mapsim::verify {

namespace {

// Layers that are compared, and what dissectors say of any of them.
constexpr std::array<std::string_view, 12> kPrefixes = {
    "m3ua", "mtp3", "sccp", "tcap", "gsm_map", "gsm_old", "gsm_sms", "e164", "e212", "ber", "_ws", "data"};

bool is_told(std::string_view name) {
  return std::ranges::any_of(kPrefixes, [&](std::string_view prefix) { return name.starts_with(prefix); });
}

std::size_t number(std::string_view text) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

void PdmlFrame::start() {
  frame_.number = 0;
  frame_.fields.clear();
  text_ = 0;
}

void PdmlFrame::add(const Element& element) {
  if (element.name == "num" && frame_.number == 0) frame_.number = number(element.show);
  if (!is_told(element.name) || frame_.fields.size() >= kMaxFields) return;
  text_ += element.name.size() + element.show.size() + element.showname.size();
  if (text_ > kMaxText) return;
  frame_.fields.push_back({std::string(element.name), std::string(element.show),
                           std::string(element.showname), number(element.offset), number(element.size)});
}

}  // namespace mapsim::verify
