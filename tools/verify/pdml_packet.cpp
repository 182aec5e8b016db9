#include "tools/verify/pdml_packet.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace mapsim::verify {

namespace {

constexpr std::size_t kMaxDepth = 512;  // of elements; Wireshark's trees have at most 500 levels

// What an octet of an attribute's value is. What is left to the reader of XML: controls, which XML turns into
// spaces or forbids; '<'; and the parts of UTF-8 in which some numbers are no characters.
enum class Octet : std::uint8_t { plain, quote, reference, first_of_two, first_of_three, other };

constexpr auto kOctets = [] {
  std::array<Octet, 256> kinds{};
  for (std::size_t octet = 0; octet < kinds.size(); ++octet) {
    kinds[octet] = octet < ' ' || octet >= 0x80 ? Octet::other : Octet::plain;
    if (octet >= 0xC2 && octet <= 0xDF) kinds[octet] = Octet::first_of_two;
    if ((octet >= 0xE1 && octet <= 0xEC) || octet == 0xEE) kinds[octet] = Octet::first_of_three;
  }
  kinds['<'] = Octet::other;
  kinds['"'] = Octet::quote;
  kinds['&'] = Octet::reference;
  return kinds;
}();

Octet kind_of(char c) {
  return kOctets[static_cast<std::uint8_t>(c)];
}

bool continues(char c) {
  return (static_cast<std::uint8_t>(c) & 0xC0U) == 0x80;
}

struct Reference {
  std::string_view text;
  char meaning;
};
constexpr std::array<Reference, 5> kReferences = {
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
constexpr std::size_t kLongestReference = 6;

constexpr std::array<std::string_view, 8> kKeys = {"name=\"", "show=\"",  "showname=\"",      "pos=\"",
                                                   "size=\"", "value=\"", "unmaskedvalue=\"", "hide=\""};

}  // namespace

bool PdmlPacket::may_be(std::string_view word) const {
  const std::string_view rest(at_, std::min(word.size(), static_cast<std::size_t>(end_ - at_)));
  return word.starts_with(rest);
}

// kKeys again, as literals: a loop over the table takes 8 % more of what `verify` takes itself.
std::size_t PdmlPacket::skip_key() {
  if (skip("name=\"")) return 0;
  if (skip("show=\"")) return 1;
  if (skip("showname=\"")) return 2;
  if (skip("pos=\"")) return 3;
  if (skip("size=\"")) return 4;
  if (skip("value=\"")) return 5;
  if (skip("unmaskedvalue=\"")) return 6;
  if (skip("hide=\"")) return 7;
  return kAttributes;
}

void PdmlPacket::white_space() {
  for (; at_ != end_ && (*at_ == ' ' || *at_ == '\n'); ++at_) lines_ += *at_ == '\n' ? 1 : 0;
}

PdmlPacket::Status PdmlPacket::contents(Attribute& out) {
  const char* const start = at_;
  out.plain = true;
  for (;;) {
    while (at_ != end_ && kind_of(*at_) == Octet::plain) ++at_;
    if (at_ == end_) return Status::incomplete;
    const auto left = static_cast<std::size_t>(end_ - at_);
    switch (kind_of(*at_)) {
      case Octet::quote:
        out.value = {start, at_};
        ++at_;
        return Status::read;
      case Octet::first_of_two:
        if (left < 2) return Status::incomplete;
        if (!continues(at_[1])) return Status::other;
        at_ += 2;
        break;
      case Octet::first_of_three:
        if (left < 3) return Status::incomplete;
        if (!continues(at_[1]) || !continues(at_[2])) return Status::other;
        at_ += 3;
        break;
      case Octet::reference: {
        const bool known = std::any_of(kReferences.begin(), kReferences.end(), [&](const auto& r) {
          const bool here = std::string_view(at_, left).starts_with(r.text);
          if (here) at_ += r.text.size();
          return here;
        });
        if (!known) return left < kLongestReference ? Status::incomplete : Status::other;
        out.plain = false;
        break;
      }
      default:
        return Status::other;
    }
  }
}

PdmlPacket::Status PdmlPacket::attribute(unsigned& seen) {
  if (const std::size_t key = skip_key(); key != kAttributes) {
    if ((seen >> key & 1U) != 0) return Status::other;
    seen |= 1U << key;
    return contents(attributes_[key]);
  }
  const bool cut = std::any_of(kKeys.begin(), kKeys.end(), [&](std::string_view key) { return may_be(key); });
  return cut ? Status::incomplete : Status::other;
}

std::string_view PdmlPacket::text_of(Key key) {
  const Attribute& attribute = attributes_[key];
  if (attribute.plain) return attribute.value;
  std::string& out = resolved_[key];
  out.clear();
  std::string_view rest = attribute.value;
  while (!rest.empty()) {
    const auto known = std::find_if(kReferences.begin(), kReferences.end(),
                                    [&](const auto& r) { return rest.starts_with(r.text); });
    if (known == kReferences.end()) {
      out += rest.front();
      rest.remove_prefix(1);
    } else {
      out += known->meaning;
      rest.remove_prefix(known->text.size());
    }
  }
  return out;
}

// Behind "<proto" or "<field".
PdmlPacket::Status PdmlPacket::element(char kind, PdmlFrame& out) {
  unsigned seen = 0;
  for (std::size_t key = 0; key < kTold; ++key) attributes_[key] = {};
  for (;;) {
    const bool space = skip(" ");
    if (at_ == end_) return Status::incomplete;
    if (*at_ == '>' || *at_ == '/') break;
    if (!space) return Status::other;
    if (const Status status = attribute(seen); status != Status::read) return status;
  }
  if (skip(">")) {
    if (open_.size() == kMaxDepth) return Status::other;
    open_ += kind;
  } else if (!skip("/>")) {
    return may_be("/>") ? Status::incomplete : Status::other;
  }
  out.add({.name = text_of(name),
           .show = text_of(show),
           .showname = text_of(showname),
           .offset = text_of(pos),
           .size = text_of(size)});
  return Status::read;
}

PdmlPacket::Status PdmlPacket::elements(PdmlFrame& out) {
  for (;;) {
    white_space();
    Status status = Status::read;
    if (skip("<field")) {
      status = element('f', out);
    } else if (skip("</field>")) {
      if (open_.empty() || open_.back() != 'f') return Status::other;
      open_.pop_back();
    } else if (skip("<proto")) {
      status = element('p', out);
    } else if (skip("</proto>")) {
      if (open_.empty() || open_.back() != 'p') return Status::other;
      open_.pop_back();
    } else if (skip("</packet>")) {
      return open_.empty() ? Status::read : Status::other;
    } else {
      const bool cut = may_be("<field") || may_be("</field>") || may_be("<proto") || may_be("</proto>") ||
                       may_be("</packet>");
      return cut ? Status::incomplete : Status::other;
    }
    if (status != Status::read) return status;
  }
}

PdmlPacket::Outcome PdmlPacket::read(std::string_view text, PdmlFrame& out) {
  at_ = text.data();
  end_ = at_ + text.size();
  lines_ = 0;
  open_.clear();
  while (skip("\n")) ++lines_;
  if (!skip("<packet>")) return {.status = may_be("<packet>") ? Status::incomplete : Status::other};
  out.start();
  if (const Status status = elements(out); status != Status::read) return {.status = status};
  if (!skip("\n")) return {.status = at_ == end_ ? Status::incomplete : Status::other};
  return {.status = Status::read, .octets = static_cast<std::size_t>(at_ - text.data()), .lines = lines_ + 1};
}

}  // namespace mapsim::verify
