// Addresses as users write and read them.
#include <array>

#include "sigtran/sccp/address_codec.h"
#include "sigtran/sccp/names.h"

namespace mapsim {

namespace {

using sccp::Address;
using sccp::GlobalTitle;
using sccp::NatureOfAddress;
using sccp::NumberingPlan;
using sccp::RoutingIndicator;

// Which members a title of each indicator has (Q.713 3.4.2.3).
struct Members {
  bool tt;
  bool np;
  bool nai;
  bool scheme;
};
constexpr std::array<Members, 5> kMembers{{
    {true, true, true, true},     // unknown indicators: nothing is refused
    {false, false, true, true},   // 3.4.2.3.1; the scheme sets the odd/even bit
    {true, false, false, false},  // 3.4.2.3.2
    {true, true, false, true},    // 3.4.2.3.3
    {true, true, true, true},     // 3.4.2.3.4
}};
Members members_of(std::uint8_t indicator) {
  return kMembers[indicator < kMembers.size() ? indicator : 0];
}

// What may be said about a title besides its digits.
struct TitleFields {
  std::optional<std::uint8_t> indicator;
  std::optional<std::uint8_t> tt;
  std::optional<NumberingPlan> np;
  std::optional<NatureOfAddress> nai;
  std::optional<std::uint8_t> scheme;
  bool any() const { return indicator || tt || np || nai || scheme; }
};

template <class V>
void title_fields(V& v, TitleFields& t) {
  v("indicator", t.indicator);
  v("tt", t.tt);
  v("np", t.np);
  v("nai", t.nai);
  v("encoding-scheme", t.scheme);
}

Error wrong_address(const char* field, std::string text) {
  return Error{.layer = "", .field = field, .text = std::move(text)};
}

void set_digits(GlobalTitle& gt, std::string digits) {
  if (digits.starts_with('+')) {
    digits.erase(0, 1);
    gt.nature_of_address = NatureOfAddress::international;
  }
  gt.digits = std::move(digits);
}

// Takes over what is set and refuses what a title of this indicator cannot carry.
void apply(FromValue& in, GlobalTitle& gt, const TitleFields& t) {
  if (t.indicator) gt.indicator = *t.indicator;
  const Members has = members_of(gt.indicator);
  const std::string title = " is no part of a global title with indicator " + std::to_string(gt.indicator);
  if (t.tt && !has.tt) in.refuse(wrong_address("tt", title.substr(1)));
  if (t.np && !has.np) in.refuse(wrong_address("np", title.substr(1)));
  if (t.nai && !has.nai) in.refuse(wrong_address("nai", title.substr(1)));
  if (t.scheme && !has.scheme) in.refuse(wrong_address("encoding-scheme", title.substr(1)));
  if (t.tt) gt.translation_type = *t.tt;
  if (t.np) gt.numbering_plan = *t.np;
  if (t.nai) gt.nature_of_address = *t.nai;
  if (t.scheme) gt.encoding_scheme = *t.scheme;
}

}  // namespace

Value ValueTraits<GlobalTitle>::to(const GlobalTitle& gt) {
  const Members has = members_of(gt.indicator);
  Value v{Value::Map{}};
  v.add("indicator", static_cast<int>(gt.indicator));
  if (has.tt) v.add("tt", static_cast<int>(gt.translation_type));
  if (has.np) v.add("np", to_value(gt.numbering_plan));
  if (has.nai) v.add("nai", to_value(gt.nature_of_address));
  if (gt.encoding_scheme && has.scheme) v.add("encoding-scheme", static_cast<int>(*gt.encoding_scheme));
  v.add("digits", gt.digits);
  return v;
}

Result<GlobalTitle> ValueTraits<GlobalTitle>::from(const Value& v) {
  GlobalTitle gt;
  if (const std::string* text = v.if_string()) {
    set_digits(gt, *text);
  } else {
    if (v.if_map() == nullptr) return fail(unexpected_kind(v, "digits or a map"));
    FromValue in(v);
    TitleFields t;
    title_fields(in, t);
    std::string digits;
    in("digits", digits);
    set_digits(gt, std::move(digits));
    apply(in, gt, t);
    if (auto done = in.finish(); !done) return tl::unexpected(done.error());
  }
  if (!sccp::is_address_digits(gt.digits)) {
    return fail(Error{.layer = "",
                      .text = "'" + gt.digits + "' is no global title; allowed: a leading '+', 0-9 and a-f",
                      .mark = v.mark});
  }
  return gt;
}

Value ValueTraits<Address>::to(const Address& a) {
  Value v{Value::Map{}};
  v.add("routing", to_value(a.routing));
  if (a.point_code) v.add("pc", static_cast<std::int64_t>(*a.point_code));
  if (a.ssn) v.add("ssn", static_cast<int>(*a.ssn));
  if (a.gt) v.add("gt", to_value(*a.gt));
  if (a.national) v.add("national", true);
  if (!a.raw.empty()) v.add("raw", a.raw);
  return v;
}

Result<Address> ValueTraits<Address>::from(const Value& v) {
  Address a;
  FromValue in(v);
  std::optional<RoutingIndicator> routing;
  std::optional<Octets> raw;
  TitleFields beside;
  in("routing", routing);
  in("pc", a.point_code);
  in("ssn", a.ssn);
  in("gt", a.gt);
  in.flag("national", a.national);
  in("raw", raw);
  title_fields(in, beside);
  if (a.gt) {
    apply(in, *a.gt, beside);
  } else if (beside.any()) {
    in.refuse(wrong_address("gt", "is required where a member of a global title is given"));
  }
  if (a.point_code.value_or(0) > sccp::kMaxPointCode) {
    in.refuse(wrong_address("pc", std::to_string(*a.point_code) + " is out of range; allowed: 0 to 16383"));
  }
  if (auto done = in.finish(); !done) return tl::unexpected(done.error());
  a.routing = routing.value_or(a.gt ? RoutingIndicator::route_on_gt : RoutingIndicator::route_on_ssn);
  if (raw) a.raw = std::move(*raw);
  return a;
}

}  // namespace mapsim
