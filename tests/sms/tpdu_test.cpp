// Fixed octets of each TPDU, written down from TS 23.040 9.2.2, and the errors of the decoder.
#include <gtest/gtest.h>

#include "sigtran/sms/diagnose.h"
#include "sigtran/sms/tpdu_codec.h"
#include "sigtran/sms/tpdu_value.h"
#include "tests/support/hex.h"

namespace mapsim::sms {
namespace {

template <class T>
T read(std::string_view digits, Direction direction, ReportForm form = ReportForm::by_octets) {
  const Octets octets = mapsim::test::octets(digits);
  const auto tpdu = decode(octets, direction, form);
  if (!tpdu) {
    ADD_FAILURE() << digits << ": " << tpdu.error().message();
    return {};
  }
  EXPECT_EQ(to_hex(encode(*tpdu).value()), to_hex(octets));
  EXPECT_EQ(direction_of(*tpdu), direction);
  if (!std::holds_alternative<T>(*tpdu)) {
    ADD_FAILURE() << digits << " is " << name_of(*tpdu);
    return {};
  }
  return std::get<T>(*tpdu);
}

Error refusal(std::string_view digits, Direction direction, ReportForm form = ReportForm::by_octets) {
  const auto tpdu = decode(mapsim::test::octets(digits), direction, form);
  if (tpdu) {
    ADD_FAILURE() << digits << " was accepted: " << to_value(*tpdu).to_text();
    return Error{.layer = ""};
  }
  EXPECT_EQ(tpdu.error().layer, "sms");
  return tpdu.error();
}

std::vector<std::string> findings(std::string_view digits, Direction direction) {
  std::vector<std::string> fields;
  for (const Diagnostic& d : diagnose(decode(mapsim::test::octets(digits), direction).value()))
    fields.push_back(d.error.field);
  return fields;
}
using Fields = std::vector<std::string>;

const std::string kAddress = "0b915155100001f0";  // +15550100100
const std::string kScts = "42101000000000";       // 2024-01-01 00:00:00 +00:00
const std::string kHello = "05e8329bfd06";        // TP-UDL and TP-UD

std::string deliver(std::string_view first, std::string_view dcs, std::string_view user_data) {
  return std::string(first) + kAddress + "00" + std::string(dcs) + kScts + std::string(user_data);
}
std::string submit(std::string_view user_data, std::string_view dcs = "00", std::string_view first = "01") {
  return std::string(first) + "05" + kAddress + "00" + std::string(dcs) + std::string(user_data);
}

TEST(SmsDeliver, FieldsStandWhereTheSpecificationPutsThem) {
  const auto t = read<SmsDeliver>("04" + kAddress + "1122" + kScts + "00", Direction::mt);
  EXPECT_EQ(t.tp_oa, parse_address("+15550100100").value());
  EXPECT_EQ(t.tp_pid, 0x11);
  EXPECT_EQ(t.tp_dcs, Dcs{0x22});
  EXPECT_EQ(t.tp_scts, Timestamp{});
  EXPECT_EQ(t.user_data, UserData{});
}

TEST(SmsDeliver, EachBitOfTheFirstOctetIsItsField) {
  const auto with = [](std::string_view first) {
    return read<SmsDeliver>(deliver(first, "00", kHello), Direction::mt);
  };
  SmsDeliver all_clear = with("04");
  EXPECT_EQ(all_clear.tp_mms, MoreMessages::none);
  EXPECT_FALSE(all_clear.tp_lp || all_clear.tp_rp || all_clear.tp_udhi || all_clear.tp_sri);
  EXPECT_EQ(with("00").tp_mms, MoreMessages::more);
  EXPECT_TRUE(with("0c").tp_lp);
  EXPECT_EQ(with("14").spare_bits, 0x10);
  EXPECT_TRUE(with("24").tp_sri);
  EXPECT_TRUE(with("84").tp_rp);
  EXPECT_TRUE(read<SmsDeliver>(deliver("44", "04", "0100"), Direction::mt).tp_udhi);
}

TEST(SmsDeliver, ReservedMessageTypeIsProcessedAsDeliverAndKept) {
  EXPECT_EQ(read<SmsDeliver>(deliver("07", "00", kHello), Direction::mt).tp_mti, 3);
  EXPECT_EQ(refusal(deliver("07", "00", kHello), Direction::mo).clause, "TS 23.040 9.2.3.1");
}

TEST(SmsDeliver, EachMandatoryFieldIsMissedByName) {
  const std::string whole = deliver("04", "00", kHello);
  const std::pair<std::size_t, const char*> rows[] = {
      {0, "TP-MTI"},   {1, "TP-OA"},    {2, "TP-OA"},   {8, "TP-OA"},  {9, "TP-PID"}, {10, "TP-DCS"},
      {11, "TP-SCTS"}, {17, "TP-SCTS"}, {18, "TP-UDL"}, {19, "TP-UD"}, {23, "TP-UD"}};
  for (const auto& [size, field] : rows) {
    const Error e = refusal(whole.substr(0, size * 2), Direction::mt);
    EXPECT_EQ(e.field, field) << size;
    EXPECT_TRUE(e.clause.starts_with("TS 23.040 9.2.3.")) << e.message();
    EXPECT_LE(e.offset.value(), size);
  }
}

TEST(SmsDeliver, AddressOfMoreThanTwentySemiOctetsIsRefused) {
  const Error e = refusal("041591" + std::string(22, '1') + "0000" + kScts + "00", Direction::mt);
  EXPECT_EQ(e.field, "TP-OA");
  EXPECT_EQ(e.offset, 1U);
}

TEST(SmsDeliver, OctetsBehindTheLastFieldAreRefused) {
  const Error e = refusal(deliver("04", "00", kHello) + "00", Direction::mt);
  EXPECT_EQ(e.field, "TPDU");
  EXPECT_EQ(e.offset, 24U);
  EXPECT_EQ(e.text, "1 octet behind the last field");
}

TEST(SmsSubmit, EachBitOfTheFirstOctetIsItsField) {
  const auto with = [](std::string_view first) {
    return read<SmsSubmit>(submit(kHello, "00", first), Direction::mo);
  };
  EXPECT_EQ(with("01").tp_mr, 5);
  EXPECT_TRUE(with("05").tp_rd);
  EXPECT_TRUE(with("21").tp_srr);
  EXPECT_TRUE(with("81").tp_rp);
  const SmsSubmit clear = with("01");
  EXPECT_FALSE(clear.tp_rd || clear.tp_srr || clear.tp_rp || clear.tp_udhi || clear.tp_vp);
}

TEST(SmsSubmit, ValidityPeriodHasTheFormatThatTheFirstOctetSays) {
  const auto with = [](std::string_view first, std::string_view period) {
    return read<SmsSubmit>(submit(std::string(period) + kHello, "00", first), Direction::mo).tp_vp;
  };
  EXPECT_EQ(with("01", ""), std::nullopt);
  EXPECT_EQ(with("11", "a7"), ValidityPeriod(RelativePeriod{167}));
  EXPECT_EQ(with("19", kScts), ValidityPeriod(Timestamp{}));
  EXPECT_EQ(with("09", "021e0000000000"), ValidityPeriod(EnhancedPeriod{{2, 30, 0, 0, 0, 0, 0}}));
}

TEST(SmsSubmit, CutValidityPeriodIsMissedByName) {
  EXPECT_EQ(refusal(submit("", "00", "11"), Direction::mo).field, "TP-VP");
  EXPECT_EQ(refusal(submit("421010", "00", "19"), Direction::mo).field, "TP-VP");
  EXPECT_EQ(refusal(submit("0102", "00", "09"), Direction::mo).field, "TP-VP");
}

TEST(UserData, SeptetsOrOctetsAreCountedAsTheCodingSays) {
  EXPECT_EQ(text_of(Tpdu(read<SmsSubmit>(submit("05e8329bfd06"), Direction::mo))), "hello");
  EXPECT_EQ(text_of(Tpdu(read<SmsSubmit>(submit("040048d83d", "08"), Direction::mo))), "H\uFFFD");
  EXPECT_EQ(text_of(Tpdu(read<SmsSubmit>(submit("0200ff", "04"), Direction::mo))), std::nullopt);
  EXPECT_EQ(text_of(Tpdu(read<SmsSubmit>(submit("0200ff", "20"), Direction::mo))),
            std::nullopt);  // compressed
  EXPECT_EQ(text_of(Tpdu(read<SmsSubmit>(submit("05e8329bfd06", "80"), Direction::mo))),
            "hello");  // reserved
}

TEST(UserData, LengthBeyondTheOctetsIsRefused) {
  EXPECT_EQ(refusal(submit("06e8329bfd06"), Direction::mo).field, "TP-UD");
  EXPECT_EQ(refusal(submit("03ffff", "04"), Direction::mo).field, "TP-UD");
  EXPECT_EQ(refusal(submit("ff" + std::string(446, '0')), Direction::mo).field, "TP-UD");
  EXPECT_EQ(read<SmsSubmit>(submit("ff" + std::string(448, '0')), Direction::mo).user_data.tp_ud.size(),
            224U);
}

TEST(UserData, TextBeginsOnASeptetBoundaryBehindTheHeader) {
  const auto t = read<SmsSubmit>(submit("0c050003ef0201d06536fb0d", "00", "41"), Direction::mo);
  EXPECT_EQ(text_of(Tpdu(t)), "hello");
  EXPECT_EQ(concatenation_of(Tpdu(t)), (Concatenation{0xEF, 2, 1}));
}

TEST(UserData, HeaderBeyondTheUserDataIsRefused) {
  EXPECT_EQ(refusal(submit("00", "00", "41"), Direction::mo).field, "TP-UDH");
  EXPECT_EQ(refusal(submit("0105", "04", "41"), Direction::mo).field, "TP-UDH");
  EXPECT_EQ(refusal(submit("050500030102", "04", "41"), Direction::mo).clause, "TS 23.040 9.2.3.24");
  // 6 octets of header take 7 septets; 6 septets would take as many octets.
  const Error e = refusal(submit("06050003ef0201", "00", "41"), Direction::mo);
  EXPECT_EQ(e.field, "TP-UDH");
  EXPECT_EQ(e.offset, 13U);
  EXPECT_EQ(text_of(Tpdu(read<SmsSubmit>(submit("07050003ef020100", "00", "41"), Direction::mo))), "");
}

TEST(UserData, MalformedHeaderIsKeptAndReported) {
  const std::string octets = submit("08050009ef02014142", "04", "41");
  const Tpdu t = read<SmsSubmit>(octets, Direction::mo);
  EXPECT_EQ(concatenation_of(t), std::nullopt);
  EXPECT_EQ(findings(octets, Direction::mo), Fields{"TP-UDH"});
  const Value shown = to_value(t);
  EXPECT_EQ(*shown.find_path("sms-submit.tp-udh"), Value(mapsim::test::octets("050009ef0201")));
  EXPECT_EQ(*shown.find_path("sms-submit.data"), Value(mapsim::test::octets("4142")));
  EXPECT_EQ(from_value<Tpdu>(shown).value(), t);
}

TEST(SmsDeliverReport, AcknowledgesWithoutACause) {
  const auto t = read<SmsDeliverReport>("0000", Direction::mo);
  EXPECT_EQ(t.tp_fcs, std::nullopt);
  EXPECT_EQ(t.tp_pi, 0);
}

TEST(SmsDeliverReport, CarriesItsParametersInOrder) {
  const auto t = read<SmsDeliverReport>(
      "00d30711"
      "00" +
          kHello,
      Direction::mo);
  EXPECT_EQ(enum_name(t.tp_fcs.value()), "memory-capacity-exceeded");
  EXPECT_EQ(t.tp_pid, 0x11);
  EXPECT_EQ(t.tp_dcs, kDcsGsm7);
  EXPECT_EQ(text_of(Tpdu(t)), "hello");
}

TEST(SmsDeliverReport, FormFollowsWhatCarriedIt) {
  // 02 00: TP-PI with a TP-DCS, or a reserved cause and an empty TP-PI.
  EXPECT_EQ(read<SmsDeliverReport>("000200", Direction::mo, ReportForm::ack).tp_dcs, kDcsGsm7);
  EXPECT_EQ(read<SmsDeliverReport>("000200", Direction::mo, ReportForm::error).tp_fcs, FailureCause{2});
  EXPECT_EQ(read<SmsDeliverReport>("000200", Direction::mo).tp_fcs, std::nullopt);
  EXPECT_EQ(std::get<SmsDeliverReport>(decode(mapsim::test::octets("000200"), Direction::mo, true).value()).tp_fcs,
            FailureCause{2});
}

TEST(SmsDeliverReport, AloneACauseIsKnownByItsHighBitOrReservedBitsOfTheIndicator) {
  for (unsigned octet = 0; octet <= 255; ++octet) {
    const Octets tpdu = {0x00, static_cast<std::uint8_t>(octet), 0x00, 0x00, 0x00};
    for (std::size_t size = 2; size <= 5; ++size) {
      const auto t = decode(OctetView(tpdu).first(size), Direction::mo);
      if (t) {
        EXPECT_EQ(std::get<SmsDeliverReport>(*t).tp_fcs.has_value(), octet >= 8) << octet;
      }
    }
  }
}

TEST(SmsDeliverReport, ReservedBitsOfTheIndicatorAreIgnoredInAnAck) {
  const auto t = read<SmsDeliverReport>(
      "00"
      "79"
      "11",
      Direction::mo, ReportForm::ack);
  EXPECT_EQ(t.tp_pi, 0x79);
  EXPECT_EQ(t.tp_pid, 0x11);
}

TEST(SmsDeliverReport, ExtensionOfTheIndicatorIsKept) {
  const auto t = read<SmsDeliverReport>(
      "00d3"
      "818001"
      "11",
      Direction::mo);
  EXPECT_EQ(t.tp_pi, 0x81);
  EXPECT_EQ(t.tp_pi_extension, mapsim::test::octets("8001"));
  EXPECT_EQ(t.tp_pid, 0x11);
  EXPECT_EQ(from_value<Tpdu>(to_value(Tpdu(t))).value(), Tpdu(t));
  EXPECT_EQ(refusal("00d38180", Direction::mo).field, "TP-PI");
}

TEST(SmsDeliverReport, WithoutACodingUserDataIsDefaultAlphabet) {
  EXPECT_EQ(text_of(Tpdu(read<SmsDeliverReport>("0004" + kHello, Direction::mo))), "hello");
}

TEST(SmsDeliverReport, EachAnnouncedParameterIsMissedByName) {
  EXPECT_EQ(refusal("0001", Direction::mo).field, "TP-PID");
  EXPECT_EQ(refusal("0002", Direction::mo).field, "TP-DCS");
  EXPECT_EQ(refusal("0004", Direction::mo).field, "TP-UDL");
  EXPECT_EQ(refusal("000405e8", Direction::mo).field, "TP-UD");
  EXPECT_EQ(refusal("00", Direction::mo, ReportForm::error).field, "TP-FCS");
  EXPECT_EQ(refusal("00d3", Direction::mo).field, "TP-PI");
  EXPECT_EQ(refusal("000000", Direction::mo).field, "TPDU");
}

TEST(SmsSubmitReport, HasATimeStampBehindTheIndicator) {
  const auto ack = read<SmsSubmitReport>("0101" + kScts + "11", Direction::mt);
  EXPECT_EQ(ack.tp_fcs, std::nullopt);
  EXPECT_EQ(ack.tp_scts, Timestamp{});
  EXPECT_EQ(ack.tp_pid, 0x11);
  const auto error = read<SmsSubmitReport>("01c500" + kScts, Direction::mt);
  EXPECT_EQ(enum_name(error.tp_fcs.value()), "sm-rejected-duplicate-sm");
  EXPECT_EQ(refusal("010042", Direction::mt).field, "TP-SCTS");
}

TEST(SmsStatusReport, IndicatorIsOptional) {
  const std::string fixed = "0605" + kAddress + kScts + "42101000000040" + "46";
  const auto t = read<SmsStatusReport>(fixed, Direction::mt);
  EXPECT_EQ(t.tp_pi, std::nullopt);
  EXPECT_EQ(t.tp_mr, 5);
  EXPECT_EQ(enum_name(t.tp_st), "validity-period-expired");
  EXPECT_EQ(t.tp_dt.calendar()->zone_quarters, 4);
  EXPECT_EQ(read<SmsStatusReport>(fixed + "00", Direction::mt).tp_pi, 0);
  EXPECT_EQ(text_of(Tpdu(read<SmsStatusReport>(fixed + "04" + kHello, Direction::mt))), "hello");
}

TEST(SmsStatusReport, EachBitOfTheFirstOctetIsItsField) {
  const std::string rest = "05" + kAddress + kScts + kScts + "00";
  EXPECT_EQ(read<SmsStatusReport>("02" + rest, Direction::mt).tp_mms, MoreMessages::more);
  EXPECT_EQ(read<SmsStatusReport>("06" + rest, Direction::mt).tp_mms, MoreMessages::none);
  EXPECT_TRUE(read<SmsStatusReport>("0a" + rest, Direction::mt).tp_lp);
  EXPECT_TRUE(read<SmsStatusReport>("22" + rest, Direction::mt).tp_srq);
  EXPECT_TRUE(read<SmsStatusReport>("42" + rest, Direction::mt).tp_udhi);
  EXPECT_EQ(read<SmsStatusReport>("92" + rest, Direction::mt).spare_bits, 0x90);
}

TEST(SmsCommand, CarriesItsFieldsInOrder) {
  const auto t = read<SmsCommand>(
      "22"
      "05"
      "11"
      "02"
      "07" +
          kAddress + "02abcd",
      Direction::mo);
  EXPECT_TRUE(t.tp_srr);
  EXPECT_EQ(t.tp_mr, 5);
  EXPECT_EQ(t.tp_pid, 0x11);
  EXPECT_EQ(enum_name(t.tp_ct), "delete");
  EXPECT_EQ(t.tp_mn, 7);
  EXPECT_EQ(t.tp_cdl, 2);
  EXPECT_EQ(to_hex(t.tp_cd.view()), "abcd");
}

TEST(SmsCommand, DataAndItsHeaderMustBeWhole) {
  const std::string start = "05110207" + kAddress;
  EXPECT_EQ(refusal("02" + start, Direction::mo).field, "TP-CDL");
  EXPECT_EQ(refusal("02" + start + "03abcd", Direction::mo).field, "TP-CD");
  EXPECT_EQ(refusal("42" + start + "02abcd", Direction::mo).field, "TP-UDH");
  EXPECT_TRUE(read<SmsCommand>("42" + start +
                                   "0402"
                                   "0600"
                                   "ff",
                               Direction::mo)
                  .tp_udhi);
}

TEST(Encode, SpareBitsThatAreFieldsAreRefused) {
  SmsDeliver t;
  t.spare_bits = 0x14;
  EXPECT_EQ(encode(t).error().field, "spare-bits");
  SmsCommand c;
  c.spare_bits = 0x20;
  EXPECT_FALSE(encode(c));
}

TEST(Encode, ReportsWithoutAnIndicatorSayWhatIsThere) {
  SmsDeliverReport report;
  EXPECT_EQ(to_hex(encode(report).value()), "0000");
  report.tp_pid = 0x11;
  report.user_data = UserData{};
  EXPECT_EQ(to_hex(encode(report).value()), "00051100");
  SmsStatusReport status;
  const std::size_t without = encode(status).value().size();
  status.tp_dcs = kDcsGsm7;
  EXPECT_EQ(encode(status).value().size(), without + 2);
}

TEST(Diagnose, NothingIsSaidOfATpduAsItShouldBe) {
  EXPECT_EQ(findings(deliver("04", "00", kHello), Direction::mt), Fields{});
  EXPECT_EQ(findings(submit("040048d83d", "04"), Direction::mo), Fields{});
}

TEST(Diagnose, EachOddFieldIsNamed) {
  EXPECT_EQ(findings(deliver("14", "00", kHello), Direction::mt), Fields{"TPDU"});
  EXPECT_EQ(findings(deliver("07", "00", kHello), Direction::mt), Fields{"TP-MTI"});
  EXPECT_EQ(findings(deliver("04", "8c", kHello), Direction::mt), Fields{"TP-DCS"});
  EXPECT_EQ(findings("04"
                     "0391"
                     "2103"
                     "0000" +
                         kScts + kHello,
                     Direction::mt),
            Fields{"TP-OA"});
  EXPECT_EQ(findings("04"
                     "0491"
                     "21f3"
                     "0000" +
                         kScts + kHello,
                     Direction::mt),
            Fields{"TP-OA"});
  EXPECT_EQ(findings("04"
                     "0411"
                     "2143"
                     "0000" +
                         kScts + kHello,
                     Direction::mt),
            Fields{"TP-OA"});
  EXPECT_EQ(findings("04"
                     "04f1"
                     "2143"
                     "0000" +
                         kScts + kHello,
                     Direction::mt),
            Fields{"TP-OA"});
  EXPECT_EQ(findings("04"
                     "0492"
                     "2143"
                     "0000" +
                         kScts + kHello,
                     Direction::mt),
            Fields{"TP-OA"});
  EXPECT_EQ(findings("04" + kAddress +
                         "0000"
                         "42f01000000000" +
                         kHello,
                     Direction::mt),
            Fields{"TP-SCTS"});
  EXPECT_EQ(findings(submit("040048d83d", "08"), Direction::mo), Fields{"TP-UD"});
  EXPECT_EQ(findings(submit("030048d8", "08"), Direction::mo), Fields{"TP-UD"});
  EXPECT_EQ(findings(submit("05e8329bfdf6"), Direction::mo), Fields{"TP-UD"});                  // spare bits
  EXPECT_EQ(findings(submit("08050003ef020111", "00", "41"), Direction::mo), Fields{"TP-UD"});  // fill bits
  EXPECT_EQ(findings(submit("06050003ef0203", "04", "41"), Direction::mo), Fields{"TP-UDH"});   // part 3 of 2
  EXPECT_EQ(findings(submit("050400020102", "04", "41"), Direction::mo), Fields{"TP-UDH"});     // two octets
  EXPECT_EQ(findings("001200", Direction::mo), Fields{"TP-FCS"});
}

TEST(Diagnose, CompressedTextIsNamed) {
  EXPECT_EQ(findings(submit("020102", "20"), Direction::mo), Fields{"TP-DCS"});
  EXPECT_EQ(findings(submit("020102", "60"), Direction::mo), Fields{"TP-DCS"});  // automatic deletion
}

TEST(Diagnose, ReservedInformationElementsAreNamed) {
  for (const char* reserved : {"02", "03", "1b", "26", "6f", "a0", "bf", "e0", "ff"}) {
    EXPECT_EQ(findings(submit("0403" + std::string(reserved) + "0100", "04", "41"), Direction::mo),
              Fields{"TP-UDH"})
        << reserved;
  }
  for (const char* specific : {"23", "70", "9f", "c0", "df"}) {
    EXPECT_EQ(findings(submit("0403" + std::string(specific) + "0100", "04", "41"), Direction::mo), Fields{})
        << specific;
  }
}

TEST(Diagnose, ReservedBitsOfPeriodsAndIndicatorsAreNamed) {
  EXPECT_EQ(findings(submit("81000000000000" + kHello, "00", "09"), Direction::mo), Fields{"TP-VP"});
  EXPECT_EQ(findings(submit("0c000000000000" + kHello, "00", "09"), Direction::mo), Fields{"TP-VP"});
  EXPECT_EQ(findings(submit("ffffffffffffff" + kHello, "00", "19"), Direction::mo), Fields{"TP-VP"});
  EXPECT_EQ(findings("00d308", Direction::mo), Fields{"TP-PI"});
  EXPECT_EQ(findings("00d38000", Direction::mo), Fields{"TP-PI"});
}

TEST(Diagnose, SizesBeyondTheSpecificationAreNamed) {
  EXPECT_EQ(findings(submit("8d" + std::string(282, '0'), "04"), Direction::mo), Fields{"TP-UDL"});
  EXPECT_EQ(findings("00d304"
                     "b8" +
                         std::string(322, '0'),
                     Direction::mo),
            Fields{"TPDU"});
  EXPECT_EQ(findings("00d304"
                     "b4" +
                         std::string(316, '0'),
                     Direction::mo),
            Fields{});
}

}  // namespace
}  // namespace mapsim::sms
