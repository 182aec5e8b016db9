// What can be told of the transport on a host whose kernel may have no SCTP. tests/kernel has the rest.
#include "sigtran/link/kernel/transport.h"

#include <cerrno>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mapsim::link {
namespace {

bool host_has_sctp() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP);
  if (fd >= 0) ::close(fd);
  return fd >= 0;
}

TEST(KernelTransport, AHostWithoutSctpIsToldWhatToDo) {
  if (host_has_sctp()) GTEST_SKIP() << "this host's kernel has SCTP";
  const auto supported = KernelTransport::supported();
  ASSERT_FALSE(supported);
  EXPECT_EQ(supported.error().message(),
            "sctp: this host's kernel has no SCTP; load it with `modprobe sctp` as root, or use --transport "
            "usrsctp");
  KernelTransport transport(SctpOptions{});
  const auto listening = transport.listen({{"127.0.0.1"}, 2905}, Instant());
  ASSERT_FALSE(listening);
  EXPECT_EQ(listening.error().message(), supported.error().message());
  EXPECT_FALSE(transport.connect({{"127.0.0.1"}, 0}, {{"127.0.0.1"}, 2905}, Instant()));
}

TEST(KernelTransport, RequestsThatCannotBeMetAreErrorsBeforeASocketIsOpened) {
  SctpOptions none;
  none.max_associations = 0;
  KernelTransport transport(none);
  const auto text = [](const auto& result) { return result ? std::string("no error") : result.error().text; };
  EXPECT_THAT(text(transport.listen({{"nowhere"}, 2905}, Instant())), testing::HasSubstr("'nowhere'"));
  EXPECT_THAT(text(transport.connect({{"127.0.0.1"}, 0}, {{"127.0.0.1"}, 0}, Instant())),
              testing::HasSubstr("needs a port"));
  EXPECT_THAT(text(transport.connect({{"127.0.0.1"}, 2905}, {{"127.0.0.1"}, 2905}, Instant())),
              testing::HasSubstr("is the local address"));
  EXPECT_THAT(text(transport.connect({{"127.0.0.1"}, 0}, {{"127.0.0.1"}, 2905}, Instant())),
              testing::HasSubstr("no more than 0 associations"));
  EXPECT_FALSE(transport.send(AssociationId{65'536}, OutBuffer(), {}, Instant()));
}

TEST(KernelTransport, ATransportWithoutAssociationsIsIdle) {
  KernelTransport transport(SctpOptions{});
  EXPECT_GE(transport.fd(), 0);
  transport.on_time(Instant());
  EXPECT_FALSE(transport.poll());
  EXPECT_TRUE(transport.next_deadline().is_never());
  transport.shutdown(AssociationId{1}, Instant());
  transport.abort(AssociationId{1}, Instant());
  EXPECT_FALSE(transport.poll());
}

}  // namespace
}  // namespace mapsim::link
