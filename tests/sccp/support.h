// What the tests of SCCP have in common.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string_view>
#include <utility>
#include <vector>

#include "sigtran/sccp/message.h"
#include "sigtran/sccp/sccp.h"

namespace mapsim::sccp {
using namespace std::chrono_literals;
}

namespace mapsim::sccp::test {

inline Octets hex(std::string_view text) {
  return from_hex(text).value();
}
inline Instant at(Duration d) {
  return Instant::from_start(d);
}

inline Address on_gt(std::string digits, std::uint8_t ssn = 8) {
  Address a;
  a.ssn = ssn;
  a.gt.emplace().digits = std::move(digits);
  return a;
}

inline Address on_ssn(std::optional<mtp::PointCode> pc, std::uint8_t ssn = 8) {
  Address a;
  a.routing = RoutingIndicator::route_on_ssn;
  a.point_code = pc;
  a.ssn = ssn;
  return a;
}

// Octets 0, 1, 2, …: a part that is lost or misplaced shows.
inline Octets pattern(std::size_t size) {
  Octets octets(size);
  for (std::size_t i = 0; i < size; ++i) octets[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
  return octets;
}

inline UnitdataRequest request(Address called, Address calling, const Octets& data) {
  UnitdataRequest r;
  r.called = std::move(called);
  r.calling = std::move(calling);
  r.data.prepend(data);
  return r;
}

// What a layer did, each kind in its pile; views are copied.
struct Outcome {
  struct Unitdata {
    Transit transit;
    Octets data;
  };
  struct Notice {
    Transit transit;
    ReturnCause cause;
    Octets data;
  };
  std::vector<mtp::TransferRequest> sent;
  std::vector<Unitdata> unitdata;
  std::vector<Notice> notices;
  std::vector<Diagnostic> diagnostics;
  std::vector<StateIndication> states;
  std::vector<PcStateIndication> pc_states;

  // Nothing but a diagnostic.
  bool silent() const {
    return sent.empty() && unitdata.empty() && notices.empty() && states.empty() && pc_states.empty();
  }
  Message message(std::size_t i = 0) const { return decode_owned(sent.at(i).data.view()).value(); }
};

inline Octets copy(OctetView view) {
  return Octets(view.begin(), view.end());
}

inline Outcome drain(Sccp& sccp) {
  Outcome out;
  while (auto event = sccp.poll()) {
    if (auto* transfer = std::get_if<mtp::TransferRequest>(&*event)) {
      out.sent.push_back(std::move(*transfer));
    } else if (auto* told = std::get_if<ManagementIndication>(&*event)) {
      if (const auto* state = std::get_if<StateIndication>(told)) out.states.push_back(*state);
      if (const auto* state = std::get_if<PcStateIndication>(told)) out.pc_states.push_back(*state);
    } else if (auto* diagnostic = std::get_if<Diagnostic>(&*event)) {
      out.diagnostics.push_back(*diagnostic);
    } else if (auto* unitdata = std::get_if<UnitdataIndication>(&std::get<Indication>(*event))) {
      out.unitdata.push_back({unitdata->transit, copy(unitdata->data)});
    } else {
      const auto& notice = std::get<NoticeIndication>(std::get<Indication>(*event));
      out.notices.push_back({notice.transit, notice.cause, copy(notice.data)});
    }
  }
  return out;
}

inline Outcome ask(Sccp& sccp, UnitdataRequest r, Instant now = at(0s)) {
  const auto taken = sccp.handle(std::move(r), now);
  EXPECT_TRUE(taken) << taken.error().message();
  return drain(sccp);
}

// `data` arrives from point code `opc`.
inline Outcome arrive(Sccp& sccp, OctetView data, Instant now = at(0s), mtp::PointCode opc = 201,
                      std::uint8_t sls = 5) {
  mtp::TransferIndication in;
  in.label = {.opc = opc, .dpc = 101, .ni = 2, .sls = sls};
  in.data = data;
  sccp.handle(mtp::Indication(in), now);
  return drain(sccp);
}

inline Octets encoded(const Header& header, const Octets& data) {
  return encode({header, data, {}}).value();
}

inline TranslationRule rule(std::string prefix, mtp::PointCode dpc) {
  TranslationRule r;
  r.prefix = std::move(prefix);
  r.destinations = {dpc};
  return r;
}

// Node 101 with title 15550100001, subsystem 8; 15550100002 is node 201.
inline Config node_101() {
  Config c;
  c.point_code = 101;
  c.subsystems = {8};
  c.translations = {rule("15550100001", 101), rule("15550100002", 201)};
  return c;
}

// Its peer.
inline Config node_201() {
  Config c = node_101();
  c.point_code = 201;
  return c;
}

inline const Address kNear = on_gt("15550100001");
inline const Address kFar = on_gt("15550100002");

}  // namespace mapsim::sccp::test
