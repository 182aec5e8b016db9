// The arguments of forwardSM, mo-ForwardSM and mt-ForwardSM.
#include "sigtran/core/ber.h"
#include "tools/lint/checks.h"

namespace mapsim::cli {

namespace {

constexpr ber::Tag kOctetString = 0x04;
constexpr std::size_t kMaxSignalInfo = 200;

// The contents of SM-RP-UI, the only OCTET STRING without a tag of its own in these arguments.
std::optional<OctetView> signal_info(OctetView argument) {
  const auto sequence = ber::Cursor(argument).next();
  if (!sequence) return std::nullopt;
  ber::Cursor elements(*sequence);
  while (!elements.at_end()) {
    const auto element = elements.next();
    if (!element) return std::nullopt;
    if (element->tag == kOctetString) return element->contents;
  }
  return std::nullopt;
}

// The alternative of a CHOICE; of one without contents it is the value itself.
std::string choice(const Value& argument, std::string_view name) {
  const Value* value = argument.find(name);
  if (value == nullptr) return "";
  if (const auto* text = value->if_string()) return *text;
  const auto* map = value->if_map();
  return map != nullptr && !map->empty() ? map->front().name : "";
}

void check_mobile_originated(const ForwardedMessage& message, const std::string& da, const std::string& oa,
                             Findings& out) {
  if (da != "serviceCentreAddressDA") out.add("map-mo-destination", "SM-RP-DA is " + da);
  // An SGSN or MSC that does not know it, or an IP-SM-GW, may leave it out since version 3 (noSM-RP-OA).
  const bool may_be_left_out = message.operation.context.version == 3;
  if (oa != "msisdn" && !(may_be_left_out && oa == "noSM-RP-OA"))
    out.add("map-mo-origin", "SM-RP-OA is " + oa);
  if (message.operation.name == "mo-ForwardSM" && message.tree.find("imsi") == nullptr) {
    out.add("map-mo-imsi", "mo-ForwardSM without imsi");
  }
}

void check_mobile_terminated(const ForwardedMessage& message, const std::string& da, const std::string& oa,
                             LintDialogue& dialogue, Findings& out) {
  const int version = message.operation.context.version;
  const bool first = dialogue.forwarded++ == 0;
  const bool no_da = da == "noSM-RP-DA";
  const bool no_oa = oa == "noSM-RP-OA";
  if (da == "roamingNumber") {
    if (version != 1)
      out.add("map-roaming-number", "SM-RP-DA is a roamingNumber in version " + std::to_string(version));
  } else if (!no_da && da != "imsi" && da != "lmsi") {
    out.add("map-mt-destination", "SM-RP-DA is " + da);
  }
  if (!no_oa && oa != "serviceCentreAddressOA") out.add("map-mt-origin", "SM-RP-OA is " + oa);
  if (version == 1 && (no_da || no_oa)) {
    out.add("map-v1-no-address", no_da ? da : oa);
  } else if (first && (no_da || no_oa)) {
    out.add("map-no-address-first", (no_da ? da : oa) + " in the first message of the dialogue");
  }
  if (!first && version != 1 && (!no_da || !no_oa)) {
    out.add("map-address-again", "SM-RP-DA is " + da + ", SM-RP-OA is " + oa);
  }
  if (da == "lmsi" && !dialogue.imsi_reference)
    out.add("map-lmsi-reference", "an LMSI without destination reference");
}

}  // namespace

void check_forward_sm(const ForwardedMessage& message, LintDialogue& dialogue, Findings& out) {
  const std::string da = choice(message.tree, "sm-RP-DA");
  const std::string oa = choice(message.tree, "sm-RP-OA");
  if (message.mobile_originated) {
    check_mobile_originated(message, da, oa, out);
  } else {
    check_mobile_terminated(message, da, oa, dialogue, out);
  }
  const bool more = message.tree.find("moreMessagesToSend") != nullptr;
  if (more && message.operation.context.version == 1)
    out.add("map-v1-more-messages", "moreMessagesToSend in version 1");
  if (const auto ui = signal_info(message.octets)) check_tpdu(*ui, message, out);
}

void check_signal_info(OctetView argument, Findings& out) {
  const auto ui = signal_info(argument);
  if (ui && ui->size() > kMaxSignalInfo) out.add("map-signal-info", std::to_string(ui->size()) + " octets");
}

}  // namespace mapsim::cli
