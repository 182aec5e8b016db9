// The short messages that an SMSC has accepted and not delivered, by recipient and in their order.
#pragma once

#include <boost/container/small_vector.hpp>
#include <optional>
#include <unordered_map>
#include <variant>

#include "scenarios/world/agenda.h"
#include "scenarios/world/number.h"
#include "scenarios/world/status_report.h"
#include "sigtran/core/slab.h"
#include "sigtran/sms/tpdu.h"

namespace mapsim::world {

struct StoredMessage {
  std::variant<sms::SmsDeliver, sms::SmsStatusReport> tpdu;  // tp-mms is set when it is sent
  Number recipient;
  std::optional<ReportRequest> request;  // of its originator

  bool is_report() const { return std::holds_alternative<sms::SmsStatusReport>(tpdu); }
  Agenda<SlabHandle>::Entry expiry;
};

class MessageStore {
 public:
  MessageStore(std::size_t most, std::size_t most_of_one) : most_(most), most_of_one_(most_of_one) {}

  // False: there is no room, in all or for this recipient.
  bool add(StoredMessage message, Instant expires);
  std::size_t size() const { return messages_.size(); }
  std::size_t waiting_for(Number recipient) const;
  // The one that has waited longest; nullopt: none.
  std::optional<SlabHandle> first(Number recipient) const;
  const StoredMessage* find(SlabHandle handle) const { return messages_.find(handle); }
  void remove(SlabHandle handle);

  Instant next_expiry() const { return expiries_.next_deadline(); }
  // A message whose validity is over; it stays until it is removed.
  std::optional<SlabHandle> pop_expired(Instant now);

 private:
  using Queue = boost::container::small_vector<SlabHandle, 2>;
  std::size_t most_;
  std::size_t most_of_one_;
  Slab<StoredMessage> messages_;
  std::unordered_map<Number, Queue> queues_;
  Agenda<SlabHandle> expiries_;
};

}  // namespace mapsim::world
