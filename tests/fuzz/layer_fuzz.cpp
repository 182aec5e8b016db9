// The codec of one layer (MAPSIM_FUZZ_LAYER, a name of `mapsim decode --layer`): octets are refused with a
// reason, or are decoded to a tree from which the same tree comes again by way of its own octets.
#include "sigtran/map/errors.h"
#include "sigtran/map/operations.h"
#include "tests/fuzz/script.h"
#include "tools/decode/layers.h"

namespace mapsim::fuzz {
namespace {

constexpr std::string_view kLayer = MAPSIM_FUZZ_LAYER;

// The first octet says which operation, error or direction the others belong to.
cli::LayerContext context_of(Script& script) {
  cli::LayerContext context;
  if (cli::needs_operation(kLayer)) {
    const std::uint8_t choice = script.number();
    if (kLayer == "map-error") {
      const auto errors = map::errors();
      const auto& row = errors[choice / 3U % errors.size()];
      context.operation = std::to_string(static_cast<int>(row.code));
      context.map_version = 1 + choice % 3;
    } else {
      const auto operations = map::operations();
      const map::Operation& row = operations[choice % operations.size()];
      context.operation = std::string(row.name);
      context.map_version = row.context.version;
    }
  }
  if (cli::needs_direction(kLayer)) {
    context.direction = script.below(2) == 0 ? sms::Direction::mo : sms::Direction::mt;
  }
  return context;
}

void run(OctetView data) {
  Script script(data);
  const cli::LayerContext context = context_of(script);
  const auto decoded = cli::decode_layer(kLayer, script.rest(), context);
  if (!decoded) {
    require(!decoded.error().message().empty());
    return;
  }
  // What is encoded is canonical: from here on nothing changes.
  const auto again = cli::decode_layer(kLayer, decoded->reencoded, context);
  if (decoded->reencoded.empty()) return;
  require(again.has_value());
  require(again->reencoded == decoded->reencoded);
}

}  // namespace
}  // namespace mapsim::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  mapsim::fuzz::run({data, size});
  return 0;
}
