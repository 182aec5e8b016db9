// What SCCP knows of the reachability of other nodes (Q.714 5.2.2, 5.2.3, 5.2.4).
#pragma once

#include <cstddef>
#include <optional>
#include <unordered_map>

#include "sigtran/core/mtp.h"
#include "sigtran/sccp/primitives.h"

namespace mapsim::sccp {

// Only nodes that are not reachable take room; there are at most kMax of them, later ones count as reachable.
class Destinations {
 public:
  static constexpr std::size_t kMax = 16384;  // as many as there are ITU point codes

  // False where the table is full.
  bool pause(mtp::PointCode node) { return set(node, ReturnCause::mtp_failure); }
  // Its SCCP is not there although MTP reaches the node.
  bool sccp_unavailable(mtp::PointCode node) { return set(node, ReturnCause::sccp_failure); }
  void resume(mtp::PointCode node) { nodes_.erase(node); }
  // A message of its SCCP arrived: it is there again. What MTP said holds until MTP-RESUME. True where that
  // is news.
  bool heard(mtp::PointCode node) {
    if (nodes_.empty()) return false;
    const auto found = nodes_.find(node);
    if (found == nodes_.end() || found->second != ReturnCause::sccp_failure) return false;
    nodes_.erase(found);
    return true;
  }

  // Why nothing can be sent there, or nullopt.
  std::optional<ReturnCause> fault(mtp::PointCode node) const {
    if (nodes_.empty()) return std::nullopt;
    const auto found = nodes_.find(node);
    return found == nodes_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  bool set(mtp::PointCode node, ReturnCause cause) {
    if (nodes_.size() >= kMax && !nodes_.contains(node)) return false;
    nodes_[node] = cause;
    return true;
  }
  std::unordered_map<mtp::PointCode, ReturnCause> nodes_;
};

}  // namespace mapsim::sccp
