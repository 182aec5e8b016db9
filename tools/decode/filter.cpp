#include "tools/decode/filter.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "sigtran/core/digits.h"
#include "sigtran/core/nearest.h"
#include "sigtran/map/operations.h"
#include "tools/decode/context_guess.h"
#include "tools/decode/map_tree.h"

namespace mapsim::cli {

namespace po = boost::program_options;

namespace {

constexpr std::uint32_t kImsi = 1;
constexpr std::uint32_t kMsisdn = 2;
constexpr std::uint32_t kOperation = 4;

// Members of MAP parameters and TPDUs that hold a subscriber's or correspondent's number.
constexpr std::array<std::string_view, 6> kNumbers = {"msisdn", "tp-oa",        "tp-da",
                                                      "tp-ra",  "storedMSISDN", "originationReference"};
constexpr std::array<std::string_view, 2> kImsis = {"imsi", "destinationReference"};

std::string_view without_plus(std::string_view digits) {
  return digits.starts_with('+') ? digits.substr(1) : digits;
}

}  // namespace

void declare_filter(po::options_description& options) {
  options.add_options()("imsi", po::value<std::string>()->value_name("DIGITS"),
                        "only dialogues that name this IMSI; 00101* for those that begin so")(
      "msisdn", po::value<std::string>()->value_name("DIGITS"),
      "only dialogues that name this number, as MSISDN or in a TPDU; with or without +, and with * as above")(
      "operation", po::value<std::string>()->value_name("NAME"),
      "only dialogues with this operation (decode --hex: of a MAP argument or result; of a map-error, the "
      "error)")("failed", "only what failed: an error, a reject, an abort, or returned by SCCP");
}

Result<DialogueFilter::Digits> DialogueFilter::read_digits(const std::string& option,
                                                           const std::string& text) {
  Digits out;
  std::string_view digits = without_plus(text);
  out.prefix = digits.ends_with('*');
  if (out.prefix) digits.remove_suffix(1);
  const bool only_digits = !digits.empty() && std::ranges::all_of(digits, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'e');
  });
  if (!only_digits) {
    return fail(Error{
        .layer = "", .field = option, .text = "'" + text + "' is no digits; 001010000000001 or 00101* are"});
  }
  out.digits = digits;
  const std::string_view decimal =
      digits.substr(0, std::min(digits.find_first_not_of("0123456789"), digits.size()));
  out.packed = pack_tbcd(decimal.substr(0, decimal.size() / 2 * 2));
  if (decimal.size() % 2 != 0) out.last = static_cast<std::uint8_t>(decimal.back() - '0');
  out.shift.fill(static_cast<std::uint8_t>(std::min<std::size_t>(out.packed.size(), 255)));
  for (std::size_t i = 0; i + 1 < out.packed.size(); ++i) {
    out.shift[out.packed[i]] =
        static_cast<std::uint8_t>(std::min<std::size_t>(out.packed.size() - 1 - i, 255));
  }
  return out;
}

// By the octet at the end of where they may be (Horspool): of an IMSI nearly all octets of a message are
// skipped.
bool DialogueFilter::Digits::may_be_in(OctetView octets) const {
  if (packed.empty()) return true;
  const std::size_t size = packed.size();
  for (std::size_t at = 0; at + size <= octets.size(); at += shift[octets[at + size - 1]]) {
    if (octets[at + size - 1] != packed.back()) continue;
    if (std::memcmp(octets.data() + at, packed.data(), size) != 0) continue;
    if (!last || (at + size < octets.size() && (octets[at + size] & 0x0FU) == *last)) return true;
  }
  return false;
}

bool DialogueFilter::Digits::matches(std::string_view found) const {
  found = without_plus(found);
  return prefix ? found.starts_with(digits) : found == digits;
}

Result<DialogueFilter> DialogueFilter::from(const Options& options) {
  DialogueFilter out;
  if (options.count("imsi") != 0) {
    const auto digits = read_digits("--imsi", options["imsi"].as<std::string>());
    if (!digits) return tl::unexpected(digits.error());
    out.imsi_ = *digits;
    out.wanted_ |= kImsi;
  }
  if (options.count("msisdn") != 0) {
    const auto digits = read_digits("--msisdn", options["msisdn"].as<std::string>());
    if (!digits) return tl::unexpected(digits.error());
    out.msisdn_ = *digits;
    out.wanted_ |= kMsisdn;
  }
  if (options.count("operation") != 0) {
    out.operation_ = options["operation"].as<std::string>();
    const auto names = map::operation_names();
    if (std::ranges::find(names, std::string_view(out.operation_)) == names.end()) {
      return fail(Error{.layer = "", .field = "--operation", .text = unknown_name(out.operation_, names)});
    }
    out.wanted_ |= kOperation;
  }
  if (options.count("failed") != 0) out.wanted_ |= kFailed;
  return out;
}

void DialogueFilter::search(const Value& value, std::string_view name, std::uint32_t& met) const {
  if (const auto* text = value.if_string()) {
    if ((wanted_ & kImsi) != 0 && std::ranges::find(kImsis, name) != kImsis.end() && imsi_.matches(*text))
      met |= kImsi;
    if ((wanted_ & kMsisdn) != 0 && std::ranges::find(kNumbers, name) != kNumbers.end() &&
        msisdn_.matches(*text)) {
      met |= kMsisdn;
    }
    return;
  }
  if (const auto* list = value.if_list()) {
    for (const Value& item : *list) search(item, name, met);
  }
  if (const auto* map = value.if_map()) {
    // Of an address that is written in full the digits have the address's own name.
    for (const Value::Member& m : *map)
      search(m.value, m.name == "digits" ? name : std::string_view(m.name), met);
  }
}

std::uint32_t DialogueFilter::met(const DecodedMessage& message) const {
  std::uint32_t met = message.failed ? kFailed : 0;
  if (message.tcap == nullptr) return met;
  const bool imsi = (wanted_ & kImsi) != 0 && imsi_.may_be_in(message.tcap_octets);
  const bool msisdn = (wanted_ & kMsisdn) != 0 && msisdn_.may_be_in(message.tcap_octets);
  if (imsi || msisdn) search(map_tree(message, nullptr), "", met);
  if ((wanted_ & kOperation) != 0 && message.context) {
    for (const tcap::Component& c : message.tcap->components) {
      if (c.type != tcap::ComponentType::invoke) continue;
      const map::Operation* invoked =
          map::find_operation(*message.context, operation_code_of(c, message.followed));
      if (invoked != nullptr && invoked->name == operation_) met |= kOperation;
    }
  }
  return met;
}

}  // namespace mapsim::cli
