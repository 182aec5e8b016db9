// The layers of a message below MAP as JSON, written directly: what captures are shown as, without a tree of
// values in between.
#pragma once

#include <array>
#include <string>

#include "sigtran/m3ua/message.h"
#include "sigtran/sccp/message.h"
#include "sigtran/tcap/message.h"

namespace mapsim::cli {

// Each appends what append_json() gives for the layer's value (m3ua::to_value, show_sccp,
// tcap::message_value). What is seldom goes through the value.
class LayerJson {
 public:
  void m3ua(std::string& out, const m3ua::Message& message);
  // `octets` are those that `message` was decoded from.
  void sccp(std::string& out, const sccp::MessageView& message, OctetView octets);
  void tcap(std::string& out, const tcap::Message& message);

 private:
  void party_address(std::string& out, const sccp::Address& address, OctetView octets);
  void dialogue(std::string& out, const tcap::Message& message);
  void component(std::string& out, const tcap::Message& message, std::size_t index);

  // The few addresses that a network has come again and again: as they were written the last time.
  struct Remembered {
    Octets octets;
    std::string json;
  };
  std::array<Remembered, 256> addresses_;
};

}  // namespace mapsim::cli
