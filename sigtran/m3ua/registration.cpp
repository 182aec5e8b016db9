#include "sigtran/m3ua/registration.h"

#include <algorithm>

namespace mapsim::m3ua {

namespace {

constexpr std::uint8_t kHighestServiceIndicator = 15;

template <class T>
const T* find(const ParameterGroup& group, Tag tag) {
  for (const Parameter& p : group) {
    if (p.tag == tag) return std::get_if<T>(&p.value);
  }
  return nullptr;
}

std::uint32_t number(const ParameterGroup& group, Tag tag) {
  const auto* value = find<std::uint32_t>(group, tag);
  return value != nullptr ? *value : 0;
}

// The list has one entry here (3.6.2, 3.6.4).
std::uint32_t routing_context(const ParameterGroup& group) {
  const auto* list = find<std::vector<std::uint32_t>>(group, Tag::routing_context);
  return list != nullptr ? list->front() : 0;
}

std::vector<std::uint32_t> one(std::uint32_t value) {
  return {value};
}

// RFC 4666 3.6.1: service indicators and originators belong to the destination before them. With a single
// destination the order says nothing.
class KeyReader {
 public:
  KeyReader(const ParameterGroup& group, mtp::PointCode highest) : highest_(highest) {
    const auto destinations = std::count_if(
        group.begin(), group.end(), [](const Parameter& p) { return p.tag == Tag::destination_point_code; });
    if (destinations == 1) single_ = true;
    if (single_) key_.parts.emplace_back();
  }

  std::optional<RegistrationStatus> read(const Parameter& p) {
    if (const auto* dpc = std::get_if<PointCodeRange>(&p.value)) return add_destination(*dpc);
    if (key_.parts.empty()) return RegistrationStatus::invalid_routing_key;
    if (const auto* si = std::get_if<ServiceIndicators>(&p.value)) return add(*si);
    return add(std::get<std::vector<PointCodeRange>>(p.value));
  }

  tl::expected<RoutingKey, RegistrationStatus> take() {
    if (key_.parts.empty()) return tl::unexpected(RegistrationStatus::invalid_routing_key);
    normalise(key_);
    return std::move(key_);
  }

 private:
  std::optional<RegistrationStatus> add_destination(const PointCodeRange& dpc) {
    if (dpc.mask != 0 || dpc.pc > highest_) return RegistrationStatus::invalid_dpc;
    if (!single_) key_.parts.emplace_back();
    key_.parts.back().dpc = dpc.pc;
    return std::nullopt;
  }
  std::optional<RegistrationStatus> add(const ServiceIndicators& list) {
    for (const std::uint8_t si : list.values) {
      if (si > kHighestServiceIndicator) return RegistrationStatus::invalid_routing_key;
      key_.parts.back().service_indicators.push_back(si);
    }
    return std::nullopt;
  }
  std::optional<RegistrationStatus> add(const std::vector<PointCodeRange>& list) {
    for (const PointCodeRange& opc : list) {
      if (opc.mask != 0) return RegistrationStatus::unsupported_rk_parameter_field;
      key_.parts.back().opcs.push_back(opc.pc);
    }
    return std::nullopt;
  }

  RoutingKey key_;
  mtp::PointCode highest_;
  bool single_ = false;
};

}  // namespace

std::uint32_t local_identifier(const ParameterGroup& group) {
  return number(group, Tag::local_routing_key_identifier);
}

tl::expected<RegistrationRequest, RegistrationStatus> read_request(const ParameterGroup& group,
                                                                   mtp::PointCode highest_point_code) {
  RegistrationRequest request{.local_identifier = local_identifier(group)};
  KeyReader keys(group, highest_point_code);
  for (const Parameter& p : group) {
    switch (p.tag) {
      case Tag::local_routing_key_identifier:
      case Tag::info_string:
        break;
      case Tag::routing_context:
        request.routing_context = routing_context(group);
        break;
      case Tag::traffic_mode_type:
        request.traffic_mode = number(group, p.tag);
        break;
      case Tag::network_appearance:
        request.network_appearance = number(group, p.tag);
        break;
      case Tag::destination_point_code:
      case Tag::service_indicators:
      case Tag::originating_point_code_list:
        if (const auto refused = keys.read(p)) return tl::unexpected(*refused);
        break;
      default:
        return tl::unexpected(RegistrationStatus::unsupported_rk_parameter_field);
    }
  }
  auto key = keys.take();
  if (!key) return tl::unexpected(key.error());
  request.key = std::move(*key);
  return request;
}

Parameter to_parameter(const RegistrationRequest& request) {
  ParameterGroup group{{Tag::local_routing_key_identifier, request.local_identifier}};
  if (request.routing_context) group.push_back({Tag::routing_context, one(*request.routing_context)});
  if (request.traffic_mode) group.push_back({Tag::traffic_mode_type, *request.traffic_mode});
  if (request.network_appearance) group.push_back({Tag::network_appearance, *request.network_appearance});
  for (const RoutingKeyPart& part : request.key.parts) {
    group.push_back({Tag::destination_point_code, PointCodeRange{0, part.dpc}});
    if (!part.service_indicators.empty()) {
      group.push_back({Tag::service_indicators, ServiceIndicators{part.service_indicators}});
    }
    if (part.opcs.empty()) continue;
    std::vector<PointCodeRange> list;
    for (const mtp::PointCode opc : part.opcs) list.push_back({0, opc});
    group.push_back({Tag::originating_point_code_list, std::move(list)});
  }
  return {Tag::routing_key, std::move(group)};
}

Parameter to_parameter(const RegistrationResult& result) {
  return {Tag::registration_result,
          ParameterGroup{{Tag::local_routing_key_identifier, result.local_identifier},
                         {Tag::registration_status, static_cast<std::uint32_t>(result.status)},
                         {Tag::routing_context, one(result.routing_context)}}};
}

RegistrationResult read_registration_result(const ParameterGroup& group) {
  return {local_identifier(group), static_cast<RegistrationStatus>(number(group, Tag::registration_status)),
          routing_context(group)};
}

Parameter to_parameter(const DeregistrationResult& result) {
  return {Tag::deregistration_result,
          ParameterGroup{{Tag::routing_context, one(result.routing_context)},
                         {Tag::deregistration_status, static_cast<std::uint32_t>(result.status)}}};
}

DeregistrationResult read_deregistration_result(const ParameterGroup& group) {
  return {routing_context(group),
          static_cast<DeregistrationStatus>(number(group, Tag::deregistration_status))};
}

}  // namespace mapsim::m3ua
