#include "sigtran/sccp/management_message.h"

#include <optional>

#include "sigtran/core/reader.h"

namespace mapsim::sccp {

namespace {

constexpr EnumName<ManagementType> kTypes[] = {{"SSA", ManagementType::subsystem_allowed},
                                               {"SSP", ManagementType::subsystem_prohibited},
                                               {"SST", ManagementType::subsystem_status_test},
                                               {"SOR", ManagementType::subsystem_out_of_service_request},
                                               {"SOG", ManagementType::subsystem_out_of_service_grant},
                                               {"SSC", ManagementType::subsystem_congested}};

constexpr EnumName<Multiplicity> kMultiplicities[] = {{"unknown", Multiplicity::unknown},
                                                      {"solitary", Multiplicity::solitary},
                                                      {"duplicated", Multiplicity::duplicated}};

constexpr std::size_t kCommonSize = 5;  // of SSA, SSP, SST, SOR and SOG

tl::unexpected<Error> fault(std::size_t offset, const char* field, const char* clause, std::string text) {
  return fail(
      Error{.layer = "sccp", .field = field, .clause = clause, .offset = offset, .text = std::move(text)});
}

}  // namespace

std::span<const EnumName<ManagementType>> enum_names(ManagementType) {
  return kTypes;
}
std::span<const EnumName<Multiplicity>> enum_names(Multiplicity) {
  return kMultiplicities;
}

Result<ManagementMessage> decode_management(OctetView data) {
  if (data.empty()) return fault(0, "SCMG format identifier", "Q.713 5.1.1", "is missing");
  ManagementMessage m;
  m.type = static_cast<ManagementType>(data[0]);
  const bool congested = m.type == ManagementType::subsystem_congested;
  if (data[0] < 1 || data[0] > 6) {
    return fault(0, "SCMG format identifier", "Q.713 5.1.1",
                 std::to_string(data[0]) + "; known: SSA 1, SSP 2, SST 3, SOR 4, SOG 5, SSC 6");
  }
  const std::size_t size = congested ? kCommonSize + 1 : kCommonSize;
  if (data.size() < size) {
    return fault(data.size(), "SCMG message", "Q.713 5.3",
                 "ends after " + std::to_string(data.size()) + " octets of " + std::to_string(size));
  }
  Reader in(data.subspan(1));
  m.ssn = in.u8();
  m.point_code = in.u16_le() & 0x3FFFU;
  m.multiplicity = static_cast<Multiplicity>(in.u8() & 0x03U);
  if (!congested) return m;
  m.congestion_level = in.u8() & 0x0FU;
  if (m.congestion_level < 1 || m.congestion_level > kMaxCongestionLevel) {
    return fault(kCommonSize, "congestion level", "Q.713 5.2.5",
                 std::to_string(m.congestion_level) + "; allowed: 1 to 8");
  }
  return m;
}

ManagementOctets::ManagementOctets(const ManagementMessage& m)
    : octets_{
          static_cast<std::uint8_t>(m.type),         m.ssn,
          static_cast<std::uint8_t>(m.point_code),   static_cast<std::uint8_t>((m.point_code >> 8U) & 0x3FU),
          static_cast<std::uint8_t>(m.multiplicity), m.congestion_level} {
  if (m.type == ManagementType::subsystem_congested) size_ = octets_.size();
}

}  // namespace mapsim::sccp

namespace mapsim {

namespace {

using sccp::ManagementMessage;
using sccp::ManagementType;

constexpr std::uint16_t kMaxPointCode = 0x3FFF;  // 14 bits (Q.713 5.2.2)

Error wrong_member(const char* field, std::string text) {
  return Error{.layer = "", .field = field, .text = std::move(text)};
}

// What one message type has not is absent, so that it is neither shown nor taken.
struct Written {
  ManagementType type{};
  std::uint8_t ssn = 0;
  mtp::PointCode point_code = 0;
  std::optional<sccp::Multiplicity> multiplicity;
  std::optional<std::uint8_t> congestion_level;
};

template <class V>
void fields(V& v, Written& w) {
  v("type", w.type);
  v("affected-ssn", w.ssn);
  v("affected-pc", w.point_code);
  v("multiplicity", w.multiplicity);
  v("congestion-level", w.congestion_level);
}

void check(FromValue& in, const Written& w) {
  if (!enum_name(w.type)) {
    in.refuse(
        wrong_member("type", "is no message of SCCP management; allowed: SSA, SSP, SST, SOR, SOG, SSC"));
  }
  if (w.point_code > kMaxPointCode)
    in.refuse(wrong_member("affected-pc", "is out of range; allowed: 0 to 16383"));
  if (static_cast<unsigned>(w.multiplicity.value_or(sccp::Multiplicity::unknown)) > 3) {
    in.refuse(
        wrong_member("multiplicity", "is out of range; allowed: unknown, solitary, duplicated or 0 to 3"));
  }
  const bool congested = w.type == ManagementType::subsystem_congested;
  if (congested != w.congestion_level.has_value()) {
    in.refuse(wrong_member("congestion-level", congested ? "is required in SSC" : "is a member of SSC only"));
  } else if (congested && (*w.congestion_level < 1 || *w.congestion_level > sccp::kMaxCongestionLevel)) {
    in.refuse(wrong_member("congestion-level", "is out of range; allowed: 1 to 8"));
  }
}

}  // namespace

Value ValueTraits<ManagementMessage>::to(const ManagementMessage& m) {
  const bool congested = m.type == ManagementType::subsystem_congested;
  Written shown{.type = m.type,
                .ssn = m.ssn,
                .point_code = m.point_code,
                .multiplicity = m.multiplicity,
                .congestion_level = {}};
  if (congested) shown.congestion_level = m.congestion_level;
  ToValue out;
  fields(out, shown);
  return out.take();
}

Result<ManagementMessage> ValueTraits<ManagementMessage>::from(const Value& v) {
  Written w;
  FromValue in(v);
  fields(in, w);
  if (!in.refused()) check(in, w);
  if (auto done = in.finish(); !done) return tl::unexpected(done.error());
  return ManagementMessage{.type = w.type,
                           .ssn = w.ssn,
                           .point_code = w.point_code,
                           .multiplicity = w.multiplicity.value_or(sccp::Multiplicity::unknown),
                           .congestion_level = w.congestion_level.value_or(0)};
}

}  // namespace mapsim
