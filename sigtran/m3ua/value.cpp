#include <algorithm>
#include <charconv>
#include <string>

#include "sigtran/core/fields.h"
#include "sigtran/m3ua/message.h"
#include "sigtran/m3ua/tables.h"

namespace mapsim {

// Where the status type says what the information means, it is named (RFC 4666 3.8.2).
template <>
struct ValueTraits<m3ua::Status> {
  static Value to(const m3ua::Status& v) {
    Value out;
    out.add("status-type", mapsim::to_value(static_cast<m3ua::StatusType>(v.type)));
    Value information(static_cast<std::int64_t>(v.information));
    if (v.type == static_cast<std::uint16_t>(m3ua::StatusType::as_state_change)) {
      information = mapsim::to_value(static_cast<m3ua::AsStateStatus>(v.information));
    } else if (v.type == static_cast<std::uint16_t>(m3ua::StatusType::other)) {
      information = mapsim::to_value(static_cast<m3ua::OtherStatus>(v.information));
    }
    out.add("status-information", std::move(information));
    return out;
  }
  static Result<m3ua::Status> from(const Value& v) {
    m3ua::StatusType type{};
    Value information;
    FromValue in(v);
    in("status-type", type);
    if (type == m3ua::StatusType::other) {
      m3ua::OtherStatus other{};
      in("status-information", other);
      if (auto done = in.finish(); !done) return fail(std::move(done.error()));
      return m3ua::Status{static_cast<std::uint16_t>(type), static_cast<std::uint16_t>(other)};
    }
    m3ua::AsStateStatus state{};
    in("status-information", state);
    if (auto done = in.finish(); !done) return fail(std::move(done.error()));
    return m3ua::Status{static_cast<std::uint16_t>(type), static_cast<std::uint16_t>(state)};
  }
};

// A point code without mask is written as a number.
template <>
struct ValueTraits<m3ua::PointCodeRange> {
  static Value to(const m3ua::PointCodeRange& v) {
    if (v.mask == 0) return Value(static_cast<std::int64_t>(v.pc));
    Value out;
    out.add("mask", static_cast<std::int64_t>(v.mask));
    out.add("pc", static_cast<std::int64_t>(v.pc));
    return out;
  }
  static Result<m3ua::PointCodeRange> from(const Value& v) {
    m3ua::PointCodeRange range;
    if (v.if_int() != nullptr) {
      auto pc = mapsim::from_value<std::uint32_t>(v);
      if (!pc) return fail(std::move(pc.error()));
      range.pc = *pc;
      return range;
    }
    FromValue in(v);
    in("mask", range.mask);
    in("pc", range.pc);
    if (auto done = in.finish(); !done) return fail(std::move(done.error()));
    return range;
  }
};

template <>
struct ValueTraits<m3ua::CongestionLevel> {
  static Value to(const m3ua::CongestionLevel& v) {
    if (v.reserved == 0) return Value(static_cast<std::int64_t>(v.level));
    Value out;
    out.add("level", static_cast<std::int64_t>(v.level));
    out.add("reserved", static_cast<std::int64_t>(v.reserved));
    return out;
  }
  static Result<m3ua::CongestionLevel> from(const Value& v) {
    m3ua::CongestionLevel level;
    if (v.if_int() != nullptr) {
      auto number = mapsim::from_value<std::uint8_t>(v);
      if (!number) return fail(std::move(number.error()));
      level.level = *number;
      return level;
    }
    FromValue in(v);
    in("level", level.level);
    in("reserved", level.reserved);
    if (auto done = in.finish(); !done) return fail(std::move(done.error()));
    return level;
  }
};

}  // namespace mapsim

