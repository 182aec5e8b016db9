// SM-RP-DA and SM-RP-OA of every kind and version, and the numbers that they hold (TS 29.002 7.6.2, 7.6.8).
#include <array>

#include "tools/corpus/parameters.h"

namespace mapsim::corpus {

namespace {

struct AddressRow {
  std::string_view name;
  map::ApplicationContext context;
  bool mobile_originated;
  std::string_view text;  // what of the usual argument differs
  bool imsi_reference = false;
};

// clang-format off
constexpr auto kAddresses = std::to_array<AddressRow>({
    {"mt-v1-imsi", {21, 1}, false, R"({"sm-RP-DA":{"imsi":"001010000000002"}})"},
    {"mt-v1-lmsi", {21, 1}, false, R"({"sm-RP-DA":{"lmsi":{"hex":"00c0ffee"}}})"},
    {"mt-v1-roamingNumber", {21, 1}, false, R"({"sm-RP-DA":{"roamingNumber":"+15550100150"}})"},
    {"mt-v2-imsi", {25, 2}, false, R"({"sm-RP-DA":{"imsi":"001010000000002"}})"},
    {"mt-v2-imsi-14-digits", {25, 2}, false, R"({"sm-RP-DA":{"imsi":"00101000000002"}})"},
    {"mt-v2-lmsi", {25, 2}, false, R"({"sm-RP-DA":{"lmsi":{"hex":"00c0ffee"}}})", true},
    {"mt-v3-imsi", {25, 3}, false, R"({"sm-RP-DA":{"imsi":"001010000000002"}})"},
    {"mt-v3-imsi-14-digits", {25, 3}, false, R"({"sm-RP-DA":{"imsi":"00101000000002"}})"},
    {"mt-v3-lmsi", {25, 3}, false, R"({"sm-RP-DA":{"lmsi":{"hex":"00c0ffee"}}})", true},
    {"mt-v3-service-centre-10-digits", {25, 3}, false, R"({"sm-RP-OA":{"serviceCentreAddressOA":"+1555010001"}})"},
    {"mt-v3-service-centre-15-digits", {25, 3}, false, R"({"sm-RP-OA":{"serviceCentreAddressOA":"+155501000123456"}})"},
    {"mt-v3-service-centre-national", {25, 3}, false, R"({"sm-RP-OA":{"serviceCentreAddressOA":{"nature":"national","plan":"isdn","digits":"5550100001"}}})"},
    {"mo-v1-msisdn", {21, 1}, true, R"({"sm-RP-OA":{"msisdn":"+155501001"}})"},
    {"mo-v2-msisdn-national", {21, 2}, true, R"({"sm-RP-OA":{"msisdn":{"nature":"national","plan":"isdn","digits":"5550100100"}}})"},
    {"mo-v2-noSM-RP-OA", {21, 2}, true, R"({"sm-RP-OA":"noSM-RP-OA"})"},
    {"mo-v3-msisdn", {21, 3}, true, R"({"sm-RP-OA":{"msisdn":"+15550100102"}})"},
    {"mo-v3-msisdn-even", {21, 3}, true, R"({"sm-RP-OA":{"msisdn":"+1555010010"}})"},
    {"mo-v3-msisdn-unknown-nature", {21, 3}, true, R"({"sm-RP-OA":{"msisdn":{"nature":"unknown","plan":"isdn","digits":"15550100102"}}})"},
    {"mo-v3-country-999", {21, 3}, true, R"({"sm-RP-DA":{"serviceCentreAddressDA":"+999123456789"},"sm-RP-OA":{"msisdn":"+9991234567"}})"},
    {"mo-v3-noSM-RP-OA", {21, 3}, true, R"({"sm-RP-OA":"noSM-RP-OA"})"},
    {"mt-tp-oa-alphanumeric", {25, 3}, false, R"({"sm-RP-UI":{"sms-deliver":{"tp-oa":{"ton":"alphanumeric","npi":"unknown","text":"MAPSIM"},"text":"From a name"}}})"},
    {"mt-tp-oa-alphanumeric-11", {25, 3}, false, R"({"sm-RP-UI":{"sms-deliver":{"tp-oa":{"ton":"alphanumeric","npi":"unknown","text":"Example Ltd"},"text":"From a name"}}})"},
    {"mt-tp-oa-national", {25, 3}, false, R"({"sm-RP-UI":{"sms-deliver":{"tp-oa":{"ton":"national","npi":"isdn","digits":"5550100100"},"text":"From a national number"}}})"},
    {"mt-tp-oa-short-code", {25, 3}, false, R"({"sm-RP-UI":{"sms-deliver":{"tp-oa":{"ton":"network-specific","npi":"private","digits":"55501"},"text":"From a short code"}}})"},
    {"mt-v2-tp-oa-unknown", {25, 2}, false, R"({"sm-RP-UI":{"sms-deliver":{"tp-oa":"5550100","text":"Type unknown"}}})"},
    {"mo-tp-da-even", {21, 3}, true, R"({"sm-RP-UI":{"sms-submit":{"tp-mr":9,"tp-da":"+1555010010","text":"Even count of digits"}}})"},
    {"mo-tp-da-star-hash", {21, 3}, true, R"({"sm-RP-UI":{"sms-submit":{"tp-mr":10,"tp-da":"*100#","text":"Other digits"}}})"},
});
// clang-format on

std::int32_t code_of(map::ApplicationContext context) {
  return context == map::ApplicationContext{25, 3} ? 44 : 46;
}

}  // namespace

void add_addresses(std::deque<Cell>& out) {
  for (const AddressRow& row : kAddresses) {
    const map::Operation& operation = operation_of(row.context, code_of(row.context));
    Cell& cell = out.emplace_back(Cell{.subject = "addresses",
                                       .name = std::string(row.name),
                                       .title = "Addresses: " + std::string(row.name),
                                       .clause = "TS 29.002 7.6.8"});
    Value argument = merged(argument_of(operation, row.mobile_originated), json(row.text));
    Dialogue dialogue = exchange(operation, row.mobile_originated, std::move(argument), {result(operation)});
    // With an LMSI the IMSI travels as destination reference (TS 29.002 12.9.2, 23.3.1).
    if (row.imsi_reference) {
      dialogue.turns.front().pdu = json(
          R"({"map-open":{"destinationReference":{"nature":"international","plan":"landMobile","digits":"001010000000001"}}})");
    }
    cell.dialogues.push_back(std::move(dialogue));
  }
}

}  // namespace mapsim::corpus
