// Numbers of the pcapng format that its writer and its reader share (draft-ietf-opsawg-pcapng 4, 3.5).
#pragma once

#include <cstdint>

namespace mapsim::capture::pcapng {

enum class Block : std::uint32_t {
  section_header = 0x0A0D0D0A,
  interface_description = 1,
  packet = 2,  // obsolete
  simple_packet = 3,
  name_resolution = 4,
  enhanced_packet = 6,
};

inline constexpr std::uint32_t kByteOrderMagic = 0x1A2B3C4D;
inline constexpr std::uint16_t kEndOfOptions = 0;
inline constexpr std::uint16_t kComment = 1;
inline constexpr std::uint16_t kSectionHardware = 2;
inline constexpr std::uint16_t kSectionOs = 3;
inline constexpr std::uint16_t kSectionApplication = 4;
inline constexpr std::uint16_t kInterfaceName = 2;
inline constexpr std::uint16_t kInterfaceDescription = 3;
inline constexpr std::uint16_t kTimestampResolution = 9;
inline constexpr std::uint16_t kTimestampOffset = 14;
inline constexpr std::uint16_t kNameRecordEnd = 0;
inline constexpr std::uint16_t kNameRecordIpv4 = 1;
inline constexpr std::uint16_t kNameRecordIpv6 = 2;

}  // namespace mapsim::capture::pcapng