namespace mapsim::m3ua {

template <class V>
void fields(V& v, ProtocolData& d) {
  v("opc", d.label.opc);
  v("dpc", d.label.dpc);
  v("si", d.label.si);
  v("ni", d.label.ni);
  v("mp", d.label.mp);
  v("sls", d.label.sls);
  v("data", d.data);
}

namespace {

// The user of a UserCause is a service indicator and stays a number.
struct NamedUserCause {
  UnavailabilityCause cause{};
  std::uint16_t user = 0;
};
template <class V>
void fields(V& v, NamedUserCause& c) {
  v("cause", c.cause);
  v("user", c.user);
}

Value group_to_value(const ParameterGroup& parameters, Value out);
Result<ParameterGroup> group_from_value(const Value& value, std::span<const std::string_view> skip);

template <class E>
Value named(std::uint32_t v) {
  return mapsim::to_value(static_cast<E>(v));
}

// JSON and terminals take UTF-8 only; text that is not printable ASCII is shown as octets.
bool printable(const std::string& text) {
  for (const char c : text) {
    if (c < 0x20 || c > 0x7E) return false;
  }
  return true;
}

// One element stands for itself, so that `routing-context: 7` reads as people write it.
template <class T>
Value list_to_value(const std::vector<T>& list) {
  return list.size() == 1 ? mapsim::to_value(list.front()) : mapsim::to_value(list);
}

struct Show {
  Shape shape;
  Value operator()(std::uint32_t v) const {
    switch (shape) {
      case Shape::traffic_mode:
        return named<TrafficMode>(v);
      case Shape::error_code:
        return named<ErrorCode>(v);
      case Shape::registration_status:
        return named<RegistrationStatus>(v);
      case Shape::deregistration_status:
        return named<DeregistrationStatus>(v);
      default:
        return Value(static_cast<std::int64_t>(v));
    }
  }
  Value operator()(const std::vector<std::uint32_t>& v) const { return list_to_value(v); }
  Value operator()(const std::string& v) const {
    if (printable(v)) return Value(v);
    return Value(Octets(v.begin(), v.end()));
  }
  Value operator()(const Octets& v) const { return Value(v); }
  Value operator()(const ProtocolData& v) const { return mapsim::to_value(v); }
  Value operator()(const PointCodeRange& v) const { return mapsim::to_value(v); }
  Value operator()(const std::vector<PointCodeRange>& v) const { return list_to_value(v); }
  Value operator()(const UserCause& v) const {
    return mapsim::to_value(NamedUserCause{static_cast<UnavailabilityCause>(v.cause), v.user});
  }
  Value operator()(const Status& v) const { return mapsim::to_value(v); }
  Value operator()(const CongestionLevel& v) const { return mapsim::to_value(v); }
  Value operator()(const ServiceIndicators& v) const {
    return list_to_value(std::vector<int>(v.values.begin(), v.values.end()));
  }
  Value operator()(const ParameterGroup& v) const { return group_to_value(v, Value(Value::Map{})); }
};

std::string hex4(std::uint16_t v) {
  const std::uint8_t octets[] = {static_cast<std::uint8_t>(v >> 8U), static_cast<std::uint8_t>(v)};
  return "0x" + to_hex(octets);
}

Value group_to_value(const ParameterGroup& parameters, Value out) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const Parameter& p = parameters[i];
    const ParameterRow* row = find_parameter(p.tag);
    std::string name =
        row != nullptr ? std::string(row->name) : "parameter-" + hex4(static_cast<std::uint16_t>(p.tag));
    std::size_t nth = 1;
    for (std::size_t j = 0; j < i; ++j) nth += parameters[j].tag == p.tag ? 1U : 0U;
    if (nth > 1) name += "#" + std::to_string(nth);
    out.add(std::move(name), std::visit(Show{row != nullptr ? row->shape : Shape::octets}, p.value));
  }
  return out;
}

template <class T>
Result<ParameterValue> one(const Value& v) {
  auto read = mapsim::from_value<T>(v);
  if (!read) return fail(std::move(read.error()));
  return ParameterValue(std::move(*read));
}

template <class E>
Result<ParameterValue> number_named(const Value& v) {
  auto read = mapsim::from_value<E>(v);
  if (!read) return fail(std::move(read.error()));
  return ParameterValue(static_cast<std::uint32_t>(*read));
}

template <class T>
Result<ParameterValue> one_or_more(const Value& v) {
  if (v.if_list() != nullptr) return one<std::vector<T>>(v);
  auto read = mapsim::from_value<T>(v);
  if (!read) return fail(std::move(read.error()));
  return ParameterValue(std::vector<T>{std::move(*read)});
}

Result<ParameterValue> service_indicators(const Value& v) {
  if (v.if_list() == nullptr) {
    auto si = mapsim::from_value<std::uint8_t>(v);
    if (!si) return fail(std::move(si.error()));
    return ParameterValue(ServiceIndicators{{*si}});
  }
  ServiceIndicators out;
  for (const Value& item : *v.if_list()) {
    auto si = mapsim::from_value<std::uint8_t>(item);
    if (!si) return fail(std::move(si.error()));
    out.values.push_back(*si);
  }
  return ParameterValue(std::move(out));
}

