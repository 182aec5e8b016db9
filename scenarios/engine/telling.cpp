#include "scenarios/engine/telling.h"

#include <algorithm>
#include <cstdint>

namespace mapsim::scenario {

namespace {

constexpr std::array<TellingName, 18> kTelling = {
    {{"imsi", "imsi "},
     {"lmsi", "lmsi "},
     {"noSM-RP-DA", "noSM-RP-DA"},
     {"roamingNumber", "roamingNumber "},
     {"msisdn", "msisdn "},
     {"tp-oa", "from "},
     {"tp-da", "to "},
     {"text", ""},
     {"moreMessagesToSend", "moreMessagesToSend"},
     {"sm-EnumeratedDeliveryFailureCause", ""},
     {"absentSubscriberDiagnosticSM", "absentSubscriberDiagnosticSM "},
     {"networkResource", "networkResource "},
     {"sm-DeliveryOutcome", "sm-DeliveryOutcome "},
     {"tp-fcs", "tp-fcs "},
     {"locationInfoWithLMSI", ""},
     {"networkNode-Number", "networkNode-Number "},
     {"serviceCentreAddressDA", "sc "},
     {"serviceCentreAddressOA", "sc "}}};
// Every member of every structure is looked up, and few have a size that a row has: the first row of each
// size, and of each row the next of its size; kTelling.size(): none.
constexpr std::size_t kLongest =
    std::max_element(kTelling.begin(), kTelling.end(), [](const TellingName& a, const TellingName& b) {
      return a.name.size() < b.name.size();
    })->name.size();
constexpr auto kNextOfSize = [] {
  std::array<std::uint8_t, kTelling.size()> next{};
  for (std::size_t i = 0; i < next.size(); ++i) {
    std::size_t at = i + 1;
    while (at < next.size() && kTelling[at].name.size() != kTelling[i].name.size()) ++at;
    next[i] = static_cast<std::uint8_t>(at);
  }
  return next;
}();
constexpr auto kBySize = [] {
  std::array<std::uint8_t, kLongest + 1> first{};
  first.fill(static_cast<std::uint8_t>(kTelling.size()));
  for (std::size_t i = kTelling.size(); i-- > 0;)
    first[kTelling[i].name.size()] = static_cast<std::uint8_t>(i);
  return first;
}();
constexpr const TellingName& kNoDestination = kTelling[2];

std::string plain(const Value& v) {
  if (const auto* s = v.if_string()) return *s;
  if (const Value* digits = v.find("digits")) return plain(*digits);
  return v.to_text();
}

// Its presence says it all.
bool name_alone(const TellingName& telling) {
  return !telling.shown.empty() && telling.shown.back() != ' ';
}

}  // namespace

const TellingName* find_telling(std::string_view name) {
  if (name.size() >= kBySize.size()) return nullptr;
  for (std::size_t i = kBySize[name.size()]; i < kTelling.size(); i = kNextOfSize[i]) {
    if (kTelling[i].name == name) return &kTelling[i];
  }
  return nullptr;
}

void append_part(std::string& out, std::string_view part) {
  if (part.empty()) return;
  if (!out.empty()) out += "  ";
  out += part;
}

void TellingText::end_part(const TellingName& telling, std::size_t start) {
  const Part part{static_cast<std::size_t>(&telling - kTelling.data()), start, text_.size() - start};
  const auto behind = [&](const Part& p) { return p.rank > part.rank; };
  parts_.insert(std::find_if(parts_.begin(), parts_.end(), behind), part);
}

void TellingText::add_text(const TellingName& telling, std::string_view text) {
  const std::size_t start = text_.size();
  text_ += telling.shown;
  if (!name_alone(telling)) text_ += text;
  end_part(telling, start);
}

void TellingText::add_member(std::string_view name, const Value& value) {
  const TellingName* telling = find_telling(name);
  const bool leaf = value.if_map() == nullptr || value.find("digits") != nullptr;
  if (telling == nullptr || !leaf) return add(value);
  add_text(*telling, telling->name == "text" ? value.to_text() : plain(value));
}

void TellingText::add(const Value& value) {
  if (const auto* list = value.if_list()) {
    for (const Value& item : *list) add(item);
  }
  // A CHOICE of NULL is a name alone.
  if (const auto* name = value.if_string(); name != nullptr && *name == kNoDestination.name)
    add_text(kNoDestination, "");
  if (const Value::Map* map = value.if_map()) {
    for (const Value::Member& m : *map) add_member(m.name, m.value);
  }
}

void TellingText::append_to(std::string& out) const {
  for (const Part& p : parts_) append_part(out, std::string_view(text_).substr(p.start, p.size));
}

}  // namespace mapsim::scenario
