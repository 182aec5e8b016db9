#include "sigtran/tcap/component_codec.h"

#include <limits>

#include "sigtran/tcap/codec.h"

namespace mapsim::tcap {

namespace {

constexpr ber::Tag kLinkedId = 0x80;

std::optional<ComponentType> component_type(ber::Tag tag) {
  switch (tag) {
    case 0xA1:
    case 0xA2:
    case 0xA3:
    case 0xA4:
    case 0xA7:
      return static_cast<ComponentType>(tag);
    default:
      return std::nullopt;
  }
}

std::optional<InvokeId> to_invoke_id(const ber::Element& element) {
  std::int32_t value = 0;
  if (!ber::read_integer(element, value) || value < std::numeric_limits<InvokeId>::min() ||
      value > std::numeric_limits<InvokeId>::max()) {
    return std::nullopt;
  }
  return static_cast<InvokeId>(value);
}

Error of_tcap(Error error) {
  error.layer = "tcap";
  error.field = "component";
  return error;
}

// Reads the elements of one component in their order and keeps the first fault.
class ComponentReader {
 public:
  ComponentReader(const ber::Element& element, Component& out)
      : cursor_(element), end_offset_(element.contents_offset + element.contents.size()), out_(out) {}

  bool read() {
    switch (out_.type) {
      case ComponentType::invoke:
        return invoke_id() && linked_id() && code("operationCode") && parameter(cursor_) &&
               nothing_left(cursor_);
      case ComponentType::return_result_last:
      case ComponentType::return_result_not_last:
        return invoke_id() && result() && nothing_left(cursor_);
      case ComponentType::return_error:
        return invoke_id() && code("errorCode") && parameter(cursor_) && nothing_left(cursor_);
      case ComponentType::reject:
        return rejected_id() && problem() && nothing_left(cursor_);
    }
    return false;
  }

  ComponentFault take_fault() {
    fault_->type = out_.type;
    fault_->invoke_id = out_.invoke_id;
    return std::move(*fault_);
  }

 private:
  // The next element of whatever kind; where the encoding is damaged the component is badly structured.
  bool element(ber::Cursor& cursor, ber::Element& e) {
    if (cursor.read(e)) return true;
    return refuse(GeneralProblem::badly_structured_component, of_tcap(cursor.next().error()));
  }

  bool refuse(GeneralProblem problem, Error error) {
    fault_.emplace();
    fault_->problem = problem;
    fault_->error = std::move(error);
    return false;
  }

  bool mistyped(std::size_t offset, const char* field, const char* text) {
    return refuse(
        GeneralProblem::mistyped_component,
        Error{.layer = "tcap", .field = field, .clause = "Q.773 4.2.2", .offset = offset, .text = text});
  }

  bool wrong_form(std::size_t offset, const char* field) {
    return refuse(GeneralProblem::badly_structured_component,
                  Error{.layer = "tcap",
                        .field = field,
                        .clause = "Q.773 4.1.1",
                        .offset = offset,
                        .text = "this element is primitive, not constructed"});
  }

  bool invoke_id() {
    if (cursor_.at_end()) return mistyped(end_offset_, "invokeID", "is missing");
    ber::Element e;
    if (!element(cursor_, e)) return false;
    if (e.tag != ber::kInteger) return mistyped(e.offset, "invokeID", "an INTEGER is expected here");
    out_.invoke_id = to_invoke_id(e);
    return out_.invoke_id || mistyped(e.offset, "invokeID", "is not within -128 to 127");
  }

  bool linked_id() {
    if (cursor_.next_is(kLinkedId | ber::kConstructed)) return wrong_form(cursor_.offset(), "linkedID");
    if (!cursor_.next_is(kLinkedId)) return true;
    ber::Element e;
    if (!element(cursor_, e)) return false;
    out_.linked_id = to_invoke_id(e);
    return out_.linked_id || mistyped(e.offset, "linkedID", "is not within -128 to 127");
  }

  bool code(const char* field) { return code(cursor_, end_offset_, field); }

  bool code(ber::Cursor& cursor, std::size_t end, const char* field) {
    if (cursor.at_end()) return mistyped(end, field, "is missing");
    ber::Element e;
    if (!element(cursor, e)) return false;
    if (e.tag == ber::kInteger) {
      std::int32_t value = 0;
      if (!ber::read_integer(e, value)) return mistyped(e.offset, field, "a local code has 1 to 4 octets");
      out_.code.emplace(std::in_place_type<std::int32_t>, value);
      return true;
    }
    if (e.tag != ber::kObjectIdentifier)
      return mistyped(e.offset, field, "an INTEGER or OBJECT IDENTIFIER is expected here");
    if (e.contents.empty() || e.contents.size() > Oid::static_capacity) {
      return mistyped(e.offset, field, "a global code has 1 to 32 octets");
    }
    out_.code.emplace(std::in_place_type<Oid>, e.contents.begin(), e.contents.end());
    return true;
  }

  // The parameter is the TC-user's: only its outermost element must be sound.
  bool parameter(ber::Cursor& cursor) {
    if (cursor.at_end()) return true;
    ber::Element e;
    if (!element(cursor, e)) return false;
    out_.parameter = e.whole;
    return true;
  }

