#include "scenarios/engine/parameter_summary.h"

#include <type_traits>

#include "scenarios/engine/report_direction.h"
#include "scenarios/engine/telling.h"
#include "sigtran/map/errors.h"
#include "sigtran/sms/tpdu_codec.h"
#include "sigtran/sms/tpdu_value.h"

namespace mapsim::scenario {

namespace {

// The member that holds a TPDU, and how that is read.
struct TpduPlace {
  std::string_view member;
  sms::Direction towards = sms::Direction::mt;
  sms::ReportForm form = sms::ReportForm::by_octets;
};

// Values without members: they tell something by their own name or not at all.
template <class T>
inline constexpr bool kIsLeaf =
    std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_same_v<T, std::string> ||
    std::is_same_v<T, Octets> || std::is_same_v<T, sms::Dcs> || std::is_same_v<T, sms::Timestamp> ||
    std::is_same_v<T, sms::UserDataOctets>;
template <class Tag>
inline constexpr bool kIsLeaf<map::SizedOctets<Tag>> = true;
template <class Tag>
inline constexpr bool kIsLeaf<map::TbcdString<Tag>> = true;
template <class Tag>
inline constexpr bool kIsLeaf<map::Address<Tag>> = true;
template <class Tag>
inline constexpr bool kIsLeaf<map::TextOctets<Tag>> = true;
template <class Tag>
inline constexpr bool kIsLeaf<map::RangedInteger<Tag>> = true;

// Visits a structure as ToValue does (core/fields.h), and makes values only of what tells something.
class Teller {
 public:
  Teller(TellingText& out, const TpduPlace& tpdu) : out_(out), tpdu_(tpdu) {}

  template <class T>
  void operator()(std::string_view name, const T& field) {
    member(name, field);
  }
  template <class T>
  void operator()(std::string_view name, const std::optional<T>& field) {
    if (field) member(name, *field);
  }
  void flag(std::string_view name, const bool& field) {
    if (field) member(name, field);
  }

 private:
  template <class T>
  void member(std::string_view name, const T& field) {
    if constexpr (std::is_same_v<T, map::SignalInfo>) {
      if (name == tpdu_.member) return tpdu(field.octets());
    }
    if constexpr (HasFields<T>) {
      Teller inner(out_, kNoTpdu);
      fields(inner, const_cast<T&>(field));  // as ToValue: only reads
    } else if constexpr (map::Choice<T>) {
      alternative(field);
    } else if constexpr (std::is_same_v<T, sms::Address>) {
      const auto text = sms::short_form(field);
      if (!text) return out_.add_member(name, to_value(field));
      if (const TellingName* telling = find_telling(name)) out_.add_text(*telling, *text);
    } else if constexpr (kIsLeaf<T>) {
      if (const TellingName* telling = find_telling(name)) tell(*telling, field);
    } else {
      out_.add_member(name, to_value(field));
    }
  }

  template <class T>
  void member(std::string_view name, const std::vector<T>& items) {
    if constexpr (kIsLeaf<std::vector<T>>) {
      if (find_telling(name) != nullptr) out_.add_member(name, to_value(items));
    } else if constexpr (HasFields<T> || map::Choice<T>) {
      for (const T& item : items) member("", item);
    } else if constexpr (!kIsLeaf<T> && !std::is_same_v<T, map::UnknownElement>) {
      out_.add_member(name, to_value(items));
    }
  }

  template <class T>
  void tell(const TellingName& telling, const T& leaf) {
    out_.add_member(telling.name, to_value(leaf));
  }
  template <class Tag>
  void tell(const TellingName& telling, const map::TbcdString<Tag>& leaf) {
    if (const auto digits = leaf.digits()) return out_.add_text(telling, *digits);
    out_.add_member(telling.name, to_value(leaf));
  }
  template <class Tag>
  void tell(const TellingName& telling, const map::Address<Tag>& leaf) {
    const auto address = leaf.digits();
    if (!address) return out_.add_member(telling.name, to_value(leaf));
    const bool plain = address->nature == map::NatureOfAddress::international &&
                       address->plan == map::NumberingPlan::isdn && !address->digits.empty() &&
                       address->digits.find_first_not_of("0123456789") == std::string::npos;
    out_.add_text(telling, plain ? '+' + address->digits : address->digits);
  }
  void tell(const TellingName& telling, const std::string& leaf) {
    if (telling.name != "text") return out_.add_text(telling, leaf);
    out_.add_text(telling, '"' + leaf + '"');
  }

  template <class T>
  void alternative(const T& choice) {
    const std::string_view name = choice_names(choice)[choice.value.index()];
    std::visit(
        [&](const auto& contents) {
          if constexpr (std::is_same_v<std::decay_t<decltype(contents)>, map::NullChoice>) {
            out_.add(Value(name));
          } else {
            Teller(out_, kNoTpdu).member(name, contents);
          }
        },
        choice.value);
  }

  void tpdu(OctetView octets) {
    const auto tpdu = sms::decode(octets, tpdu_.towards, tpdu_.form);
    if (tpdu) std::visit([&](const auto& t) { member("", t); }, *tpdu);
  }

  static constexpr TpduPlace kNoTpdu{};

  TellingText& out_;
  const TpduPlace& tpdu_;
};

void append(std::string& out, const map::Parameter& parameter, const TpduPlace& tpdu) {
  TellingText telling;
  std::visit(
      [&](const auto& p) {
        using T = std::decay_t<decltype(p)>;
        if constexpr (HasFields<T>) {
          Teller teller(telling, tpdu);
          fields(teller, const_cast<T&>(p));
        } else if constexpr (!std::is_same_v<T, std::monostate> && !std::is_same_v<T, map::RawParameter>) {
          telling.add(to_value(p));
        }
      },
      parameter);
  telling.append_to(out);
}

}  // namespace

void append_argument_summary(std::string& out, const map::Operation* operation, OctetView octets,
                             map::Remarks* remarks) {
  if (operation == nullptr) return;
  const auto argument = map::decode_argument_parameter(*operation, octets, remarks);
  if (!argument) return;
  append(
      out, *argument,
      {kShortMessage, towards(operation->context, to_service_centre(*argument)), sms::ReportForm::by_octets});
}

void append_result_summary(std::string& out, const map::Operation* operation, OctetView octets,
                           map::Remarks* remarks) {
  if (operation == nullptr) return;
  const auto result = map::decode_result_parameter(*operation, octets, remarks);
  if (result) append(out, *result, {kShortMessage, report_towards(operation->context), sms::ReportForm::ack});
}

void append_error_summary(std::string& out, std::int32_t code, const map::Operation* operation,
                          map::ApplicationContext context, OctetView octets, map::Remarks* remarks) {
  const map::ErrorRow* row = map::find_error(code);
  if (row == nullptr) return;
  const auto parameter = map::decode_error_parameter(row->code, context.version, octets, remarks);
  const map::ApplicationContext failed = operation != nullptr ? operation->context : context;
  if (parameter) append(out, *parameter, {kDiagnosticInfo, report_towards(failed), sms::ReportForm::error});
}

}  // namespace mapsim::scenario
