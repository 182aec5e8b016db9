// What verify reads of a dissector elsewhere. The text is fed in two pieces, divided where its first octet
// says: where a piece ends changes nothing.
#include "tests/fuzz/script.h"
#include "tools/verify/pdml.h"

namespace {

struct Told {
  std::size_t frames = 0;
  std::size_t fields = 0;
  std::size_t octets = 0;
  bool sound = false;
  friend bool operator==(const Told&, const Told&) = default;
};

Told read(std::string_view first, std::string_view rest) {
  Told out;
  mapsim::verify::PdmlReader reader([&](const mapsim::verify::ShownFrame& frame) {
    ++out.frames;
    out.fields += frame.fields.size();
    for (const auto& field : frame.fields) out.octets += field.name.size() + field.show.size();
  });
  out.sound = reader.feed(first) && reader.feed(rest) && reader.finish();
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::size_t at = text.size() * data[0] / 256;
  const Told whole = read(text, {});
  const Told divided = read(text.substr(0, at), text.substr(at));
  mapsim::fuzz::require(whole.sound == divided.sound);
  if (whole.sound) mapsim::fuzz::require(whole == divided);
  return 0;
}
