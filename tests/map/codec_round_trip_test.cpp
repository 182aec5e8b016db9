#include <gtest/gtest.h>
#include <set>

#include "tests/map/codec_support.h"

namespace mapsim {
namespace {

using test::Part;
using test::Sample;
using test::samples;

TEST(Codec, EverySampleComesBackAsItWasWritten) {
  for (const Sample& s : samples()) {
    const Value value = test::value_of(s);
    const auto octets = test::encode(s, value);
    ASSERT_TRUE(octets) << test::title(s) << ": " << octets.error().message();
    const auto decoded = test::decode(s, *octets);
    ASSERT_TRUE(decoded) << test::title(s) << ": " << decoded.error().message() << " " << to_hex(*octets);
    EXPECT_EQ(*decoded, value) << test::title(s) << "\n" << decoded->to_text() << "\n" << value.to_text();
  }
}

TEST(Codec, SamplesHaveTheOctetsWorkedOutByHand) {
  int worked_out = 0;
  for (const Sample& s : samples()) {
    if (s.octets.empty()) continue;
    ++worked_out;
    const auto octets = test::encode(s, test::value_of(s));
    ASSERT_TRUE(octets) << test::title(s) << ": " << octets.error().message();
    EXPECT_EQ(to_hex(*octets), to_hex(test::hex(s.octets))) << test::title(s);
    const auto decoded = test::decode(s, test::hex(s.octets));
    ASSERT_TRUE(decoded) << test::title(s) << ": " << decoded.error().message();
    EXPECT_EQ(*decoded, test::value_of(s)) << test::title(s);
  }
  EXPECT_GE(worked_out, 28);
}

// A new row of a table without a sample is found here.
TEST(Codec, EveryOperationAndErrorInEveryVersionHasASample) {
  std::set<std::tuple<Part, std::string_view, int>> seen;
  for (const Sample& s : samples()) seen.emplace(s.part, s.name, s.version);
  for (const map::Operation& o : map::operations()) {
    EXPECT_TRUE(seen.contains({Part::argument, o.name, o.context.version}))
        << o.name << int{o.context.version};
    if (o.result != map::ParameterType::none) {
      EXPECT_TRUE(seen.contains({Part::result, o.name, o.context.version}))
          << o.name << int{o.context.version};
    }
  }
  for (const map::ErrorRow& row : map::errors()) {
    for (int version = 1; version <= 3; ++version) {
      const auto parameter = map::parameter_of(row.code, version);
      if (!parameter || parameter->type == map::ParameterType::none) continue;
      EXPECT_TRUE(seen.contains({Part::error, row.name, version})) << row.name << version;
    }
  }
}

TEST(Codec, EveryTruncationIsRefused) {
  for (const Sample& s : samples()) {
    const Octets octets = *test::encode(s, test::value_of(s));
    for (std::size_t n = 1; n < octets.size(); ++n) {
      const auto decoded = test::decode(s, OctetView(octets).first(n));
      ASSERT_FALSE(decoded) << test::title(s) << " cut to " << n;
      EXPECT_TRUE(decoded.error().offset) << test::title(s) << " cut to " << n;
      EXPECT_LE(decoded.error().offset.value_or(0), n);
    }
  }
}

// Whatever single octet is damaged: a value or a reason, and a value goes out again.
TEST(Codec, EveryDamagedOctetIsAnsweredSomehow) {
  for (const Sample& s : samples()) {
    const Octets octets = *test::encode(s, test::value_of(s));
    for (std::size_t i = 0; i < octets.size(); ++i) {
      for (const unsigned flip : {0x01U, 0x20U, 0x80U, 0xFFU}) {
        Octets damaged = octets;
        damaged[i] = static_cast<std::uint8_t>(damaged[i] ^ flip);
        const auto decoded = test::decode_parameter(s, damaged);
        if (!decoded) continue;
        const auto again = map::encode_parameter(*decoded, map::Ranges::as_they_are);
        ASSERT_TRUE(again) << test::title(s) << " " << to_hex(damaged);
        const auto third = test::decode_parameter(s, *again);
        ASSERT_TRUE(third) << test::title(s) << " " << to_hex(damaged) << " " << to_hex(*again)
                           << third.error().message();
        EXPECT_EQ(*third, *decoded) << test::title(s) << " " << to_hex(damaged);
      }
    }
  }
}

TEST(Codec, OctetsBehindTheParameterAreRefused) {
  for (const Sample& s : samples()) {
    Octets octets = *test::encode(s, test::value_of(s));
    octets.insert(octets.end(), {0x05, 0x00});
    EXPECT_FALSE(test::decode(s, octets)) << test::title(s);
  }
}

// Each constructed element in the indefinite form.
Octets indefinite(OctetView octets) {
  Octets out;
  std::size_t at = 0;
  while (at < octets.size()) {
    const bool constructed = (octets[at] & 0x20U) != 0;
    std::size_t identifier = 1;
    if ((octets[at] & 0x1FU) == 0x1FU) identifier = 2;
    std::size_t header = identifier + 1;
    std::size_t length = octets[at + identifier];
    if (length >= 0x80) {
      const std::size_t count = length & 0x7FU;
      length = 0;
      for (std::size_t i = 0; i < count; ++i) length = (length << 8U) | octets[at + header + i];
      header += count;
    }
    const OctetView contents = octets.subspan(at + header, length);
    if (constructed) {
      out.insert(out.end(), octets.begin() + static_cast<std::ptrdiff_t>(at),
                 octets.begin() + static_cast<std::ptrdiff_t>(at + identifier));
      out.push_back(0x80);
      const Octets below = indefinite(contents);
      out.insert(out.end(), below.begin(), below.end());
      out.insert(out.end(), {0, 0});
    } else {
      out.insert(out.end(), octets.begin() + static_cast<std::ptrdiff_t>(at),
                 octets.begin() + static_cast<std::ptrdiff_t>(at + header + length));
    }
    at += header + length;
  }
  return out;
}

TEST(Codec, IndefiniteLengthsDecodeToTheSameValue) {
  for (const Sample& s : samples()) {
    const Octets definite = *test::encode(s, test::value_of(s));
    const auto decoded = test::decode(s, indefinite(definite));
    ASSERT_TRUE(decoded) << test::title(s) << ": " << decoded.error().message();
    const Value expected = *test::decode(s, definite);
    EXPECT_EQ(*decoded, expected) << test::title(s);
  }
}

TEST(Codec, ABareArgumentMayBeAbsentOnlyWhereTheTableSaysSo) {
  for (const map::Operation& o : map::operations()) {
    EXPECT_FALSE(map::decode_argument(o, {})) << o.name;
    const auto result = map::decode_result(o, {});
    EXPECT_EQ(result.has_value(), o.result_presence != map::Presence::mandatory) << o.name;
    EXPECT_FALSE(map::encode_argument(o, Value())) << o.name;
    EXPECT_EQ(map::encode_result(o, Value()).has_value(), o.result_presence != map::Presence::mandatory)
        << o.name;
  }
  for (const map::ErrorRow& row : map::errors()) {
    for (int version = 1; version <= 3; ++version) {
      const bool mandatory = row.code == map::ErrorCode::sm_delivery_failure;
      EXPECT_EQ(map::decode_error(row.code, version, {}).has_value(), !mandatory) << row.name << version;
      EXPECT_EQ(map::encode_error(row.code, version, Value()).has_value(), !mandatory) << row.name << version;
    }
  }
}

TEST(Codec, OctetsInPlaceOfTheWholeGoOutAsTheyAre) {
  const auto& mt = *map::find_operation("mt-ForwardSM", 3);
  EXPECT_EQ(map::encode_argument(mt, Value(test::hex("dead"))), test::hex("dead"));
  EXPECT_EQ(map::encode_argument(mt, Value(Octets())), Octets());
  EXPECT_EQ(map::encode_error(map::ErrorCode::unknown_subscriber, 2, Value(test::hex("3000"))),
            test::hex("3000"));
}

TEST(Codec, AParameterThatTheTableDoesNotHaveIsKeptAndRemarked) {
  map::Remarks remarks;
  const auto& forward = *map::find_operation("forwardSM", 2);
  EXPECT_EQ(map::decode_result(forward, test::hex("3000"), &remarks), Value(test::hex("3000")));
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_NE(remarks[0].text.find("no parameter"), std::string::npos);
  EXPECT_FALSE(map::encode_result(forward, Value(Value::Map{})));
}

TEST(Codec, AnErrorInTheShapeOfAnotherVersionIsReadAndRemarked) {
  map::Remarks remarks;
  EXPECT_EQ(map::decode_error(map::ErrorCode::system_failure, 3, test::hex("0a0101"), &remarks),
            test::from_json(std::string(R"({"networkResource": "hlr"})")));
  EXPECT_EQ(remarks.size(), 1U);
  remarks.clear();
  EXPECT_EQ(map::decode_error(map::ErrorCode::sm_delivery_failure, 2, test::hex("0a0104"), &remarks),
            test::from_json(std::string(R"({"sm-EnumeratedDeliveryFailureCause": "sc-Congestion"})")));
  EXPECT_EQ(remarks.size(), 1U);
  remarks.clear();
  EXPECT_EQ(map::decode_error(map::ErrorCode::unknown_subscriber, 2, test::hex("3000"), &remarks),
            Value(Value::Map{}));
  EXPECT_EQ(remarks.size(), 1U);
}

TEST(Codec, PrependsWhatItEncodes) {
  map::MtForwardSmArg argument;
  argument.sm_rp_da.value.emplace<map::SmRpDa::imsi>(*map::Imsi::from_digits("001010000000001"));
  argument.sm_rp_oa.value.emplace<map::SmRpOa::no_sm_rp_oa>();
  argument.sm_rp_ui = map::SignalInfo(OctetView(test::hex("04")));
  OutBuffer out;
  out.prepend_u8(0xEE);
  ASSERT_TRUE(map::encode(out, argument));
  EXPECT_EQ(to_hex(out.view()), "300f800800010100000000f18500040104ee");
}

}  // namespace
}  // namespace mapsim
