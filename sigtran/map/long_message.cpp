#include "sigtran/map/long_message.h"

#include "sigtran/map/context_name.h"
#include "sigtran/map/user_information.h"
#include "sigtran/tcap/codec.h"

namespace mapsim::map {

Result<std::size_t> begin_size(const Request& request, std::uint8_t tid_octets) {
  if (request.overrides.message) return request.overrides.message->size();
  tcap::Message message;
  message.type = tcap::MessageType::begin;
  message.otid = request.overrides.otid.value_or(tcap::TransactionId{0, tid_octets});
  Octets user_information;
  if (request.portion) {
    message.dialogue.emplace().portion = *request.portion;
  } else if (request.context.version > 1) {
    tcap::DialoguePortion& portion = message.dialogue.emplace().portion;
    portion.apdu = tcap::DialogueApdu::request;
    portion.application_context_name = context_name(request.context);
    if (request.open) {
      auto encoded = encode_user_information(*request.open);
      if (!encoded) return tl::unexpected(std::move(encoded.error()));
      user_information = std::move(*encoded);
      portion.user_information = user_information;
    }
  }
  message.components = request.services;
  for (tcap::Component& c : message.components) {
    if (!c.invoke_id) c.invoke_id = InvokeId{0};  // every id has one octet
  }
  OutBuffer out;
  tcap::encode(message, out);
  return out.size();
}

LongMessage choose_form(const Request& request, std::uint8_t tid_octets, std::size_t udt_capacity) {
  const auto size = begin_size(request, tid_octets);
  if (!size || *size <= udt_capacity) return LongMessage::begin;
  return request.context.version > 1 ? LongMessage::empty_begin : LongMessage::segments;
}

}  // namespace mapsim::map
