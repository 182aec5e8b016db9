#include "tools/report/page_data.h"

#include "tools/cli/printable.h"
#include "tools/report/chart_svg.h"

namespace mapsim::report {

namespace {

using Json = nlohmann::ordered_json;

Json nodes(const Value& value);

std::string leaf(const Value& value) {
  if (value.is_null() || value.if_map() != nullptr || value.if_list() != nullptr) return "";
  return cli::printable(value.to_text());
}

Json node(const std::string& name, const Value& value) {
  const std::int64_t offset = value.octets ? static_cast<std::int64_t>(value.octets->offset) : -1;
  const std::int64_t size = value.octets ? static_cast<std::int64_t>(value.octets->size) : 0;
  return Json::array({cli::printable(name), leaf(value), offset, size, nodes(value)});
}

Json nodes(const Value& value) {
  Json out = Json::array();
  if (const auto* map = value.if_map()) {
    for (const Value::Member& m : *map) out.push_back(node(m.name, m.value));
  }
  if (const auto* list = value.if_list()) {
    for (std::size_t i = 0; i < list->size(); ++i)
      out.push_back(node("[" + std::to_string(i) + "]", (*list)[i]));
  }
  return out;
}

}  // namespace

Json page_data(const std::deque<Scenario>& scenarios) {
  Json out = Json::array();
  for (const Scenario& s : scenarios) {
    Json messages = Json::array();
    for (const Message& m : s.messages) {
      Json message = {{"title", cli::printable(spoken(s, m))}};
      if (m.unexpected) {
        message["unexpected"] = cli::printable(s.program->endpoints[m.received_at].name);
      }
      if (!m.octets.empty()) message["octets"] = to_hex(m.octets);
      if (!m.tree.is_null()) message["tree"] = nodes(m.tree);
      messages.push_back(std::move(message));
    }
    out.push_back(std::move(messages));
  }
  return out;
}

}  // namespace mapsim::report
