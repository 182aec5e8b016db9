// The tables of RFC 4666 section 3, held against a second transcription of it and against their own flips.
#include "sigtran/m3ua/tables.h"

#include <gtest/gtest.h>
#include <map>
#include <set>

#include "sigtran/m3ua/check.h"
#include "tests/m3ua/messages.h"

namespace mapsim::m3ua::test {
namespace {

// class, type, then the parameters: M mandatory, O optional, + may be repeated.
struct Expected {
  int message_class;
  int type;
  std::string_view name;
  std::map<int, std::string_view> uses;
};

const std::vector<Expected>& rfc4666() {
  static const std::vector<Expected> table{
      {0, 0, "err", {{0x0C, "M"}, {0x06, "O"}, {0x200, "O"}, {0x12, "O"}, {0x07, "O"}}},
      {0, 1, "ntfy", {{0x0D, "M"}, {0x11, "O"}, {0x06, "O"}, {0x04, "O"}}},
      {1, 1, "data", {{0x200, "O"}, {0x06, "O"}, {0x210, "M"}, {0x13, "O"}}},
      {2, 1, "duna", {{0x200, "O"}, {0x06, "O"}, {0x12, "M"}, {0x04, "O"}}},
      {2, 2, "dava", {{0x200, "O"}, {0x06, "O"}, {0x12, "M"}, {0x04, "O"}}},
      {2, 3, "daud", {{0x200, "O"}, {0x06, "O"}, {0x12, "M"}, {0x04, "O"}}},
      {2, 4, "scon", {{0x200, "O"}, {0x06, "O"}, {0x12, "M"}, {0x206, "O"}, {0x205, "O"}, {0x04, "O"}}},
      {2, 5, "dupu", {{0x200, "O"}, {0x06, "O"}, {0x12, "M"}, {0x204, "M"}, {0x04, "O"}}},
      {2, 6, "drst", {{0x200, "O"}, {0x06, "O"}, {0x12, "M"}, {0x04, "O"}}},
      {3, 1, "aspup", {{0x11, "O"}, {0x04, "O"}}},
      {3, 2, "aspdn", {{0x04, "O"}}},
      {3, 3, "beat", {{0x09, "O"}}},
      {3, 4, "aspup-ack", {{0x11, "O"}, {0x04, "O"}}},
      {3, 5, "aspdn-ack", {{0x04, "O"}}},
      {3, 6, "beat-ack", {{0x09, "O"}}},
      {4, 1, "aspac", {{0x0B, "O"}, {0x06, "O"}, {0x04, "O"}}},
      {4, 2, "aspia", {{0x06, "O"}, {0x04, "O"}}},
      {4, 3, "aspac-ack", {{0x0B, "O"}, {0x06, "O"}, {0x04, "O"}}},
      {4, 4, "aspia-ack", {{0x06, "O"}, {0x04, "O"}}},
      {9, 1, "reg-req", {{0x207, "M+"}}},
      {9, 2, "reg-rsp", {{0x208, "M+"}}},
      {9, 3, "dereg-req", {{0x06, "M"}}},
      {9, 4, "dereg-rsp", {{0x209, "M+"}}},
  };
  return table;
}

bool has(std::string_view use, char what) {
  return use.find(what) != std::string_view::npos;
}

Message complete(const Expected& row) {
  Message message{.type = message_type(static_cast<std::uint8_t>(row.message_class),
                                       static_cast<std::uint8_t>(row.type))};
  for (const auto& [tag, use] : row.uses) {
    if (has(use, 'M')) message.parameters.push_back(sample(static_cast<Tag>(tag)));
  }
  return message;
}

TEST(M3uaTables, KnowTheMessagesOfRfc4666AndNoOther) {
  EXPECT_EQ(message_rows().size(), rfc4666().size());
  for (const Expected& row : rfc4666()) {
    const MessageRow* found = find_message(row.name);
    ASSERT_NE(found, nullptr) << row.name;
    EXPECT_EQ(found->type, complete(row).type) << row.name;
    EXPECT_TRUE(found->clause.starts_with("RFC 4666 3.")) << row.name;
  }
}

TEST(M3uaTables, EveryMessageIsSoundWithItsMandatoryParameters) {
  for (const Expected& row : rfc4666()) {
    const auto wrong = check(complete(row));
    EXPECT_FALSE(wrong) << row.name << ": " << wrong->error.message();
  }
}

// Every cell of message x parameter, so that no flip of presence, membership or repetition goes unseen.
TEST(M3uaTables, EveryCellOfMessageAndParameterIsThatOfRfc4666) {
  for (const Expected& row : rfc4666()) {
    for (const ParameterRow& parameter : parameter_rows()) {
      SCOPED_TRACE(std::string(row.name) + " " + std::string(parameter.name));
      const auto cell = row.uses.find(static_cast<int>(parameter.tag));
      const std::string_view use = cell == row.uses.end() ? "" : cell->second;
      Message message = complete(row);
      if (has(use, 'M')) {
        Message without = message;
        std::erase_if(without.parameters, [&](const Parameter& p) { return p.tag == parameter.tag; });
        const auto wrong = check(without);
        ASSERT_TRUE(wrong);
        EXPECT_EQ(wrong->code, ErrorCode::missing_parameter);
        EXPECT_EQ(wrong->error.field, parameter.name);
      }
      if (has(use, 'O')) message.parameters.push_back(sample(parameter.tag));
      EXPECT_FALSE(check(message));
      message.parameters.push_back(sample(parameter.tag));  // once more than allowed, or not allowed at all
      const auto wrong = check(message);
      const bool tolerated = has(use, '+') || (use.empty() && parameter.tag == Tag::info_string);
      EXPECT_EQ(wrong.has_value(), !tolerated);
      if (wrong) {
        EXPECT_EQ(wrong->code, ErrorCode::unexpected_parameter);
      }
    }
  }
}

TEST(M3uaTables, EveryCellOfGroupAndParameterIsThatOfRfc4666) {
  const std::map<int, std::map<int, std::string_view>> groups{
      {0x207,
       {{0x20A, "M"}, {0x06, "O"}, {0x0B, "O"}, {0x20B, "M+"}, {0x200, "O"}, {0x20C, "O+"}, {0x20E, "O+"}}},
      {0x208, {{0x20A, "M"}, {0x212, "M"}, {0x06, "M"}}},
      {0x209, {{0x06, "M"}, {0x213, "M"}}},
  };
  ASSERT_EQ(group_rows().size(), groups.size());
  for (const auto& [tag, uses] : groups) {
    const GroupRow* row = find_group(static_cast<Tag>(tag));
    ASSERT_NE(row, nullptr);
    std::map<int, std::string> found;
    for (const ParameterUse& use : row->uses()) {
      found[static_cast<int>(use.tag)] =
          std::string(use.presence == Presence::mandatory ? "M" : "O") + (use.repeatable ? "+" : "");
    }
    const std::map<int, std::string> expected(uses.begin(), uses.end());
    EXPECT_EQ(found, expected) << tag;
  }
}

TEST(M3uaTables, FlippingThePresenceOfAnyRowChangesAnAnswer) {
  for (const MessageRow& original : message_rows()) {
    for (std::size_t i = 0; i < original.use_count; ++i) {
      MessageRow flipped = original;
      const bool was_mandatory = original.uses_[i].presence == Presence::mandatory;
      flipped.uses_[i].presence = was_mandatory ? Presence::optional : Presence::mandatory;
      Message without = sample(original, true);
      std::erase_if(without.parameters, [&](const Parameter& p) { return p.tag == original.uses_[i].tag; });
      EXPECT_EQ(check(without, original).has_value(), was_mandatory) << original.name;
      EXPECT_EQ(check(without, flipped).has_value(), !was_mandatory) << original.name;
    }
  }
}

TEST(M3uaTables, AMissingMandatoryMemberOfAGroupIsNamed) {
  Message message{.type = MessageType::reg_req};
  Parameter key = sample(Tag::routing_key);
  std::erase_if(std::get<ParameterGroup>(key.value),
                [](const Parameter& p) { return p.tag == Tag::destination_point_code; });
  message.parameters.push_back(key);
  const auto wrong = check(message);
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->code, ErrorCode::missing_parameter);
  EXPECT_EQ(wrong->error.field, "destination-point-code");
}

TEST(M3uaTables, TagsAndNamesAreUnique) {
  std::set<Tag> tags;
  std::set<std::string_view> names;
  for (const ParameterRow& row : parameter_rows()) {
    EXPECT_TRUE(tags.insert(row.tag).second) << row.name;
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(find_parameter(row.tag), &row);
    EXPECT_EQ(find_parameter(row.name), &row);
    EXPECT_TRUE(row.clause.starts_with("RFC 4666 3.")) << row.name;
  }
}

TEST(M3uaTables, AnUnknownClassAndAnUnknownTypeHaveErrorsOfTheirOwn) {
  EXPECT_EQ(check({.type = message_type(10, 1)})->code, ErrorCode::unsupported_message_class);
  EXPECT_EQ(check({.type = message_type(5, 1)})->code, ErrorCode::unsupported_message_class);
  EXPECT_EQ(check({.type = message_type(3, 7)})->code, ErrorCode::unsupported_message_type);
  EXPECT_EQ(check({.type = message_type(1, 2)})->code, ErrorCode::unsupported_message_type);
}

TEST(M3uaTables, AnExtensionParameterIsTolerated) {
  Message message{.type = MessageType::aspup};
  message.parameters.push_back({static_cast<Tag>(0x7777), Octets{1}});
  EXPECT_FALSE(check(message));
}

TEST(M3uaTables, AnInfoStringOfMoreThan255OctetsIsAParameterFieldError) {
  Message message{.type = MessageType::aspup, .parameters = {{Tag::info_string, std::string(255, 'x')}}};
  EXPECT_FALSE(check(message));
  message.parameters[0].value = std::string(256, 'x');
  EXPECT_EQ(check(message)->code, ErrorCode::parameter_field_error);
}

}  // namespace
}  // namespace mapsim::m3ua::test
