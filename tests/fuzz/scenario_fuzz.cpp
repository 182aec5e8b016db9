// The scenario loader: a text is a program, or there are mistakes with their places.
#include <string_view>

#include "scenarios/engine/loader.h"
#include "tests/fuzz/script.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mapsim;
  const auto result = scenario::load_text({reinterpret_cast<const char*>(data), size});
  fuzz::require(result.program.has_value() == result.errors.empty());
  for (const Error& error : result.errors) fuzz::require(!scenario::to_text(result.file, error).empty());
  return 0;
}
