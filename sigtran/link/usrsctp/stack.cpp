#include "sigtran/link/usrsctp/stack.h"

#include <algorithm>
#include <cassert>
#include <pthread.h>
#include <sys/time.h>
#include <usrsctp.h>

namespace mapsim::link {

namespace {

// The library calls back without a context, so the process's stack is known here.
SctpStack* g_stack = nullptr;
std::weak_ptr<SctpStack> g_shared;
bool g_library_runs = false;

constexpr std::uint32_t kChunksQueued = 16'384;  // chunks of one association that the library holds

void set_defaults_of_the_library() {
  // None of these extensions is used by M3UA peers, and each is a way in for what comes from the network.
  usrsctp_sysctl_set_sctp_ecn_enable(0);
  usrsctp_sysctl_set_sctp_asconf_enable(0);
  usrsctp_sysctl_set_sctp_auto_asconf(0);
  usrsctp_sysctl_set_sctp_auth_enable(0);
  usrsctp_sysctl_set_sctp_reconfig_enable(0);
  usrsctp_sysctl_set_sctp_nrsack_enable(0);
  usrsctp_sysctl_set_sctp_pktdrop_enable(0);
  usrsctp_sysctl_set_sctp_pr_enable(0);
  usrsctp_sysctl_set_sctp_blackhole(0);  // RFC 9260 8.4: a packet out of the blue is answered
  usrsctp_sysctl_set_sctp_max_chunks_on_queue(kChunksQueued);
  // Packets that an acknowledgement lets go (RFC 9260 6.1 D has 4). Messages are small here, so that four
  // packets are less than the receiver took out of its queue in one go.
  usrsctp_sysctl_set_sctp_max_burst_default(16);
}

}  // namespace

std::shared_ptr<SctpStack> SctpStack::acquire() {
  auto stack = g_shared.lock();
  if (!stack) {
    stack = std::shared_ptr<SctpStack>(new SctpStack);
    g_shared = stack;
  }
  return stack;
}

SctpStack::SctpStack() : on_wire_(65'536) {
  g_stack = this;
  if (!g_library_runs) {
    usrsctp_init_nothreads(0, &SctpStack::output, nullptr);
    g_library_runs = true;
  }
  usrsctp_enable_crc32c_offload();
  set_defaults_of_the_library();
}

SctpStack::~SctpStack() {
  g_stack = nullptr;
  // Sockets that were closed live on in the library until a timer of theirs ran.
  for (int i = 0; i < 100 && g_library_runs; ++i) {
    if (usrsctp_finish() == 0) g_library_runs = false;
    if (g_library_runs) usrsctp_handle_timers(100);
  }
  // What did not end now is taken over by the next stack of the process.
}

void SctpStack::on_time(Instant now) {
  using std::chrono::milliseconds;
  if (!started_ || now < last_) {
    base_ = time_of_day() - now.since_start();
    last_exact_ = now;
    last_ = now;
    started_ = true;
    return;
  }
  last_exact_ = std::max(last_exact_, now);
  const auto elapsed = std::chrono::duration_cast<milliseconds>(now - last_).count();
  if (elapsed <= 0) return;
  last_ = last_ + milliseconds(elapsed);
  usrsctp_handle_timers(static_cast<std::uint32_t>(elapsed));
}

void* SctpStack::to_pointer(std::uint32_t address) {
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(address));
}

std::uint32_t SctpStack::from_pointer(const void* pointer) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(pointer));
}

std::uint64_t SctpStack::retransmissions() {
  sctpstat counted{};
  usrsctp_get_stat(&counted);
  return counted.sctps_sendretransdata;
}

std::uint32_t SctpStack::add_path(PacketSink& sink, std::uint32_t sink_path) {
  if (free_addresses_.empty()) {
    paths_.emplace_back();
    const auto address = static_cast<std::uint32_t>(paths_.size());
    // Never deregistered: to the library, a path that goes to another peer is the same.
    usrsctp_register_address(to_pointer(address));
    free_addresses_.push_back(address);
  }
  const std::uint32_t address = free_addresses_.back();
  free_addresses_.pop_back();
  paths_[address - 1] = {&sink, sink_path};
  return address;
}

void SctpStack::remove_path(std::uint32_t address) {
  assert(owner(address).sink != nullptr);
  paths_[address - 1] = {};
  free_addresses_.push_back(address);
}

SctpStack::PathOwner SctpStack::owner(std::uint32_t address) const {
  return address == 0 || address > paths_.size() ? PathOwner{} : paths_[address - 1];
}

std::uint16_t SctpStack::allocate_port(std::uint16_t port_on_wire) {
  assert(port_on_wire != 0);
  for (int tries = 0; tries < 65'536; ++tries) {
    const std::uint16_t port = next_port_;
    next_port_ = next_port_ == 65'535 ? static_cast<std::uint16_t>(kNobodysPort + 1)
                                      : static_cast<std::uint16_t>(next_port_ + 1);
    if (on_wire_[port] == 0) {
      on_wire_[port] = port_on_wire;
      return port;
    }
  }
  return 0;
}

void SctpStack::release_port(std::uint16_t port) {
  on_wire_[port] = 0;
}

void SctpStack::input(std::uint32_t address, OctetView packet) {
  usrsctp_conninput(to_pointer(address), packet.data(), packet.size(), 0);
}

int SctpStack::output(void* address, void* packet, std::size_t size, std::uint8_t, std::uint8_t) {
  if (g_stack == nullptr) return 0;
  const PathOwner owner = g_stack->owner(from_pointer(address));
  if (owner.sink != nullptr) {
    owner.sink->on_output(owner.sink_path, {static_cast<const std::uint8_t*>(packet), size});
  }
  return 0;
}

}  // namespace mapsim::link

// The build gives these names to functions that a copy of the library calls.
// -----------------------------------

extern "C" int mapsim_usrsctp_gettimeofday(timeval* time, void*) {
  using mapsim::link::g_stack;
  using namespace std::chrono;
  if (g_stack == nullptr) return gettimeofday(time, nullptr);
  const auto now = duration_cast<microseconds>(g_stack->time_of_day());
  time->tv_sec = static_cast<decltype(time->tv_sec)>(now.count() / 1'000'000);
  time->tv_usec = static_cast<decltype(time->tv_usec)>(now.count() % 1'000'000);
  return 0;
}

// A stack has no threads, so its library need not lock. Nothing is locked while the first one comes or the
// last one goes.
extern "C" int mapsim_usrsctp_pthread_mutex_lock(pthread_mutex_t* mutex) {
  return mapsim::link::g_stack != nullptr ? 0 : pthread_mutex_lock(mutex);
}
extern "C" int mapsim_usrsctp_pthread_mutex_trylock(pthread_mutex_t* mutex) {
  return mapsim::link::g_stack != nullptr ? 0 : pthread_mutex_trylock(mutex);
}
extern "C" int mapsim_usrsctp_pthread_mutex_unlock(pthread_mutex_t* mutex) {
  return mapsim::link::g_stack != nullptr ? 0 : pthread_mutex_unlock(mutex);
}
