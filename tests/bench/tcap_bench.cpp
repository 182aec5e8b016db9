// TCAP alone: a dialogue of two messages between two state machines. The codec is in stack_bench.cpp.
#include <benchmark/benchmark.h>

#include "sigtran/tcap/oid.h"
#include "sigtran/tcap/tcap.h"

namespace mapsim::tcap {
namespace {

// A BEGIN with AARQ and one Invoke of 150 octets.
struct Sample {
  Sample() : parameter(150, 0xAB) {
    parameter[0] = 0x04;
    parameter[1] = 0x81;
    parameter[2] = 147;
    request.apdu = DialogueApdu::request;
    request.application_context_name = *oid_from_text("0.4.0.0.1.0.25.3");
    response = request;
    response.apdu = DialogueApdu::response;
    invoke.invoke_id = InvokeId{1};
    invoke.code = Code(44);
    invoke.parameter = parameter;
    invoke.timer = std::chrono::seconds(60);
    result.type = ComponentType::return_result_last;
    result.invoke_id = InvokeId{1};
    smsc.ssn = 8;
    smsc.gt.emplace().digits = "15550100001";
    msc = smsc;
    msc.gt->digits = "15550100002";
  }

  Octets parameter;
  DialoguePortion request;
  DialoguePortion response;
  Component invoke;
  Component result;
  sccp::Address smsc;
  sccp::Address msc;
};

// Carries what `from` sends to `to` and returns the dialogue of the last message that arrived.
DialogueId carry(Tcap& from, Tcap& to) {
  DialogueId dialogue;
  while (auto event = from.poll()) {
    const auto* request = std::get_if<sccp::UnitdataRequest>(&*event);
    if (request == nullptr) continue;
    sccp::UnitdataIndication indication;
    indication.transit.called = request->called;
    indication.transit.calling = request->calling;
    indication.data = request->data.view();
    to.handle(indication, Instant());
    while (auto arrived = to.poll()) {
      if (const auto* message = std::get_if<MessageIndication>(&*arrived)) dialogue = message->dialogue;
    }
  }
  return dialogue;
}

void tcap_dialogue_of_two_messages(benchmark::State& state) {
  const Sample sample;
  Tcap smsc({}, Random(1));
  Tcap msc({}, Random(2));
  for (auto _ : state) {
    Request begin;
    begin.primitive = Primitive::begin;
    begin.dialogue = smsc.new_dialogue(1);
    begin.portion = sample.request;
    begin.components.push_back(sample.invoke);
    begin.called = sample.msc;
    begin.calling = sample.smsc;
    if (!smsc.handle(std::move(begin), Instant())) state.SkipWithError("BEGIN was refused");
    Request end;
    end.primitive = Primitive::end;
    end.dialogue = carry(smsc, msc);
    end.portion = sample.response;
    end.components.push_back(sample.result);
    if (!msc.handle(std::move(end), Instant())) state.SkipWithError("END was refused");
    carry(msc, smsc);
  }
  if (smsc.open() + msc.open() != 0) state.SkipWithError("dialogues were left open");
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(tcap_dialogue_of_two_messages);

}  // namespace
}  // namespace mapsim::tcap
