// Messages of dialogues, octet by octet, and a recorder that keeps what it gets.
#pragma once

#include <string>
#include <vector>

#include "scenarios/load/sample/sampled_capture.h"
#include "sigtran/capture/put.h"
#include "tests/support/hex.h"

namespace mapsim::load::test {

// M3UA DATA (RFC 4666 3.3.1) with a user part of SCCP.
inline Octets data_of(mtp::PointCode opc, mtp::PointCode dpc, OctetView sccp) {
  Octets out = mapsim::test::octets("01000101");
  const std::size_t padded = (sccp.size() + 3) / 4 * 4;
  capture::put_u32(out, static_cast<std::uint32_t>(8 + 16 + padded));
  capture::put_u16(out, 0x0210);
  capture::put_u16(out, static_cast<std::uint16_t>(16 + sccp.size()));
  capture::put_u32(out, opc);
  capture::put_u32(out, dpc);
  capture::put(out, mapsim::test::octets("03020005"));
  capture::put(out, sccp);
  out.resize(out.size() + padded - sccp.size());
  return out;
}

// From SSN 8 to SSN 6.
inline Octets udt(OctetView tcap) {
  Octets out = mapsim::test::octets("09000305070242060242 08");
  out.push_back(static_cast<std::uint8_t>(tcap.size()));
  capture::put(out, tcap);
  return out;
}

// A message of TCAP without contents but its transaction ids.
inline Octets tcap(std::uint8_t type, std::optional<std::uint32_t> otid, std::optional<std::uint32_t> dtid) {
  Octets ids;
  const auto add = [&](std::uint8_t tag, std::optional<std::uint32_t> id) {
    if (!id) return;
    ids.push_back(tag);
    ids.push_back(4);
    capture::put_u32(ids, *id);
  };
  add(0x48, otid);
  add(0x49, dtid);
  Octets out = {type, static_cast<std::uint8_t>(ids.size())};
  capture::put(out, ids);
  return out;
}

inline constexpr std::uint8_t kBegin = 0x62;
inline constexpr std::uint8_t kEnd = 0x64;
inline constexpr std::uint8_t kContinue = 0x65;

class KeptFrames final : public capture::Recorder {
 public:
  struct Kept {
    Instant at;
    Octets octets;
    std::string comment;
  };
  Result<void> write(const capture::Frame& frame) override {
    frames.push_back({frame.at, {frame.octets.begin(), frame.octets.end()}, std::string(frame.comment)});
    return {};
  }
  Result<void> close() override { return {}; }
  std::vector<Kept> frames;
};

}  // namespace mapsim::load::test
