// The manifest of a capture: what can be read is written again, and that text says the same.
#include "tests/fuzz/script.h"
#include "tools/known/manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mapsim;
  const auto manifest = known::manifest_from_json({reinterpret_cast<const char*>(data), size});
  if (!manifest) return 0;
  const std::string text = known::to_json(*manifest);
  const auto again = known::manifest_from_json(text);
  fuzz::require(again.has_value());
  fuzz::require(known::to_json(*again) == text);
  return 0;
}
