// Components and dialogue portions as values.
#include "sigtran/tcap/value.h"

namespace mapsim {

namespace tcap {
namespace {

constexpr std::uint8_t kVersion1[] = {0x07, 0x80};

enum class Encoding : std::uint8_t { single_asn1_type, octet_aligned };
constexpr EnumName<Encoding> kEncodings[] = {
    {"single-ASN1-type", Encoding::single_asn1_type},
    {"octet-aligned", Encoding::octet_aligned},
};
std::span<const EnumName<Encoding>> enum_names(Encoding) {
  return kEncodings;
}

// What the APDUs have in common, and the EXTERNAL around them.
struct Wrapping {
  std::optional<Octets> user_information;
  std::optional<Octets> references;
  std::optional<Encoding> encoding;
};
template <class V>
void wrapping_fields(V& v, Wrapping& w) {
  v("user-information", w.user_information);
  v("references", w.references);
  v("encoding", w.encoding);
}

struct Aarq {  // and AUDT
  std::optional<ProtocolVersion> protocol_version;
  Oid application_context_name;
  Wrapping wrapping;
};
template <class V>
void fields(V& v, Aarq& a) {
  v("protocol-version", a.protocol_version);
  v("application-context-name", a.application_context_name);
  wrapping_fields(v, a.wrapping);
}

struct Aare {
  std::optional<ProtocolVersion> protocol_version;
  Oid application_context_name;
  AssociateResult result = AssociateResult::accepted;
  AssociateDiagnostic diagnostic;
  Wrapping wrapping;
};
template <class V>
void fields(V& v, Aare& a) {
  v("protocol-version", a.protocol_version);
  v("application-context-name", a.application_context_name);
  v("result", a.result);
  v("result-source-diagnostic", a.diagnostic);
  wrapping_fields(v, a.wrapping);
}

struct Abrt {
  AbortSource abort_source = AbortSource::dialogue_service_user;
  Wrapping wrapping;
};
template <class V>
void fields(V& v, Abrt& a) {
  v("abort-source", a.abort_source);
  wrapping_fields(v, a.wrapping);
}

struct Operation {  // invoke and the results
  std::optional<InvokeId> invoke_id;
  std::optional<InvokeId> linked_id;
  std::optional<Code> opcode;
  std::optional<Octets> parameter;
};
template <class V>
void fields(V& v, Operation& o) {
  v("invoke-id", o.invoke_id);
  v("linked-id", o.linked_id);
  v("opcode", o.opcode);
  v("parameter", o.parameter);
}

struct ReturnError {
  std::optional<InvokeId> invoke_id;
  std::optional<Code> error_code;
  std::optional<Octets> parameter;
};
template <class V>
void fields(V& v, ReturnError& r) {
  v("invoke-id", r.invoke_id);
  v("error-code", r.error_code);
  v("parameter", r.parameter);
}

struct Reject {
  std::optional<InvokeId> invoke_id;  // absent: the NULL, "not derivable"
  Problem problem;
};
template <class V>
void fields(V& v, Reject& r) {
  v("invoke-id", r.invoke_id);
  v("problem", r.problem);
}

}  // namespace
}  // namespace tcap

// "version1" for the one that everybody sends, otherwise the contents octets.
template <>
struct ValueTraits<tcap::ProtocolVersion> {
  static Value to(const tcap::ProtocolVersion& v) {
    return equal(v.view(), tcap::kVersion1) ? Value("version1") : Value(v.view());
  }
  static Result<tcap::ProtocolVersion> from(const Value& v) {
    tcap::ProtocolVersion version;
    if (const auto* name = v.if_string(); name != nullptr && *name == "version1") {
      version.assign(tcap::kVersion1);
      return version;
    }
    const auto octets = from_value<Octets>(v);
    if (!octets || octets->empty() || octets->size() > tcap::ProtocolVersion::kCapacity) {
      return fail(unexpected_kind(v, "version1, or 1 to 8 octets of a BIT STRING"));
    }
    version.assign(*octets);
    return version;
  }
};

namespace {

constexpr std::string_view kUserDiagnostics[] = {"null", "no-reason-given",
                                                 "application-context-name-not-supported"};
constexpr std::string_view kProviderDiagnostics[] = {"null", "no-reason-given", "no-common-dialogue-portion"};

std::span<const std::string_view> diagnostic_names(tcap::DiagnosticSource source) {
  return source == tcap::DiagnosticSource::user ? std::span<const std::string_view>(kUserDiagnostics)
                                                : std::span<const std::string_view>(kProviderDiagnostics);
}

template <class E>
Result<std::uint8_t> problem_code(const Value& v) {
  const auto code = from_value<E>(v);
  if (!code) return tl::unexpected(code.error());
  return static_cast<std::uint8_t>(*code);
}

Result<std::uint8_t> problem_code(tcap::ProblemType type, const Value& v) {
  switch (type) {
    case tcap::ProblemType::general:
      return problem_code<tcap::GeneralProblem>(v);
    case tcap::ProblemType::invoke:
      return problem_code<tcap::InvokeProblem>(v);
    case tcap::ProblemType::return_result:
      return problem_code<tcap::ReturnResultProblem>(v);
    case tcap::ProblemType::return_error:
      return problem_code<tcap::ReturnErrorProblem>(v);
  }
  return fail(unexpected_kind(v, "a problem"));
}

}  // namespace

Value ValueTraits<tcap::AssociateDiagnostic>::to(const tcap::AssociateDiagnostic& diagnostic) {
  const auto names = diagnostic_names(diagnostic.source);
  const bool named = diagnostic.code >= 0 && static_cast<std::size_t>(diagnostic.code) < names.size();
  Value value;
  value.add(std::string(*enum_name(diagnostic.source)),
            named ? Value(names[static_cast<std::size_t>(diagnostic.code)]) : to_value(diagnostic.code));
  return value;
}

Result<tcap::AssociateDiagnostic> ValueTraits<tcap::AssociateDiagnostic>::from(const Value& v) {
  constexpr std::string_view kSources[] = {"dialogue-service-user", "dialogue-service-provider"};
  const auto member = tcap::chosen(v, kSources);
  if (!member) return tl::unexpected(member.error());
  tcap::AssociateDiagnostic out;
  out.source =
      (*member)->name == kSources[0] ? tcap::DiagnosticSource::user : tcap::DiagnosticSource::provider;
  const Value& code = (*member)->value;
  if (code.is_null()) return out;  // YAML's null
  if (const auto* name = code.if_string()) {
    const auto names = diagnostic_names(out.source);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (*name != names[i]) continue;
      out.code = static_cast<std::int32_t>(i);
      return out;
    }
    return fail(Error{.layer = "", .text = unknown_name(*name, names), .mark = code.mark});
  }
  const auto number = from_value<std::int32_t>(code);
  if (!number) return tl::unexpected(number.error());
  out.code = *number;
  return out;
}

