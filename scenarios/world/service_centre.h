// An SMSC with its gateway and interworking functions (TS 23.040, TS 29.002 23.2, 23.3, 23.4, 23.6): takes
// messages, asks the HLR, delivers in one dialogue at a time to one recipient, tries again by a schedule or
// when it is alerted, and gives up when a message is no longer valid.
#pragma once

#include <unordered_map>
#include <vector>

#include "scenarios/world/agenda.h"
#include "scenarios/world/behaviour.h"
#include "scenarios/world/caller.h"
#include "scenarios/world/error_encoding.h"
#include "scenarios/world/message_store.h"
#include "scenarios/world/opening.h"
#include "scenarios/world/replies.h"
#include "scenarios/world/status_report.h"

namespace mapsim::world {

class ServiceCentre final : public Behaviour {
 public:
  explicit ServiceCentre(Setting setting);

  void handle(const node::Event& event, node::Node& node, Instant now) override;
  void on_time(node::Node& node, Instant now) override;
  Instant next_deadline() const override;
  void reload(std::shared_ptr<const SubscriberTable> subscribers, node::Node&, Instant) override {
    setting_.subscribers = std::move(subscribers);  // it asks the HLR instead
  }
  bool is_busy() const override { return caller_.open() != 0; }
  Books books() const override;
  std::vector<std::pair<std::string, std::uint64_t>> counters() const override;

 private:
  enum class Phase : std::uint8_t { waiting, routing, delivering, reporting };
  // Whoever messages wait for.
  struct Recipient {
    Phase phase = Phase::waiting;
    bool alerted = false;        // while an attempt was going on
    bool tell_success = false;   // the HLR has a flag set (informServiceCentre)
    bool by_alert = false;       // this attempt is none of the schedule
    std::uint32_t attempts = 0;  // of the schedule that have failed
    Number imsi;
    std::optional<std::uint32_t> lmsi;
    boost::container::small_vector<std::pair<Number, bool>, 2> nodes;  // to be tried; true: an SGSN
    SlabHandle sent;                                                   // the message that is on its way
    bool sent_expired = false;                                         // its validity ended meanwhile
    std::string failure;                                               // of the attempt
    sms::Status failure_status{};                                      // of that
    Agenda<Number>::Entry retry;
  };
  using Recipients = std::unordered_map<Number, Recipient>;

  // service_centre.cpp
  void on_message(const map::MessageIndication& message, node::Node& node, Instant now);
  void on_alert(const map::MessageIndication& message, const Invoked& invoked, node::Node& node, Instant now);
  void alerted(Number msisdn, node::Node& node, Instant now);
  void expire(SlabHandle handle, Instant now);
  void refuse(SlabHandle handle, const std::string& cause, sms::Status status, Instant now);
  void report_status(const StoredMessage& message, sms::Status status, Instant now);
  void begin_reports(node::Node& node, Instant now);
  sms::Timestamp timestamp(Instant at) const;
  void forget(Recipients::iterator at);

  // service_centre_mo.cpp
  void on_submit(const map::MessageIndication& message, const Invoked& invoked, node::Node& node,
                 Instant now);
  Answer accept(const ForwardMo& mo, Instant now, Number& recipient);
  Instant expiry_of(const sms::SmsSubmit& submit, Instant now) const;

  // service_centre_mt.cpp
  void attempt(Number msisdn, node::Node& node, Instant now);
  void drain(node::Node& node, Instant now);
  void on_routing(Recipients::iterator at, const Outcome& outcome, node::Node& node, Instant now);
  void on_delivery(Recipients::iterator at, const Outcome& outcome, node::Node& node, Instant now);
  bool read_routing(Recipient& recipient, const Outcome& outcome);
  void read_services(Recipient& recipient, const Outcome& outcome);
  void deliver(Recipients::iterator at, std::optional<map::DialogueId> open, node::Node& node, Instant now);
  void report(Recipients::iterator at, map::SmDeliveryOutcome outcome, std::optional<std::uint8_t> diagnostic,
              node::Node& node, Instant now);
  void attempt_failed(Recipients::iterator at, node::Node& node, Instant now);
  void refuse_all(Recipients::iterator at, std::string cause, sms::Status status, Instant now);

  sccp::Address hlr_of(Number msisdn) const;
  Number hlr_number(Number msisdn) const;

  ErrorEncoding errors_;
  Caller caller_;
  Replies replies_;
  Random random_;
  MessageStore store_;
  Recipients recipients_;  // at most one for each message
  Agenda<Number> retries_;
  bool draining_ = false;
  std::uint64_t accepted_ = 0;
  std::uint64_t delivered_ = 0;
  std::map<std::string, std::uint64_t> refused_;
  std::uint64_t turned_away_ = 0;  // MO that were not accepted
  std::uint64_t enquiries_ = 0;
  std::uint64_t attempts_ = 0;
  std::uint64_t reports_ = 0;
  std::uint64_t alerts_ = 0;
  std::uint64_t second_of_dialogue_ = 0;
  // Status reports are messages of its own, which no book has.
  std::vector<Number> to_be_told_;  // originators for whom one was stored since the last turn
  std::size_t reports_waiting_ = 0;
  std::uint64_t status_reports_ = 0;
  std::uint64_t status_reports_delivered_ = 0;
  std::uint64_t status_reports_lost_ = 0;  // no room, or given up
};

}  // namespace mapsim::world
