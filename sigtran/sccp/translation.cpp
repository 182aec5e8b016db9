#include "sigtran/sccp/translation.h"

#include <algorithm>
#include <cassert>

namespace mapsim::sccp {

namespace {

bool handles(const TranslationRule& rule, const GlobalTitle& gt) {
  // A title without the member cannot have the value that a rule asks for.
  const bool has_tt = gt.indicator != 1;
  const bool has_np = gt.indicator >= 3;
  const bool has_nai = gt.indicator == 1 || gt.indicator == 4;
  return (!rule.indicator || *rule.indicator == gt.indicator) &&
         (!rule.translation_type || (has_tt && *rule.translation_type == gt.translation_type)) &&
         (!rule.numbering_plan || (has_np && *rule.numbering_plan == gt.numbering_plan)) &&
         (!rule.nature_of_address || (has_nai && *rule.nature_of_address == gt.nature_of_address));
}

}  // namespace

TranslationTable::TranslationTable(std::vector<TranslationRule> rules) : rules_(std::move(rules)) {
  std::ranges::stable_sort(rules_, std::ranges::greater{},
                           [](const TranslationRule& r) { return r.prefix.size(); });
  for ([[maybe_unused]] const TranslationRule& rule : rules_) assert(!rule.destinations.empty());
}

tl::expected<const TranslationRule*, ReturnCause> TranslationTable::find(const GlobalTitle& gt) const {
  ReturnCause cause = ReturnCause::no_translation_for_address_nature;
  for (const TranslationRule& rule : rules_) {
    if (!handles(rule, gt)) continue;
    if (gt.digits.starts_with(rule.prefix)) return &rule;
    cause = ReturnCause::no_translation_for_address;
  }
  return tl::unexpected(cause);
}

void apply(const TranslationRule& rule, Address& called) {
  if (rule.ssn) called.ssn = rule.ssn;
  if (rule.routing) called.routing = *rule.routing;
  bool changed = rule.ssn || rule.routing;
  if (called.gt) {
    GlobalTitle& gt = *called.gt;
    if (rule.strip != 0 || !rule.insert.empty()) {
      gt.digits.replace(0, std::min(rule.strip, gt.digits.size()), rule.insert);
      changed = true;
    }
    if (rule.new_translation_type) gt.translation_type = *rule.new_translation_type;
    if (rule.new_numbering_plan) gt.numbering_plan = *rule.new_numbering_plan;
    if (rule.new_nature_of_address) gt.nature_of_address = *rule.new_nature_of_address;
    changed = changed || rule.new_translation_type || rule.new_numbering_plan || rule.new_nature_of_address;
  }
  if (changed) called.raw.clear();
}

}  // namespace mapsim::sccp