Value ValueTraits<tcap::Problem>::to(const tcap::Problem& problem) {
  const std::string name = tcap::problem_name(problem);
  const bool named = name.front() < '0' || name.front() > '9';
  Value value;
  value.add(std::string(*enum_name(problem.type)), named ? Value(name) : to_value(problem.code));
  return value;
}

Result<tcap::Problem> ValueTraits<tcap::Problem>::from(const Value& v) {
  constexpr std::string_view kTypes[] = {"generalProblem", "invokeProblem", "returnResultProblem",
                                         "returnErrorProblem"};
  const auto member = tcap::chosen(v, kTypes);
  if (!member) return tl::unexpected(member.error());
  const auto type = from_value<tcap::ProblemType>(Value((*member)->name));
  const auto code = problem_code(*type, (*member)->value);
  if (!code) return tl::unexpected(code.error());
  return tcap::Problem{*type, *code};
}

namespace tcap {

namespace {

std::optional<Octets> octets_of(OctetView view) {
  if (view.empty()) return std::nullopt;
  return Octets(view.begin(), view.end());
}

OctetView keep(std::optional<Octets>& octets, Storage& storage) {
  if (!octets || octets->empty()) return {};
  return storage.emplace_back(std::move(*octets));
}

void set_range(Value& map, std::string_view name, OctetView whole, OctetView part) {
  auto* members = map.if_map();
  if (members == nullptr) return;
  for (Value::Member& m : *members) {
    if (m.name == name) m.value.octets = octet_range(whole, part);
  }
}

std::optional<ProtocolVersion> version_of(const DialoguePortion& portion) {
  if (portion.protocol_version.empty()) return std::nullopt;
  return portion.protocol_version;
}

Wrapping wrapping_of(const DialogueElement& dialogue) {
  Wrapping w{.user_information = octets_of(dialogue.portion.user_information),
             .references = octets_of(dialogue.references),
             .encoding = std::nullopt};
  if (dialogue.octet_aligned) w.encoding = Encoding::octet_aligned;
  return w;
}

Value apdu_value(const DialogueElement& dialogue) {
  const DialoguePortion& p = dialogue.portion;
  switch (p.apdu) {
    case DialogueApdu::none:
      return Value(p.user_information);
    case DialogueApdu::response:
      return to_value(
          Aare{version_of(p), p.application_context_name, p.result, p.diagnostic, wrapping_of(dialogue)});
    case DialogueApdu::abort:
      return to_value(Abrt{p.abort_source, wrapping_of(dialogue)});
    case DialogueApdu::request:
    case DialogueApdu::uni:
      return to_value(Aarq{version_of(p), p.application_context_name, wrapping_of(dialogue)});
  }
  return {};
}

}  // namespace

Value dialogue_value(const DialogueElement& dialogue, OctetView whole, OctetView octets) {
  Value apdu = apdu_value(dialogue);
  set_range(apdu, "user-information", whole, dialogue.portion.user_information);
  const bool external = dialogue.portion.apdu == DialogueApdu::none;
  Value value;
  value.add(external ? "external" : std::string(*enum_name(dialogue.portion.apdu)), std::move(apdu));
  value.octets = octet_range(whole, octets);
  return value;
}

namespace {

void unwrap(Wrapping& wrapping, DialogueElement& out, Storage& storage) {
  out.portion.user_information = keep(wrapping.user_information, storage);
  out.references = keep(wrapping.references, storage);
  out.octet_aligned = wrapping.encoding == Encoding::octet_aligned;
}

// AARQ and AARE alike.
template <class Apdu>
void take_context(Apdu& apdu, DialogueElement& out, Storage& storage) {
  out.portion.protocol_version.clear();
  if (apdu.protocol_version) out.portion.protocol_version = *apdu.protocol_version;
  out.portion.application_context_name = apdu.application_context_name;
  unwrap(apdu.wrapping, out, storage);
}

Result<void> read_apdu(const Value& value, DialogueElement& out, Storage& storage) {
  switch (out.portion.apdu) {
    case DialogueApdu::none: {
      auto octets = from_value<Octets>(value);
      if (!octets) return tl::unexpected(octets.error());
      out.portion.protocol_version.clear();
      out.portion.user_information = storage.emplace_back(std::move(*octets));
      return {};
    }
    case DialogueApdu::request:
    case DialogueApdu::uni: {
      auto apdu = from_value<Aarq>(value);
      if (!apdu) return tl::unexpected(apdu.error());
      take_context(*apdu, out, storage);
      return {};
    }
    case DialogueApdu::response: {
      auto apdu = from_value<Aare>(value);
      if (!apdu) return tl::unexpected(apdu.error());
      take_context(*apdu, out, storage);
      out.portion.result = apdu->result;
      out.portion.diagnostic = apdu->diagnostic;
      return {};
    }
    case DialogueApdu::abort: {
      auto apdu = from_value<Abrt>(value);
      if (!apdu) return tl::unexpected(apdu.error());
      out.portion.protocol_version.clear();
      out.portion.abort_source = apdu->abort_source;
      unwrap(apdu->wrapping, out, storage);
      return {};
    }
  }
  return {};
}

}  // namespace

Result<DialogueElement> dialogue_from_value(const Value& value, Storage& storage) {
  constexpr std::string_view kKinds[] = {"aarq", "aare", "abrt", "audt", "external"};
  const auto member = chosen(value, kKinds);
  if (!member) return tl::unexpected(member.error());
  DialogueElement out;
  if ((*member)->name != "external") out.portion.apdu = *from_value<DialogueApdu>(Value((*member)->name));
  if (auto done = read_apdu((*member)->value, out, storage); !done) {
    Error error = done.error();
    error.field = error.field.empty() ? (*member)->name : (*member)->name + "." + error.field;
    return fail(std::move(error));
  }
  return out;
}

Value component_value(const Component& c, OctetView whole, OctetView octets) {
  Value body;
  if (c.type == ComponentType::reject) {
    body = to_value(Reject{c.invoke_id, c.problem});
  } else if (c.type == ComponentType::return_error) {
    body = to_value(ReturnError{c.invoke_id, c.code, octets_of(c.parameter)});
  } else {
    body = to_value(Operation{c.invoke_id, c.linked_id, c.code, octets_of(c.parameter)});
  }
  set_range(body, "parameter", whole, c.parameter);
  Value value;
  value.add(std::string(*enum_name(c.type)), std::move(body));
  value.octets = octet_range(whole, octets);
  return value;
}

namespace {

Result<void> read_body(const Value& value, Component& out, Storage& storage) {
  if (out.type == ComponentType::reject) {
    const auto reject = from_value<Reject>(value);
    if (!reject) return tl::unexpected(reject.error());
    out.invoke_id = reject->invoke_id;
    out.problem = reject->problem;
    return {};
  }
  if (out.type == ComponentType::return_error) {
    auto error = from_value<ReturnError>(value);
    if (!error) return tl::unexpected(error.error());
    out.invoke_id = error->invoke_id;
    out.code = error->error_code;
    out.parameter = keep(error->parameter, storage);
    return {};
  }
  auto operation = from_value<Operation>(value);
  if (!operation) return tl::unexpected(operation.error());
  out.invoke_id = operation->invoke_id;
  out.linked_id = operation->linked_id;
  out.code = operation->opcode;
  out.parameter = keep(operation->parameter, storage);
  return {};
}

}  // namespace

Result<Component> component_from_value(const Value& value, Storage& storage) {
  constexpr std::string_view kTypes[] = {"invoke", "return-result-last", "return-result-not-last",
                                         "return-error", "reject"};
  const auto member = chosen(value, kTypes);
  if (!member) return tl::unexpected(member.error());
  Component out;
  out.type = *from_value<ComponentType>(Value((*member)->name));
  if (auto done = read_body((*member)->value, out, storage); !done) {
    Error error = done.error();
    error.field = error.field.empty() ? (*member)->name : (*member)->name + "." + error.field;
    return fail(std::move(error));
  }
  return out;
}

}  // namespace tcap

}  // namespace mapsim
