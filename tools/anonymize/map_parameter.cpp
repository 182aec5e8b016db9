#include "tools/anonymize/map_parameter.h"

#include <algorithm>

#include "tools/anonymize/fields.h"
#include "tools/anonymize/map_shapes.h"
#include "tools/anonymize/tpdu.h"

namespace mapsim::cli::anonymize {

namespace {

constexpr std::uint8_t kMoRelay = 21;  // and, in version 1, both directions
// Nothing that is known to say nothing is longer (times have 4 octets), object identifiers excepted.
constexpr std::size_t kMostOfNothing = 4;
constexpr std::size_t kMostOfIdentifier = 16;

struct Tpdus {
  sms::Direction direction;
  sms::ReportForm form;
};

sms::Direction opposite(sms::Direction d) {
  return d == sms::Direction::mo ? sms::Direction::mt : sms::Direction::mo;
}

class ParameterWalk {
 public:
  ParameterWalk(Editor& editor, Tpdus tpdus) : editor_(editor), tpdus_(tpdus) {}

  void members(OctetSpan contents, const Shape& shape, bool list) {
    ber::Cursor cursor{OctetView(contents)};
    std::size_t from = 0;
    while (!cursor.at_end()) {
      const std::size_t at = cursor.offset();
      const auto element = cursor.next();
      if (!element) return editor_.unknown(contents.subspan(at), "BER of a MAP parameter");
      const auto row = find(shape, element->tag, list ? 0 : from);
      const OctetSpan inside = writable(contents, element->contents);
      if (!row) {
        editor_.unknown_ber(writable(contents, element->whole), element->tag == ber::kSequence
                                                                    ? "extensionContainer"
                                                                    : "element of a MAP parameter");
        continue;
      }
      from = *row + 1;
      replace(element->tag, inside, shape.rows[*row]);
    }
  }

  void replace(ber::Tag tag, OctetSpan inside, const Row& row) {
    const bool constructed = ber::is_constructed(tag);
    if (row.holds == Holds::members || row.holds == Holds::list) {
      if (!constructed || row.below == nullptr)
        return editor_.unknown_ber(inside, "element of a MAP parameter");
      return members(inside, *row.below, row.holds == Holds::list);
    }
    // An OCTET STRING in parts is nothing that MAP has.
    if (constructed) return editor_.unknown_ber(inside, "element of a MAP parameter");
    replace_primitive(tag, inside, row.holds);
  }

  void replace_primitive(ber::Tag tag, OctetSpan inside, Holds holds) {
    switch (holds) {
      case Holds::nothing:
        if (inside.size() > (tag == ber::kObjectIdentifier ? kMostOfIdentifier : kMostOfNothing))
          editor_.unknown(inside, "element of a MAP parameter");
        return;
      case Holds::imsi:
        return replace_imsi(editor_, inside);
      case Holds::digits:
        return replace_number(editor_, inside);
      case Holds::address:
        return replace_address_string(editor_, inside);
      case Holds::tp_address:
        return replace_tp_address(editor_, inside);
      case Holds::lmsi:
        return replace_lmsi(inside);
      case Holds::tpdu:
        return replace_in_tpdu(editor_, inside, tpdus_.direction, tpdus_.form);
      case Holds::name:
        return replace_name(editor_, inside);
      case Holds::members:
      case Holds::list:
        return editor_.unknown(inside, "MAP parameter");
    }
  }

 private:
  static std::optional<std::size_t> find(const Shape& shape, ber::Tag tag, std::size_t from) {
    for (std::size_t i = from; i < shape.rows.size(); ++i) {
      if (shape.rows[i].tag == tag) return i;
    }
    // Out of order: tags of the context still say what they are, but where one has several meanings.
    const auto is = [tag](const Row& row) { return row.tag == tag; };
    if (tag < 0x80 || std::ranges::count_if(shape.rows, is) != 1) return std::nullopt;
    return static_cast<std::size_t>(std::ranges::find_if(shape.rows, is) - shape.rows.begin());
  }

  void replace_lmsi(OctetSpan inside) {
    constexpr std::size_t kLmsi = 4;
    if (inside.size() != kLmsi) return editor_.unknown(inside, "LMSI");
    std::ranges::copy(editor_.names.lmsi(inside), inside.begin());
  }

  Editor& editor_;
  Tpdus tpdus_;
};

template <class Bare>
void replace_in_parameter(Editor& editor, OctetSpan parameter, const Shape* shape, Bare bare, Tpdus tpdus) {
  if (parameter.empty()) return;
  ber::Cursor cursor{OctetView(parameter)};
  const auto element = cursor.next();
  if (!element || !cursor.at_end() || shape == nullptr) return editor.unknown_ber(parameter, "MAP parameter");
  const OctetSpan inside = writable(parameter, element->contents);
  ParameterWalk walk(editor, tpdus);
  if (element->tag == ber::kSequence) return walk.members(inside, *shape, false);
  if (ber::is_constructed(element->tag)) return editor.unknown_ber(parameter, "MAP parameter");
  walk.replace_primitive(element->tag, inside, bare(element->tag));
}

// As scenarios/engine/message_tree.cpp shows it.
sms::Direction direction_of(const Operation& operation, OctetView argument) {
  if (operation.context.code != kMoRelay) return sms::Direction::mt;
  if (operation.context.version > 1 || argument.empty()) return sms::Direction::mo;
  constexpr ber::Tag kServiceCentreAddressDa = 0x84;
  ber::Cursor cursor{argument};
  const auto element = cursor.next();
  const bool to_centre = element && ber::Cursor(*element).next_is(kServiceCentreAddressDa);
  return to_centre ? sms::Direction::mo : sms::Direction::mt;
}

}  // namespace

void replace_in_argument(Editor& editor, OctetSpan parameter, const Operation& operation) {
  replace_in_parameter(editor, parameter, argument_shape(operation.code),
                       [&](ber::Tag tag) { return bare_argument(operation.code, tag); },
                       {direction_of(operation, parameter), sms::ReportForm::by_octets});
}

void replace_in_result(Editor& editor, OctetSpan parameter, const Operation& operation) {
  replace_in_parameter(editor, parameter, result_shape(operation.code),
                       [&](ber::Tag tag) { return bare_result(operation.code, tag); },
                       {opposite(direction_of(operation, {})), sms::ReportForm::ack});
}

void replace_in_error(Editor& editor, OctetSpan parameter, std::int32_t error, const Operation& operation) {
  replace_in_parameter(editor, parameter, error_shape(error), bare_error,
                       {opposite(direction_of(operation, {})), sms::ReportForm::error});
}

void replace_in_dialogue_pdu(Editor& editor, OctetSpan pdu) {
  ber::Cursor cursor{OctetView(pdu)};
  const auto element = cursor.next();
  const Shape* shape = element && cursor.at_end() ? dialogue_shape(element->tag) : nullptr;
  if (shape == nullptr) return editor.unknown_ber(pdu, "user information");
  ParameterWalk(editor, {sms::Direction::mt, sms::ReportForm::by_octets})
      .members(writable(pdu, element->contents), *shape, false);
}

}  // namespace mapsim::cli::anonymize
