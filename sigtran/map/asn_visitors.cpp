#include "sigtran/map/asn_visitors.h"

namespace mapsim::map {

std::string VisitorBase::path() const {
  std::string path;
  for (std::size_t i = 0; i < depth_; ++i) {
    if (names_[i].index >= 0) {
      path += '[' + std::to_string(names_[i].index) + ']';
    } else {
      path += (path.empty() ? "" : ".") + std::string(names_[i].name);
    }
  }
  return path;
}

void VisitorBase::refuse(std::string_view clause, std::string text) {
  if (error_) return;
  error_ = Error{.layer = "map", .field = path(), .clause = std::string(clause), .text = std::move(text)};
}

void VisitorBase::refuse_number(std::int64_t found, std::int32_t min, std::int32_t max,
                                std::string_view clause) {
  refuse(clause, std::to_string(found) + " is out of range; allowed: " + std::to_string(min) + " to " +
                     std::to_string(max));
}

void VisitorBase::check_bits(const MwStatus& v) {
  if (!v.in_range()) refuse("TS 29.002 17.7.6 MW-Status", "has fewer than 6 or more than 16 bits");
}

void FromAsn::unknown(Unknown& v) {
  if (foreign_.empty()) return;
  const std::string here = path();
  for (const asn1::Foreign& element : foreign_) {
    if (element.in != here) continue;
    if (!v) v.emplace();
    v->push_back({element.octets, element.before});
  }
}

void FromAsn::read(TeleserviceCode& v, const OCTET_STRING_t& a) {
  if (a.size != 1) return refuse("TS 29.002 17.7.9", std::to_string(a.size) + " octets; allowed: 1");
  v = static_cast<TeleserviceCode>(a.buf[0]);
}

void FromAsn::read(MwStatus& v, const BIT_STRING_t& a) {
  Octets contents = {static_cast<std::uint8_t>(a.bits_unused)};
  contents.insert(contents.end(), a.buf, a.buf + a.size);
  v = MwStatus(OctetView(contents));
  check_bits(v);
}

void FromAsn::read(tcap::Oid& v, const OBJECT_IDENTIFIER_t& a) {
  const auto size = static_cast<std::size_t>(a.size);
  if (size == 0 || size > v.capacity()) {
    return refuse("TS 29.002 17.7.11",
                  std::to_string(size) + " octets; an extension's identifier has 1 to 16");
  }
  v.assign(a.buf, a.buf + size);
}

void ToAsn::unknown(Unknown& v) {
  if (!v) return;
  for (const UnknownElement& element : *v) foreign_.push_back({path(), 0, element.octets, element.before});
}

void ToAsn::write(MwStatus& v, BIT_STRING_t& a) {
  if (check_) check_bits(v);
  const OctetView contents = v.contents();
  if (contents.empty()) return;
  borrow(contents.subspan(1), a.buf, a.size);
  a.bits_unused = contents[0];
}

}  // namespace mapsim::map