  bool nothing_left(ber::Cursor& cursor) {
    if (cursor.at_end()) return true;
    return mistyped(cursor.offset(), "component", "an element stands here that this component does not have");
  }

  // SEQUENCE { operation code, parameter } or nothing. A code without a parameter loses nothing and is read.
  bool result() {
    if (cursor_.at_end()) return true;
    ber::Element sequence;
    if (!element(cursor_, sequence)) return false;
    if (sequence.tag != ber::kSequence)
      return mistyped(sequence.offset, "result", "a SEQUENCE is expected here");
    ber::Cursor inner(sequence);
    return code(inner, sequence.contents_offset + sequence.contents.size(), "operationCode") &&
           parameter(inner) && nothing_left(inner);
  }

  bool rejected_id() {
    if (!cursor_.next_is(ber::kNull)) return invoke_id();
    ber::Element e;
    if (!element(cursor_, e)) return false;
    return e.contents.empty() || mistyped(e.offset, "invokeID", "a NULL has no contents");
  }

  bool problem() {
    if (cursor_.at_end()) return mistyped(end_offset_, "problem", "is missing");
    ber::Element e;
    if (!element(cursor_, e)) return false;
    const ber::Tag primitive = e.tag & ~ber::kConstructed;
    if (primitive < 0x80 || primitive > 0x83) return mistyped(e.offset, "problem", "no problem has this tag");
    if (e.tag != primitive) return wrong_form(e.offset, "problem");
    const auto value = ber::read_integer(e);
    if (!value || *value < 0 || *value > 0xFF) return mistyped(e.offset, "problem", "is not within 0 to 255");
    out_.problem = {static_cast<ProblemType>(e.tag), static_cast<std::uint8_t>(*value)};
    return true;
  }

  ber::Cursor cursor_;
  std::size_t end_offset_;
  Component& out_;
  std::optional<ComponentFault> fault_;
};

// The component itself does not fit; its type and invoke id may still be there.
ComponentFault unframed(ber::Cursor cursor, OctetView rest) {
  ComponentFault fault;
  fault.error = of_tcap(cursor.next().error());
  if (const auto tag = cursor.peek()) fault.type = component_type(*tag);
  if (const auto contents = reachable_contents(rest); fault.type && contents) {
    ber::Cursor inner(*contents);
    ber::Element e;
    if (inner.read(e) && e.tag == ber::kInteger) fault.invoke_id = to_invoke_id(e);
  }
  fault.octets = rest;
  return fault;
}

}  // namespace

std::optional<ComponentFault> read_component(ber::Cursor& cursor, OctetView portion,
                                             std::size_t portion_offset, Component& out) {
  const OctetView rest = portion.subspan(cursor.offset() - portion_offset);
  ber::Element e;
  if (!cursor.read(e)) return unframed(cursor, rest);
  const auto type = component_type(e.tag);
  if (!type) {
    ComponentFault fault{.problem = GeneralProblem::unrecognized_component,
                         .type = std::nullopt,
                         .invoke_id = std::nullopt,
                         .error = Error{.layer = "tcap",
                                        .field = "component",
                                        .clause = "Q.773 4.2.2",
                                        .offset = e.offset,
                                        .text = "no component type has this tag"},
                         .octets = rest};
    return fault;
  }
  out.type = *type;
  ComponentReader reader(e, out);
  if (reader.read()) return std::nullopt;
  ComponentFault fault = reader.take_fault();
  fault.octets = rest;
  return fault;
}

Result<Component> decode_component(OctetView octets) {
  ber::Cursor cursor(octets);
  Component component;
  if (auto fault = read_component(cursor, octets, 0, component)) return fail(std::move(fault->error));
  if (!cursor.at_end()) {
    return fail(Error{.layer = "tcap",
                      .field = "component",
                      .clause = "Q.773 4.2.2",
                      .offset = cursor.offset(),
                      .text = "octets follow the component"});
  }
  return component;
}

namespace {

void prepend_code(const Code& code, OutBuffer& out) {
  if (const auto* local = std::get_if<std::int32_t>(&code)) {
    ber::prepend_integer(out, ber::kInteger, *local);
  } else {
    const Oid& oid = std::get<Oid>(code);
    ber::prepend_octets(out, ber::kObjectIdentifier, {oid.data(), oid.size()});
  }
}

}  // namespace

void encode_component(const Component& component, OutBuffer& out) {
  const std::size_t before = out.size();
  if (component.type == ComponentType::reject) {
    ber::prepend_integer(out, static_cast<ber::Tag>(component.problem.type), component.problem.code);
    if (!component.invoke_id) ber::prepend_header(out, ber::kNull, 0);
  } else {
    const bool result = component.type == ComponentType::return_result_last ||
                        component.type == ComponentType::return_result_not_last;
    out.prepend(component.parameter);
    if (component.code) prepend_code(*component.code, out);
    if (result && out.size() != before) ber::prepend_header(out, ber::kSequence, out.size() - before);
    if (component.linked_id) ber::prepend_integer(out, kLinkedId, *component.linked_id);
  }
  if (component.invoke_id) ber::prepend_integer(out, ber::kInteger, *component.invoke_id);
  ber::prepend_header(out, static_cast<ber::Tag>(component.type), out.size() - before);
}

}  // namespace mapsim::tcap
