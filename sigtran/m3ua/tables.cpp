#include "sigtran/m3ua/tables.h"

#include <algorithm>

namespace mapsim::m3ua {

namespace {

constexpr ParameterRow kParameters[] = {
    {Tag::info_string, "info-string", Shape::text, "RFC 4666 3.4.1"},
    {Tag::routing_context, "routing-context", Shape::numbers, "RFC 4666 3.3.1"},
    {Tag::diagnostic_information, "diagnostic-information", Shape::octets, "RFC 4666 3.8.1"},
    {Tag::heartbeat_data, "heartbeat-data", Shape::octets, "RFC 4666 3.5.5"},
    {Tag::traffic_mode_type, "traffic-mode-type", Shape::traffic_mode, "RFC 4666 3.7.1"},
    {Tag::error_code, "error-code", Shape::error_code, "RFC 4666 3.8.1"},
    {Tag::status, "status", Shape::status, "RFC 4666 3.8.2"},
    {Tag::asp_identifier, "asp-identifier", Shape::number, "RFC 4666 3.5.1"},
    {Tag::affected_point_code, "affected-point-code", Shape::point_codes, "RFC 4666 3.4.1"},
    {Tag::correlation_id, "correlation-id", Shape::number, "RFC 4666 3.3.1"},
    {Tag::network_appearance, "network-appearance", Shape::number, "RFC 4666 3.3.1"},
    {Tag::user_cause, "user-cause", Shape::user_cause, "RFC 4666 3.4.5"},
    {Tag::congestion_indications, "congestion-indications", Shape::congestion_level, "RFC 4666 3.4.4"},
    {Tag::concerned_destination, "concerned-destination", Shape::point_code, "RFC 4666 3.4.4"},
    {Tag::routing_key, "routing-key", Shape::group, "RFC 4666 3.6.1"},
    {Tag::registration_result, "registration-result", Shape::group, "RFC 4666 3.6.2"},
    {Tag::deregistration_result, "deregistration-result", Shape::group, "RFC 4666 3.6.4"},
    {Tag::local_routing_key_identifier, "local-routing-key-identifier", Shape::number, "RFC 4666 3.6.1"},
    {Tag::destination_point_code, "destination-point-code", Shape::point_code, "RFC 4666 3.6.1"},
    {Tag::service_indicators, "service-indicators", Shape::service_indicators, "RFC 4666 3.6.1"},
    {Tag::originating_point_code_list, "originating-point-code-list", Shape::point_codes, "RFC 4666 3.6.1"},
    {Tag::protocol_data, "protocol-data", Shape::protocol_data, "RFC 4666 3.3.1"},
    {Tag::registration_status, "registration-status", Shape::registration_status, "RFC 4666 3.6.2"},
    {Tag::deregistration_status, "deregistration-status", Shape::deregistration_status, "RFC 4666 3.6.4"},
};

constexpr ParameterUse optional(Tag tag) {
  return {tag, Presence::optional, false};
}
constexpr ParameterUse mandatory(Tag tag) {
  return {tag, Presence::mandatory, false};
}
constexpr ParameterUse mandatory_repeatable(Tag tag) {
  return {tag, Presence::mandatory, true};
}
constexpr ParameterUse optional_repeatable(Tag tag) {
  return {tag, Presence::optional, true};
}

constexpr auto kNa = optional(Tag::network_appearance);
constexpr auto kRc = optional(Tag::routing_context);
constexpr auto kInfo = optional(Tag::info_string);
constexpr auto kApc = mandatory(Tag::affected_point_code);
constexpr auto kTmt = optional(Tag::traffic_mode_type);
constexpr auto kAspId = optional(Tag::asp_identifier);
constexpr auto kHeartbeat = optional(Tag::heartbeat_data);

constexpr MessageRow kMessages[] = {
    {MessageType::data,
     "data",
     "RFC 4666 3.3.1",
     4,
     {kNa, kRc, mandatory(Tag::protocol_data), optional(Tag::correlation_id)}},
    {MessageType::duna, "duna", "RFC 4666 3.4.1", 4, {kNa, kRc, kApc, kInfo}},
    {MessageType::dava, "dava", "RFC 4666 3.4.2", 4, {kNa, kRc, kApc, kInfo}},
    {MessageType::daud, "daud", "RFC 4666 3.4.3", 4, {kNa, kRc, kApc, kInfo}},
    {MessageType::scon,
     "scon",
     "RFC 4666 3.4.4",
     6,
     {kNa, kRc, kApc, optional(Tag::concerned_destination), optional(Tag::congestion_indications), kInfo}},
    {MessageType::dupu, "dupu", "RFC 4666 3.4.5", 5, {kNa, kRc, kApc, mandatory(Tag::user_cause), kInfo}},
    {MessageType::drst, "drst", "RFC 4666 3.4.6", 4, {kNa, kRc, kApc, kInfo}},
    {MessageType::aspup, "aspup", "RFC 4666 3.5.1", 2, {kAspId, kInfo}},
    {MessageType::aspup_ack, "aspup-ack", "RFC 4666 3.5.2", 2, {kAspId, kInfo}},
    {MessageType::aspdn, "aspdn", "RFC 4666 3.5.3", 1, {kInfo}},
    {MessageType::aspdn_ack, "aspdn-ack", "RFC 4666 3.5.4", 1, {kInfo}},
    {MessageType::beat, "beat", "RFC 4666 3.5.5", 1, {kHeartbeat}},
    {MessageType::beat_ack, "beat-ack", "RFC 4666 3.5.6", 1, {kHeartbeat}},
    {MessageType::reg_req, "reg-req", "RFC 4666 3.6.1", 1, {mandatory_repeatable(Tag::routing_key)}},
    {MessageType::reg_rsp, "reg-rsp", "RFC 4666 3.6.2", 1, {mandatory_repeatable(Tag::registration_result)}},
    {MessageType::dereg_req, "dereg-req", "RFC 4666 3.6.3", 1, {mandatory(Tag::routing_context)}},
    {MessageType::dereg_rsp,
     "dereg-rsp",
     "RFC 4666 3.6.4",
     1,
     {mandatory_repeatable(Tag::deregistration_result)}},
    {MessageType::aspac, "aspac", "RFC 4666 3.7.1", 3, {kTmt, kRc, kInfo}},
    {MessageType::aspac_ack, "aspac-ack", "RFC 4666 3.7.2", 3, {kTmt, kRc, kInfo}},
    {MessageType::aspia, "aspia", "RFC 4666 3.7.3", 2, {kRc, kInfo}},
    {MessageType::aspia_ack, "aspia-ack", "RFC 4666 3.7.4", 2, {kRc, kInfo}},
    {MessageType::err,
     "err",
     "RFC 4666 3.8.1",
     5,
     {mandatory(Tag::error_code), kRc, kNa, optional(Tag::affected_point_code),
      optional(Tag::diagnostic_information)}},
    {MessageType::ntfy, "ntfy", "RFC 4666 3.8.2", 4, {mandatory(Tag::status), kAspId, kRc, kInfo}},
};

constexpr GroupRow kGroups[] = {
    {Tag::routing_key,
     "RFC 4666 3.6.1",
     7,
     {mandatory(Tag::local_routing_key_identifier), kRc, kTmt,
      mandatory_repeatable(Tag::destination_point_code), kNa, optional_repeatable(Tag::service_indicators),
      optional_repeatable(Tag::originating_point_code_list)}},
    {Tag::registration_result,
     "RFC 4666 3.6.2",
     3,
     {mandatory(Tag::local_routing_key_identifier), mandatory(Tag::registration_status),
      mandatory(Tag::routing_context)}},
    {Tag::deregistration_result,
     "RFC 4666 3.6.4",
     2,
     {mandatory(Tag::routing_context), mandatory(Tag::deregistration_status)}},
};

template <class Rows, class Predicate>
auto find_row(const Rows& rows, Predicate predicate) {
  const auto it = std::find_if(std::begin(rows), std::end(rows), predicate);
  return it == std::end(rows) ? nullptr : &*it;
}

}  // namespace

std::span<const ParameterRow> parameter_rows() {
  return kParameters;
}
std::span<const MessageRow> message_rows() {
  return kMessages;
}
std::span<const GroupRow> group_rows() {
  return kGroups;
}

const ParameterRow* find_parameter(Tag tag) {
  return find_row(kParameters, [tag](const ParameterRow& row) { return row.tag == tag; });
}
const ParameterRow* find_parameter(std::string_view name) {
  return find_row(kParameters, [name](const ParameterRow& row) { return row.name == name; });
}
const MessageRow* find_message(MessageType type) {
  return find_row(kMessages, [type](const MessageRow& row) { return row.type == type; });
}
const MessageRow* find_message(std::string_view name) {
  return find_row(kMessages, [name](const MessageRow& row) { return row.name == name; });
}
const GroupRow* find_group(Tag tag) {
  return find_row(kGroups, [tag](const GroupRow& row) { return row.tag == tag; });
}

bool is_message_class(std::uint8_t message_class) {
  return std::any_of(std::begin(kMessages), std::end(kMessages), [message_class](const MessageRow& row) {
    return m3ua::message_class(row.type) == message_class;
  });
}

}  // namespace mapsim::m3ua
