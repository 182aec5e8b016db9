#include "tools/new/first_scenario.h"

#include <algorithm>
#include <vector>

#include "scenarios/engine/loader.h"
#include "sigtran/core/nearest.h"
#include "sigtran/map/errors.h"
#include "tools/format/scalar.h"

namespace mapsim::cli {

namespace {

std::string quoted(const std::string& text) {
  scenario::YamlNode node;
  node.kind = scenario::YamlNode::Kind::quoted;
  node.text = text;
  return *format::flow_text(node);
}

std::string version_text(int version) {
  return "v" + std::to_string(version);
}

constexpr const char* kSmsc = "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n";
constexpr const char* kMsc = "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n";
constexpr const char* kHlr = "  hlr: {role: hlr, pc: 301, gt: \"+15550100003\"}\n";

std::string mt(const FirstScenario& w) {
  const std::string v = version_text(w.version);
  return std::string("title: A short message to a handset, MAP version ") + std::to_string(w.version) +
         "\n\nendpoints:\n" + kSmsc + kMsc +
         "\nvars:\n  imsi: \"001010000000001\"\n  sender: \"+15550100100\"\n  text: " + quoted(w.text) +
         "\n\nsteps:\n  - smsc -> msc: begin\n    application-context: " +
         (w.version == 1 ? "shortMsgRelay-" : "shortMsgMT-Relay-") + v +
         "\n    invoke: " + (w.version == 3 ? "mt-ForwardSM" : "forwardSM") +
         "\n    argument:\n      sm-RP-DA: {imsi: $imsi}\n      sm-RP-OA: {serviceCentreAddressOA: "
         "$smsc.gt}\n"
         "      sm-RP-UI: {sms-deliver: {tp-oa: $sender, text: $text}}\n";
}

std::string mo(const FirstScenario& w) {
  const std::string v = version_text(w.version);
  return std::string("title: A short message from a handset, MAP version ") + std::to_string(w.version) +
         "\n\nendpoints:\n" + kSmsc + kMsc +
         "\nvars:\n  sender: \"+15550100100\"\n  recipient: \"+15550100101\"\n  text: " + quoted(w.text) +
         "\n\nsteps:\n  - msc -> smsc: begin\n    application-context: " +
         (w.version == 1 ? "shortMsgRelay-" : "shortMsgMO-Relay-") + v +
         "\n    invoke: " + (w.version == 3 ? "mo-ForwardSM" : "forwardSM") +
         "\n    argument:\n      sm-RP-DA: {serviceCentreAddressDA: $smsc.gt}\n      sm-RP-OA: {msisdn: "
         "$sender}\n"
         "      sm-RP-UI: {sms-submit: {tp-mr: 1, tp-da: $recipient, text: $text}}\n";
}

std::string routing(const FirstScenario& w) {
  return std::string("title: Where is the handset? The SMSC asks the HLR, MAP version ") +
         std::to_string(w.version) + "\n\nendpoints:\n" + kSmsc + kHlr +
         "\nvars:\n  imsi: \"001010000000001\"\n  msisdn: \"+15550100100\"\n  msc: "
         "\"+15550100002\"\n\nsteps:\n"
         "  - smsc -> hlr: begin\n    application-context: shortMsgGateway-" +
         version_text(w.version) +
         "\n    invoke: sendRoutingInfoForSM\n    argument:\n      msisdn: $msisdn\n      sm-RP-PRI: true\n"
         "      serviceCentreAddress: $smsc.gt\n";
}

// What an error cannot be without (TS 29.002 17.6.6).
std::string parameter_of(const FirstScenario& w) {
  if (w.answer != "sm-DeliveryFailure") return "";
  return std::string("    parameter: {sm-EnumeratedDeliveryFailureCause: ") +
         (w.message == "mo" ? "unknownServiceCentre" : "memoryCapacityExceeded") + "}\n";
}

std::string answer(const FirstScenario& w) {
  const std::string from_to = w.message == "mt"   ? "msc -> smsc"
                              : w.message == "mo" ? "smsc -> msc"
                                                  : "hlr -> smsc";
  std::string out = "  - " + from_to + ": end\n";
  if (w.answer != "result") return out + "    error: " + w.answer + "\n" + parameter_of(w);
  const std::string name = w.message == "routing" ? "sendRoutingInfoForSM"
                           : w.version < 3        ? "forwardSM"
                                                  : w.message + "-ForwardSM";
  out += "    result: " + name + "\n";
  if (w.message == "routing") {
    out += std::string("    parameter:\n      imsi: $imsi\n      locationInfoWithLMSI: ") +
           (w.version == 3 ? "{networkNode-Number: $msc}\n" : "{locationInfo: {msc-Number: $msc}}\n");
  }
  return out;
}

std::string line_of(std::istream& in) {
  std::string line;
  std::getline(in, line);
  const auto from = line.find_first_not_of(" \t\r");
  const auto to = line.find_last_not_of(" \t\r");
  return from == std::string::npos ? "" : line.substr(from, to - from + 1);
}

}  // namespace

Result<std::string> first_scenario(const FirstScenario& w) {
  if (w.answer != "result" && map::find_error(w.answer) == nullptr) {
    std::vector<std::string_view> names = {"result"};
    for (const map::ErrorRow& row : map::errors()) names.push_back(row.name);
    return fail(Error{.layer = "", .field = "--answer", .text = unknown_name(w.answer, names)});
  }
  std::string text = w.message == "mt" ? mt(w) : w.message == "mo" ? mo(w) : routing(w);
  const auto answer_line = std::ranges::count(text, '\n');
  text += answer(w);
  // Whatever the loader finds came of a text or of an error that this version or operation does not have.
  const auto loaded = scenario::load_text(text);
  if (!loaded.errors.empty()) {
    const char* option =
        w.answer != "result" && loaded.errors.front().mark.line >= answer_line ? "--answer" : "--text";
    return fail(Error{.layer = "", .field = option, .text = loaded.errors.front().text});
  }
  return text;
}

bool ask(const Open& open, FirstScenario& out, std::istream& in, std::ostream& prompt) {
  while (open.message) {
    prompt << "Which message? mt (to a handset), mo (from a handset), routing (the SMSC asks the HLR) ["
           << out.message << "] " << std::flush;
    const std::string line = line_of(in);
    if (!in) return false;
    if (!line.empty() && std::ranges::find(kFirstMessages, line) == kFirstMessages.end()) continue;
    if (!line.empty()) out.message = line;
    break;
  }
  while (open.version) {
    prompt << "MAP version? 1, 2 or 3 [" << out.version << "] " << std::flush;
    const std::string line = line_of(in);
    if (!in) return false;
    if (!line.empty() && line != "1" && line != "2" && line != "3") continue;
    if (!line.empty()) out.version = line[0] - '0';
    break;
  }
  if (open.text && out.message != "routing") {
    prompt << "Text of the short message? [" << out.text << "] " << std::flush;
    const std::string line = line_of(in);
    if (!in) return false;
    if (!line.empty()) out.text = line;
  }
  while (open.answer) {
    prompt << "What is the answer? result, or the name of an error, such as systemFailure [result] "
           << std::flush;
    const std::string line = line_of(in);
    if (!in) return false;
    FirstScenario tried = out;
    tried.answer = line.empty() ? "result" : line;
    if (const auto sound = first_scenario(tried); !sound && sound.error().field == "--answer") {
      prompt << sound.error().text << '\n';
      continue;
    }
    out = tried;
    break;
  }
  return true;
}

}  // namespace mapsim::cli
