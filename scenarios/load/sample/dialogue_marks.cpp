#include "scenarios/load/sample/dialogue_marks.h"

#include "sigtran/capture/mtp3_frame.h"
#include "sigtran/core/reader.h"
#include "sigtran/sccp/message.h"

namespace mapsim::load {

namespace {

constexpr std::uint8_t kOtid = 0x48;  // Q.773 tables 4 and 5
constexpr std::uint8_t kDtid = 0x49;
constexpr std::size_t kMostOctetsOfId = 4;

// They come first in each message that has any, so that of a first segment they can be read, too.
void read_ids(OctetView tcap, DialogueMarks& marks) {
  Reader in(tcap);
  in.u8();
  const std::uint8_t length = in.u8();
  if (length > 0x80) in.take(length & 0x7FU);  // the long form
  while (in.peek() == kOtid || in.peek() == kDtid) {
    const bool originating = in.u8() == kOtid;
    const std::size_t size = in.u8();
    std::uint32_t id = 0;
    if (size == 0 || size > kMostOctetsOfId) return;
    for (const std::uint8_t octet : in.take(size)) id = id << 8U | octet;
    if (!in.ok()) return;
    (originating ? marks.otid : marks.dtid) = id;
  }
}

}  // namespace

std::optional<DialogueMarks> dialogue_marks(OctetView m3ua) {
  const auto part = capture::protocol_data(m3ua);
  if (!part) return std::nullopt;
  DialogueMarks marks;
  marks.opc = part->label.opc;
  marks.dpc = part->label.dpc;
  if (part->label.si != mtp::kServiceIndicatorSccp) return marks;
  const auto message = sccp::decode(part->data);
  if (!message) return marks;
  marks.returned = sccp::format_of(message->header.type).service;
  const auto& segmentation = message->header.segmentation;
  if (segmentation && !segmentation->lone()) marks.segments = segmentation->reference;
  if (!segmentation || segmentation->first) read_ids(message->data, marks);
  return marks;
}

}  // namespace mapsim::load
