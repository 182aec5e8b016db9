// What the tests of Provider share: requests and indications made short, and events sorted by kind.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string_view>
#include <vector>

#include "sigtran/map/context_name.h"
#include "sigtran/map/provider.h"
#include "sigtran/map/user_information.h"

namespace mapsim::map::test {

inline constexpr ApplicationContext kGatewayV3 = {20, 3};
inline constexpr ApplicationContext kRelayV1 = {21, 1};
inline constexpr ApplicationContext kMoV2 = {21, 2};
inline constexpr ApplicationContext kMoV3 = {21, 3};
inline constexpr ApplicationContext kMtV2 = {25, 2};
inline constexpr ApplicationContext kMtV3 = {25, 3};

inline Octets octets(std::string_view hex) {
  return from_hex(hex).value();
}
inline Instant at(std::chrono::nanoseconds since) {
  return Instant::from_start(since);
}
inline DialogueId id(std::uint32_t slot, std::uint32_t generation = 1) {
  return {{slot, generation}};
}
inline sccp::Address address(std::string digits) {
  sccp::Address a;
  a.ssn = 8;
  a.gt.emplace().digits = std::move(digits);
  return a;
}

inline tcap::Component invoke(std::int32_t opcode, InvokeId invoke_id = 1, OctetView parameter = {}) {
  tcap::Component c;
  c.invoke_id = invoke_id;
  c.code = opcode;
  c.parameter = parameter;
  return c;
}
inline tcap::Component result(InvokeId invoke_id = 1) {
  tcap::Component c;
  c.type = tcap::ComponentType::return_result_last;
  c.invoke_id = invoke_id;
  return c;
}

inline Request request(Action action, DialogueId dialogue) {
  Request r;
  r.action = action;
  r.dialogue = dialogue;
  return r;
}
inline Request begin(DialogueId dialogue, ApplicationContext context) {
  Request r = request(Action::begin, dialogue);
  r.context = context;
  r.called = address("15550100002");
  r.calling = address("15550100001");
  return r;
}

inline tcap::MessageIndication message(tcap::Primitive primitive, DialogueId dialogue) {
  tcap::MessageIndication m;
  m.primitive = primitive;
  m.dialogue = dialogue;
  m.dialogue_ended = primitive == tcap::Primitive::end || primitive == tcap::Primitive::u_abort ||
                     primitive == tcap::Primitive::p_abort;
  return m;
}
inline tcap::DialoguePortion aarq(const tcap::Oid& name, OctetView user_information = {}) {
  tcap::DialoguePortion p;
  p.apdu = tcap::DialogueApdu::request;
  p.application_context_name = name;
  p.user_information = user_information;
  return p;
}
inline tcap::DialoguePortion aare(const tcap::Oid& name) {
  tcap::DialoguePortion p;
  p.apdu = tcap::DialogueApdu::response;
  p.application_context_name = name;
  return p;
}
inline tcap::DialoguePortion aare_rejected(const tcap::Oid& name, tcap::DiagnosticSource source,
                                           std::int32_t code, OctetView user_information = {}) {
  tcap::DialoguePortion p = aare(name);
  p.result = tcap::AssociateResult::reject_permanent;
  p.diagnostic = {source, code};
  p.user_information = user_information;
  return p;
}
inline tcap::DialoguePortion abrt(OctetView user_information = {}) {
  tcap::DialoguePortion p;
  p.apdu = tcap::DialogueApdu::abort;
  p.user_information = user_information;
  return p;
}
// A BEGIN as TCAP indicates it.
inline tcap::MessageIndication begin_indication(DialogueId dialogue, ApplicationContext context) {
  auto m = message(tcap::Primitive::begin, dialogue);
  if (context.version > 1) m.portion = aarq(context_name(context));
  return m;
}

// One request to TCAP with the octets of its user information.
struct ToTcap {
  tcap::Request request;
  Octets user_information;

  // The MAP dialogue PDU in it.
  std::optional<DialoguePdu> pdu() const { return read_user_information(user_information).pdu; }
};

struct Events {
  std::vector<MessageIndication> messages;
  std::vector<TimeoutIndication> timeouts;
  std::vector<NoticeIndication> notices;
  std::vector<SentIndication> sent;
  std::vector<ToTcap> to_tcap;
  std::vector<Diagnostic> diagnostics;
};

inline Events events_of(Provider& provider) {
  Events out;
  while (auto event = provider.poll()) {
    std::visit(
        [&](auto& e) {
          using T = std::decay_t<decltype(e)>;
          if constexpr (std::is_same_v<T, MessageIndication>) out.messages.push_back(std::move(e));
          if constexpr (std::is_same_v<T, TimeoutIndication>) out.timeouts.push_back(e);
          if constexpr (std::is_same_v<T, NoticeIndication>) out.notices.push_back(std::move(e));
          if constexpr (std::is_same_v<T, SentIndication>) out.sent.push_back(e);
          if constexpr (std::is_same_v<T, Diagnostic>) out.diagnostics.push_back(std::move(e));
          if constexpr (std::is_same_v<T, tcap::Request>) {
            const OctetView information = e.portion.user_information;
            Octets kept(information.begin(), information.end());
            e.portion.user_information = {};
            out.to_tcap.push_back({std::move(e), std::move(kept)});
          }
        },
        *event);
  }
  return out;
}

// What a message meant, where it meant that.
template <class T>
const T* meaning(const Events& events) {
  return events.messages.size() == 1 ? std::get_if<T>(&events.messages[0].dialogue_event) : nullptr;
}

// A dialogue of this node whose BEGIN has been sent.
inline void open_dialogue(Provider& provider, DialogueId dialogue, ApplicationContext context,
                          Instant now = {}) {
  Request r = begin(dialogue, context);
  ASSERT_TRUE(provider.handle(std::move(r), now));
  events_of(provider);
}
// One that the peer opened.
inline void receive_dialogue(Provider& provider, DialogueId dialogue, ApplicationContext context,
                             std::int32_t opcode, Instant now = {}) {
  auto m = begin_indication(dialogue, context);
  m.components.push_back(invoke(opcode));
  provider.handle(std::move(m), now);
  const Events events = events_of(provider);
  ASSERT_EQ(events.messages.size(), 1U);
  ASSERT_TRUE(events.to_tcap.empty());
}
// One in which the peer has accepted.
inline void establish(Provider& provider, DialogueId dialogue, ApplicationContext context, Instant now = {}) {
  open_dialogue(provider, dialogue, context, now);
  auto m = message(tcap::Primitive::continue_, dialogue);
  if (context.version > 1) m.portion = aare(context_name(context));
  provider.handle(std::move(m), now);
  ASSERT_NE(meaning<Accepted>(events_of(provider)), nullptr);
}

}  // namespace mapsim::map::test
