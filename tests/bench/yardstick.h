// The measure of the other benchmarks: the least that a program does to read and write one mt-ForwardSM BEGIN
// of version 3. A BER cursor of its own with bounds checks, one flat structure, no allocation, no errors but
// yes or no, and no other message. What the stack does beyond this is what it costs to speak all of the
// protocols.
#pragma once

#include <array>
#include <cstdint>

#include "sigtran/core/bytes.h"

namespace mapsim::bench {

// Octets or digits of which at most N are kept.
template <std::size_t N>
struct FlatOctets {
  std::uint8_t size = 0;
  std::array<std::uint8_t, N> octets{};
  OctetView view() const { return {octets.data(), size}; }
};

// A global title with indicator 4 and a subsystem number (Q.713 3.4).
struct FlatAddress {
  bool route_on_ssn = false;
  std::uint8_t ssn = 0;
  std::uint8_t translation_type = 0;
  std::uint8_t numbering_plan = 0;
  std::uint8_t nature_of_address = 0;
  FlatOctets<32> digits;  // characters 0-9, a-f
};

// DATA with a routing context, UDT, BEGIN with AARQ and one Invoke of mt-ForwardSM to an IMSI.
struct FlatMessage {
  std::uint32_t routing_context = 0;
  std::uint32_t opc = 0;
  std::uint32_t dpc = 0;
  std::uint8_t si = 0;
  std::uint8_t ni = 0;
  std::uint8_t mp = 0;
  std::uint8_t sls = 0;
  std::uint8_t protocol_class = 0;
  std::uint8_t message_handling = 0;
  FlatAddress called;
  FlatAddress calling;
  std::uint32_t otid = 0;
  FlatOctets<32> application_context;
  std::int8_t invoke_id = 0;
  std::int32_t operation = 0;
  FlatOctets<8> imsi;             // TBCD
  FlatOctets<20> service_centre;  // AddressString
  FlatOctets<200> tpdu;
};

// False for whatever is not this message.
bool decode(OctetView octets, FlatMessage& out);

// Writes to the end of the buffer and returns what it wrote. 512 octets suffice for any FlatMessage.
OctetView encode(const FlatMessage& message, std::span<std::uint8_t> buffer);

}  // namespace mapsim::bench
