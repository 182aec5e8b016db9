// For builds on hosts without libpcap.
#include "sigtran/capture/interface_capture.h"

namespace mapsim::capture {

struct InterfaceCapture::Handle {};

InterfaceCapture::InterfaceCapture(InterfaceCaptureOptions options) : options_(std::move(options)) {}
InterfaceCapture::~InterfaceCapture() = default;

Result<std::unique_ptr<InterfaceCapture>> InterfaceCapture::open(InterfaceCaptureOptions options) {
  return fail(Error{.layer = "capture",
                    .field = "interface " + options.interface,
                    .text = "this program was built without libpcap (package libpcap-dev)"});
}

int InterfaceCapture::fd() const {
  return -1;
}
std::size_t InterfaceCapture::poll(link::Observer&, std::size_t) {
  return 0;
}
InterfaceCapture::Counters InterfaceCapture::counters() const {
  return counters_;
}

}  // namespace mapsim::capture
