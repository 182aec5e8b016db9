// From a step's content to a MAP request.
#include <algorithm>

#include "scenarios/engine/contexts.h"
#include "scenarios/engine/duration.h"
#include "scenarios/engine/message_tree.h"
#include "scenarios/engine/overrides.h"
#include "scenarios/engine/prepared.h"
#include "sigtran/map/dialogue_pdu.h"
#include "sigtran/tcap/names.h"

namespace mapsim::scenario {

namespace {

using Kind = MessageStep::Kind;

class RequestBuilder {
 public:
  RequestBuilder(const Program& program, const MessageStep& step, map::ApplicationContext context)
      : program_(program), step_(step), context_(context) {}

  Result<BuiltRequest> build(const Value& content) {
    const Endpoint& from = program_.endpoints[step_.from];
    const Endpoint& to = program_.endpoints[step_.to];
    map::Request& request = built_.request;
    set_action();
    if (step_.kind == Kind::begin) {
      request.called = to.address();
      request.calling = from.address();
      if (auto done = open(content); !done) return tl::unexpected(done.error());
    }
    if (auto done = endings(content); !done) return tl::unexpected(done.error());
    if (const Value* components = content.find("components");
        components != nullptr && components->if_list() != nullptr) {
      // Views into `parameters` must not move.
      built_.parameters.reserve(components->if_list()->size());
      for (const Value& c : *components->if_list()) {
        if (auto done = component(c); !done) return tl::unexpected(done.error());
      }
    }
    if (const Value* v = content.find("tcap")) {
      if (auto done = apply_tcap(*v, from.tid_octets, request); !done) return tl::unexpected(done.error());
    }
    if (const Value* v = content.find("sccp")) {
      if (auto done = apply_sccp(*v, to.address(), from.address(), request); !done)
        return tl::unexpected(done.error());
    }
    if (const Value* v = content.find("m3ua")) {
      if (auto done = apply_m3ua(*v, request); !done) return tl::unexpected(done.error());
    }
    return std::move(built_);
  }

 private:
  void set_action() {
    using map::Action;
    switch (step_.kind) {
      case Kind::begin:
        built_.request.action = Action::begin;
        break;
      case Kind::continue_:
        built_.request.action = Action::continue_;
        break;
      case Kind::end:
        built_.request.action = Action::end;
        break;
      case Kind::prearranged_end:
        built_.request.action = Action::prearranged_end;
        break;
      case Kind::u_abort:
        built_.request.action = Action::u_abort;
        break;
      case Kind::p_abort:
        built_.request.action = Action::tc_p_abort;
        break;
      case Kind::refuse:
        built_.request.action = Action::refuse;
        break;
    }
  }

  Result<map::ApplicationContext> context_of(const Value& v) {
    const std::string* name = v.if_string();
    const auto context = name != nullptr ? find_context(*name) : std::nullopt;
    if (!context)
      return fail(Error{.layer = "map",
                        .field = "application-context",
                        .text = v.to_text() + " is no application context",
                        .mark = v.mark});
    return *context;
  }

  Result<void> open(const Value& content) {
    map::Request& request = built_.request;
    if (const Value* v = content.find("application-context")) {
      auto context = context_of(*v);
      if (!context) return tl::unexpected(context.error());
      request.context = context_ = *context;
    }
    for (const auto& [key, field] :
         {std::pair{"destination-reference", &map::OpenInfo::destination_reference},
          std::pair{"originating-reference", &map::OpenInfo::originating_reference}}) {
      const Value* v = content.find(key);
      if (v == nullptr) continue;
      auto octets = encode_reference(*v);
      if (!octets) return tl::unexpected(octets.error());
      if (!request.open) request.open.emplace();
      (*request.open).*field = std::move(*octets);
    }
    return {};
  }

  template <class T, class Field>
  Result<void> read(const Value& content, const char* key, Field& field) {
    const Value* v = content.find(key);
    if (v == nullptr) return {};
    auto value = from_value<T>(*v);
    if (!value) {
      value.error().field = key;
      return tl::unexpected(value.error());
    }
    field = *value;
    return {};
  }

