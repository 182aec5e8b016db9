#include "sigtran/capture/mtp3_frame.h"

#include "sigtran/capture/put.h"
#include "sigtran/core/reader.h"

namespace mapsim::capture {

namespace {
constexpr std::uint16_t kTransferMessage = 0x0101;  // class 1, type 1
constexpr std::uint16_t kProtocolDataTag = 0x0210;
}  // namespace

std::optional<UserPart> protocol_data(OctetView m3ua) {
  mapsim::Reader in(m3ua);
  in.u16();  // version, reserved
  if (in.u16() != kTransferMessage) return std::nullopt;
  in.u32();
  while (in.ok() && in.remaining() >= 4) {
    const std::uint16_t tag = in.u16();
    const std::size_t size = in.u16();
    if (size < 4) return std::nullopt;
    const OctetView value = in.take(size - 4);
    if (tag != kProtocolDataTag) {
      in.take(std::min((4 - size % 4) % 4, in.remaining()));
      continue;
    }
    mapsim::Reader part(value);
    UserPart out;
    out.label.opc = part.u32();
    out.label.dpc = part.u32();
    out.label.si = part.u8();
    out.label.ni = part.u8();
    out.label.mp = part.u8();
    out.label.sls = part.u8();
    out.data = part.rest();
    if (!part.ok()) return std::nullopt;
    return out;
  }
  return std::nullopt;
}

bool put_mtp3(Octets& out, const UserPart& part) {
  const mtp::RoutingLabel& label = part.label;
  if (label.dpc > 0x3FFF || label.opc > 0x3FFF || label.sls > 0xF || label.si > 0xF || label.ni > 3)
    return false;
  put_u8(out, static_cast<std::uint8_t>(unsigned{label.ni} << 6U | (label.mp & 3U) << 4U | label.si));
  put_u32_le(out, label.dpc | label.opc << 14U | static_cast<std::uint32_t>(label.sls) << 28U);
  put(out, part.data);
  return true;
}

Result<UserPart> read_mtp3(OctetView mtp3) {
  mapsim::Reader in(mtp3);
  UserPart part;
  const std::uint8_t sio = in.u8();
  const std::uint32_t low = in.u16_le();
  const std::uint32_t label = low | static_cast<std::uint32_t>(in.u16_le()) << 16U;
  if (!in.ok()) {
    return fail(Error{.layer = "mtp3",
                      .field = "routing label",
                      .clause = "Q.704 2.2",
                      .offset = 0,
                      .text = std::to_string(mtp3.size()) + " octets; at least 5 are needed"});
  }
  part.label.ni = static_cast<std::uint8_t>(sio >> 6U);
  part.label.mp = static_cast<std::uint8_t>(sio >> 4U & 3U);
  part.label.si = sio & 0xFU;
  part.label.dpc = label & 0x3FFFU;
  part.label.opc = label >> 14U & 0x3FFFU;
  part.label.sls = static_cast<std::uint8_t>(label >> 28U);
  part.data = in.rest();
  return part;
}

}  // namespace mapsim::capture
