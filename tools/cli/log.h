// --log LAYER=LEVEL: what passes between the layers, on standard error.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "sigtran/core/result.h"
#include "sigtran/node/node.h"

namespace spdlog {
class logger;
}

namespace mapsim::cli {

class Log final : public node::Tracer {
 public:
  // Each of `settings` is "LAYER=LEVEL" or "LEVEL" for all layers. Error: what is allowed.
  static Result<std::unique_ptr<Log>> create(const std::vector<std::string>& settings);
  ~Log() override;

  bool traces(node::Layer layer) const override;
  void trace(node::Layer layer, Instant at, const std::string& node, const std::string& text) override;

 private:
  Log();
  std::array<std::shared_ptr<spdlog::logger>, 5> loggers_;
};

}  // namespace mapsim::cli
