#include "scenarios/engine/lab/host_names.h"

#include <gmock/gmock.h>

#include "tests/support/localhost.h"

namespace mapsim::scenario::lab {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(HostNames, AddressesStayAsTheyAre) {
  HostNames names;
  for (const char* address : {"192.0.2.1", "2001:db8::1"}) EXPECT_EQ(*names.address_of(address), address);
  EXPECT_THAT(names.found(), IsEmpty());
}

TEST(HostNames, OfANameTheSystemsAddressIsTakenAndRemembered) {
  if (!test::knows_localhost()) GTEST_SKIP() << test::kNoLocalhost;
  HostNames names;
  const auto address = names.address_of("localhost");
  ASSERT_TRUE(address) << address.error().text;
  EXPECT_THAT(*address, AnyOf("127.0.0.1", "::1"));
  EXPECT_EQ(names.found().at("localhost"), *address);
}

TEST(HostNames, OfANameWithoutAddressTheReasonIsTold) {
  HostNames names;
  const auto address = names.address_of("name.invalid");
  ASSERT_FALSE(address);
  EXPECT_THAT(address.error().text, HasSubstr("'name.invalid' has no address: "));
  EXPECT_THAT(names.found(), IsEmpty());
}

// Some of these the resolver would take for addresses.
TEST(HostNames, NobodyIsAskedForWhatIsNoName) {
  HostNames names;
  for (const std::string& word : {std::string(), std::string("192.0.2"), std::string("192.0.2.300"),
                                  std::string("1"), std::string("a..b"), std::string("a b"),
                                  std::string("a/b"), std::string(64, 'a'), std::string("2001:db8::g")}) {
    const auto address = names.address_of(word);
    ASSERT_FALSE(address) << word;
    EXPECT_THAT(address.error().text, HasSubstr("no name of a host")) << word;
  }
}

}  // namespace
}  // namespace mapsim::scenario::lab