Result<ParameterValue> value_from(Shape shape, const Value& v) {
  // Octets fit everywhere: a test may write any value of any parameter.
  if (const Octets* octets = v.if_octets()) {
    if (shape == Shape::text) return ParameterValue(std::string(octets->begin(), octets->end()));
    return ParameterValue(*octets);
  }
  switch (shape) {
    case Shape::octets:
      return one<Octets>(v);
    case Shape::text:
      return one<std::string>(v);
    case Shape::number:
      return one<std::uint32_t>(v);
    case Shape::traffic_mode:
      return number_named<TrafficMode>(v);
    case Shape::error_code:
      return number_named<ErrorCode>(v);
    case Shape::registration_status:
      return number_named<RegistrationStatus>(v);
    case Shape::deregistration_status:
      return number_named<DeregistrationStatus>(v);
    case Shape::numbers:
      return one_or_more<std::uint32_t>(v);
    case Shape::protocol_data:
      return one<ProtocolData>(v);
    case Shape::point_codes:
      return one_or_more<PointCodeRange>(v);
    case Shape::point_code:
      return one<PointCodeRange>(v);
    case Shape::user_cause: {
      auto read = mapsim::from_value<NamedUserCause>(v);
      if (!read) return fail(std::move(read.error()));
      return ParameterValue(UserCause{static_cast<std::uint16_t>(read->cause), read->user});
    }
    case Shape::status:
      return one<Status>(v);
    case Shape::congestion_level:
      return one<CongestionLevel>(v);
    case Shape::service_indicators:
      return service_indicators(v);
    case Shape::group: {
      auto group = group_from_value(v, {});
      if (!group) return fail(std::move(group.error()));
      return ParameterValue(std::move(*group));
    }
  }
  return fail(unexpected_kind(v, "a parameter"));
}

Error unknown(std::string_view name, Mark mark, std::vector<std::string_view> allowed) {
  return {.layer = "m3ua", .text = unknown_name(name, allowed), .mark = mark};
}

// "parameter-0x1234" or a name of the table.
Result<Tag> tag_from_name(std::string_view name, Mark mark) {
  if (const ParameterRow* row = find_parameter(name)) return row->tag;
  constexpr std::string_view kPrefix = "parameter-0x";
  if (name.starts_with(kPrefix)) {
    std::uint16_t tag = 0;
    const auto [end, error] =
        std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), tag, 16);
    if (error == std::errc{} && end == name.data() + name.size()) return static_cast<Tag>(tag);
  }
  std::vector<std::string_view> allowed;
  for (const ParameterRow& row : parameter_rows()) allowed.push_back(row.name);
  return fail(unknown(name, mark, std::move(allowed)));
}

Result<void> add_parameter(ParameterGroup& out, Tag tag, std::string_view name, const Value& v) {
  const ParameterRow* row = find_parameter(tag);
  auto value = value_from(row != nullptr ? row->shape : Shape::octets, v);
  if (!value) {
    Error e = std::move(value.error());
    e.layer = "m3ua";
    e.field = e.field.empty() ? std::string(name) : std::string(name) + "." + e.field;
    if (e.mark.line == 0) e.mark = v.mark;
    return fail(std::move(e));
  }
  out.push_back({tag, std::move(*value)});
  return {};
}

Result<ParameterGroup> group_from_value(const Value& value, std::span<const std::string_view> skip) {
  const Value::Map* map = value.if_map();
  if (map == nullptr) return fail(unexpected_kind(value, "a map"));
  ParameterGroup out;
  for (const Value::Member& member : *map) {
    const std::string_view name = std::string_view(member.name).substr(0, member.name.find('#'));
    if (std::find(skip.begin(), skip.end(), name) != skip.end()) continue;
    auto tag = tag_from_name(name, member.mark);
    if (!tag) return fail(std::move(tag.error()));
    // `routing-key: [{…}, {…}]` stands for two parameters.
    const bool several = find_group(*tag) != nullptr && member.value.if_list() != nullptr;
    const Value* begin = several ? member.value.if_list()->data() : &member.value;
    const std::size_t count = several ? member.value.if_list()->size() : 1;
    for (std::size_t i = 0; i < count; ++i) {
      if (auto done = add_parameter(out, *tag, name, begin[i]); !done) return fail(std::move(done.error()));
    }
  }
  return out;
}

