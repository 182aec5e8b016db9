// From a link, as the node file or the default has it, to the rows of a node's configuration.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/engine/lab/plan.h"

namespace mapsim::scenario::lab {

// Of rows that lead to gateways, by (endpoint, row): the point codes behind them; empty: all others.
using Reaches = std::map<std::pair<std::size_t, std::size_t>, std::vector<mtp::PointCode>>;

// As stated, or loopback addresses by order in the file: two processes on one machine find each other without
// a word.
std::vector<std::string> hosts_of(const Program& program, std::size_t endpoint);

class RowPlanner {
 public:
  // All outlive this; Plan::nodes has the nodes of the cast already.
  RowPlanner(const Program& program, const Site& site, Plan& plan)
      : program_(program), site_(site), plan_(plan) {}

  // `own`: the endpoint that has the link; `other`: the one that it leads to, none for a gateway.
  void add(std::size_t own, const Link& link, std::optional<std::size_t> other);
  const Reaches& reaches() const { return reaches_; }

 private:
  node::PeerAddress place_of(std::size_t own, const Link& link) const;
  std::vector<std::string> local_hosts(std::size_t own, const Link& link) const;
  std::size_t server_of(std::size_t own, const Link& link, std::optional<std::size_t> other, m3ua::Role role,
                        node::Config& config) const;
  bool leads_alike(const node::Config& config, std::size_t server, const std::string& to) const;

  const Program& program_;
  const Site& site_;
  Plan& plan_;
  Reaches reaches_;
};

}  // namespace mapsim::scenario::lab
