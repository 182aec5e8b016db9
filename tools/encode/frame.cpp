#include "tools/encode/frame.h"

#include "sigtran/capture/put.h"

namespace mapsim::cli {

namespace {

// Tags of the header in front of an exported PDU.
constexpr std::uint16_t kDissectorName = 12;
constexpr std::uint16_t kEndOfOptions = 0;

struct Row {
  std::string_view layer;
  std::string_view dissector;
};
constexpr Row kRows[] = {{"m3ua", "m3ua"}, {"sccp", "sccp"}, {"tcap", "tcap"}, {"sms-tpdu", "gsm_sms"}};

}  // namespace

Result<Octets> exported_pdu(std::string_view layer, OctetView octets) {
  for (const Row& row : kRows) {
    if (row.layer != layer) continue;
    Octets frame;
    capture::put_u16(frame, kDissectorName);
    // Filled with zeros to a multiple of four.
    const std::size_t size = (row.dissector.size() + 3) / 4 * 4;
    capture::put_u16(frame, static_cast<std::uint16_t>(size));
    frame.insert(frame.end(), row.dissector.begin(), row.dissector.end());
    capture::pad_to_word(frame);
    capture::put_u16(frame, kEndOfOptions);
    capture::put_u16(frame, 0);
    capture::put(frame, octets);
    return frame;
  }
  return fail(Error{
      .layer = "",
      .text = "a " + std::string(layer) + " alone is no frame; --out takes m3ua, sccp, tcap and sms-tpdu"});
}

}  // namespace mapsim::cli
