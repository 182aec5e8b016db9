#include "tools/corpus/damage.h"

#include <algorithm>
#include <cassert>

#include "sigtran/tcap/codec.h"

namespace mapsim::corpus {

namespace {

constexpr std::size_t kShortLength = 128;  // lengths below have one octet (X.690 8.1.3.4)

}  // namespace

void damage_tcap(Damage damage, Octets& message) {
  switch (damage) {
    case Damage::tcap_long_length:
      assert(message[1] < kShortLength);
      message.insert(message.begin() + 1, 0x81);
      return;
    case Damage::tcap_unknown_type:
      message[0] = 0x66;
      return;
    case Damage::tcap_truncated:
      message.resize(message.size() - 3);
      return;
    case Damage::tcap_component_length: {
      const auto decoded = tcap::decode(message);
      assert(decoded && !decoded->component_octets.empty());
      const auto at = static_cast<std::size_t>(decoded->component_octets.front().data() - message.data());
      assert(message[at + 1] < kShortLength - 8);
      message[at + 1] = static_cast<std::uint8_t>(message[at + 1] + 8);
      return;
    }
    default:
      return;
  }
}

void damage_sccp(Damage damage, Octets& message) {
  constexpr std::size_t kThirdPointer = 4;  // of a UDT (Q.713 4.10)
  if (damage == Damage::sccp_pointer) message[kThirdPointer] = 0xFA;
  if (damage == Damage::sccp_unknown_type) message[0] = 0x7F;
}

void damage_m3ua(Damage damage, Octets& message) {
  constexpr std::size_t kParameterLength = 10;  // of the first parameter (RFC 4666 3.2)
  if (damage == Damage::m3ua_version) message[0] = 2;
  if (damage == Damage::m3ua_length) message[kParameterLength] = 0x40;
}

}  // namespace mapsim::corpus
