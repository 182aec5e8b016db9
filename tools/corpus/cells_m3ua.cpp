// M3UA: every message of management and state maintenance, and what DATA may have besides (RFC 4666 3).
#include <array>

#include "tools/corpus/parameters.h"

namespace mapsim::corpus {

namespace {

struct MessageRow {
  std::string_view file;
  std::string_view title;
  bool back;
  std::string_view message;
};

// clang-format off
constexpr auto kMessages = std::to_array<MessageRow>({
    {"asp-state", "ASP state maintenance", false, R"({"message":"aspup"})"},
    {"asp-state", "", false, R"({"message":"aspup","asp-identifier":17,"info-string":"first ASP"})"},
    {"asp-state", "", true, R"({"message":"aspup-ack"})"},
    {"asp-state", "", true, R"({"message":"aspup-ack","asp-identifier":17})"},
    {"asp-state", "", false, R"({"message":"aspdn"})"},
    {"asp-state", "", false, R"({"message":"aspdn","info-string":"maintenance"})"},
    {"asp-state", "", true, R"({"message":"aspdn-ack"})"},
    {"asp-state", "", false, R"({"message":"beat","heartbeat-data":{"hex":"0011223344556677"}})"},
    {"asp-state", "", true, R"({"message":"beat-ack","heartbeat-data":{"hex":"0011223344556677"}})"},
    {"asp-traffic", "ASP traffic maintenance", false, R"({"message":"aspac"})"},
    {"asp-traffic", "", false, R"({"message":"aspac","traffic-mode-type":"override","routing-context":7})"},
    {"asp-traffic", "", false, R"({"message":"aspac","traffic-mode-type":"loadshare","routing-context":[7,8]})"},
    {"asp-traffic", "", false, R"({"message":"aspac","traffic-mode-type":"broadcast","routing-context":9,"info-string":"all"})"},
    {"asp-traffic", "", true, R"({"message":"aspac-ack","traffic-mode-type":"loadshare","routing-context":[7,8]})"},
    {"asp-traffic", "", false, R"({"message":"aspia","routing-context":7})"},
    {"asp-traffic", "", true, R"({"message":"aspia-ack","routing-context":7})"},
    {"notify", "Notifications", true, R"({"message":"ntfy","status":{"status-type":"as-state-change","status-information":"as-inactive"}})"},
    {"notify", "", true, R"({"message":"ntfy","status":{"status-type":"as-state-change","status-information":"as-active"},"routing-context":7})"},
    {"notify", "", true, R"({"message":"ntfy","status":{"status-type":"as-state-change","status-information":"as-pending"},"routing-context":[7,8]})"},
    {"notify", "", true, R"({"message":"ntfy","status":{"status-type":"other","status-information":"insufficient-asp-resources-active-in-as"}})"},
    {"notify", "", true, R"({"message":"ntfy","status":{"status-type":"other","status-information":"alternate-asp-active"},"asp-identifier":18})"},
    {"notify", "", true, R"({"message":"ntfy","status":{"status-type":"other","status-information":"asp-failure"},"asp-identifier":18,"info-string":"lost"})"},
    {"error", "Errors with every code", true, R"({"message":"err","error-code":"invalid-version"})"},
    {"error", "", true, R"({"message":"err","error-code":"unsupported-message-class"})"},
    {"error", "", true, R"({"message":"err","error-code":"unsupported-message-type"})"},
    {"error", "", true, R"({"message":"err","error-code":"unsupported-traffic-mode-type","routing-context":7})"},
    {"error", "", true, R"({"message":"err","error-code":"unexpected-message"})"},
    {"error", "", true, R"({"message":"err","error-code":"protocol-error","diagnostic-information":{"hex":"01000304"}})"},
    {"error", "", true, R"({"message":"err","error-code":"invalid-stream-identifier"})"},
    {"error", "", true, R"({"message":"err","error-code":"refused-management-blocking"})"},
    {"error", "", true, R"({"message":"err","error-code":"asp-identifier-required"})"},
    {"error", "", true, R"({"message":"err","error-code":"invalid-parameter-value"})"},
    {"error", "", true, R"({"message":"err","error-code":"parameter-field-error"})"},
    {"error", "", true, R"({"message":"err","error-code":"unexpected-parameter"})"},
    {"error", "", true, R"({"message":"err","error-code":"destination-status-unknown","network-appearance":1,"affected-point-code":201})"},
    {"error", "", true, R"({"message":"err","error-code":"invalid-network-appearance","network-appearance":4})"},
    {"error", "", true, R"({"message":"err","error-code":"missing-parameter"})"},
    {"error", "", true, R"({"message":"err","error-code":"invalid-routing-context","routing-context":99})"},
    {"error", "", true, R"({"message":"err","error-code":"no-configured-as-for-asp"})"},
    {"network-state", "SS7 network management", true, R"({"message":"duna","affected-point-code":201})"},
    {"network-state", "", true, R"({"message":"duna","network-appearance":1,"routing-context":7,"affected-point-code":{"mask":3,"pc":200},"info-string":"down"})"},
    {"network-state", "", true, R"({"message":"dava","affected-point-code":201})"},
    {"network-state", "", false, R"({"message":"daud","affected-point-code":201})"},
    {"network-state", "", true, R"({"message":"scon","affected-point-code":201,"congestion-indications":2})"},
    {"network-state", "", false, R"({"message":"scon","affected-point-code":101,"concerned-destination":201,"congestion-indications":1})"},
    {"network-state", "", true, R"({"message":"dupu","affected-point-code":201,"user-cause":{"cause":"unequipped-remote-user","user":3}})"},
    {"network-state", "", true, R"({"message":"dupu","affected-point-code":201,"user-cause":{"cause":"inaccessible-remote-user","user":3}})"},
    {"network-state", "", true, R"({"message":"drst","affected-point-code":201})"},
    {"registration", "Routing key management", false, R"({"message":"reg-req","routing-key":{"local-routing-key-identifier":1,"traffic-mode-type":"loadshare","destination-point-code":101,"network-appearance":1,"service-indicators":3,"originating-point-code-list":[201,301]}})"},
    {"registration", "", true, R"({"message":"reg-rsp","registration-result":{"local-routing-key-identifier":1,"registration-status":"successfully-registered","routing-context":7}})"},
    {"registration", "", true, R"({"message":"reg-rsp","registration-result":{"local-routing-key-identifier":1,"registration-status":"invalid-dpc","routing-context":0}})"},
    {"registration", "", false, R"({"message":"dereg-req","routing-context":7})"},
    {"registration", "", true, R"({"message":"dereg-rsp","deregistration-result":{"routing-context":7,"deregistration-status":"successfully-deregistered"}})"},
    {"registration", "", true, R"({"message":"dereg-rsp","deregistration-result":{"routing-context":8,"deregistration-status":"not-registered"}})"},
});

struct DataRow {
  std::string_view name;
  std::string_view beside;  // parameters of DATA
  std::string_view label;   // members of its protocol data
};
constexpr auto kData = std::to_array<DataRow>({
    {"data-routing-context", R"({"routing-context":7})", ""},
    {"data-network-appearance", R"({"network-appearance":1,"routing-context":7})", ""},
    {"data-correlation-id", R"({"routing-context":7,"correlation-id":4711})", ""},
    {"data-sls-255", "", R"({"sls":255})"},
    {"data-priority-3", "", R"({"mp":3})"},
    {"data-ni-0", "", R"({"ni":0})"},
    {"data-ni-3", "", R"({"ni":3})"},
    {"data-point-code-16383", "", R"({"opc":16383,"dpc":8192})"},
});
// clang-format on

}  // namespace

void add_m3ua(std::deque<Cell>& out) {
  for (const MessageRow& row : kMessages) {
    if (out.empty() || out.back().subject != "m3ua" || out.back().name != row.file) {
      out.push_back({.subject = "m3ua",
                     .name = std::string(row.file),
                     .title = std::string(row.title),
                     .clause = "RFC 4666 3"});
      out.back().dialogues.push_back({.context = {25, 3}});
    }
    Turn turn{.back = row.back};
    turn.management = json(row.message);
    out.back().dialogues.back().turns.push_back(std::move(turn));
  }
  const map::Operation& mt = operation_of({25, 3}, 44);
  for (const DataRow& row : kData) {
    Cell& cell = out.emplace_back(Cell{.subject = "m3ua",
                                       .name = std::string(row.name),
                                       .title = "DATA: " + std::string(row.name),
                                       .clause = "RFC 4666 3.3.1"});
    Dialogue d = exchange(mt, false, argument_of(mt), {result(mt)});
    Value m3ua = json(row.beside);
    if (!row.label.empty()) m3ua.add("protocol-data", json(row.label));
    d.turns.front().m3ua = std::move(m3ua);
    cell.dialogues.push_back(std::move(d));
  }
}

}  // namespace mapsim::corpus
