// --imsi, --msisdn, --operation and --failed: which dialogues of a capture are of interest.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/cli/arguments.h"
#include "tools/decode/message_decoder.h"

namespace mapsim::cli {

void declare_filter(boost::program_options::options_description& options);

class DialogueFilter {
 public:
  // Error: digits that are none, or an operation that no version has.
  static Result<DialogueFilter> from(const Options& options);

  // Nothing is asked for.
  bool empty() const { return wanted_ == 0; }

  // Which of the criteria a message meets, as bits. The criteria of a dialogue are those of its messages
  // together. Parameters are decoded only where the octets have the digits that are asked for: digits that
  // are divided among the segments of a constructed string (X.690 8.7.3) are not found.
  std::uint32_t met(const DecodedMessage& message) const;
  bool all_met(std::uint32_t met) const { return (met & wanted_) == wanted_; }
  // As all_met, with what one message says of --failed.
  static constexpr std::uint32_t kFailed = 8;

 private:
  struct Digits {
    std::string digits;
    bool prefix = false;  // "00101*"
    // As octets have them, up to the last whole octet, and the half octet behind that.
    Octets packed;
    std::optional<std::uint8_t> last;
    // By an octet that stands where the last of `packed` is looked for: how far on to look next, 1 or more.
    std::array<std::uint8_t, 256> shift{};
    bool may_be_in(OctetView octets) const;
    bool matches(std::string_view found) const;
  };
  static Result<Digits> read_digits(const std::string& option, const std::string& text);
  void search(const Value& value, std::string_view name, std::uint32_t& met) const;

  std::uint32_t wanted_ = 0;
  Digits imsi_;
  Digits msisdn_;
  std::string operation_;
};

}  // namespace mapsim::cli
