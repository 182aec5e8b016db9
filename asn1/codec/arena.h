// Where the generated decoders take their memory from: a block of each thread, given back as a whole when the
// last decoded value of the thread is gone. Nothing is freed piece by piece, and receiving allocates nothing.
// What does not fit comes from malloc, and so does what asn1c allocates while no decoded value exists.
//
// Under a sanitizer the decoders use malloc itself, so that it sees the end of every piece
// (asn1/CMakeLists.txt).
#pragma once

#include <cstddef>

namespace mapsim::asn1 {

// Enough for every parameter of our modules in a message of 255 octets.
inline constexpr std::size_t kArenaSize = 8192;

// While one exists, this thread's allocations come from its block. Stays in the thread that made it.
class ArenaUse {
 public:
  ArenaUse() noexcept;
  ArenaUse(const ArenaUse&) noexcept : ArenaUse() {}
  ArenaUse& operator=(const ArenaUse&) noexcept = default;
  ~ArenaUse();

  // Whether something was allocated beyond the block since the first use began: it is to be freed one by one.
  static bool has_spilled() noexcept;
};

}  // namespace mapsim::asn1

// What malloc, calloc, realloc and free are for the generated code and the runtime of asn1c.
extern "C" {
void* mapsim_asn1_malloc(std::size_t size);
void* mapsim_asn1_calloc(std::size_t count, std::size_t size);
void* mapsim_asn1_realloc(void* old, std::size_t size);
void mapsim_asn1_free(void* piece);
}
