#include "scenarios/engine/summary.h"

#include "scenarios/engine/telling.h"

namespace mapsim::scenario {

namespace {

std::string plain(const Value& v) {
  if (const auto* s = v.if_string()) return *s;
  if (const Value* digits = v.find("digits")) return plain(*digits);
  return v.to_text();
}

std::string component(const Value& c) {
  std::string out;
  for (const auto& [key, word] : {std::pair{"invoke", ""}, std::pair{"result", "result "},
                                  std::pair{"result-not-last", "partial result "},
                                  std::pair{"error", "error "}, std::pair{"reject", "reject "}}) {
    if (const Value* name = c.find(key)) append_part(out, word + plain(*name));
  }
  TellingText telling;
  for (const char* key : {"argument", "parameter"}) {
    if (const Value* parameter = c.find(key)) telling.add(*parameter);
  }
  telling.append_to(out);
  return out;
}

}  // namespace

std::string summary(const Value& tree) {
  std::string out;
  if (const Value* components = tree.find("components");
      components != nullptr && components->if_list() != nullptr) {
    for (const Value& c : *components->if_list()) append_part(out, component(c));
  }
  if (const Value* context = tree.find("application-context")) append_part(out, plain(*context));
  if (const Value* reference = tree.find("destination-reference"))
    append_part(out, "destination-reference " + plain(*reference));
  for (const char* key : {"reason", "cause", "alternative"}) {
    if (const Value* v = tree.find(key)) append_part(out, std::string(key) + " " + plain(*v));
  }
  return out;
}

}  // namespace mapsim::scenario
