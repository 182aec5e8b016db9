#include "scenarios/engine/summary.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace mapsim::scenario {

namespace {

// Members that say what a message is about, wherever they stand in an argument or parameter; in the order in which
// they are shown, as a line may be cut at its end.
struct Telling {
  std::string_view name;
  std::string_view shown;  // before the value; empty: the value alone
};
constexpr std::array<Telling, 18> kTelling = {{{"imsi", "imsi "},
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

std::string plain(const Value& v) {
  if (const auto* s = v.if_string()) return *s;
  if (const Value* digits = v.find("digits")) return plain(*digits);
  return v.to_text();
}

void add(std::string& out, const std::string& text) {
  if (!text.empty()) out += (out.empty() ? "" : "  ") + text;
}

struct Found {
  std::size_t rank = 0;
  std::string text;
};

std::string shown(const Telling& telling, const Value& v) {
  const std::string name(telling.shown);
  if (!name.empty() && name.back() != ' ') return name;  // its presence says it all
  return name + (telling.name == "text" ? v.to_text() : plain(v));
}

void gather(const Value& v, std::vector<Found>& out) {
  if (const auto* list = v.if_list()) {
    for (const Value& item : *list) gather(item, out);
  }
  // A CHOICE of NULL is a name alone.
  if (const auto* name = v.if_string(); name != nullptr && *name == "noSM-RP-DA") out.push_back({2, *name});
  const Value::Map* map = v.if_map();
  if (map == nullptr) return;
  for (const Value::Member& m : *map) {
    const auto at = std::ranges::find(kTelling, std::string_view(m.name), &Telling::name);
    const bool leaf = m.value.if_map() == nullptr || m.value.find("digits") != nullptr;
    if (at != kTelling.end() && leaf) {
      out.push_back({static_cast<std::size_t>(at - kTelling.begin()), shown(*at, m.value)});
    } else {
      gather(m.value, out);
    }
  }
}

std::string component(const Value& c) {
  std::string out;
  for (const auto& [key, word] : {std::pair{"invoke", ""}, std::pair{"result", "result "},
                                  std::pair{"result-not-last", "partial result "}, std::pair{"error", "error "},
                                  std::pair{"reject", "reject "}}) {
    if (const Value* name = c.find(key)) add(out, word + plain(*name));
  }
  std::vector<Found> found;
  for (const char* key : {"argument", "parameter"}) {
    if (const Value* parameter = c.find(key)) gather(*parameter, found);
  }
  std::ranges::stable_sort(found, {}, &Found::rank);
  for (const Found& f : found) add(out, f.text);
  return out;
}

}  // namespace

std::string summary(const Value& tree) {
  std::string out;
  if (const Value* components = tree.find("components"); components != nullptr && components->if_list() != nullptr) {
    for (const Value& c : *components->if_list()) add(out, component(c));
  }
  if (const Value* context = tree.find("application-context")) add(out, plain(*context));
  if (const Value* reference = tree.find("destination-reference")) add(out, "destination-reference " + plain(*reference));
  for (const char* key : {"reason", "cause", "alternative"}) {
    if (const Value* v = tree.find(key)) add(out, std::string(key) + " " + plain(*v));
  }
  return out;
}

}  // namespace mapsim::scenario
