#include "scenarios/engine/overrides.h"

#include <algorithm>
#include <array>

namespace mapsim::scenario {

namespace {

// tt, np, nai, indicator and encoding-scheme beside a gt written as a string belong to that global title.
Value gather_global_title(const Value& stated) {
  static constexpr std::array<std::string_view, 5> kOfTitle = {"tt", "np", "nai", "indicator", "encoding-scheme"};
  const Value::Map* map = stated.if_map();
  if (map == nullptr) return stated;
  Value title;
  Value rest{Value::Map{}};
  rest.mark = stated.mark;
  for (const Value::Member& m : *map) {
    const bool flat = std::ranges::find(kOfTitle, m.name) != kOfTitle.end();
    if (flat) {
      title.add(m.name, m.value);
    } else if (m.name == "gt" && m.value.if_string() != nullptr) {
      std::string digits = *m.value.if_string();
      if (digits.starts_with('+')) digits.erase(0, 1);
      Value& value = title.add("digits", std::move(digits));
      value.mark = m.value.mark;
    } else {
      Value& value = rest.add(m.name, m.value);
      value.mark = m.value.mark;
      rest.if_map()->back().mark = m.mark;
    }
  }
  if (!title.is_null()) rest.add("gt", std::move(title));
  return rest;
}

// Members of `over` replace or extend those of `base`, maps member by member.
void overlay(Value& base, const Value& over) {
  const Value::Map* from = over.if_map();
  if (from == nullptr || base.if_map() == nullptr) {
    base = over;
    return;
  }
  for (const Value::Member& m : *from) {
    auto& members = *base.if_map();
    const auto at = std::ranges::find(members, m.name, &Value::Member::name);
    if (at == members.end()) {
      members.push_back(m);
    } else if (m.value.is_null()) {
      members.erase(at);  // `ssn: null` takes the field away
    } else {
      overlay(at->value, m.value);
    }
  }
  base.mark = over.mark;
}

}  // namespace

Result<sccp::Address> sccp_address(const sccp::Address& endpoint, const Value& stated) {
  Value address = to_value(endpoint);
  const Value gathered = gather_global_title(stated);
  // Another indicator has other members: of the endpoint's title only the digits remain.
  const Value* title = gathered.find("gt");
  if (title != nullptr && title->find("indicator") != nullptr && endpoint.gt) {
    Value digits;
    digits.add("digits", endpoint.gt->digits);
    for (Value::Member& m : *address.if_map()) {
      if (m.name == "gt") m.value = std::move(digits);
    }
  }
  overlay(address, gathered);
  return from_value<sccp::Address>(address);
}

Result<void> apply_tcap(const Value& stated, std::uint8_t tid_octets, map::Request& request) {
  const auto options = from_value<TcapOptions>(stated);
  if (!options) return tl::unexpected(options.error());
  const auto id = [tid_octets](std::uint32_t value) {
    std::uint8_t needed = 1;
    for (std::uint32_t rest = value >> 8U; rest != 0; rest >>= 8U) ++needed;
    return tcap::TransactionId{value, std::max(needed, tid_octets)};
  };
  if (options->otid) request.overrides.otid = id(*options->otid);
  if (options->dtid) request.overrides.dtid = id(*options->dtid);
  request.overrides.dialogue_portion = options->dialogue_portion;
  request.overrides.component_portion = options->component_portion;
  request.overrides.message = options->message;
  return {};
}

Result<void> apply_sccp(const Value& stated, const sccp::Address& called, const sccp::Address& calling,
                        map::Request& request) {
  const auto options = from_value<SccpOptions>(stated);
  if (!options) return tl::unexpected(options.error());
  if (options->called) {
    auto address = sccp_address(called, *options->called);
    if (!address) return tl::unexpected(address.error());
    request.called = std::move(*address);
  }
  if (options->calling) {
    auto address = sccp_address(calling, *options->calling);
    if (!address) return tl::unexpected(address.error());
    request.calling = std::move(*address);
  }
  request.protocol_class = options->protocol_class;
  request.return_on_error = options->return_on_error;
  request.form = static_cast<sccp::Form>(options->form.value_or(SccpForm::automatic));
  request.lower.segment_size = options->segment_size;
  request.lower.segmentation_reference = options->segmentation_reference;
  request.lower.hop_counter = options->hop_counter;
  request.lower.importance = options->importance;
  return {};
}

Result<void> apply_m3ua(const Value& stated, map::Request& request) {
  const auto options = from_value<M3uaOptions>(stated);
  if (!options) return tl::unexpected(options.error());
  sccp::Overrides& lower = request.lower;
  lower.m3ua.routing_context = options->routing_context;
  lower.m3ua.network_appearance = options->network_appearance;
  lower.m3ua.correlation_id = options->correlation_id;
  lower.opc = options->opc;
  lower.dpc = options->dpc;
  lower.si = options->si;
  lower.ni = options->ni;
  lower.mp = options->mp;
  lower.sls = options->sls;
  return {};
}

}  // namespace mapsim::scenario