constexpr EnumName<FinalPadding> kFinalPaddings[] = {
    {"counted", FinalPadding::counted},
    {"not-counted", FinalPadding::not_counted},
    {"absent", FinalPadding::absent},
};

constexpr std::string_view kMessage = "message";
constexpr std::string_view kVersionName = "version";
constexpr std::string_view kReserved = "reserved";
constexpr std::string_view kFinalPadding = "final-padding";

std::string message_name(MessageType type) {
  if (const MessageRow* row = find_message(type)) return std::string(row->name);
  const auto code = static_cast<std::uint16_t>(type);
  return "class-" + std::to_string(code >> 8U) + "-type-" + std::to_string(code & 0xFFU);
}

// "class-9-type-127" or a name of the table.
Result<MessageType> type_from_name(const Value& v) {
  const std::string* name = v.if_string();
  if (name == nullptr) return fail(unexpected_kind(v, "a message's name"));
  if (const MessageRow* row = find_message(*name)) return row->type;
  std::uint8_t message_class = 0;
  std::uint8_t type = 0;
  constexpr std::string_view kClass = "class-";
  constexpr std::string_view kType = "-type-";
  if (name->starts_with(kClass)) {
    const char* end = name->data() + name->size();
    const auto first = std::from_chars(name->data() + kClass.size(), end, message_class);
    const std::string_view rest(first.ptr, static_cast<std::size_t>(end - first.ptr));
    if (first.ec == std::errc{} && rest.starts_with(kType)) {
      const auto second = std::from_chars(first.ptr + kType.size(), end, type);
      if (second.ec == std::errc{} && second.ptr == end) return message_type(message_class, type);
    }
  }
  std::vector<std::string_view> allowed;
  for (const MessageRow& row : message_rows()) allowed.push_back(row.name);
  Error e = unknown(*name, v.mark, std::move(allowed));
  e.field = kMessage;
  return fail(std::move(e));
}

template <class T>
Result<void> read_member(const Value& value, std::string_view name, T& out) {
  const Value* member = value.find(name);
  if (member == nullptr) return {};
  auto read = mapsim::from_value<T>(*member);
  if (!read) {
    Error e = std::move(read.error());
    e.field = name;
    if (e.mark.line == 0) e.mark = member->mark;
    return fail(std::move(e));
  }
  out = *read;
  return {};
}

}  // namespace

std::span<const EnumName<FinalPadding>> enum_names(FinalPadding) {
  return kFinalPaddings;
}

Value to_value(const Message& message) {
  Value out;
  out.add(std::string(kMessage), message_name(message.type));
  if (message.version != kVersion)
    out.add(std::string(kVersionName), static_cast<std::int64_t>(message.version));
  if (message.reserved != 0) out.add(std::string(kReserved), static_cast<std::int64_t>(message.reserved));
  if (message.final_padding != FinalPadding::counted) {
    out.add(std::string(kFinalPadding), mapsim::to_value(message.final_padding));
  }
  return group_to_value(message.parameters, std::move(out));
}

Result<Message> from_value(const Value& value) {
  const Value* name = value.find(kMessage);
  if (name == nullptr) {
    return fail(
        {.layer = "m3ua", .field = std::string(kMessage), .text = "is required here", .mark = value.mark});
  }
  Message message;
  auto type = type_from_name(*name);
  if (!type) return fail(std::move(type.error()));
  message.type = *type;
  if (auto done = read_member(value, kVersionName, message.version); !done)
    return fail(std::move(done.error()));
  if (auto done = read_member(value, kReserved, message.reserved); !done)
    return fail(std::move(done.error()));
  if (auto done = read_member(value, kFinalPadding, message.final_padding); !done) {
    return fail(std::move(done.error()));
  }
  constexpr std::string_view kSkip[] = {kMessage, kVersionName, kReserved, kFinalPadding};
  auto parameters = group_from_value(value, kSkip);
  if (!parameters) return fail(std::move(parameters.error()));
  message.parameters = std::move(*parameters);
  return message;
}

}  // namespace mapsim::m3ua
