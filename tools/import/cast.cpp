#include "tools/import/cast.h"

#include <algorithm>

namespace mapsim::cli {

namespace {

std::string role_of(std::uint8_t ssn) {
  switch (ssn) {
    case 6:
      return "hlr";
    case 7:
      return "vlr";
    case 149:
      return "sgsn";
    default:
      return "";
  }
}

std::uint8_t default_ssn(const std::string& role) {
  if (role == "hlr") return 6;
  if (role == "vlr") return 7;
  return role == "sgsn" ? 149 : 8;
}

}  // namespace

ImportedEndpoint* ImportedCast::endpoint(const sccp::Address& address, mtp::PointCode point_code) {
  const mtp::PointCode pc = address.point_code.value_or(point_code);
  const std::string key = address.gt ? address.gt->digits : "pc" + std::to_string(pc);
  const auto at = by_key_.find(key);
  if (at != by_key_.end()) return endpoints_[at->second].get();
  if (endpoints_.size() >= kMaxEndpoints) return nullptr;
  auto made = std::make_unique<ImportedEndpoint>();
  if (address.gt) made->gt = address.gt->digits;
  made->ssn = address.ssn.value_or(8);
  made->role = role_of(made->ssn);
  // Behind a gateway several titles have one point code: only the first gets it.
  const bool taken = std::ranges::any_of(endpoints_, [&](const auto& e) { return e->pc == pc; });
  made->pc = taken ? 0 : pc;
  by_key_[key] = endpoints_.size();
  endpoints_.push_back(std::move(made));
  return endpoints_.back().get();
}

void ImportedCast::set_role(ImportedEndpoint& endpoint, const std::string& role) {
  if (endpoint.role.empty()) endpoint.role = role;
}

void ImportedCast::complete() {
  std::map<std::string, int> counts;
  mtp::PointCode next = 101;
  for (const auto& e : endpoints_) {
    if (e->role.empty()) e->role = "msc";
    const int count = ++counts[e->role];
    e->name = e->role + (count == 1 ? "" : std::to_string(count));
    while (e->pc == 0) {
      const bool taken =
          std::ranges::any_of(endpoints_, [&](const auto& other) { return other->pc == next; });
      if (!taken) e->pc = next;
      next += 100;
    }
  }
}

bool ImportedCast::is_default(const sccp::Address& address, const ImportedEndpoint& endpoint) {
  if (!endpoint.gt) return !address.gt && address.ssn == endpoint.ssn;
  sccp::Address wanted;
  wanted.ssn = endpoint.ssn;
  wanted.gt.emplace().digits = *endpoint.gt;
  return address == wanted;
}

Value ImportedCast::value() const {
  Value out;
  for (const auto& e : endpoints_) {
    Value row;
    row.add("role", e->role);
    row.add("pc", static_cast<std::int64_t>(e->pc));
    if (e->gt) row.add("gt", "+" + *e->gt);
    if (e->ssn != default_ssn(e->role)) row.add("ssn", static_cast<std::int64_t>(e->ssn));
    if (e->ni != 2) row.add("ni", static_cast<std::int64_t>(e->ni));
    if (e->routing_context) row.add("routing-context", *e->routing_context);
    if (e->network_appearance) row.add("network-appearance", *e->network_appearance);
    out.add(e->name, std::move(row));
  }
  return out;
}

const ImportedEndpoint* ImportedCast::by_title(const std::string& number) const {
  if (!number.starts_with('+')) return nullptr;
  const auto at = by_key_.find(number.substr(1));
  return at != by_key_.end() ? endpoints_[at->second].get() : nullptr;
}

}  // namespace mapsim::cli
