#include "sigtran/core/ber.h"

namespace mapsim::ber {

namespace {

struct Header {
  Tag tag = 0;
  std::size_t size = 0;  // identifier and length octets
  std::size_t length = 0;
  bool definite = true;
  bool minimal = true;
};

tl::unexpected<Error> fault(std::size_t offset, const char* clause, const char* text) {
  return fail(Error{.layer = "ber", .clause = clause, .offset = offset, .text = text});
}

// Octets of the identifier, 0 where it is cut off or longer than 4.
std::size_t read_tag(OctetView octets, std::size_t at, Tag& tag) {
  if (at >= octets.size()) return 0;
  tag = octets[at];
  if ((tag & 0x1FU) != 0x1FU) return 1;
  for (std::size_t n = 1; n < 4 && at + n < octets.size(); ++n) {
    tag = (tag << 8U) | octets[at + n];
    if ((octets[at + n] & 0x80U) == 0) return n + 1;
  }
  return 0;
}

Result<Header> read_header(OctetView octets, std::size_t at, std::size_t base) {
  Header h;
  h.size = read_tag(octets, at, h.tag);
  if (h.size == 0) return fault(base + at, "X.690 8.1.2", "identifier octets are cut off or longer than 4");
  const std::size_t length_at = at + h.size;
  if (length_at >= octets.size()) return fault(base + length_at, "X.690 8.1.3", "length octets are missing");
  const std::uint8_t first = octets[length_at];
  ++h.size;
  if (first < 0x80) {
    h.length = first;
  } else if (first == 0x80) {
    if (!is_constructed(h.tag)) {
      return fault(base + length_at, "X.690 8.1.3.2", "the indefinite form needs a constructed encoding");
    }
    h.definite = false;
    h.minimal = false;
  } else {
    const std::size_t count = first & 0x7FU;
    if (count == 0x7F)
      return fault(base + length_at, "X.690 8.1.3.5", "the length octet 11111111 is reserved");
    if (octets.size() - length_at - 1 < count)
      return fault(base + length_at, "X.690 8.1.3.5", "length octets are cut off");
    for (std::size_t i = 0; i < count; ++i) {
      if (h.length > 0xFFFFFF) return fault(base + length_at, "X.690 8.1.3.5", "the length exceeds 32 bits");
      h.length = (h.length << 8U) | octets[length_at + 1 + i];
    }
    h.size += count;
    h.minimal = octets[length_at + 1] != 0 && h.length >= 0x80;
  }
  if (h.definite && h.length > octets.size() - at - h.size) {
    return fault(base + length_at, "X.690 8.1.3", "the contents reach beyond the end");
  }
  return h;
}

bool is_end_of_contents(OctetView octets, std::size_t at) {
  return octets.size() - at >= 2 && octets[at] == 0 && octets[at + 1] == 0;
}

// The size of indefinite contents that start at `at`, without the end-of-contents octets.
Result<std::size_t> indefinite_size(OctetView octets, std::size_t at, std::size_t base) {
  const std::size_t start = at;
  int depth = 1;
  for (;;) {
    if (at >= octets.size()) return fault(base + at, "X.690 8.1.5", "end-of-contents octets are missing");
    if (is_end_of_contents(octets, at)) {
      if (--depth == 0) return at - start;
      at += 2;
      continue;
    }
    const auto header = read_header(octets, at, base);
    if (!header) return tl::unexpected(header.error());
    at += header->size;
    if (header->definite) {
      at += header->length;
    } else if (++depth > kMaxDepth) {
      return fault(base + at, "X.690 8.1.3.6", "encodings nest too deeply");
    }
  }
}

}  // namespace

std::optional<Tag> Cursor::peek_several() const {
  Tag tag = 0;
  if (read_tag(rest(), 0, tag) == 0) return std::nullopt;
  return tag;
}

bool Cursor::read_closely(Element& out) {
  const auto element = next();
  if (element) out = *element;
  return element.has_value();
}

Result<Element> Cursor::next() {
  const OctetView octets = rest();
  const auto header = read_header(octets, 0, offset_);
  if (!header) return tl::unexpected(header.error());
  Element e;
  e.tag = header->tag;
  e.offset = offset_;
  e.contents_offset = e.offset + header->size;
  e.definite = header->definite;
  e.minimal = header->minimal;
  const std::size_t contents_at = header->size;
  std::size_t length = header->length;
  std::size_t trailer = 0;
  if (!header->definite) {
    const auto size = indefinite_size(octets, contents_at, offset_);
    if (!size) return tl::unexpected(size.error());
    length = *size;
    trailer = 2;
  }
  e.contents = octets.subspan(contents_at, length);
  e.whole = octets.first(header->size + length + trailer);
  at_ += e.whole.size();
  offset_ += e.whole.size();
  return e;
}

Result<std::optional<Element>> Cursor::next_if(Tag tag) {
  if (peek() != tag) return std::optional<Element>();
  auto element = next();
  if (!element) return tl::unexpected(element.error());
  return std::optional<Element>(*element);
}

Result<void> check_nesting(OctetView octets, int max_depth) {
  struct Walk {
    static Result<void> level(Cursor cursor, int depth_left) {
      while (!cursor.at_end()) {
        const auto element = cursor.next();
        if (!element) return tl::unexpected(element.error());
        if (!is_constructed(element->tag)) continue;
        if (depth_left == 0) return fault(element->offset, "X.690 8.1", "encodings nest too deeply");
        if (auto below = level(Cursor(*element), depth_left - 1); !below) return below;
      }
      return {};
    }
  };
  return Walk::level(Cursor(octets), max_depth);
}

Result<std::int32_t> read_integer(const Element& element) {
  std::int32_t value = 0;
  if (!read_integer(element, value)) {
    return fault(element.contents_offset, "X.690 8.3", "an INTEGER here has 1 to 4 octets");
  }
  return value;
}

void prepend_long_header(OutBuffer& out, Tag tag, std::size_t contents_size) {
  if (contents_size < 0x80) {
    out.prepend_u8(static_cast<std::uint8_t>(contents_size));
  } else {
    std::uint8_t count = 0;
    for (std::size_t rest = contents_size; rest != 0; rest >>= 8U) {
      out.prepend_u8(static_cast<std::uint8_t>(rest));
      ++count;
    }
    out.prepend_u8(static_cast<std::uint8_t>(0x80U | count));
  }
  do {
    out.prepend_u8(static_cast<std::uint8_t>(tag));
    tag >>= 8U;
  } while (tag != 0);
}

void prepend_integer(OutBuffer& out, Tag tag, std::int32_t value) {
  std::size_t count = 0;
  std::int32_t rest = value;
  bool more = true;
  while (more) {
    const auto octet = static_cast<std::uint8_t>(rest);
    out.prepend_u8(octet);
    ++count;
    rest >>= 8;  // arithmetic in C++20
    more = !((rest == 0 && (octet & 0x80U) == 0) || (rest == -1 && (octet & 0x80U) != 0));
  }
  prepend_header(out, tag, count);
}

void prepend_octets(OutBuffer& out, Tag tag, OctetView contents) {
  out.prepend(contents);
  prepend_header(out, tag, contents.size());
}

std::size_t header_size(Tag tag, std::size_t contents_size) {
  std::size_t size = 1;
  for (Tag rest = tag >> 8U; rest != 0; rest >>= 8U) ++size;
  ++size;
  if (contents_size >= 0x80) {
    for (std::size_t rest = contents_size; rest != 0; rest >>= 8U) ++size;
  }
  return size;
}

}  // namespace mapsim::ber
