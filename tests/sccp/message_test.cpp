#include "sigtran/sccp/message.h"

#include "sigtran/core/random.h"
#include "sigtran/sccp/address_codec.h"
#include "tests/sccp/support.h"

namespace mapsim::sccp {
namespace {

using test::hex;

// UDT, class 1, return on error, called SSN 8, calling PC 1 SSN 6, data 0b0c.
constexpr std::string_view kUdt = "0981 030509 024208 0443010006 020b0c";
constexpr std::string_view kXudt = "11810f 04060a0c 024208 0443010006 020b0c 1004c2123456 120105 f001aa 00";

MessageView read(const Octets& octets) {
  auto m = decode(octets);
  EXPECT_TRUE(m) << to_hex(octets) << ": " << m.error().message();
  return m.value_or(MessageView{});
}

std::string again(const Octets& octets) {
  const auto m = decode_owned(octets);
  EXPECT_TRUE(m) << m.error().message();
  const auto out = encode(*m);
  EXPECT_TRUE(out) << out.error().message();
  return to_hex(*out);
}

TEST(Message, Udt) {
  const Octets in = hex(kUdt);
  const MessageView m = read(in);
  EXPECT_EQ(m.header.type, MessageType::udt);
  EXPECT_EQ(m.header.protocol_class, 1);
  EXPECT_TRUE(m.header.return_on_error());
  EXPECT_EQ(m.header.called, test::on_ssn(std::nullopt, 8));
  EXPECT_EQ(m.header.calling, test::on_ssn(1, 6));
  EXPECT_EQ(to_hex(m.data), "0b0c");
  EXPECT_TRUE(m.canonical);
  EXPECT_EQ(again(in), to_hex(in));
}

TEST(Message, DataIsAViewOfTheMessageAndPartsSayWhere) {
  const Octets in = hex(kXudt);
  const MessageView m = read(in);
  EXPECT_EQ(m.data.data(), in.data() + 16);
  EXPECT_EQ(m.called.offset, 8U);
  EXPECT_EQ(m.called.size, 2U);
  EXPECT_EQ(m.calling.offset, 11U);
  EXPECT_EQ(m.user_data.offset, 16U);
  EXPECT_EQ(m.optional_part.offset, 18U);
  EXPECT_EQ(m.optional_part.size, in.size() - 18);
}

TEST(Message, XudtWithOptionalPart) {
  const Octets in = hex(kXudt);
  const Header h = read(in).header;
  EXPECT_EQ(h.type, MessageType::xudt);
  EXPECT_EQ(h.hop_counter, 15);
  ASSERT_TRUE(h.segmentation);
  EXPECT_TRUE(h.segmentation->first);
  EXPECT_TRUE(h.segmentation->class1);
  EXPECT_EQ(h.segmentation->remaining, 2);
  EXPECT_EQ(h.segmentation->reference, 0x563412U);
  EXPECT_EQ(h.importance, 5);
  ASSERT_EQ(h.others.size(), 1U);
  EXPECT_EQ(h.others[0], (OptionalParameter{0xF0, {0xAA}}));
  EXPECT_TRUE(read(in).canonical);
  EXPECT_EQ(again(in), to_hex(in));
}

TEST(Message, EachReturnCauseIsCarried) {
  for (int cause = 0; cause < 256; ++cause) {
    Octets in = hex("0a00 030509 024208 0443010006 020b0c");
    in[1] = static_cast<std::uint8_t>(cause);
    EXPECT_EQ(static_cast<int>(read(in).header.return_cause), cause);
    EXPECT_EQ(again(in), to_hex(in));
  }
}

TEST(Message, EachFormRoundTrips) {
  for (const MessageFormat& format : message_formats()) {
    Message m;
    m.header.type = format.type;
    m.header.called = test::kNear;
    m.header.calling = test::on_ssn(0x1234, 6);
    if (format.service) {
      m.header.return_cause = ReturnCause::mtp_failure;
    } else {
      m.header.protocol_class = 1;
      m.header.message_handling = kReturnOnError;
    }
    m.data = test::pattern(100);
    for (const bool optional : {false, true}) {
      if (optional && !format.hop_counter) continue;
      if (optional) m.header.segmentation = Segmentation{false, false, 15, 0xFFFFFF};
      if (format.hop_counter) m.header.hop_counter = 3;
      const auto octets = encode(m);
      ASSERT_TRUE(octets) << format.name << octets.error().message();
      const auto view = decode(*octets);
      ASSERT_TRUE(view) << format.name << view.error().message();
      EXPECT_TRUE(view->canonical) << format.name;
      EXPECT_EQ(decode_owned(*octets).value(), m) << format.name;
    }
  }
}

TEST(Message, LudtCarriesItsLongestData) {
  Message m;
  m.header.type = MessageType::ludt;
  m.header.called = test::kNear;
  m.header.calling = test::kFar;
  m.header.importance = 1;
  m.data = test::pattern(kMaxLongData);
  EXPECT_EQ(decode_owned(encode(m).value()).value(), m);
  m.data.push_back(0);
  EXPECT_FALSE(encode(m));
}

// The pointer to the optional part counts over addresses and data; 255 is the most it can say.
TEST(Message, XudtDataEndsWhereThePointerDoes) {
  Message m;
  m.header.type = MessageType::xudt;
  m.header.called = test::on_ssn(std::nullopt, 8);
  m.header.calling = test::on_ssn(std::nullopt, 8);
  m.header.importance = 0;
  m.data = test::pattern(247);
  const auto octets = encode(m);
  ASSERT_TRUE(octets);
  EXPECT_EQ((*octets)[6], 255);
  EXPECT_EQ(decode_owned(*octets).value(), m);
  m.data = test::pattern(248);
  const auto refused = encode(m);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().clause, "Q.713 2.3");
  m.header.importance.reset();
  m.data = test::pattern(255);
  EXPECT_TRUE(encode(m));
  m.data = test::pattern(256);
  EXPECT_FALSE(encode(m));
}

TEST(Message, AddressesTooLongForThePointerAreRefused) {
  Message m;
  m.header.called = test::on_gt(std::string(240, '1'));
  m.header.calling = test::on_gt(std::string(240, '2'));
  EXPECT_EQ(address_size(m.header.called), 125U);
  EXPECT_TRUE(encode(m));
  m.header.calling = test::on_gt(std::string(246, '2'));
  EXPECT_FALSE(encode(m));
  m.header.type = MessageType::ludt;
  EXPECT_TRUE(encode(m));
}

TEST(Message, FieldsOutOfRangeAreRefused) {
  const auto clause = [](auto change) {
    Message m;
    m.header.type = MessageType::xudt;
    m.header.called = m.header.calling = test::kNear;
    EXPECT_TRUE(encode(m));
    change(m);
    const auto out = encode(m);
    EXPECT_FALSE(out);
    return out ? std::string() : out.error().clause;
  };
  EXPECT_EQ(clause([](Message& m) { m.header.protocol_class = 16; }), "Q.713 3.6");
  EXPECT_EQ(clause([](Message& m) { m.header.message_handling = 16; }), "Q.713 3.6");
  EXPECT_EQ(clause([](Message& m) { m.header.segmentation = Segmentation{.remaining = 16}; }), "Q.713 3.17");
  EXPECT_EQ(clause([](Message& m) { m.header.segmentation = Segmentation{.reference = 0x1000000}; }),
            "Q.713 3.17");
  EXPECT_EQ(clause([](Message& m) { m.header.importance = 8; }), "Q.713 3.19");
  EXPECT_EQ(clause([](Message& m) { m.header.others = {{0, {}}}; }), "Q.713 1.8");
  EXPECT_EQ(clause([](Message& m) { m.header.others = {{5, Octets(256)}}; }), "Q.713 1.8");
  EXPECT_EQ(clause([](Message& m) {
              m.header.type = MessageType::udt;
              m.header.importance = 1;
            }),
            "Q.713 4.10");
  EXPECT_EQ(clause([](Message& m) { m.header.type = static_cast<MessageType>(1); }), "Q.713 table 1");
}

TEST(Message, EveryTruncationIsAnError) {
  for (const std::string_view text : {kUdt, kXudt}) {
    const Octets in = hex(text);
    for (std::size_t size = 0; size < in.size(); ++size) {
      const auto m = decode(OctetView(in).first(size));
      ASSERT_FALSE(m) << size;
      EXPECT_LE(m.error().offset.value_or(in.size()), size);
    }
  }
}

TEST(Message, UnknownTypesAreNamed) {
  for (int type = 0; type < 256; ++type) {
    if (find_format(static_cast<std::uint8_t>(type)) != nullptr) continue;
    Octets in = hex(kXudt);
    in[0] = static_cast<std::uint8_t>(type);
    const auto m = decode(in);
    ASSERT_FALSE(m) << type;
    EXPECT_EQ(m.error().offset, 0U);
    EXPECT_EQ(m.error().clause, "Q.713 table 1");
  }
}

TEST(Message, FaultsAreNamedWithTheirPlace) {
  struct Case {
    const char* octets;
    const char* field;
    const char* clause;
    std::size_t offset;
  };
  for (const Case& c : {
           Case{"09 00 00 05 09 024208 0443010006 00", "called", "Q.713 2.3", 2},
           Case{"09 00 03 00 09 024208 0443010006 00", "calling", "Q.713 2.3", 3},
           Case{"09 00 03 05 00 024208 0443010006 00", "data", "Q.713 2.3", 4},
           Case{"09 00 03 05 0a 024208 0443010006 00", "data", "Q.713 2.3", 4},
           Case{"09 00 03 05 09 024208 0443010006 01", "data", "Q.713 3.16", 13},
           Case{"09 00 03 05 09 ff4208 0443010006 00", "called", "Q.713 3.4", 5},
           Case{"09 00 03 05 09 024208 ff43010006 00", "calling", "Q.713 3.5", 8},
           Case{"09 00 03 05 09 014208 0443010006 00", "called", "Q.713 3.4", 7},
           Case{"09 00 03 05 09 004208 0443010006 00", "called", "Q.713 3.4", 6},
           Case{"11 00 0f 04 06 08 0b 024208 024206 00", "optional part", "Q.713 2.3", 6},
           Case{"11 00 0f 04 06 08 08 024208 024206 00 10 04 c2 12 34", "optional part", "Q.713 1.8", 14},
           Case{"11 00 0f 04 06 08 08 024208 024206 00 10 03 c2 12 34 00", "segmentation", "Q.713 3.17", 15},
           Case{"11 00 0f 04 06 08 08 024208 024206 00 12 00 00", "importance", "Q.713 3.19", 15},
           Case{"11 00 0f 04 06 08 08 024208 024206 00 12 01 00", "end of optional parameters", "Q.713 3.1",
                17},
           Case{"13 00 0f 0700 0800 0900 0000 024208 024206 0100", "data", "Q.713 3.20", 17},
       }) {
    const auto m = decode(hex(c.octets));
    ASSERT_FALSE(m) << c.octets;
    EXPECT_EQ(m.error().field, c.field) << c.octets;
    EXPECT_EQ(m.error().clause, c.clause) << c.octets;
    EXPECT_EQ(m.error().offset, c.offset) << c.octets;
  }
}

TEST(Message, PointersMayLeadAnywhereInside) {
  // Calling before called, data over both, a gap at the end.
  const Octets in = hex("0900 08 02 01 0443010006 024208 ff");
  const MessageView m = read(in);
  EXPECT_EQ(m.header.calling, test::on_ssn(1, 6));
  EXPECT_EQ(m.header.called, test::on_ssn(std::nullopt, 8));
  EXPECT_EQ(to_hex(m.data), "43010006");
  EXPECT_FALSE(m.canonical);
}

TEST(Message, UnusualButReadableMessagesAreNotCanonical) {
  for (const char* octets : {
           "0900 040608 ff 024208 024206 0101",                          // a gap
           "11000f 04060809 024208 024206 0101 00",                      // an empty optional part
           "11000f 04060809 024208 024206 0101 120105 1004c2123456 00",  // order
           "11000f 04060809 024208 024206 0101 f000 120105 00",          // order
           "11000f 04060809 024208 024206 0101 120105 120106 00",        // twice
           "11000f 04060809 024208 024206 0101 12010d 00",               // spare bits
           "11000f 04060809 024208 024206 0101 1004f2123456 00",         // spare bits
       }) {
    EXPECT_FALSE(read(hex(octets)).canonical) << octets;
  }
  EXPECT_EQ(read(hex("11000f 04060809 024208 024206 0101 120105 120106 00")).header.importance, 5);
}

TEST(Message, SurplusBehindTheLastParameterIsKeptApart) {
  for (const char* octets : {"0900 030507 024208 024206 0101", "11000f 04060809 024208 024206 0101 120105 00",
                             "11000f 04060800 024208 024206 0101"}) {
    Octets in = hex(octets);
    in.insert(in.end(), {0xD6, 0xD0});
    const MessageView m = read(in);
    EXPECT_TRUE(m.canonical);
    EXPECT_EQ(to_hex(m.surplus), "d6d0");
    EXPECT_EQ(to_hex(m.data), "01");
    EXPECT_EQ(again(in), to_hex(in));
  }
}

// Whatever is changed in a message: never out of bounds, and what is called canonical comes back octet for
// octet.
TEST(Message, CanonicalInputReencodesIdenticallyUnderChance) {
  Random random(20);
  int decoded = 0;
  int canonical = 0;
  Header titles;
  titles.called = test::kNear;
  titles.calling = test::on_gt("447785016432", 6);
  titles.calling.point_code = 0x1234;
  const Octets seeds[] = {
      hex(kUdt), hex(kXudt), test::encoded(titles, {1, 2, 3}),
      hex("13010a 07000800 0b001000 024208 0443010006 05000b0c0d0e0f 1004c0010000 120107 00")};
  for (int i = 0; i < 200000; ++i) {
    Octets in = seeds[random.below(std::size(seeds))];
    for (std::uint64_t n = 1 + random.below(3); n != 0; --n) {
      in[random.below(in.size())] = static_cast<std::uint8_t>(random.below(random.chance(0.5) ? 256 : 20));
    }
    if (random.chance(0.1)) in.resize(random.below(in.size()) + 1);
    const auto m = decode(in);
    if (!m) continue;
    ++decoded;
    if (!m->canonical) continue;
    ++canonical;
    ASSERT_EQ(again(in), to_hex(in));
  }
  EXPECT_GT(decoded, 50000);
  EXPECT_GT(canonical, 20000);
}

}  // namespace
}  // namespace mapsim::sccp
