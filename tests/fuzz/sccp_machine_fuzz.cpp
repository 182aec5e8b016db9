// SCCP from its named states on: quiet, with a segmented message half received, with a subsystem out of
// service or congested, with the way to the peer closed. Messages and primitives of the script and time go
// in; what comes out must be messages that SCCP itself can read, and what is kept must stay within its
// limits.
#include "sigtran/sccp/message.h"
#include "sigtran/sccp/sccp.h"
#include "tests/fuzz/script.h"

namespace mapsim::fuzz {
namespace {

constexpr mtp::PointCode kHere = 1;
constexpr mtp::PointCode kThere = 2;

sccp::Config config() {
  sccp::Config c;
  c.point_code = kHere;
  c.subsystems = {6, 8};
  sccp::TranslationRule rule;
  rule.destinations = {kThere};
  c.translations = {rule};
  c.reassembly.max_messages = 4;
  return c;
}

class Machine {
 public:
  explicit Machine(Script& script) : script_(script), sccp_(config(), Random(1)) {
    switch (script_.below(5)) {
      case 0:
        break;
      case 1:
        half_received();
        break;
      case 2:
        sccp_.set_subsystem(8, sccp::SubsystemState::out_of_service);
        break;
      case 3:
        sccp_.set_subsystem(8, sccp::SubsystemState::congested);
        break;
      case 4:
        put(mtp::PauseIndication{kThere});
        break;
    }
  }
  void step() {
    switch (script_.below(8)) {
      case 0:
      case 1:
      case 2:
        receive(script_.octets());
        break;
      case 3: {
        now_ = now_ + script_.time();
        sccp_.on_time(now_);
        drain();
        break;
      }
      case 4:
        send();
        break;
      case 5:
        put(mtp::PauseIndication{script_.below(4)});
        break;
      case 6:
        put(mtp::ResumeIndication{script_.below(4)});
        break;
      case 7: {
        mtp::StatusIndication status;
        status.affected = script_.below(4);
        status.cause = static_cast<mtp::StatusCause>(script_.below(4));
        put(status);
        break;
      }
    }
    require(sccp_.reassembly().messages() <= config().reassembly.max_messages);
  }

 private:
  void half_received() {
    sccp::UnitdataRequest request = message(600);
    request.form = sccp::Form::xudt;
    sccp::Config there = config();
    there.point_code = kThere;
    there.translations.front().destinations = {kHere};
    sccp::Sccp peer(there, Random(2));
    require(peer.handle(std::move(request), now_).has_value());
    if (const auto first = peer.poll()) {
      if (const auto* transfer = std::get_if<mtp::TransferRequest>(&*first)) receive(transfer->data.view());
    }
  }
  static sccp::UnitdataRequest message(std::size_t size) {
    sccp::UnitdataRequest request;
    request.called.ssn = 8;
    request.called.gt.emplace().digits = "15550100002";
    request.calling.ssn = 8;
    request.calling.gt.emplace().digits = "15550100001";
    request.data.prepend(Octets(size, 0x55));
    return request;
  }
  void send() {
    sccp::UnitdataRequest request = message(std::size_t{script_.number()} * 16 + 1);
    request.form = static_cast<sccp::Form>(script_.below(4));
    request.protocol_class = script_.below(2);
    if (script_.below(2) == 0) {
      request.called.gt.reset();
      request.called.routing = sccp::RoutingIndicator::route_on_ssn;
      request.called.point_code = script_.below(4);
      request.called.ssn = script_.number();
    }
    (void)sccp_.handle(std::move(request), now_);
    drain();
  }
  void receive(OctetView octets) {
    mtp::TransferIndication indication;
    indication.label.opc = kThere;
    indication.label.dpc = kHere;
    indication.data = octets;
    put(indication);
  }
  void put(const mtp::Indication& indication) {
    sccp_.handle(indication, now_);
    drain();
  }
  void drain() {
    while (const auto event = sccp_.poll()) {
      if (const auto* transfer = std::get_if<mtp::TransferRequest>(&*event)) {
        require_readable(sccp::decode(transfer->data.view()), transfer->data.view());
      }
    }
  }

  Script& script_;
  sccp::Sccp sccp_;
  Instant now_;
};

}  // namespace
}  // namespace mapsim::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return mapsim::fuzz::play<mapsim::fuzz::Machine>({data, size});
}
