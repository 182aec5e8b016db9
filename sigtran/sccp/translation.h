// Global title translation (Q.714 2.4): rules by leading digits, and what a translation may change.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sigtran/sccp/address.h"
#include "sigtran/sccp/primitives.h"

namespace mapsim::sccp {

struct TranslationRule {
  // What it matches; absent members match any title.
  std::string prefix;  // the digits begin so; empty: any digits
  std::optional<std::uint8_t> indicator;
  std::optional<std::uint8_t> translation_type;
  std::optional<NumberingPlan> numbering_plan;
  std::optional<NatureOfAddress> nature_of_address;

  // Where it leads: the first reachable one, or with load_share one of the reachable ones by SLS. Our own
  // point code means delivery here. Must not be empty.
  std::vector<mtp::PointCode> destinations;
  bool load_share = false;

  // What it changes in the called address when the message leaves for another node (Q.714 2.4.3).
  std::optional<std::uint8_t> ssn;
  std::optional<RoutingIndicator> routing;
  std::size_t strip = 0;  // leading digits to remove, then
  std::string insert;     // digits to put in front
  std::optional<std::uint8_t> new_translation_type;
  std::optional<NumberingPlan> new_numbering_plan;
  std::optional<NatureOfAddress> new_nature_of_address;
};

class TranslationTable {
 public:
  TranslationTable() = default;
  explicit TranslationTable(std::vector<TranslationRule> rules);

  // The rule with the longest prefix; of equally long ones that which was given first. Error (Q.714 2.4.5):
  // no_translation_for_address_nature where no rule handles titles of this kind, no_translation_for_address
  // where some do but none these digits.
  tl::expected<const TranslationRule*, ReturnCause> find(const GlobalTitle& gt) const;

 private:
  std::vector<TranslationRule> rules_;  // longest prefix first
};

// Makes the changes of the rule.
void apply(const TranslationRule& rule, Address& called);

}  // namespace mapsim::sccp
