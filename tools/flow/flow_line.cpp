#include "tools/flow/flow_line.h"

#include "scenarios/engine/summary.h"
#include "sigtran/map/application_contexts.h"
#include "sigtran/sccp/names.h"

namespace mapsim::cli {

namespace {

using tcap::MessageType;

// The words of `mapsim run`. An abort is a refusal when it brings an AARE (Q.774 3.2.1).
std::string word(const DecodedMessage& decoded) {
  if (decoded.returned) return "RETURNED";
  switch (*decoded.type) {
    case MessageType::begin:
      return "BEGIN";
    case MessageType::continue_:
      return "CONTINUE";
    case MessageType::end:
      return "END";
    case MessageType::unidirectional:
      return "UNI";
    case MessageType::abort:
      break;
  }
  if (decoded.tree.find_path("tcap.abort.dialogue.aare") != nullptr) return "REFUSE";
  if (decoded.tree.find_path("tcap.abort.p-abort-cause") != nullptr) return "P-ABORT";
  const Value* source = decoded.tree.find_path("tcap.abort.dialogue.abrt.abort-source");
  return source != nullptr && *source == Value("dialogue-service-provider") ? "P-ABORT" : "U-ABORT";
}

std::string plain(const Value& value) {
  if (const auto* text = value.if_string()) return *text;
  return value.to_text();
}

void add(std::string& out, const std::string& text) {
  if (!text.empty()) out += (out.empty() ? "" : "  ") + text;
}

// Every leaf below, the last name of its path before it.
void add_leaves(std::string& out, const Value& value, const std::string& name) {
  if (const auto* map = value.if_map()) {
    for (const Value::Member& m : *map) add_leaves(out, m.value, m.name);
    return;
  }
  add(out, name.empty() ? plain(value) : name + " " + plain(value));
}

// The context that a refusal names, where it is not the one that was asked for.
std::string alternative(const DecodedMessage& decoded) {
  const Value* name = decoded.tree.find_path("tcap.abort.dialogue.aare.application-context-name");
  const auto* text = name != nullptr ? name->if_string() : nullptr;
  if (text == nullptr) return "";
  const auto& asked = decoded.followed ? decoded.followed->dialogue->context : std::nullopt;
  for (const map::ApplicationContextRow& row : map::application_contexts()) {
    const std::string oid =
        "0.4.0.0.1.0." + std::to_string(row.context.code) + "." + std::to_string(row.context.version);
    if (oid != *text) continue;
    return asked && *asked == row.context ? "" : "alternative " + std::string(row.name);
  }
  return "alternative " + *text;
}

std::string text_of(const DecodedMessage& decoded) {
  std::string out;
  if (decoded.returned) add(out, plain(to_value(*decoded.returned)));
  if (const Value* cause = decoded.tree.find_path("tcap.abort.p-abort-cause")) add(out, plain(*cause));
  if (const Value* why = decoded.tree.find_path("tcap.abort.dialogue.aare.result-source-diagnostic")) {
    add_leaves(out, *why, "");
    add(out, alternative(decoded));
  }
  const Value* map = decoded.map();
  if (map == nullptr) return out;
  // The context stands above the chart.
  Value shown;
  for (const Value::Member& m : *map->if_map()) {
    if (m.name == "components") shown.add(m.name, m.value);
  }
  add(out, scenario::summary(shown));
  if (const Value* pdu = map->find("dialogue")) add_leaves(out, *pdu, "");
  return out;
}

}  // namespace

FlowLine flow_line(const CapturedMessage& message) {
  const DecodedMessage& decoded = message.decoded;
  FlowLine line;
  line.frame = message.packet.number;
  line.at = message.packet.at;
  line.by_initiator = !decoded.followed || decoded.followed->by_initiator;
  line.failed = decoded.failed;
  line.message = word(decoded);
  line.text = text_of(decoded);
  return line;
}

}  // namespace mapsim::cli
