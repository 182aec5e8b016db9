// SCCP messages of other implementations.
#include "sigtran/sccp/names.h"
#include "tests/sccp/support.h"
#include "tests/support/vectors.h"

namespace mapsim::sccp {
namespace {

using mapsim::test::load_vectors;
using mapsim::test::Vector;

// Numbers as tshark writes them: "0x11" or "17".
std::optional<long> number(const Vector& v, const std::string& name) {
  const auto& expect = v.row.at("expect");
  if (!expect.contains(name)) return std::nullopt;
  return std::stol(expect.at(name).get<std::string>(), nullptr, 0);
}

struct Checker {
  const Vector& v;
  int fields = 0;

  template <class T>
  void same(const std::string& name, const T& actual) {
    const auto expected = number(v, name);
    if (!expected) return;
    ++fields;
    EXPECT_EQ(static_cast<long>(actual), *expected) << v.id << " " << name;
  }

  void address(const std::string& prefix, const Address& a) {
    same(prefix + ".ri", a.routing);
    same(prefix + ".reserved", a.national);
    same(prefix + ".gti", a.gt ? a.gt->indicator : 0);
    same(prefix + ".ssni", a.ssn.has_value());
    same(prefix + ".pci", a.point_code.has_value());
    same(prefix + ".ssn", a.ssn.value_or(0));
    same(prefix + ".pc", a.point_code.value_or(0));
    if (!a.gt) return;
    same(prefix + ".tt", a.gt->translation_type);
    same(prefix + ".np", a.gt->numbering_plan);
    same(prefix + ".nai", a.gt->nature_of_address);
    same(prefix + ".es", a.gt->encoding_scheme.value_or(a.gt->digits.size() % 2 != 0 ? 1 : 2));
    const auto& expect = v.row.at("expect");
    if (!expect.contains(prefix + ".digits")) return;
    ++fields;
    EXPECT_EQ(a.gt->digits, expect.at(prefix + ".digits").get<std::string>()) << v.id;
  }

  void message(const MessageView& m) {
    const Header& h = m.header;
    const MessageFormat& format = format_of(h.type);
    same("sccp.message_type", h.type);
    if (!format.service) same("sccp.class", h.protocol_class);
    if (!format.service) same("sccp.handling", h.message_handling);
    if (format.service) same("sccp.return_cause", h.return_cause);
    if (format.hop_counter) same("sccp.hops", h.hop_counter);
    address("sccp.called", h.called);
    address("sccp.calling", h.calling);
    EXPECT_EQ(number(v, "sccp.importance").has_value(), h.importance.has_value()) << v.id;
    EXPECT_EQ(number(v, "sccp.segmentation.slr").has_value(), h.segmentation.has_value()) << v.id;
    if (h.importance) same("sccp.importance", *h.importance);
    if (!h.segmentation) return;
    same("sccp.segmentation.first", h.segmentation->first);
    same("sccp.segmentation.class", h.segmentation->class1);
    same("sccp.segmentation.remaining", h.segmentation->remaining);
    same("sccp.segmentation.slr", h.segmentation->reference);
  }
};

// Written with pointers of LUDT most significant octet first; Q.713 2.3 has the least significant first.
bool has_swapped_pointers(const Vector& v) {
  return v.id == "sccp-035" || v.id == "sccp-036";
}

TEST(SccpVectors, DecodeToWhatIsExpectedAndReencodeIdentically) {
  MAPSIM_NEEDS_VECTORS();
  int count = 0;
  for (const Vector& v : load_vectors("sccp.jsonl")) {
    if (has_swapped_pointers(v)) continue;
    const auto m = decode(v.octets);
    ASSERT_TRUE(m) << v.id << ": " << m.error().message();
    EXPECT_TRUE(m->canonical) << v.id;
    Checker checker{v};
    checker.message(*m);
    EXPECT_GT(checker.fields, 10) << v.id;
    const auto back = encode(decode_owned(v.octets).value());
    ASSERT_TRUE(back) << v.id << ": " << back.error().message();
    EXPECT_EQ(to_hex(*back), to_hex(v.octets)) << v.id;
    ++count;
  }
  EXPECT_EQ(count, 22);
}

TEST(SccpVectors, SwappedPointersLeadBeyondTheEnd) {
  MAPSIM_NEEDS_VECTORS();
  int count = 0;
  for (const Vector& v : load_vectors("sccp.jsonl")) {
    if (!has_swapped_pointers(v)) continue;
    const auto m = decode(v.octets);
    ASSERT_FALSE(m) << v.id;
    EXPECT_EQ(m.error().clause, "Q.713 2.3");
    ++count;
  }
  EXPECT_EQ(count, 2);
}

TEST(SccpVectors, ValuesAreLossless) {
  MAPSIM_NEEDS_VECTORS();
  for (const Vector& v : load_vectors("sccp.jsonl")) {
    if (has_swapped_pointers(v)) continue;
    const Message m = decode_owned(v.octets).value();
    const auto back = from_value<Message>(mapsim::to_value(m));
    ASSERT_TRUE(back) << v.id << ": " << back.error().message();
    EXPECT_EQ(to_hex(encode(*back).value()), to_hex(v.octets)) << v.id;
  }
}

TEST(SccpVectors, EveryTruncationIsAnError) {
  MAPSIM_NEEDS_VECTORS();
  for (const Vector& v : load_vectors("sccp.jsonl")) {
    if (has_swapped_pointers(v)) continue;
    // sccp-044 has four octets behind the message.
    const std::size_t message = v.octets.size() - decode_owned(v.octets).value().surplus.size();
    for (std::size_t size = 0; size < message; ++size) {
      EXPECT_FALSE(decode(OctetView(v.octets).first(size))) << v.id << " " << size;
    }
  }
}

}  // namespace
}  // namespace mapsim::sccp
