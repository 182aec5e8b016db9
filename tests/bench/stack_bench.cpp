// One message of 280 octets through the codecs of all layers and of each, as multiples of the yardstick.
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

#include "sigtran/capture/pcapng_writer.h"
#include "sigtran/capture/sctp_framer.h"
#include "sigtran/map/codec.h"
#include "sigtran/map/user_information.h"
#include "sigtran/sms/tpdu_codec.h"
#include "tests/bench/ratio.h"
#include "tests/bench/sample.h"

namespace mapsim::bench {
namespace {

using benchmark::DoNotOptimize;

// The sample and its octets as each layer sees them.
struct Message {
  Sample sample;
  OutBuffer octets = encode_stack(sample);
  Decoded decoded{octets.view()};
};
const Message& message() {
  static const Message all;
  return all;
}

// ---- the yardstick itself, the whole stack ----

void yardstick_decode(benchmark::State& state) {
  FlatMessage flat;
  measure(state, Yardstick::decode, [&] {
    DoNotOptimize(decode(message().octets.view(), flat));
    benchmark::ClobberMemory();
  });
}
BENCHMARK(yardstick_decode);

void yardstick_encode(benchmark::State& state) {
  std::array<std::uint8_t, 512> buffer;
  measure(state, Yardstick::encode, [&] { DoNotOptimize(encode(message().sample.flat, buffer).data()); });
}
BENCHMARK(yardstick_encode);

void stack_decode(benchmark::State& state) {
  measure(state, Yardstick::decode, [&] {
    Decoded out(message().octets.view());
    DoNotOptimize(out);
  });
}
BENCHMARK(stack_decode);

void stack_encode(benchmark::State& state) {
  measure(state, Yardstick::encode, [&] { DoNotOptimize(encode_stack(message().sample).view().data()); });
}
BENCHMARK(stack_encode);

void stack_encode_prepared(benchmark::State& state) {
  measure(state, Yardstick::encode, [&] { DoNotOptimize(encode_prepared(message().sample).view().data()); });
}
BENCHMARK(stack_encode_prepared);

// ---- each layer ----

void m3ua_decode(benchmark::State& state) {
  measure(state, Yardstick::decode, [&] { DoNotOptimize(m3ua::decode_data(message().octets.view())); });
}
BENCHMARK(m3ua_decode);

void m3ua_encode(benchmark::State& state) {
  measure(state, Yardstick::encode, [&] {
    OutBuffer out;
    out.prepend(message().decoded.mtp->data);
    encode_m3ua(message().sample, out);
    DoNotOptimize(out.view().data());
  });
}
BENCHMARK(m3ua_encode);

void sccp_decode(benchmark::State& state) {
  measure(state, Yardstick::decode, [&] { DoNotOptimize(sccp::decode(message().decoded.mtp->data)); });
}
BENCHMARK(sccp_decode);

void sccp_encode(benchmark::State& state) {
  measure(state, Yardstick::encode, [&] {
    OutBuffer out;
    out.prepend(message().decoded.sccp->data);
    encode_sccp(message().sample, out);
    DoNotOptimize(out.view().data());
  });
}
BENCHMARK(sccp_encode);

// TCAP with its dialogue portion: BEGIN, AARQ, Invoke; the argument is octets.
void tcap_dialogue_decode(benchmark::State& state) {
  measure(state, Yardstick::decode, [&] { DoNotOptimize(tcap::read(message().decoded.sccp->data)); });
}
BENCHMARK(tcap_dialogue_decode);

void tcap_dialogue_encode(benchmark::State& state) {
  measure(state, Yardstick::encode, [&] {
    OutBuffer out;
    encode_tcap(message().sample, message().sample.prepared, out);
    DoNotOptimize(out.view().data());
  });
}
BENCHMARK(tcap_dialogue_encode);

void map_argument_decode(benchmark::State& state) {
  const Octets& octets = message().sample.prepared;
  measure(state, Yardstick::decode, [&] { DoNotOptimize(map::decode<map::MtForwardSmArg>(octets)); });
}
BENCHMARK(map_argument_decode);

void map_argument_encode(benchmark::State& state) {
  measure(state, Yardstick::encode, [&] {
    OutBuffer out;
    DoNotOptimize(map::encode(out, message().sample.argument));
    DoNotOptimize(out.view().data());
  });
}
BENCHMARK(map_argument_encode);

// MAP-OpenInfo with both references, within its EXTERNAL; the sample has none.
void map_dialogue_pdu_decode(benchmark::State& state) {
  const Octets octets = *map::encode_user_information(message().sample.open);
  measure(state, Yardstick::decode, [&] { DoNotOptimize(map::read_user_information(octets)); });
}
BENCHMARK(map_dialogue_pdu_decode);

void map_dialogue_pdu_encode(benchmark::State& state) {
  const map::DialoguePdu pdu = message().sample.open;
  measure(state, Yardstick::encode, [&] { DoNotOptimize(map::encode_user_information(pdu)); });
}
BENCHMARK(map_dialogue_pdu_encode);

void sms_tpdu_decode(benchmark::State& state) {
  const Octets& octets = message().sample.tpdu;
  measure(state, Yardstick::decode, [&] { DoNotOptimize(sms::decode(octets, sms::Direction::mt)); });
}
BENCHMARK(sms_tpdu_decode);

void sms_tpdu_encode(benchmark::State& state) {
  const sms::Tpdu tpdu = *sms::decode(message().sample.tpdu, sms::Direction::mt);
  measure(state, Yardstick::encode, [&] { DoNotOptimize(sms::encode(tpdu)); });
}
BENCHMARK(sms_tpdu_encode);

// One packet of SCTP over IPv4 over Ethernet into a pcapng file that keeps nothing (/dev/null).
void capture_write(benchmark::State& state) {
  const auto directory =
      std::filesystem::temp_directory_path() / ("mapsim-bench-" + std::to_string(getpid()));
  std::filesystem::create_directory(directory);
  const auto path = directory / "null.pcapng";
  std::filesystem::create_symlink("/dev/null", path);
  {
    auto recorder = capture::open_recorder(path, {});
    if (!recorder) throw std::runtime_error(recorder.error().message());
    capture::SctpFramer framer(**recorder, {});
    const link::Flow flow{.from = {.hosts = {"192.0.2.1"}, .port = 2905},
                          .to = {.hosts = {"192.0.2.2"}, .port = 2905},
                          .association = 1};
    link::Chunk chunk{.stream = 1, .payload_protocol = 3, .payload = message().octets.view()};
    measure(state, Yardstick::encode, [&] {
      ++chunk.tsn;
      framer.on_chunk(Instant(), flow, chunk);
    });
    if (framer.error()) state.SkipWithError(framer.error()->message().c_str());
  }
  std::filesystem::remove_all(directory);
}
BENCHMARK(capture_write);

}  // namespace
}  // namespace mapsim::bench
