// An HLR (TS 29.002 23.3.2, 23.4, 23.6): tells where subscribers are, keeps message waiting data, alerts
// service centres.
#pragma once

#include <unordered_map>
#include <utility>

#include "scenarios/world/agenda.h"
#include "scenarios/world/behaviour.h"
#include "scenarios/world/caller.h"
#include "scenarios/world/error_encoding.h"
#include "scenarios/world/message_waiting.h"
#include "scenarios/world/opening.h"
#include "scenarios/world/replies.h"

namespace mapsim::world {

class Hlr final : public Behaviour {
 public:
  explicit Hlr(Setting setting);

  void handle(const node::Event& event, node::Node& node, Instant now) override;
  void on_time(node::Node& node, Instant now) override;
  Instant next_deadline() const override;
  void reload(std::shared_ptr<const SubscriberTable> subscribers, node::Node& node, Instant now) override;
  bool is_busy() const override { return caller_.open() != 0; }
  Books books() const override { return books_; }
  std::vector<std::pair<std::string, std::uint64_t>> counters() const override;

  const MessageWaiting& message_waiting() const { return waiting_; }

 private:
  // A routing enquiry of any version, and its answer.
  struct Enquiry {
    Number msisdn;
    std::optional<Number> service_centre;
    bool priority = true;
    bool gprs = false;  // knows what to do with the number of an SGSN
  };
  void on_message(const map::MessageIndication& message, node::Node& node, Instant now);
  void on_enquiry(const map::MessageIndication& message, const Invoked& invoked, node::Node& node,
                  Instant now);
  void on_report(const map::MessageIndication& message, const Invoked& invoked, node::Node& node,
                 Instant now);
  void on_ready(const map::MessageIndication& message, const Invoked& invoked, node::Node& node, Instant now);
  Answer decide(const Enquiry& enquiry, const Subscriber* subscriber);
  Octets routing(const Enquiry& enquiry, const Subscriber& subscriber, std::uint8_t version);
  void add_inform(Reply& reply, const Subscriber& subscriber, std::uint8_t version);
  void alert(Number imsi, const boost::container::small_vector<Number, 2>& service_centres, node::Node& node,
             Instant now);
  void drain();
  bool is_gone(const Subscriber& subscriber) const;
  const Subscriber* by_msisdn(Number msisdn) const;
  const Subscriber* by_imsi(Number imsi) const;

  ErrorEncoding errors_;
  Caller caller_;
  Replies replies_;
  Random random_;
  MessageWaiting waiting_;
  Agenda<Number> returns_;                   // of those that the table has as purged, for a time
  std::unordered_map<Number, bool> purged_;  // whether one has returned already
  // By token: the IMSI, and the service centre that is being alerted. At most Limits::calls.
  std::unordered_map<std::uint64_t, std::pair<Number, Number>> alerting_;
  Books books_;
  Octets parameter_;  // of the answer that is being made
  Octets inform_;
  std::uint64_t reports_ = 0;
  std::uint64_t alerts_ = 0;
  std::uint64_t alerts_answered_ = 0;
};

}  // namespace mapsim::world
