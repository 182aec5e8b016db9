#include "asn1/codec/codec.h"

#include <array>
#include <ber_decoder.h>
#include <der_encoder.h>

#include "asn1/codec/descriptors.h"

namespace mapsim::asn1 {

namespace {

tl::unexpected<Error> refuse(const asn_TYPE_descriptor_t& type, std::size_t offset, std::string text) {
  return fail(Error{.layer = "map",
                    .field = type.name,
                    .clause = "TS 29.002 17.1.1",
                    .offset = offset,
                    .text = std::move(text)});
}

// Encodes to the end of nothing: asn1c writes from the front, so the octets go through a buffer on the stack.
template <class Take>
Result<void> encode_to(asn_TYPE_descriptor_t& type, const void* value, Take take) {
  prime_descriptors();
  std::array<std::uint8_t, kMaxOctets> buffer;
  const asn_enc_rval_t done =
      der_encode_to_buffer(&type, const_cast<void*>(value), buffer.data(), buffer.size());
  if (done.encoded < 0) {
    const char* member = done.failed_type != nullptr ? done.failed_type->name : type.name;
    return fail(Error{
        .layer = "map", .field = member, .text = "cannot be encoded: absent though mandatory, or too large"});
  }
  take(OctetView(buffer.data(), static_cast<std::size_t>(done.encoded)));
  return {};
}

}  // namespace

void prime_descriptors() {
  static const bool primed = [] {
    for (asn_TYPE_descriptor_t* type : kDescriptors) type->free_struct(type, nullptr, 0);
    return true;
  }();
  static_cast<void>(primed);
}

Result<void> decode_into(asn_TYPE_descriptor_t& type, void* value, OctetView octets,
                         std::vector<Foreign>& foreign) {
  prime_descriptors();
  if (octets.size() > kMaxOctets) {
    return refuse(type, kMaxOctets,
                  std::to_string(octets.size()) + " octets; at most " + std::to_string(kMaxOctets));
  }
  const std::size_t before = foreign.size();
  if (auto sound = check_structure(type, octets, foreign); !sound) return sound;
  // Behind an unknown element asn1c drops known ones without a word: it never gets to see unknown elements.
  Octets cleaned;
  if (foreign.size() != before) {
    cleaned = without_foreign(type, octets);
    octets = cleaned;
  }
  asn_codec_ctx_t context{};
  context.max_stack_size = kMaxStack;
  const asn_dec_rval_t done = ber_decode(&context, &type, &value, octets.data(), octets.size());
  if (done.code == RC_WMORE) return refuse(type, done.consumed, "is cut off");
  if (done.code != RC_OK) return refuse(type, done.consumed, "does not decode");
  if (done.consumed != octets.size())
    return refuse(type, done.consumed, "is followed by octets that belong to nothing");
  return {};
}

Result<void> encode(OutBuffer& out, asn_TYPE_descriptor_t& type, const void* value) {
  return encode_to(type, value, [&](OctetView octets) { out.prepend(octets); });
}

Result<Octets> encode(asn_TYPE_descriptor_t& type, const void* value) {
  Octets octets;
  auto done =
      encode_to(type, value, [&](OctetView written) { octets.assign(written.begin(), written.end()); });
  if (!done) return tl::unexpected(done.error());
  return octets;
}

}  // namespace mapsim::asn1
