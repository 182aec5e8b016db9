#include "sigtran/sccp/capacity.h"

#include <algorithm>

#include "sigtran/sccp/address_codec.h"

namespace mapsim::sccp {

namespace {

constexpr std::size_t kMaxOneOctet = 255;
constexpr std::size_t kSegmentationParameter = 6;
constexpr std::size_t kImportanceParameter = 3;

constexpr std::size_t less(std::size_t a, std::size_t b) {
  return a > b ? a - b : 0;
}

// `fixed`: type, class, hop counter and pointers; `optional`: the optional part with its end, 0 for none.
std::size_t capacity(const Address& called, const Address& calling, std::size_t fixed, std::size_t pointers,
                     std::size_t optional, std::size_t max_sif) {
  const std::size_t addresses = 2 + address_size(called) + address_size(calling);
  // The pointer to the data counts the pointer behind it (to the optional part) and itself (Q.713 2.3).
  if (addresses + pointers - 2 > kMaxOneOctet) return 0;
  const std::size_t by_sif = less(max_sif, kRoutingLabelSize + fixed + addresses + 1 + optional);
  std::size_t most = std::min(kMaxOneOctet, by_sif);
  if (optional != 0) most = std::min(most, less(kMaxOneOctet, addresses + 2));
  return most;
}

}  // namespace

std::size_t udt_capacity(const Address& called, const Address& calling, std::size_t max_sif) {
  return capacity(called, calling, 5, 3, 0, max_sif);
}

std::size_t xudt_capacity(const Address& called, const Address& calling, bool importance,
                          std::size_t max_sif) {
  return capacity(called, calling, 7, 4, importance ? kImportanceParameter + 1 : 0, max_sif);
}

std::size_t xudt_segment_capacity(const Address& called, const Address& calling, bool importance,
                                  std::size_t max_sif) {
  return capacity(called, calling, 7, 4, kSegmentationParameter + (importance ? kImportanceParameter : 0) + 1,
                  max_sif);
}

}  // namespace mapsim::sccp
