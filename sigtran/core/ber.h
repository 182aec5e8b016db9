// The small part of BER (X.690) that TCAP needs and that guards what goes to asn1c: identifier octets,
// definite and indefinite lengths, a cursor that walks a constructed encoding in place, and a writer that
// prepends.
#pragma once

#include <cstdint>
#include <optional>

#include "sigtran/core/bytes.h"
#include "sigtran/core/out_buffer.h"

namespace mapsim::ber {

// Class, primitive/constructed bit and number as they stand in the identifier octets: 0x30, 0xA2, 0x9F6D …
// Numbers above 30 keep their octets in sequence (0xBF3F is [63] constructed); at most 4 octets are read.
using Tag = std::uint32_t;

// Universal tags (X.680 8.6), and the bit that says "constructed" in a tag of one octet.
inline constexpr Tag kInteger = 0x02;
inline constexpr Tag kNull = 0x05;
inline constexpr Tag kObjectIdentifier = 0x06;
inline constexpr Tag kSequence = 0x30;
inline constexpr Tag kConstructed = 0x20;

constexpr bool is_constructed(Tag tag) {
  while (tag > 0xFF) tag >>= 8U;
  return (tag & kConstructed) != 0;
}

// One element. `offset` and the views refer to the octets that the outermost reader was given.
struct Element {
  Tag tag = 0;
  std::size_t offset = 0;           // of the identifier octet
  std::size_t contents_offset = 0;  // of the first octet of the contents
  OctetView contents;               // without end-of-contents octets
  OctetView whole;                  // identifier to last octet, end-of-contents included
  bool definite = true;
  bool minimal = true;  // the length has no more octets than it needs (and is definite)
};

// How deep an encoding may nest; whatever is deeper is refused (a peer may send anything).
inline constexpr int kMaxDepth = 32;

// Two pointers and no view: a view is copied as one word of 16 octets, and one that was only just written as
// two of 8 makes the processor wait.
class Cursor {
 public:
  explicit Cursor(OctetView octets, std::size_t offset = 0)
      : at_(octets.data()), end_(at_ + octets.size()), offset_(offset) {}
  // Into the contents of an element.
  explicit Cursor(const Element& parent)
      : at_(parent.contents.data()), end_(at_ + parent.contents.size()), offset_(parent.contents_offset) {}

  bool at_end() const { return at_ == end_; }
  std::size_t offset() const { return offset_; }
  // The identifier of the next element, nullopt at the end or where it is damaged.
  std::optional<Tag> peek() const {
    if (at_end()) return std::nullopt;
    // One identifier octet is nearly all there is.
    if ((*at_ & 0x1FU) != 0x1FU) return Tag{*at_};
    return peek_several();
  }
  // peek() == tag, for a tag of one identifier octet.
  bool next_is(Tag tag) const { return at_ != end_ && *at_ == tag; }
  // Error (X.690 8.1): truncated or over-long identifier or length, contents beyond the end, missing
  // end-of-contents, nesting of indefinite lengths beyond kMaxDepth. The offset is that of the fault.
  Result<Element> next();
  // As next(), for the path on which nothing is wrong: false where next() would fail, and then nothing is
  // consumed, so that next() tells why.
  bool read(Element& out);
  // The next element if its tag is `tag`; nullopt where another or none follows.
  Result<std::optional<Element>> next_if(Tag tag);

 private:
  std::optional<Tag> peek_several() const;
  bool read_closely(Element& out);
  OctetView rest() const { return {at_, end_}; }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
  std::size_t offset_;
};

inline bool Cursor::read(Element& out) {
  const auto left = static_cast<std::size_t>(end_ - at_);
  const std::uint8_t* const octets = at_;
  if (left >= 3 || (left == 2 && octets[1] == 0)) {
    // One identifier octet and a definite length of one octet or, above 127, of two: nearly all there is in
    // TCAP.
    const bool two = octets[1] == 0x81;
    const std::size_t header = two ? 3 : 2;
    const std::size_t length = two ? octets[2] : octets[1];
    if ((octets[0] & 0x1FU) != 0x1FU && two == (length >= 0x80) && length <= left - header) {
      out.tag = octets[0];
      out.offset = offset_;
      out.contents_offset = offset_ + header;
      out.contents = {octets + header, length};
      out.whole = {octets, header + length};
      out.definite = true;
      out.minimal = true;
      at_ += header + length;
      offset_ += header + length;
      return true;
    }
  }
  return read_closely(out);
}

// Walks everything below: each constructed encoding must be sound and at most `max_depth` deep.
Result<void> check_nesting(OctetView octets, int max_depth = kMaxDepth);

// INTEGER contents of 1 to 4 octets, two's complement.
Result<std::int32_t> read_integer(const Element& element);
// The same, for the path on which nothing is wrong: false where read_integer would fail.
inline bool read_integer(const Element& element, std::int32_t& out) {
  const OctetView contents = element.contents;
  if (contents.empty() || contents.size() > 4) return false;
  std::uint32_t value = (contents[0] & 0x80U) != 0 ? 0xFFFFFFFFU : 0;
  for (const std::uint8_t octet : contents) value = (value << 8U) | octet;
  out = static_cast<std::int32_t>(value);
  return true;
}

// Writers: everything is prepended, so the contents come first, then header(tag, octets written since).
void prepend_long_header(OutBuffer& out, Tag tag, std::size_t contents_size);
inline void prepend_header(OutBuffer& out, Tag tag, std::size_t contents_size) {
  if (contents_size >= 0x80 || tag > 0xFF) return prepend_long_header(out, tag, contents_size);
  out.prepend_u8(static_cast<std::uint8_t>(contents_size));
  out.prepend_u8(static_cast<std::uint8_t>(tag));
}
void prepend_integer(OutBuffer& out, Tag tag, std::int32_t value);
void prepend_octets(OutBuffer& out, Tag tag, OctetView contents);

// Octets of identifier and length before contents of this size.
std::size_t header_size(Tag tag, std::size_t contents_size);

}  // namespace mapsim::ber
