// At a steady state DATA passes a node in both directions without a single allocation.
#include <cstdlib>
#include <gtest/gtest.h>
#include <memory_resource>
#include <new>

#include "tests/m3ua/station.h"

#if defined(__GNUC__) && !defined(__clang__)
// g++ 12 sees free() where operator delete is inlined, and not that the memory is of malloc().
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

namespace {
std::size_t allocations = 0;
}

// Counts for the whole program; everything else about allocation stays as it is.
void* operator new(std::size_t size) {
  ++allocations;
  if (void* p = std::malloc(size)) return p;
  throw std::bad_alloc();
}
void operator delete(void* p) noexcept {
  std::free(p);
}
void operator delete(void* p, std::size_t) noexcept {
  std::free(p);
}

namespace mapsim::m3ua::test {
namespace {

class Traffic {
 public:
  explicit Traffic(M3ua& node) : node_(node) {}
  void send(std::uint8_t sls) {
    mtp::TransferRequest request{{}, {}, OutBuffer(448, &pool_)};
    request.label = {.opc = 1, .dpc = 2, .si = 3, .ni = 2, .mp = 0, .sls = sls};
    request.data.prepend(user_);
    node_.handle(std::move(request), Instant{});
    drain();
  }
  void receive() {
    node_.handle(Received{.association = Station::id(0), .stream = 1, .octets = wire_}, Instant{});
    drain();
  }
  std::size_t sent = 0;
  std::size_t delivered = 0;

 private:
  void drain() {
    while (const auto event = node_.poll()) {
      if (std::holds_alternative<SendMessage>(*event)) ++sent;
      if (std::holds_alternative<mtp::Indication>(*event)) ++delivered;
    }
  }
  M3ua& node_;
  std::pmr::unsynchronized_pool_resource pool_;
  Octets user_ = Octets(280, 0x55);
  Octets wire_ = bytes(data_message(7));
};

TEST(M3uaAllocation, DataPassesWithoutAllocationAtASteadyState) {
  Station s(peers_of_one_as(Role::asp, 2, TrafficMode::loadshare));
  activate_local(s, 0);
  activate_local(s, 1);
  Traffic traffic(s.node);
  for (int i = 0; i < 10; ++i) {  // storage is built up
    traffic.send(static_cast<std::uint8_t>(i));
    traffic.receive();
  }
  const std::size_t before = allocations;
  for (int i = 0; i < 1000; ++i) {
    traffic.send(static_cast<std::uint8_t>(i));
    traffic.receive();
  }
  EXPECT_EQ(allocations - before, 0U);
  EXPECT_EQ(traffic.sent, 1010U);
  EXPECT_EQ(traffic.delivered, 1010U);
}

}  // namespace
}  // namespace mapsim::m3ua::test
