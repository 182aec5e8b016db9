// PDML, the packet details of Wireshark and tshark in XML, read as a stream: a frame is kept until it is
// told, and no more.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sigtran/core/result.h"
#include "tools/verify/pdml_frame.h"

namespace mapsim::verify {

class PdmlReader {
 public:
  static constexpr std::size_t kMaxFields = PdmlFrame::kMaxFields;
  static constexpr std::size_t kMaxText = PdmlFrame::kMaxText;
  static constexpr std::size_t kMaxWaiting = 8U << 20U;  // octets of a packet that has not ended yet

  using OnFrame = std::function<void(const ShownFrame&)>;
  // Fields of layers below M3UA are not told.
  explicit PdmlReader(OnFrame on_frame);
  ~PdmlReader();
  PdmlReader(const PdmlReader&) = delete;
  PdmlReader& operator=(const PdmlReader&) = delete;

  // Error: no XML, or no PDML, with line and column of what was read.
  Result<void> feed(std::string_view text);
  // The text has ended. Error: it ended too early.
  Result<void> finish();

  // "wireshark/4.0.17", as the text says; empty before its first element was read.
  const std::string& creator() const;

 private:
  struct State;
  Result<void> parse(std::string_view text, bool last);
  std::unique_ptr<State> state_;
};

}  // namespace mapsim::verify
