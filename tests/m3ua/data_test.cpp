// The fast way of DATA (RFC 4666 3.3.1).
#include "sigtran/m3ua/data.h"

#include <gtest/gtest.h>

#include "sigtran/m3ua/check.h"
#include "tests/m3ua/messages.h"

namespace mapsim::m3ua::test {
namespace {

constexpr std::string_view kData =
    "01000101 0000002c 02000008 00000001 00060008 00000007 02100011 00000001 00000002 "
    "03020005 ab000000";

TEST(M3uaData, DecodesInPlace) {
  const Octets wire = octets(kData);
  const auto d = decode_data(wire);
  ASSERT_TRUE(d) << d.error().error.message();
  EXPECT_EQ(d->network_appearance, 1U);
  EXPECT_EQ(d->routing_context, 7U);
  EXPECT_EQ(d->correlation_id, std::nullopt);
  EXPECT_EQ(d->label, (mtp::RoutingLabel{.opc = 1, .dpc = 2, .si = 3, .ni = 2, .mp = 0, .sls = 5}));
  EXPECT_EQ(d->data.data(), wire.data() + 40);
  EXPECT_EQ(d->data.size(), 1U);
}

TEST(M3uaData, EncodesHeadersPaddingAndCorrelationIdAroundTheUsersOctets) {
  OutBuffer out;
  out.tag = 42;
  out.prepend(octets("ab"));
  ASSERT_TRUE(
      encode_data(out, {.opc = 1, .dpc = 2, .si = 3, .ni = 2, .mp = 0, .sls = 5}, {1, 7, std::nullopt}));
  EXPECT_EQ(to_hex(out.view()), to_hex(octets(kData)));
  EXPECT_EQ(out.tag, 42U);

  OutBuffer with_id;
  with_id.prepend(octets("ab"));
  ASSERT_TRUE(encode_data(with_id, {}, {std::nullopt, std::nullopt, 0x01020304}));
  EXPECT_EQ(decode_data(with_id.view())->correlation_id, 0x01020304U);
  EXPECT_FALSE(check(read(with_id.view()).value()));
}

TEST(M3uaData, RefusesMoreOctetsThanTheLengthFieldCanSay) {
  OutBuffer fits;
  fits.prepend(Octets(65519));
  EXPECT_TRUE(encode_data(fits, {}, {}));
  OutBuffer too_large;
  too_large.prepend(Octets(65520));
  EXPECT_FALSE(encode_data(too_large, {}, {}));
}

TEST(M3uaData, WithoutProtocolDataIsAMissingParameter) {
  EXPECT_EQ(decode_data(octets("01000101 00000008")).error().code, ErrorCode::missing_parameter);
  EXPECT_EQ(decode_data(octets("01000101 00000010 00060008 00000007")).error().code,
            ErrorCode::missing_parameter);
}

TEST(M3uaData, ParametersMayComeInAnyOrder) {
  const Octets wire =
      octets("01000101 00000024 00130008 00000009 02100011 00000001 00000002 03020005 ab000000");
  const auto d = decode_data(wire);
  ASSERT_TRUE(d);
  EXPECT_EQ(d->correlation_id, 9U);
  EXPECT_EQ(to_hex(d->data), "ab");
}

TEST(M3uaData, ToleratesAnExtensionParameter) {
  const Octets wire =
      octets("01000101 00000024 77770005 ff000000 02100011 00000001 00000002 03020005 ab000000");
  const auto d = decode_data(wire);
  ASSERT_TRUE(d) << d.error().error.message();
  EXPECT_EQ(d->data.data(), wire.data() + 32);
}

TEST(M3uaData, SeveralRoutingContextsAreAParameterFieldError) {
  const auto d = decode_data(
      octets("01000101 00000028 0006000c 00000001 00000002 02100011 00000001 00000002 03020005 ab000000"));
  ASSERT_FALSE(d);
  EXPECT_EQ(d.error().code, ErrorCode::parameter_field_error);
}

TEST(M3uaData, ParametersThatStandTwiceAreUnexpected) {
  const auto d =
      decode_data(octets("01000101 00000030 02100011 00000001 00000002 03020005 ab000000 02100011 00000001 "
                         "00000002 03020005 cd000000"));
  ASSERT_FALSE(d);
  EXPECT_EQ(d.error().code, ErrorCode::unexpected_parameter);
}

// The fast decoder must never accept or refuse what the general one would not.
TEST(M3uaData, AgreesWithTheGeneralDecoderOnEveryChangedOctet) {
  const Octets whole = octets(kData);
  for (std::size_t i = 4; i < whole.size(); ++i) {
    for (int v = 0; v < 256; ++v) {
      Octets changed = whole;
      changed[i] = static_cast<std::uint8_t>(v);
      const auto fast = decode_data(changed);
      const auto general = read(changed);
      std::optional<ErrorCode> expected;
      if (!general) {
        expected = general.error().code;
      } else if (const auto wrong = check(*general)) {
        expected = wrong->code;
      }
      if (expected) {
        ASSERT_FALSE(fast) << i << " " << v;
        EXPECT_EQ(fast.error().code, *expected) << i << " " << v;
      } else {
        ASSERT_TRUE(fast) << i << " " << v;
      }
    }
  }
}

}  // namespace
}  // namespace mapsim::m3ua::test
