// The one way into and out of the generated decoders and encoders. Whoever includes this names generated
// types and stands between them and value structures: asn1/codec and the converters of sigtran/map, nobody
// else.
//
//   auto open = asn1::decode<MAP_OpenInfo_t>(asn_DEF_MAP_OpenInfo, octets);
//   if (!open) return …; use((*open)->destinationReference);
#pragma once

#include <asn_application.h>
#include <utility>
#include <vector>

#include "asn1/codec/arena.h"
#include "asn1/codec/structure.h"
#include "sigtran/core/bytes.h"
#include "sigtran/core/out_buffer.h"

namespace mapsim::asn1 {

// More than the largest parameter that fits a reassembled SCCP message (Q.713 3.16: 16 segments, 3952
// octets).
inline constexpr std::size_t kMaxOctets = 4096;

// Stack that the recursive decoder may take, octets.
inline constexpr std::size_t kMaxStack = 32768;

// Generated descriptors complete themselves at their first use. Done here for all of them, once, before any
// decoder or encoder runs, so that threads only read them. decode and encode call it; calling it earlier does
// no harm.
void prime_descriptors();

// The contents of a generated structure: zero, or whatever a decoder allocated below it. Freed in every case,
// in the thread that made it.
template <class T>
class Decoded {
 public:
  explicit Decoded(asn_TYPE_descriptor_t& type) : type_(&type) {}
  Decoded(Decoded&& other) noexcept : type_(other.type_), value_(std::exchange(other.value_, T{})) {}
  Decoded& operator=(Decoded&& other) noexcept {
    std::swap(type_, other.type_);
    std::swap(value_, other.value_);
    return *this;
  }
  Decoded(const Decoded&) = delete;
  Decoded& operator=(const Decoded&) = delete;
  ~Decoded() {
    if (!kArena || ArenaUse::has_spilled()) type_->free_struct(type_, &value_, 1);
  }

  T& operator*() { return value_; }
  const T& operator*() const { return value_; }
  T* operator->() { return &value_; }
  const T* operator->() const { return &value_; }

 private:
#ifdef MAPSIM_ASN1_ARENA
  static constexpr bool kArena = true;
#else
  static constexpr bool kArena = false;
#endif
  ArenaUse arena_;  // destroyed after the contents were freed
  asn_TYPE_descriptor_t* type_;
  T value_{};
};

// Decodes into a structure that is all zero. Whatever the outcome, the caller frees its contents.
// Errors: larger than kMaxOctets, nested deeper than kMaxDepth, not sound BER, a mandatory element missing,
// an element that a type without extension marker does not define, octets left over; with field and offset.
// Elements behind an extension marker that the type does not define are not an error: they go to `foreign`.
Result<void> decode_into(asn_TYPE_descriptor_t& type, void* value, OctetView octets,
                         std::vector<Foreign>& foreign);

template <class T>
Result<Decoded<T>> decode(asn_TYPE_descriptor_t& type, OctetView octets, std::vector<Foreign>& foreign) {
  Decoded<T> decoded(type);
  if (auto done = decode_into(type, &*decoded, octets, foreign); !done) return tl::unexpected(done.error());
  return decoded;
}

template <class T>
Result<Decoded<T>> decode(asn_TYPE_descriptor_t& type, OctetView octets) {
  std::vector<Foreign> foreign;
  return decode<T>(type, octets, foreign);
}

// Prepends the DER of `value`. The structure is read only; its members may borrow their buffers.
// Errors: a mandatory member is missing, more than kMaxOctets.
Result<void> encode(OutBuffer& out, asn_TYPE_descriptor_t& type, const void* value);
Result<Octets> encode(asn_TYPE_descriptor_t& type, const void* value);

}  // namespace mapsim::asn1