  // What ends a dialogue other than by its last message.
  Result<void> endings(const Value& content) {
    map::Request& request = built_.request;
    switch (step_.kind) {
      case Kind::u_abort:
        return read<map::UserAbort>(content, "reason", request.abort);
      case Kind::refuse: {
        if (const Value* v = content.find("alternative")) {
          auto context = context_of(*v);
          if (!context) return tl::unexpected(context.error());
          request.alternative = *context;
        }
        return read<map::RefuseReason>(content, "reason", request.refuse_reason);
      }
      case Kind::p_abort:
        // By MAP with a reason of MAP-ProviderAbortInfo, or by TCAP with a P-Abort cause.
        if (content.find("reason") != nullptr && content.find("cause") == nullptr) {
          request.action = map::Action::provider_abort;
          return read<map::ProviderAbortReason>(content, "reason", request.provider_abort);
        }
        return read<tcap::PAbortCause>(content, "cause", request.p_abort_cause);
      default:
        return {};
    }
  }

  Result<void> component(const Value& v) {
    tcap::Component c;
    if (auto done = read<tcap::InvokeId>(v, "linked-id", c.linked_id); !done) return done;
    const Value* invoke_id = v.find("invoke-id");
    const bool answers_oldest = invoke_id == nullptr && v.find("invoke") == nullptr;
    if (invoke_id != nullptr && !invoke_id->is_null()) {
      if (auto done = read<tcap::InvokeId>(v, "invoke-id", c.invoke_id); !done) return done;
    }
    Result<Octets> parameter;
    if (const Value* name = v.find("invoke")) {
      c.type = tcap::ComponentType::invoke;
      if (auto done = invoke(*name, v, c); !done) return done;
      parameter = encode_argument(find_operation(*name, context_), v.find("argument"));
    } else if (const Value* error = v.find("error")) {
      c.type = tcap::ComponentType::return_error;
      auto code = error_code(*error, context_);
      if (!code) return tl::unexpected(code.error());
      c.code = tcap::Code(*code);
      parameter = encode_error(*code, context_, v.find("parameter"));
    } else if (const Value* problem = v.find("reject")) {
      c.type = tcap::ComponentType::reject;
      auto read_problem = reject_problem(*problem, v.find("problem"));
      if (!read_problem) return tl::unexpected(read_problem.error());
      c.problem = *read_problem;
    } else {
      const Value* last = v.find("result");
      c.type = last != nullptr ? tcap::ComponentType::return_result_last
                               : tcap::ComponentType::return_result_not_last;
      const Value& result = last != nullptr ? *last : *v.find("result-not-last");
      const map::Operation* operation = find_operation(result, context_);
      parameter = encode_result(operation, v.find("parameter"));
      // The operation code goes only with a parameter (Q.773 table 22).
      if (parameter && !parameter->empty()) c.code = tcap::Code(opcode(result, operation));
    }
    if (!parameter) return tl::unexpected(parameter.error());
    built_.parameters.push_back(std::move(*parameter));
    c.parameter = built_.parameters.back();
    built_.request.services.push_back(c);
    built_.answers_oldest.push_back(answers_oldest);
    return {};
  }

  Result<void> invoke(const Value& operation_name, const Value& v, tcap::Component& c) {
    c.code = tcap::Code(opcode(operation_name, find_operation(operation_name, context_)));
    if (const Value* timer = v.find("timer")) {
      const std::string* text = timer->if_string();
      auto duration = parse_duration(text != nullptr ? *text : timer->to_text());
      if (!duration) {
        duration.error().mark = timer->mark;
        return tl::unexpected(duration.error());
      }
      c.timer = *duration;
    }
    return {};
  }

  static std::int32_t opcode(const Value& name, const map::Operation* operation) {
    if (operation != nullptr) return operation->code;
    return name.if_int() != nullptr ? static_cast<std::int32_t>(*name.if_int()) : 0;
  }

  const Program& program_;
  const MessageStep& step_;
  map::ApplicationContext context_;
  BuiltRequest built_;
};

}  // namespace

Result<BuiltRequest> build_request(const Program& program, const MessageStep& step,
                                   const Variables& variables, map::ApplicationContext context) {
  auto content = evaluate(step.content, variables);
  if (!content) return tl::unexpected(content.error());
  return RequestBuilder(program, step, context).build(*content);
}

}  // namespace mapsim::scenario
