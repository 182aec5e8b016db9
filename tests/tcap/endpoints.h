// Two TCAP layers whose SCCP is a queue: what one sends the other receives, addresses and all.
#pragma once

#include <deque>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "sigtran/tcap/oid.h"
#include "sigtran/tcap/tcap.h"
#include "tests/tcap/octets.h"

namespace mapsim::tcap::test {

inline sccp::Address address(const char* digits) {
  sccp::Address a;
  a.ssn = 8;
  a.gt.emplace();
  a.gt->digits = digits;
  return a;
}

inline Oid oid(const char* text) {
  return *oid_from_text(text);
}

inline DialoguePortion aarq(const char* context = "0.4.0.0.1.0.25.3") {
  DialoguePortion p;
  p.apdu = DialogueApdu::request;
  p.application_context_name = oid(context);
  return p;
}
inline DialoguePortion aare(AssociateResult result = AssociateResult::accepted,
                            AssociateDiagnostic diagnostic = {}) {
  DialoguePortion p = aarq();
  p.apdu = DialogueApdu::response;
  p.result = result;
  p.diagnostic = diagnostic;
  return p;
}
inline DialoguePortion abrt(AbortSource source = AbortSource::dialogue_service_user) {
  DialoguePortion p;
  p.apdu = DialogueApdu::abort;
  p.abort_source = source;
  return p;
}

inline Component invoke(std::optional<InvokeId> id, OperationClass c = OperationClass::class1,
                        Duration timer = {}) {
  Component component;
  component.invoke_id = id;
  component.code = Code(44);
  component.operation_class = c;
  component.timer = timer;
  return component;
}
inline Component answer(ComponentType type, InvokeId id) {
  Component component;
  component.type = type;
  component.invoke_id = id;
  if (type == ComponentType::return_error) component.code = Code(34);
  return component;
}
inline Component result(InvokeId id) {
  return answer(ComponentType::return_result_last, id);
}

// One layer and what it said since the last look.
struct Endpoint {
  explicit Endpoint(const Config& config = {}, std::uint64_t seed = 1) : tcap(config, Random(seed)) {}

  Tcap tcap;
  std::vector<MessageIndication> messages;
  std::vector<CancelIndication> cancels;
  std::vector<NoticeIndication> notices;
  std::vector<SentIndication> sent_by_itself;
  std::vector<Diagnostic> diagnostics;
  std::deque<sccp::UnitdataRequest> out;

  void drain() {
    while (auto event = tcap.poll()) {
      if (auto* m = std::get_if<MessageIndication>(&*event)) messages.push_back(std::move(*m));
      if (auto* c = std::get_if<CancelIndication>(&*event)) cancels.push_back(*c);
      if (auto* n = std::get_if<NoticeIndication>(&*event)) notices.push_back(*n);
      if (auto* s = std::get_if<SentIndication>(&*event)) sent_by_itself.push_back(*s);
      if (auto* d = std::get_if<Diagnostic>(&*event)) diagnostics.push_back(*d);
      if (auto* u = std::get_if<sccp::UnitdataRequest>(&*event)) out.push_back(std::move(*u));
    }
  }
  void clear() {
    messages.clear();
    cancels.clear();
    notices.clear();
    sent_by_itself.clear();
    diagnostics.clear();
    out.clear();
  }
};

// A dialogue between `a`, which begins, and `b`.
struct Pair {
  explicit Pair(const Config& config_a = {}, const Config& config_b = {}) : a(config_a, 1), b(config_b, 2) {}

  Endpoint a;
  Endpoint b;
  DialogueId at_a;
  DialogueId at_b;
  Instant now;
  std::deque<Octets> kept;  // what the indications' views refer to

  // Delivers the octets as they came from SCCP.
  void deliver(Endpoint& to, const Octets& octets, const sccp::Address& called,
               const sccp::Address& calling) {
    sccp::UnitdataIndication indication;
    indication.transit.called = called;
    indication.transit.calling = calling;
    indication.data = kept.emplace_back(octets);
    to.tcap.handle(indication, now);
    to.drain();
  }
  void deliver(Endpoint& to, const std::string& digits) {
    const bool to_a = &to == &a;
    deliver(to, hex(digits), address(to_a ? "100" : "200"), address(to_a ? "200" : "100"));
  }
  // Carries everything that waits, in both directions.
  void carry() {
    while (!a.out.empty() || !b.out.empty()) {
      Endpoint& from = a.out.empty() ? b : a;
      sccp::UnitdataRequest request = std::move(from.out.front());
      from.out.pop_front();
      const OctetView view = request.data.view();
      deliver(&from == &a ? b : a, Octets(view.begin(), view.end()), request.called, request.calling);
    }
  }

  Result<void> request(Endpoint& at, Request r) {
    if (&at == &a && r.dialogue == DialogueId{}) r.dialogue = at_a;
    if (&at == &b && r.dialogue == DialogueId{}) r.dialogue = at_b;
    auto done = at.tcap.handle(std::move(r), now);
    at.drain();
    return done;
  }
  void must(Endpoint& at, Request r) {
    const auto done = request(at, std::move(r));
    ASSERT_TRUE(done.has_value()) << done.error().message();
  }
  // A request of this kind; `with` fills the rest.
  static Request make(Primitive primitive, const DialoguePortion& portion = {}, Components components = {}) {
    Request r;
    r.primitive = primitive;
    r.portion = portion;
    r.components = std::move(components);
    return r;
  }

  // a is in "initiation sent"; the BEGIN waits in a.out.
  void send_begin(const DialoguePortion& portion = {}, Components components = {}, Overrides overrides = {}) {
    at_a = a.tcap.new_dialogue(7);
    Request r = make(Primitive::begin, portion, std::move(components));
    r.called = address("200");
    r.calling = address("100");
    r.overrides = std::move(overrides);
    must(a, std::move(r));
  }
  // b is in "initiation received".
  void begin(const DialoguePortion& portion = {}, Components components = {}) {
    send_begin(portion, std::move(components));
    carry();
    ASSERT_EQ(b.messages.size(), 1U);
    at_b = b.messages[0].dialogue;
    b.clear();
  }
  // Both are in "active".
  void activate(const DialoguePortion& portion = {}, Components components = {}) {
    begin(portion, std::move(components));
    must(b, make(Primitive::continue_, portion.apdu == DialogueApdu::request ? aare() : DialoguePortion{}));
    carry();
    ASSERT_EQ(a.messages.size(), 1U);
    a.clear();
    b.clear();
  }
  TransactionId otid_a() { return *a.tcap.local_transaction_id(at_a); }
  TransactionId otid_b() { return *b.tcap.local_transaction_id(at_b); }
};

inline std::string id_hex(const char* tag, TransactionId id) {
  OutBuffer out;
  encode_transaction_id(out, *from_hex(tag)->begin(), id);
  return to_hex(out.view());
}
inline std::string otid(TransactionId id) {
  return id_hex("48", id);
}
inline std::string dtid(TransactionId id) {
  return id_hex("49", id);
}

}  // namespace mapsim::tcap::test
