// How the elements of a TCAP message and of the MAP parameters in it are encoded (TS 29.002 17.1.1).
#include "sigtran/core/ber.h"
#include "tools/lint/checks.h"

namespace mapsim::cli {

namespace {

constexpr ber::Tag kConstructedBitString = 0x23;
constexpr ber::Tag kConstructedOctetString = 0x24;

std::string place(const ber::Element& element) {
  return "the element " + to_hex(element.whole.first(element.tag > 0xFF ? 2 : 1)) + " at octet " +
         std::to_string(element.offset);
}

// Each rule is told once a message.
struct Told {
  bool short_length = false;
  bool minimal = false;
  bool string = false;
};

void tell(bool& told, std::string_view rule, const ber::Element& element, const std::string& what,
          Findings& out) {
  if (!told) out.add(rule, place(element) + " " + what);
  told = true;
}

void walk(ber::Cursor cursor, int depth, Told& told, Findings& out) {
  while (!cursor.at_end() && depth < ber::kMaxDepth) {
    const auto element = cursor.next();
    if (!element) return;  // told as unreadable, or no BER but octets that are the user's own
    if (element->definite && !element->minimal) {
      if (element->contents.size() < 128) {
        tell(told.short_length, "tcap-short-length", *element,
             "has a length of " + std::to_string(element->contents.size()) + " in the long form", out);
      } else {
        tell(told.minimal, "tcap-minimal-length", *element, "has a length with octets that are 0", out);
      }
    }
    if (element->tag == kConstructedBitString || element->tag == kConstructedOctetString) {
      tell(told.string, "tcap-primitive-string", *element, "is constructed", out);
    }
    if (ber::is_constructed(element->tag)) walk(ber::Cursor(*element), depth + 1, told, out);
  }
}

}  // namespace

void check_encoding(const LintMessage& message, Findings& out) {
  Told told;
  walk(ber::Cursor(message.tcap_octets), 0, told, out);
}

}  // namespace mapsim::cli
