#include "tools/decode/layer_json.h"

#include <algorithm>

#include "sigtran/m3ua/tables.h"
#include "sigtran/sccp/names.h"
#include "sigtran/tcap/names.h"
#include "sigtran/tcap/value.h"
#include "tools/decode/json_text.h"
#include "tools/decode/json_writer.h"
#include "tools/decode/sccp_management.h"

namespace mapsim::cli {

namespace {

// ,"name":value — the first member of an object leaves the comma out by writing its own text.
void number(std::string& out, std::string_view lead, std::int64_t value) {
  out += lead;
  append_json_number(out, value);
}
void octets(std::string& out, std::string_view lead, OctetView value) {
  out += lead;
  append_json_octets(out, value);
}

// Only what nearly every message has: version 1, no reserved bits, counted padding, one of each parameter.
bool is_plain_data(const m3ua::Message& message) {
  if (message.type != m3ua::MessageType::data || message.version != m3ua::kVersion || message.reserved != 0 ||
      message.final_padding != m3ua::FinalPadding::counted)
    return false;
  std::size_t data = 0;
  std::size_t contexts = 0;
  for (const m3ua::Parameter& p : message.parameters) {
    if (p.tag == m3ua::Tag::protocol_data && std::holds_alternative<m3ua::ProtocolData>(p.value)) {
      ++data;
    } else if (p.tag == m3ua::Tag::routing_context) {
      const auto* list = std::get_if<std::vector<std::uint32_t>>(&p.value);
      if (list == nullptr || list->size() != 1) return false;
      ++contexts;
    } else {
      return false;
    }
  }
  return data == 1 && contexts <= 1;
}

bool is_plain(const sccp::MessageView& message) {
  const sccp::Header& h = message.header;
  return !sccp::format_of(h.type).service && (h.message_handling == 0 || h.return_on_error()) &&
         !h.segmentation && !h.importance && h.others.empty() && message.surplus.empty() &&
         !carries_management(message);
}

std::string_view operation_lead(tcap::ComponentType type) {
  switch (type) {
    case tcap::ComponentType::invoke:
      return "{\"invoke\":{";
    case tcap::ComponentType::return_result_last:
      return "{\"return-result-last\":{";
    case tcap::ComponentType::return_result_not_last:
      return "{\"return-result-not-last\":{";
    case tcap::ComponentType::return_error:
      return "{\"return-error\":{";
    case tcap::ComponentType::reject:
      break;
  }
  return "";
}

}  // namespace

void LayerJson::m3ua(std::string& out, const m3ua::Message& message) {
  if (!is_plain_data(message)) return append_json(out, m3ua::to_value(message));
  out += "{\"message\":\"data\"";
  for (const m3ua::Parameter& p : message.parameters) {
    if (p.tag == m3ua::Tag::routing_context) {
      number(out, ",\"routing-context\":", std::get<std::vector<std::uint32_t>>(p.value).front());
      continue;
    }
    const auto& data = std::get<m3ua::ProtocolData>(p.value);
    number(out, ",\"protocol-data\":{\"opc\":", data.label.opc);
    number(out, ",\"dpc\":", data.label.dpc);
    number(out, ",\"si\":", data.label.si);
    number(out, ",\"ni\":", data.label.ni);
    number(out, ",\"mp\":", data.label.mp);
    number(out, ",\"sls\":", data.label.sls);
    octets(out, ",\"data\":", data.data);
    out += '}';
  }
  out += '}';
}

void LayerJson::party_address(std::string& out, const sccp::Address& address, OctetView octets) {
  std::size_t hash = octets.size();
  for (const std::uint8_t octet : octets) hash = hash * 31 + octet;
  Remembered& row = addresses_[(hash ^ hash >> 8U) % addresses_.size()];
  if (row.json.empty() || !equal(row.octets, octets)) {
    row.octets.assign(octets.begin(), octets.end());
    row.json.clear();
    append_json(row.json, to_value(address));
  }
  out += row.json;
}

void LayerJson::sccp(std::string& out, const sccp::MessageView& message, OctetView octets) {
  if (!is_plain(message)) return append_json(out, show_sccp(message).tree);
  const sccp::Header& h = message.header;
  out += "{\"message\":";
  append_json_string(out, sccp::format_of(h.type).name);
  number(out, ",\"class\":", h.protocol_class);
  if (h.return_on_error()) out += ",\"return-on-error\":true";
  if (sccp::format_of(h.type).hop_counter) number(out, ",\"hop-counter\":", h.hop_counter);
  out += ",\"called\":";
  party_address(out, h.called, octets.subspan(message.called.offset, message.called.size));
  out += ",\"calling\":";
  party_address(out, h.calling, octets.subspan(message.calling.offset, message.calling.size));
  cli::octets(out, ",\"data\":", message.data);
  out += '}';
}

void LayerJson::dialogue(std::string& out, const tcap::Message& message) {
  append_json(out, tcap::dialogue_value(*message.dialogue));
}

void LayerJson::component(std::string& out, const tcap::Message& message, std::size_t index) {
  const tcap::Component& c = message.components[index];
  const auto* local = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
  const bool plain =
      c.type != tcap::ComponentType::reject && c.invoke_id && !c.linked_id && (local != nullptr || !c.code);
  if (!plain) return append_json(out, tcap::component_value(c));
  out += operation_lead(c.type);
  number(out, "\"invoke-id\":", *c.invoke_id);
  if (local != nullptr) {
    number(out, c.type == tcap::ComponentType::return_error ? ",\"error-code\":" : ",\"opcode\":", *local);
  }
  if (!c.parameter.empty()) octets(out, ",\"parameter\":", c.parameter);
  out += "}}";
}

void LayerJson::tcap(std::string& out, const tcap::Message& message) {
  out += '{';
  append_json_string(out, *enum_name(message.type));
  out += ":{";
  std::string_view comma;
  const auto id = [&](std::string_view name, const std::optional<tcap::TransactionId>& value) {
    if (!value) return;
    out += comma;
    out += name;
    for (int shift = value->octets * 8 - 4; shift >= 0; shift -= 4) {
      out += "0123456789abcdef"[value->value >> static_cast<unsigned>(shift) & 0xFU];
    }
    out += '"';
    comma = ",";
  };
  id("\"otid\":\"0x", message.otid);
  id("\"dtid\":\"0x", message.dtid);
  if (message.p_abort_cause) {
    out += comma;
    out += "\"p-abort-cause\":";
    append_json(out, to_value(*message.p_abort_cause));
    comma = ",";
  }
  if (message.dialogue) {
    out += comma;
    out += "\"dialogue\":";
    dialogue(out, message);
    comma = ",";
  }
  if (!message.components.empty()) {
    out += comma;
    out += "\"components\":[";
    for (std::size_t i = 0; i < message.components.size(); ++i) {
      if (i != 0) out += ',';
      component(out, message, i);
    }
    out += ']';
  }
  out += "}}";
}

}  // namespace mapsim::cli
