// Who takes part in a capture: the endpoints of the scenario that is made of it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tools/decode/capture_reading.h"

namespace mapsim::cli {

struct ImportedEndpoint {
  std::string name;
  std::string role;
  std::optional<std::string> gt;  // digits
  std::uint8_t ssn = 8;
  mtp::PointCode pc = 0;  // 0: the capture does not say it
  std::uint8_t ni = 2;
  std::optional<std::int64_t> routing_context;
  std::optional<std::int64_t> network_appearance;
};

class ImportedCast {
 public:
  static constexpr std::size_t kMaxEndpoints = 200;  // of a scenario

  // The endpoint of an address, which is made where there is none yet; nullptr where there are too many.
  ImportedEndpoint* endpoint(const sccp::Address& address, mtp::PointCode point_code);
  // By what it does: who begins with an MT message is an SMSC, with an MO message an MSC, and so on.
  void set_role(ImportedEndpoint& endpoint, const std::string& role);
  // Gives every endpoint without one a point code that no other has.
  void complete();

  // The address that a scenario's endpoint has by itself.
  static bool is_default(const sccp::Address& address, const ImportedEndpoint& endpoint);
  Value value() const;
  // The endpoint that has this global title ("+15550100001"), nullptr where none has.
  const ImportedEndpoint* by_title(const std::string& number) const;

 private:
  std::map<std::string, std::size_t> by_key_;
  std::vector<std::unique_ptr<ImportedEndpoint>> endpoints_;
};

}  // namespace mapsim::cli
