// TCAP with a dialogue in each of its named states (Q.774 3.3): idle, initiation sent, initiation received,
// active. Messages and requests of the script and time go in; what comes out must be messages that TCAP
// itself can read.
#include "sigtran/tcap/codec.h"
#include "sigtran/tcap/tcap.h"
#include "tests/fuzz/script.h"

namespace mapsim::fuzz {
namespace {

tcap::Config config(bool awaits_rejects) {
  tcap::Config c;
  if (awaits_rejects) c.reject_timer = std::chrono::seconds(5);
  c.max_open = 4;
  c.max_pending_rejects = 3;
  return c;
}

class Machine {
 public:
  explicit Machine(Script& script)
      : script_(script), start_(script_.below(8)), tcap_(config(start_ >= 4), Random(1)) {
    const int state = start_ % 4;
    if (state == 1 || state == 3) {
      dialogue_ = tcap_.new_dialogue(1);
      request(tcap::Primitive::begin);
      if (state == 3) {
        const auto id = *tcap_.local_transaction_id(dialogue_);
        Octets octets{0x65, 0x0A, 0x48, 0x02, 0x12, 0x34, 0x49, 0x04};
        for (int shift = 24; shift >= 0; shift -= 8)
          octets.push_back(static_cast<std::uint8_t>(id.value >> shift));
        receive(octets);
      }
    } else if (state == 2) {
      receive(Octets{0x62, 0x0F, 0x48, 0x02, 0x12, 0x34, 0x6C, 0x09, 0xA1, 0x07, 0x02, 0x01, 0x01, 0x02, 0x01,
                     0x2E, 0x00});
    }
  }
  void step() {
    switch (script_.below(6)) {
      case 0:
        receive(script_.octets());
        break;
      case 1:
        to_transaction();
        break;
      case 2:
        now_ = now_ + script_.time();
        tcap_.on_time(now_);
        drain();
        break;
      case 3:
        request(static_cast<tcap::Primitive>(script_.below(6)));
        break;
      case 4:
        returned();
        break;
      case 5:
        (void)tcap_.cancel(dialogue_, static_cast<tcap::InvokeId>(script_.number()));
        (void)tcap_.reset_timer(dialogue_, static_cast<tcap::InvokeId>(script_.number()), now_);
        drain();
        break;
    }
    require(tcap_.open() <= tcap_.max_open());
  }

 private:
  // A message of the script's type and portions for the dialogue that there is.
  void to_transaction() {
    const auto id = tcap_.local_transaction_id(dialogue_);
    constexpr std::uint8_t kTypes[] = {0x62, 0x64, 0x65, 0x67, 0x61};
    const std::uint8_t type = kTypes[script_.below(5)];
    Octets body;
    if (type == 0x62 || type == 0x65) body = {0x48, 0x02, 0x12, script_.number()};
    if (type != 0x62 && type != 0x61 && id) {
      body.insert(body.end(), {0x49, id->octets});
      for (int shift = 8 * (id->octets - 1); shift >= 0; shift -= 8)
        body.push_back(static_cast<std::uint8_t>(id->value >> shift));
    }
    const OctetView portions = script_.octets();
    body.insert(body.end(), portions.begin(), portions.end());
    OutBuffer out;
    out.prepend(body);
    Octets message{type};
    if (body.size() < 128) {
      message.push_back(static_cast<std::uint8_t>(body.size()));
    } else {
      message.insert(message.end(), {0x82, static_cast<std::uint8_t>(body.size() >> 8U),
                                     static_cast<std::uint8_t>(body.size())});
    }
    message.insert(message.end(), body.begin(), body.end());
    receive(message);
  }
  void request(tcap::Primitive primitive) {
    tcap::Request r;
    r.primitive = primitive;
    if (primitive == tcap::Primitive::begin && script_.below(2) == 1) dialogue_ = tcap_.new_dialogue(1);
    r.dialogue = dialogue_;
    r.prearranged = primitive == tcap::Primitive::end && script_.below(4) == 0;
    if (primitive == tcap::Primitive::p_abort)
      r.p_abort_cause = static_cast<tcap::PAbortCause>(script_.below(5));
    r.called.emplace().ssn = 8;
    r.calling.emplace().ssn = 8;
    if (script_.below(2) == 1) {
      r.portion.apdu = static_cast<tcap::DialogueApdu>(script_.below(5));
      r.portion.application_context_name = {4, 0, 0, 1, 0, 25, 3};
    }
    for (std::uint8_t n = script_.below(4); n != 0; --n) {
      tcap::Component c;
      constexpr tcap::ComponentType kTypes[] = {
          tcap::ComponentType::invoke, tcap::ComponentType::return_result_last,
          tcap::ComponentType::return_error, tcap::ComponentType::reject,
          tcap::ComponentType::return_result_not_last};
      c.type = kTypes[script_.below(5)];
      if (script_.below(2) == 1) c.invoke_id = static_cast<tcap::InvokeId>(script_.number());
      if (script_.below(4) == 1) c.linked_id = static_cast<tcap::InvokeId>(script_.number());
      if (c.type != tcap::ComponentType::reject) c.code = tcap::Code(std::int32_t{script_.number()});
      c.operation_class = static_cast<tcap::OperationClass>(1 + script_.below(4));
      c.timer = script_.time();
      r.components.push_back(c);
    }
    (void)tcap_.handle(std::move(r), now_);
    drain();
  }
  void returned() {
    sccp::NoticeIndication notice;
    const OctetView octets = script_.octets();
    notice.data = octets;
    notice.cause = static_cast<sccp::ReturnCause>(script_.below(15));
    tcap_.handle(sccp::Indication(notice), now_);
    drain();
  }
  void receive(OctetView octets) {
    sccp::UnitdataIndication unitdata;
    unitdata.transit.called.ssn = 8;
    unitdata.transit.calling.ssn = 8;
    unitdata.data = octets;
    tcap_.handle(sccp::Indication(unitdata), now_);
    drain();
  }
  void drain() {
    while (const auto event = tcap_.poll()) {
      if (const auto* sent = std::get_if<sccp::UnitdataRequest>(&*event)) {
        require_readable(tcap::decode(sent->data.view()), sent->data.view());
      } else if (const auto* message = std::get_if<tcap::MessageIndication>(&*event)) {
        if (message->primitive == tcap::Primitive::begin) dialogue_ = message->dialogue;
      }
    }
  }

  Script& script_;
  std::uint8_t start_;  // the state, and whether answers wait for their Reject
  tcap::Tcap tcap_;
  tcap::DialogueId dialogue_;
  Instant now_;
};

}  // namespace
}  // namespace mapsim::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return mapsim::fuzz::play<mapsim::fuzz::Machine>({data, size});
}
