#include "sigtran/sccp/remote_subsystems.h"

#include <algorithm>

namespace mapsim::sccp {

RemoteSubsystems::RemoteSubsystems(const std::vector<RemoteSubsystem>& configured, StatusTest test)
    : test_(test) {
  for (const RemoteSubsystem& s : configured) entries_[{s.point_code, s.ssn}].configured = true;
}

bool RemoteSubsystems::prohibited(mtp::PointCode node, std::uint8_t ssn) const {
  if (prohibited_ == 0) return false;
  const auto found = entries_.find({node, ssn});
  return found != entries_.end() && found->second.prohibited;
}

RemoteSubsystems::Entry* RemoteSubsystems::entry_for(Key key) {
  const auto found = entries_.find(key);
  if (found != entries_.end()) return &found->second;
  return entries_.size() < kMax ? &entries_[key] : nullptr;
}

// Local broadcast of what changed (Q.714 5.3.6.2, 5.3.6.3). The SCCP itself, SSN 1, is told of by N-PCSTATE.
void RemoteSubsystems::set_prohibited(const Key& key, Entry& entry, bool prohibited, ManagementActions& out) {
  if (entry.prohibited == prohibited) return;
  entry.prohibited = prohibited;
  prohibited_ = prohibited ? prohibited_ + 1 : prohibited_ - 1;
  if (key.ssn == kManagementSsn) return;
  out.emplace_back(ManagementIndication(
      StateIndication{.affected = key.node,
                      .ssn = key.ssn,
                      .status = prohibited ? UserStatus::out_of_service : UserStatus::in_service,
                      .multiplicity = entry.multiplicity}));
}

// Q.714 5.3.4.2: nothing is sent before the timer expires; one test at a time.
void RemoteSubsystems::start_test(const Key& key, Entry& entry, Instant now) {
  if (entry.test) return;
  entry.interval = test_.first;
  entry.test = timers_.arm(now, entry.interval, key);
}

bool RemoteSubsystems::prohibit(mtp::PointCode node, std::uint8_t ssn, Multiplicity multiplicity, Instant now,
                                ManagementActions& out) {
  const Key key{node, ssn};
  Entry* entry = entry_for(key);
  if (entry == nullptr) return false;
  entry->multiplicity = multiplicity;
  set_prohibited(key, *entry, true, out);
  start_test(key, *entry, now);
  return true;
}

bool RemoteSubsystems::test_sccp(mtp::PointCode node, Instant now) {
  const Key key{node, kManagementSsn};
  Entry* entry = entry_for(key);
  if (entry != nullptr) start_test(key, *entry, now);
  return entry != nullptr;
}

// The entry is allowed and no test of it goes on; what was not configured is forgotten.
RemoteSubsystems::Entries::iterator RemoteSubsystems::release(Entries::iterator at, ManagementActions& out) {
  timers_.cancel(at->second.test);
  set_prohibited(at->first, at->second, false, out);
  return at->second.configured ? std::next(at) : entries_.erase(at);
}

void RemoteSubsystems::allow(mtp::PointCode node, std::uint8_t ssn, Multiplicity multiplicity,
                             ManagementActions& out) {
  const auto found = entries_.find({node, ssn});
  if (found == entries_.end()) return;
  found->second.multiplicity = multiplicity;
  release(found, out);
}

void RemoteSubsystems::prohibit_all(mtp::PointCode node, ManagementActions& out) {
  for (auto at = entries_.lower_bound({node, 0}); at != entries_.end() && at->first.node == node; ++at) {
    timers_.cancel(at->second.test);
    set_prohibited(at->first, at->second, true, out);
  }
}

void RemoteSubsystems::allow_all(mtp::PointCode node, ManagementActions& out) {
  auto at = entries_.lower_bound({node, 0});
  while (at != entries_.end() && at->first.node == node) at = release(at, out);
}

void RemoteSubsystems::on_time(Instant now, ManagementActions& out) {
  while (const auto key = timers_.pop_due(now)) {
    const auto found = entries_.find(*key);
    if (found == entries_.end()) continue;
    Entry& entry = found->second;
    out.emplace_back(ManagementSend{
        key->node,
        {.type = ManagementType::subsystem_status_test, .ssn = key->ssn, .point_code = key->node}});
    entry.interval = std::min(entry.interval * 2, test_.longest);
    entry.test = timers_.arm(now, entry.interval, *key);
  }
}

}  // namespace mapsim::sccp
