#include "tools/load/metrics.h"

#include <arpa/inet.h>
#include <array>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mapsim::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string sample_text() {
  load::Books books;
  books.started = 3;
  books.ended[0] = 2;
  load::Histogram latency;
  latency.record(2'000'000);
  latency.record(700'000'000);
  load::Sample sample;
  sample.open = 1;
  sample.wanted = 12.5;
  Tick tick;
  tick.sample = sample;
  tick.associations = 2;
  tick.scenarios.push_back({"a\"b", books, 1, load::Histogram()});
  return metrics_text(tick, {latency});
}

TEST(Metrics, HaveCountersByEnding) {
  const std::string text = sample_text();
  EXPECT_THAT(text, HasSubstr("# TYPE mapsim_dialogues_started_total counter\n"
                              "mapsim_dialogues_started_total{scenario=\"a\\\"b\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("mapsim_dialogues_ended_total{scenario=\"a\\\"b\",ending=\"passed\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("mapsim_wanted_rate{scenario=\"a\\\"b\"} 12.5\n"));
}

TEST(Metrics, HaveLatencyInCumulativeBuckets) {
  const std::string text = sample_text();
  EXPECT_THAT(text, HasSubstr("le=\"0.001\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("le=\"0.0025\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("le=\"1\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("le=\"+Inf\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("mapsim_latency_seconds_count{scenario=\"a\\\"b\"} 2\n"));
}

TEST(Metrics, ListenWhereTheyAreToldTo) {
  EXPECT_EQ(parse_metrics_address("9464")->host, "127.0.0.1");
  EXPECT_EQ(parse_metrics_address("192.0.2.1:80")->host, "192.0.2.1");
  EXPECT_EQ(parse_metrics_address("[::1]:80")->host, "::1");
  for (const char* text : {"", "x", ":80", "65536", "127.0.0.1:"})
    EXPECT_FALSE(parse_metrics_address(text)) << text;
}

// What a plain socket gets for a request.
std::string ask(std::uint16_t port, const std::string& request) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0 &&
      ::send(fd, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
    std::array<char, 4096> part{};
    for (ssize_t n = 0; (n = ::recv(fd, part.data(), part.size(), 0)) > 0;)
      answer.append(part.data(), static_cast<std::size_t>(n));
  }
  ::close(fd);
  return answer;
}

TEST(MetricsServer, ServesWhatItWasShownLast) {
  auto server = MetricsServer::start({});
  if (!server) GTEST_SKIP() << server.error().text;
  const std::string url = server->url();
  ASSERT_THAT(url, StartsWith("http://127.0.0.1:"));
  const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(17)));
  server->show("one 1\n");
  server->show("two 2\n");
  const std::string answer = ask(port, "GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(answer, HasSubstr("text/plain; version=0.0.4"));
  EXPECT_THAT(answer, HasSubstr("\r\n\r\ntwo 2\n"));
  EXPECT_THAT(ask(port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
              StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(ask(port, "DELETE /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
              StartsWith("HTTP/1.1 405"));
  // Rubbish is answered or hung up on.
  (void)ask(port, std::string(100'000, 'x') + "\r\n\r\n");
  EXPECT_THAT(ask(port, "GET /metrics HTTP/1.0\r\n\r\n"), HasSubstr("two 2\n"));
}

}  // namespace
}  // namespace mapsim::cli
