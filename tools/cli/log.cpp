#include "tools/cli/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_color_sinks.h>

#include <algorithm>

#include "sigtran/core/nearest.h"
#include "tools/cli/printable.h"

namespace mapsim::cli {

namespace {

// In the order of node::Layer.
constexpr std::array<std::string_view, 5> kLayers = {"link", "m3ua", "sccp", "tcap", "map"};
// In the order of spdlog's levels.
constexpr std::array<std::string_view, 7> kLevels = {"trace", "debug", "info", "warning", "error", "critical", "off"};

}  // namespace

Log::Log() {
  const auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_st>();
  // Simulated time stands in the text: the clock on the wall says nothing about a run.
  sink->set_pattern("%^%l%$ %n: %v");
  for (std::size_t i = 0; i < kLayers.size(); ++i) {
    loggers_[i] = std::make_shared<spdlog::logger>(std::string(kLayers[i]), sink);
    loggers_[i]->set_level(spdlog::level::off);
  }
}

Log::~Log() = default;

Result<std::unique_ptr<Log>> Log::create(const std::vector<std::string>& settings) {
  auto log = std::unique_ptr<Log>(new Log());
  for (const std::string& setting : settings) {
    const auto equals = setting.find('=');
    const std::string layer = equals == std::string::npos ? "" : setting.substr(0, equals);
    const std::string level = equals == std::string::npos ? setting : setting.substr(equals + 1);
    const auto level_at = std::ranges::find(kLevels, level);
    if (level_at == kLevels.end()) {
      return fail(Error{.layer = "--log", .text = "level " + unknown_name(level, kLevels)});
    }
    const auto layer_at = std::ranges::find(kLayers, layer);
    if (!layer.empty() && layer_at == kLayers.end()) {
      return fail(Error{.layer = "--log", .text = "layer " + unknown_name(layer, kLayers)});
    }
    for (std::size_t i = 0; i < kLayers.size(); ++i) {
      if (layer.empty() || kLayers[i] == layer) {
        log->loggers_[i]->set_level(static_cast<spdlog::level::level_enum>(level_at - kLevels.begin()));
      }
    }
  }
  return log;
}

bool Log::traces(node::Layer layer) const {
  return loggers_[static_cast<std::size_t>(layer)]->should_log(spdlog::level::debug);
}

void Log::trace(node::Layer layer, Instant at, const std::string& node, const std::string& text) {
  const double seconds = std::chrono::duration<double>(at.since_start()).count();
  loggers_[static_cast<std::size_t>(layer)]->debug("{:.6f} {}: {}", seconds, node, printable(text));
}

}  // namespace mapsim::cli
