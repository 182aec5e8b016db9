#include "scenarios/world/numbers.h"

namespace mapsim::world {

namespace {

template <class Address>
std::optional<Number> number_in(const Address& address) {
  const auto read = address.digits();
  return read ? Number::from_digits(read->digits) : std::nullopt;
}

}  // namespace

// A Number has 1 to 15 digits, which every one of these types holds.
map::IsdnAddressString isdn_address(Number number) {
  return *map::IsdnAddressString::from_digits({.digits = number.digits()});
}

map::AddressString address_string(Number number) {
  return *map::AddressString::from_digits({.digits = number.digits()});
}

map::Imsi imsi_of(Number number) {
  auto imsi = map::Imsi::from_digits(number.digits());
  return imsi ? *imsi : map::Imsi();
}

sms::Address tp_address(Number number) {
  return *sms::digits_address(sms::TypeOfNumber::international, sms::NumberingPlan::isdn, number.digits());
}

std::optional<Number> number_of(const map::IsdnAddressString& address) {
  return number_in(address);
}

std::optional<Number> number_of(const map::AddressString& address) {
  return number_in(address);
}

std::optional<Number> number_of(const map::Imsi& imsi) {
  const auto digits = imsi.digits();
  return digits ? Number::from_digits(*digits) : std::nullopt;
}

std::optional<Number> number_of(const sms::Address& address) {
  if (address.ton() == sms::TypeOfNumber::alphanumeric) return std::nullopt;
  return Number::from_digits(address.digits());
}

}  // namespace mapsim::world
