// What passes an interface of this host, by libpcap, for SCTP that the kernel speaks. One descriptor, no
// thread; each frame is told to an observer as the packet that it is.
//
// A turn of the loop: poll() here, the transport and its user, then PacketRecorder::end_turn() (with
// PacketRecorderOptions::apart, as every frame has its own time).
#pragma once

#include <memory>

#include "sigtran/capture/capture_filter.h"
#include "sigtran/capture/ip_layer.h"
#include "sigtran/capture/recorder.h"
#include "sigtran/link/observer.h"
#include "sigtran/link/pollable.h"

namespace mapsim::capture {

struct InterfaceCaptureOptions {
  std::string interface = "any";
  CaptureScope scope;
  // Of the frames that are told. Where the interface's is another, the link layer's header is made anew;
  // sctp, mtp3, sccp: WirePacket::frame stays empty.
  LinkType link_type = LinkType::ethernet;
  std::chrono::nanoseconds epoch = kDefaultEpoch;  // since 1970, of Instant 0
  int buffer = 16 << 20;                           // octets in the kernel
  std::uint32_t snap_length = 262'144;
};

class InterfaceCapture final : public link::Pollable {
 public:
  // Error: what is missing (the right, the interface, libpcap in this build), and what can be done.
  static Result<std::unique_ptr<InterfaceCapture>> open(InterfaceCaptureOptions options);
  ~InterfaceCapture() override;
  InterfaceCapture(const InterfaceCapture&) = delete;
  InterfaceCapture& operator=(const InterfaceCapture&) = delete;

  int fd() const override;
  // Tells what came since the last call, at most `most` frames; returns how many.
  std::size_t poll(link::Observer& observer, std::size_t most = 4096);

  struct Counters {
    std::uint64_t frames = 0;                // told
    std::uint64_t not_read = 0;              // of these, told without their SCTP: fragments of IP, damaged
    std::uint64_t dropped_by_kernel = 0;     // its buffer was full
    std::uint64_t dropped_by_interface = 0;  // where it tells
  };
  Counters counters() const;

 private:
  struct Handle;
  explicit InterfaceCapture(InterfaceCaptureOptions options);
  bool leaves_us(const IpPacket& ip, OctetView frame) const;
  void tell(link::Observer& observer, Instant at, OctetView frame);
  OctetView reframe(OctetView frame, std::size_t ip_at, const link::WirePacket& packet);

  InterfaceCaptureOptions options_;
  std::unique_ptr<Handle> handle_;
  LinkType native_ = LinkType::ethernet;
  Octets frame_;  // reused
  Counters counters_;
};

}  // namespace mapsim::capture
