#include "sigtran/m3ua/data.h"

#include <algorithm>
#include <array>
#include <string>

#include "sigtran/m3ua/check.h"
#include "sigtran/m3ua/message.h"
#include "sigtran/m3ua/wire.h"

namespace mapsim::m3ua {

namespace {

constexpr std::size_t kProtocolDataFront = kParameterHeader + 12;
constexpr std::size_t kMaxUserData = 65535 - kProtocolDataFront;

// What stands before the user's octets, put together where nothing can get between one octet and the next.
class Front {
 public:
  void u8(std::uint8_t v) { *at_++ = v; }
  void u16(std::uint16_t v) {
    u8(static_cast<std::uint8_t>(v >> 8U));
    u8(static_cast<std::uint8_t>(v));
  }
  void u32(std::uint32_t v) {
    u16(static_cast<std::uint16_t>(v >> 16U));
    u16(static_cast<std::uint16_t>(v));
  }
  void number(Tag tag, std::uint32_t v) {
    u16(static_cast<std::uint16_t>(tag));
    u16(8);
    u32(v);
  }
  OctetView view() const { return {octets_.data(), at_}; }

 private:
  std::array<std::uint8_t, kCommonHeader + 8 + 8 + kProtocolDataFront> octets_;
  std::uint8_t* at_ = octets_.data();
};

// Reads everything that a sound DATA message has; false where the general decoder has to look closer.
bool read_plain(OctetView octets, const CommonHeader& header, mtp::TransferIndication& out) {
  const OctetView parameters = octets.subspan(kCommonHeader, header.length - kCommonHeader);
  bool found = false;
  for (std::size_t at = 0; at < parameters.size();) {
    Reader in(parameters.subspan(at));
    const auto tag = static_cast<Tag>(in.u16());
    const std::size_t length = in.u16();
    if (!in.ok() || length < kParameterHeader || length - kParameterHeader > in.remaining()) return false;
    Reader value(in.take(length - kParameterHeader));
    std::optional<std::uint32_t>* number = nullptr;
    switch (tag) {
      case Tag::protocol_data:
        if (found) return false;
        found = true;
        out.label = read_label(value);
        out.data = value.rest();
        if (!value.ok()) return false;
        break;
      case Tag::network_appearance:
        number = &out.network_appearance;
        break;
      case Tag::routing_context:
        number = &out.routing_context;
        break;
      case Tag::correlation_id:
        number = &out.correlation_id;
        break;
      default:
        return false;
    }
    if (number != nullptr) {
      if (number->has_value() || value.remaining() != 4) return false;
      *number = value.u32();
    }
    at += length + std::min(padding_after(length), in.remaining());
  }
  return found;
}

// The message has something uncommon: a fault, or what is only tolerated.
tl::expected<mtp::TransferIndication, Fault> read_closely(OctetView octets) {
  const auto message = read(octets);
  if (!message) return tl::unexpected(message.error());
  if (auto wrong = check(*message)) return tl::unexpected(std::move(*wrong));
  mtp::TransferIndication out;
  const auto number = [&](Tag tag) -> std::optional<std::uint32_t> {
    const auto* v = message->find<std::uint32_t>(tag);
    return v != nullptr ? std::optional(*v) : std::nullopt;
  };
  out.network_appearance = number(Tag::network_appearance);
  out.correlation_id = number(Tag::correlation_id);
  if (const auto* list = message->find<std::vector<std::uint32_t>>(Tag::routing_context)) {
    if (list->size() != 1) {
      return tl::unexpected(Fault{.code = ErrorCode::parameter_field_error,
                                  .error = {.layer = "m3ua",
                                            .field = "routing-context",
                                            .clause = "RFC 4666 3.3.1",
                                            .text = std::to_string(list->size()) +
                                                    " routing contexts; a DATA message has at most one"}});
    }
    out.routing_context = list->front();
  }
  // The octets are those of the received message, not of the copy that read() made.
  std::size_t at = kCommonHeader;
  while (true) {
    const auto header = read_parameter_header(octets, at, 0);
    if (header->tag == Tag::protocol_data) {
      Reader in(header->value);
      out.label = read_label(in);
      out.data = in.rest();
      return out;
    }
    at = header->next;
  }
}

}  // namespace

bool is_data(OctetView octets) {
  return octets.size() >= 4 && message_type(octets[2], octets[3]) == MessageType::data;
}

tl::expected<mtp::TransferIndication, Fault> decode_data(OctetView octets) {
  const auto header = read_common_header(octets);
  if (!header) return tl::unexpected(header.error());
  if (header->type != MessageType::data) {
    return tl::unexpected(Fault{.code = ErrorCode::unexpected_message,
                                .error = {.layer = "m3ua",
                                          .field = "message type",
                                          .clause = "RFC 4666 3.1.2",
                                          .offset = 2,
                                          .text = "is not DATA"}});
  }
  mtp::TransferIndication out;
  if (read_plain(octets, *header, out)) return out;
  return read_closely(octets);
}

Result<void> encode_data(OutBuffer& data, const mtp::RoutingLabel& label, const DataParameters& parameters) {
  const std::size_t size = data.size();
  if (size > kMaxUserData) {
    return fail({.layer = "m3ua",
                 .field = "protocol-data",
                 .clause = "RFC 4666 3.2",
                 .text = std::to_string(size) + " octets; allowed: at most " + std::to_string(kMaxUserData)});
  }
  data.append_zeros(padding_after(size));
  if (parameters.correlation_id) {
    const std::uint32_t id = *parameters.correlation_id;
    const std::array<std::uint8_t, 8> octets{0x00,
                                             static_cast<std::uint8_t>(Tag::correlation_id),
                                             0x00,
                                             0x08,
                                             static_cast<std::uint8_t>(id >> 24U),
                                             static_cast<std::uint8_t>(id >> 16U),
                                             static_cast<std::uint8_t>(id >> 8U),
                                             static_cast<std::uint8_t>(id)};
    data.append(octets);
  }
  Front front;
  front.u16(kVersion << 8U);
  front.u16(static_cast<std::uint16_t>(MessageType::data));
  const std::size_t numbers =
      (parameters.network_appearance ? 8U : 0U) + (parameters.routing_context ? 8U : 0U);
  front.u32(static_cast<std::uint32_t>(kCommonHeader + numbers + kProtocolDataFront + data.size()));
  // RFC 4666 3.3.1: where present, it is the first parameter, for it says how to read the point codes.
  if (parameters.network_appearance) front.number(Tag::network_appearance, *parameters.network_appearance);
  if (parameters.routing_context) front.number(Tag::routing_context, *parameters.routing_context);
  front.u16(static_cast<std::uint16_t>(Tag::protocol_data));
  front.u16(static_cast<std::uint16_t>(kProtocolDataFront + size));
  front.u32(label.opc);
  front.u32(label.dpc);
  for (const std::uint8_t v : {label.si, label.ni, label.mp, label.sls}) front.u8(v);
  data.prepend(front.view());
  return {};
}

}  // namespace mapsim::m3ua
