// A million rows: under three seconds of this thread's time, and under 400 MB for the whole program.
#include <ctime>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <sys/resource.h>

#include "scenarios/world/load_subscribers.h"

namespace mapsim::world {
namespace {

constexpr std::uint64_t kRows = 1'000'000;

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

TEST(AMillionSubscribers, AreLoadedQuicklyAndSmall) {
  const auto file =
      std::filesystem::path(testing::TempDir()) / ("million-" + std::to_string(::getpid()) + ".csv");
  {
    std::ofstream out(file);
    out << "imsi,msisdn,msc,lmsi,state,answers\n";
    for (std::uint64_t n = 0; n < kRows; ++n) {
      const std::string digits = std::to_string(1'000'000 + n);
      out << "00101000" << digits << ",+9990000" << digits << ",+15550100002,0000" << std::hex
          << (0x1000 + n % 0xE000) << std::dec << (n % 10 == 0 ? ",absent," : ",reachable,")
          << (n % 100 == 0 ? "90 % ok; 10 % silence" : "") << '\n';
    }
  }
  const double before = cpu_seconds();
  const auto loaded = load_subscribers(file, {});
  const double seconds = cpu_seconds() - before;
  std::filesystem::remove(file);
  ASSERT_TRUE(loaded.table) << loaded.errors.front().message();
  ASSERT_EQ(loaded.table->size(), kRows);
  EXPECT_NE(loaded.table->find_imsi(*Number::from_digits("001010001999999")), nullptr);
  EXPECT_NE(loaded.table->find_msisdn(*Number::from_digits("99900001999999")), nullptr);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const long megabytes = usage.ru_maxrss / 1024;
  std::cout << "  loaded in " << seconds << " s, " << megabytes << " MB at most\n";
#ifndef MAPSIM_SANITIZED
  EXPECT_LT(seconds, 3.0);
  EXPECT_LT(megabytes, 400);
#endif
}

}  // namespace
}  // namespace mapsim::world
