// M3UA, SCCP and TCAP.
#include "sigtran/m3ua/check.h"
#include "sigtran/m3ua/message.h"
#include "sigtran/sccp/names.h"
#include "sigtran/tcap/codec.h"
#include "sigtran/tcap/value.h"
#include "tools/decode/layer_codecs.h"
#include "tools/decode/sccp_management.h"

namespace mapsim::cli {

namespace {

Octets copy(OctetView view) {
  return Octets(view.begin(), view.end());
}

}  // namespace

Decoded decode_m3ua(OctetView octets, const LayerContext&) {
  const auto message = m3ua::read(octets);
  if (!message) return fail(message.error().error);
  DecodedLayer out;
  out.tree = m3ua::to_value(*message);
  // Readable, though a receiver would answer it with ERROR.
  if (const auto fault = m3ua::check(*message)) out.remarks.push_back(fault->error.message());
  return out;
}

Encoded encode_m3ua(const Value& tree, const LayerContext&) {
  const auto message = m3ua::from_value(tree);
  if (!message) return tl::unexpected(message.error());
  return m3ua::encode(*message).map([](const OutBuffer& b) { return copy(b.view()); });
}

Decoded decode_sccp(OctetView octets, const LayerContext&) {
  const auto view = sccp::decode(octets);
  if (!view) return tl::unexpected(view.error());
  ShownSccp shown = show_sccp(*view);
  DecodedLayer out;
  out.tree = std::move(shown.tree);
  // Readable as SCCP, though the management of a receiver makes nothing of it.
  if (shown.fault) out.remarks.push_back(shown.fault->message());
  if (!view->canonical)
    out.remarks.emplace_back(
        "the parameters are not laid out as they are sent; the octets made again differ");
  return out;
}

Encoded encode_sccp(const Value& tree, const LayerContext&) {
  const auto with_data = management_as_data(tree);
  if (!with_data) return tl::unexpected(with_data.error());
  const auto message = from_value<sccp::Message>(*with_data);
  if (!message) return tl::unexpected(message.error());
  return sccp::encode(*message);
}

Decoded decode_tcap(OctetView octets, const LayerContext&) {
  const auto message = tcap::decode(octets);
  if (!message) return tl::unexpected(message.error());
  if (message->dialogue && !tcap::has_version1(message->dialogue->portion)) {
    return fail(Error{.layer = "tcap",
                      .field = "protocol-version",
                      .clause = "Q.774 3.2.2.1",
                      .text = "version 1 is not among the versions listed; a receiver answers with "
                              "no-common-dialogue-portion"});
  }
  DecodedLayer out;
  out.tree = tcap::message_value(*message);
  return out;
}

Encoded encode_tcap(const Value& tree, const LayerContext&) {
  const auto message = tcap::message_from_value(tree);
  if (!message) return tl::unexpected(message.error());
  OutBuffer buffer;
  tcap::encode(message->message, buffer);
  return copy(buffer.view());
}

}  // namespace mapsim::cli
