// What a check found, and where it puts it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sigtran/sccp/message.h"
#include "tools/decode/message_decoder.h"
#include "tools/lint/rules.h"

namespace mapsim::cli {

struct Finding {
  const LintRule* rule = nullptr;
  std::uint64_t frame = 0;
  std::uint64_t dialogue = 0;  // 0: none
  std::string text;            // what was found; may hold anything
};

// One message as the checks see it.
struct LintMessage {
  std::uint64_t frame = 0;
  std::chrono::nanoseconds at{};
  const DecodedMessage& decoded;
  const sccp::MessageView* sccp = nullptr;  // nullptr: none, or not readable
  OctetView sccp_octets = {};
  const tcap::Message* tcap = nullptr;
  OctetView tcap_octets = {};
};

class Findings {
 public:
  explicit Findings(const LintMessage& message) : message_(message) {}
  // `rule` is the name of one of lint_rules().
  void add(std::string_view rule, std::string text);
  std::vector<Finding> take() { return std::move(found_); }

 private:
  const LintMessage& message_;
  std::vector<Finding> found_;
};

}  // namespace mapsim::cli
