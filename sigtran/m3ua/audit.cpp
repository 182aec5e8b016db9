// DAUD by T(audit) (RFC 4666 4.5.3): an ASP asks again and again after what it was told to be unavailable,
// restricted or congested, until it hears better.
#include <algorithm>

#include "sigtran/m3ua/m3ua.h"

namespace mapsim::m3ua {

void M3ua::note_for_audit(std::size_t peer, const Audited& audited, bool wanted, Instant now) {
  if (!config_.timers.audit) return;
  Association& a = peers_[peer];
  const auto at = std::find(a.audits.begin(), a.audits.end(), audited);
  if (wanted && at == a.audits.end() && a.audits.size() < config_.limits.unavailable_destinations) {
    a.audits.push_back(audited);
    if (a.audits.size() == 1)
      a.audit_timer = timers_.arm(now, *config_.timers.audit, {TimerKind::audit, peer});
  }
  if (!wanted && at != a.audits.end()) {
    a.audits.erase(at);
    if (a.audits.empty()) timers_.cancel(a.audit_timer);
  }
}

void M3ua::on_audit_time(std::size_t peer, Instant now) {
  Association& a = peers_[peer];
  if (a.audits.empty()) return;
  if (active_somewhere(peer, Side::local)) {
    std::vector<PointCodeRange> list;
    for (const Audited& audited : a.audits) {
      if (std::find(list.begin(), list.end(), audited.range) == list.end()) list.push_back(audited.range);
    }
    send(peer, network_message(MessageType::daud, peer, std::move(list), Side::local));
    // 4.5.3: SCON answers where there still is congestion; nothing else would tell that it is over.
    std::erase_if(a.audits, [](const Audited& audited) { return audited.congested; });
    if (a.audits.empty()) return;
  }
  a.audit_timer = timers_.arm(now, *config_.timers.audit, {TimerKind::audit, peer});
}

}  // namespace mapsim::m3ua
