// An automatic endpoint: a value that is told what its node tells, and does on that node what its role does.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/world/setting.h"
#include "sigtran/node/event.h"
#include "sigtran/node/node.h"

namespace mapsim::world {

// What became of what an endpoint took on. Always: accepted = delivered + waiting + refused.
//
// Of an SMSC: short messages. Of an MSC: those that it was asked to deliver (nothing waits there). Of an HLR:
// routing enquiries, `delivered` being those that it answered with a node.
struct Books {
  std::uint64_t accepted = 0;
  std::uint64_t delivered = 0;
  std::uint64_t waiting = 0;
  std::map<std::string, std::uint64_t> refused;  // by cause

  std::uint64_t refused_in_all() const;
  bool balanced() const { return accepted == delivered + waiting + refused_in_all(); }
};

class Behaviour {
 public:
  virtual ~Behaviour() = default;
  Behaviour(const Behaviour&) = delete;
  Behaviour& operator=(const Behaviour&) = delete;

  // The links are up; what it does by itself begins.
  virtual void start(node::Node&, Instant) {}
  virtual void handle(const node::Event& event, node::Node& node, Instant now) = 0;
  virtual void on_time(node::Node& node, Instant now) = 0;
  virtual Instant next_deadline() const = 0;
  // Another table, from now on. What it knows of subscribers besides stays.
  virtual void reload(std::shared_ptr<const SubscriberTable> subscribers, node::Node& node, Instant now) = 0;

  // A dialogue that it has opened is not over.
  virtual bool is_busy() const = 0;
  virtual Books books() const = 0;
  // Lines for people: what else it counts, name and number.
  virtual std::vector<std::pair<std::string, std::uint64_t>> counters() const = 0;
  const std::string& name() const { return setting_.name; }
  const Setting& setting() const { return setting_; }

 protected:
  explicit Behaviour(Setting setting) : setting_(std::move(setting)) {}
  Setting setting_;
};

std::unique_ptr<Behaviour> make_behaviour(Setting setting);

}  // namespace mapsim::world
