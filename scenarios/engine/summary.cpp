#include "scenarios/engine/summary.h"

#include <array>
#include <string_view>

namespace mapsim::scenario {

namespace {

// Members that say what a message is about, wherever they stand in an argument or parameter.
constexpr std::array<std::string_view, 17> kTelling = {
    "imsi",      "msisdn",      "lmsi",      "serviceCentreAddressDA", "serviceCentreAddressOA", "roamingNumber",
    "noSM-RP-DA", "noSM-RP-OA", "tp-oa",     "tp-da",                  "text",                   "moreMessagesToSend",
    "sm-EnumeratedDeliveryFailureCause", "absentSubscriberDiagnosticSM", "networkResource", "sm-DeliveryOutcome", "tp-fcs"};

bool is_telling(std::string_view name) {
  for (const std::string_view t : kTelling) {
    if (t == name) return true;
  }
  return false;
}

std::string plain(const Value& v) {
  if (const auto* s = v.if_string()) return *s;
  return v.to_text();
}

void add(std::string& out, const std::string& text) { out += (out.empty() ? "" : "  ") + text; }

void gather(const Value& v, std::string& out) {
  if (const auto* list = v.if_list()) {
    for (const Value& item : *list) gather(item, out);
  }
  const Value::Map* map = v.if_map();
  if (map == nullptr) return;
  for (const Value::Member& m : *map) {
    if (m.name == "moreMessagesToSend") {
      add(out, "moreMessagesToSend");
    } else if (is_telling(m.name) && m.value.if_map() == nullptr) {
      add(out, m.name == "text" ? m.value.to_text() : m.name + " " + plain(m.value));
    } else if (is_telling(m.name) && m.value.find("digits") != nullptr) {
      add(out, m.name + " " + plain(*m.value.find("digits")));
    } else {
      gather(m.value, out);
    }
  }
}

std::string component(const Value& c) {
  std::string out;
  for (const auto& [key, word] : {std::pair{"invoke", ""}, std::pair{"result", "result "}, std::pair{"result-not-last", "partial result "},
                                  std::pair{"error", "error "}, std::pair{"reject", "reject "}}) {
    if (const Value* name = c.find(key)) add(out, word + plain(*name));
  }
  for (const char* key : {"argument", "parameter"}) {
    if (const Value* parameter = c.find(key)) gather(*parameter, out);
  }
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
