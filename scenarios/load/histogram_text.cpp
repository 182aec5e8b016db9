#include "scenarios/load/histogram_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cstdio>
#include <ctime>
#include <optional>
#include <zlib.h>

namespace mapsim::load {

namespace {

// The encoding's cookies; the second nibble from the right says that counts have up to 8 octets.
constexpr std::uint32_t kV2 = 0x1c849303 | 0x10;
constexpr std::uint32_t kV2Compressed = 0x1c849304 | 0x10;
constexpr std::size_t kHeadSize = 40;
constexpr std::size_t kMostOctets = 16U << 20U;  // of the counts of one histogram, when they are read

tl::unexpected<Error> undecodable(std::string text) {
  return fail(Error{.layer = "histogram", .text = std::move(text)});
}

void put(std::string& out, std::uint64_t value, unsigned octets) {
  for (unsigned i = octets; i-- != 0;) out += static_cast<char>(value >> (8 * i) & 0xFFU);
}

std::uint64_t get(std::string_view in, std::size_t at, unsigned octets) {
  std::uint64_t value = 0;
  for (unsigned i = 0; i < octets; ++i) value = value << 8U | static_cast<unsigned char>(in[at + i]);
  return value;
}

// LEB128 of 64 bits in at most 9 octets: the ninth has eight bits. Signed numbers take turns: 0, -1, 1, -2 …
void put_number(std::string& out, std::int64_t number) {
  std::uint64_t value = (static_cast<std::uint64_t>(number) << 1U) ^ static_cast<std::uint64_t>(number >> 63);
  for (int i = 0; i < 8; ++i) {
    if (value < 0x80) {
      out += static_cast<char>(value);
      return;
    }
    out += static_cast<char>((value & 0x7FU) | 0x80U);
    value >>= 7U;
  }
  out += static_cast<char>(value);
}

std::optional<std::int64_t> get_number(std::string_view in, std::size_t& at) {
  std::uint64_t value = 0;
  for (unsigned i = 0;; ++i) {
    if (at >= in.size()) return std::nullopt;
    const auto octet = static_cast<unsigned char>(in[at++]);
    if (i == 8) {
      value |= std::uint64_t{octet} << 56U;
      break;
    }
    value |= std::uint64_t{octet & 0x7FU} << (7 * i);
    if ((octet & 0x80U) == 0) break;
  }
  return static_cast<std::int64_t>((value >> 1U) ^ (~(value & 1U) + 1U));
}

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string encode_base64(std::string_view in) {
  std::string out;
  for (std::size_t i = 0; i < in.size(); i += 3) {
    const std::size_t octets = std::min<std::size_t>(3, in.size() - i);
    const auto bits =
        static_cast<std::uint32_t>(get(in, i, static_cast<unsigned>(octets)) << (8 * (3 - octets)));
    for (std::size_t k = 0; k < 4; ++k) out += k <= octets ? kAlphabet[bits >> (18 - 6 * k) & 0x3FU] : '=';
  }
  return out;
}

std::optional<std::string> decode_base64(std::string_view in) {
  if (in.size() % 4 != 0) return std::nullopt;
  for (int i = 0; i < 2 && in.ends_with('='); ++i) in.remove_suffix(1);
  std::string out;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : in) {
    const auto value = kAlphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>(bits >> held & 0xFFU);
  }
  return out;
}

std::string deflate_all(std::string_view in) {
  uLongf size = ::compressBound(in.size());
  std::string out(size, '\0');
  ::compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(in.data()),
              in.size(), Z_DEFAULT_COMPRESSION);
  out.resize(size);
  return out;
}

// nullopt: damaged, or more than `most` octets.
std::optional<std::string> inflate_all(std::string_view in, std::size_t most) {
  z_stream stream{};
  if (::inflateInit(&stream) != Z_OK) return std::nullopt;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
  stream.avail_in = static_cast<uInt>(in.size());
  std::string out;
  std::array<char, 16384> part{};
  int status = Z_OK;
  while (status == Z_OK && out.size() <= most) {
    stream.next_out = reinterpret_cast<Bytef*>(part.data());
    stream.avail_out = static_cast<uInt>(part.size());
    status = ::inflate(&stream, Z_NO_FLUSH);
    out.append(part.data(), part.size() - stream.avail_out);
  }
  ::inflateEnd(&stream);
  if (status != Z_STREAM_END || out.size() > most) return std::nullopt;
  return out;
}

std::string seconds_text(Duration d) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.3f", std::chrono::duration<double>(d).count());
  return text.data();
}

}  // namespace

std::string to_v2(const Histogram& h) {
  std::string counts;
  for (std::size_t i = 0; i < h.used();) {
    std::int64_t zeros = 0;
    while (h.count_at(i) == 0) {
      ++zeros;
      ++i;
    }
    // One empty bucket is a 0, several are their number, negative.
    if (zeros == 1) put_number(counts, 0);
    if (zeros > 1) put_number(counts, -zeros);
    put_number(counts, static_cast<std::int64_t>(h.count_at(i++)));
  }
  std::string out;
  put(out, kV2, 4);
  put(out, counts.size(), 4);
  put(out, 0, 4);  // normalizing index offset: that of histograms that were not shifted
  put(out, h.layout().digits, 4);
  put(out, h.layout().lowest, 8);
  put(out, h.layout().highest, 8);
  put(out, std::bit_cast<std::uint64_t>(1.0), 8);  // integer to double conversion ratio
  return out + counts;
}

Result<Histogram> histogram_from_v2(std::string_view in) {
  if (in.size() < kHeadSize) return undecodable("the encoding ends within its head");
  if (get(in, 0, 4) != kV2) return undecodable("it is no encoding of version 2");
  if (get(in, 4, 4) != in.size() - kHeadSize)
    return undecodable("the length in its head is not that of what follows");
  if (get(in, 8, 4) != 0) return undecodable("it was shifted, which is not supported");
  HistogramLayout layout;
  const std::uint64_t digits = get(in, 12, 4);
  layout.digits = static_cast<std::uint8_t>(std::min<std::uint64_t>(digits, 255));
  layout.lowest = get(in, 16, 8);
  layout.highest = get(in, 24, 8);
  if (auto sound = Histogram::check(layout); !sound) return tl::unexpected(sound.error());
  Histogram h(layout);
  std::size_t index = 0;
  for (std::size_t at = kHeadSize; at < in.size();) {
    const auto number = get_number(in, at);
    if (!number) return undecodable("it ends within a count");
    if (*number < 0) {
      const std::uint64_t zeros = ~static_cast<std::uint64_t>(*number) + 1;
      if (zeros > h.size() - index) return undecodable("it has more buckets than its layout");
      index += zeros;
      continue;
    }
    if (index >= h.size()) return undecodable("it has more buckets than its layout");
    if (*number != 0) h.set_count(index, static_cast<std::uint64_t>(*number));
    ++index;
  }
  return h;
}

std::string to_base64(const Histogram& histogram) {
  const std::string packed = deflate_all(to_v2(histogram));
  std::string out;
  put(out, kV2Compressed, 4);
  put(out, packed.size(), 4);
  return encode_base64(out + packed);
}

Result<Histogram> histogram_from_base64(std::string_view text) {
  const auto octets = decode_base64(text);
  if (!octets) return undecodable("it is no base64");
  if (octets->size() < 8 || get(*octets, 0, 4) != kV2Compressed)
    return undecodable("it is no compressed encoding of version 2");
  if (get(*octets, 4, 4) != octets->size() - 8)
    return undecodable("the length in its head is not that of what follows");
  const auto plain = inflate_all(std::string_view(*octets).substr(8), kMostOctets);
  if (!plain) return undecodable("what is compressed is damaged or too long");
  return histogram_from_v2(*plain);
}

std::string log_head(const LogHead& head) {
  const std::time_t start = std::chrono::system_clock::to_time_t(head.start);
  const double since = std::chrono::duration<double>(head.start.time_since_epoch()).count();
  std::tm utc{};
  ::gmtime_r(&start, &utc);
  std::array<char, 64> date{};
  std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  std::array<char, 160> line{};
  std::snprintf(line.data(), line.size(), "#[StartTime: %.3f (seconds since epoch), %s]\n", since,
                date.data());
  return "#[Logged with " + head.program + "]\n#[Histogram log format version 1.3]\n" + line.data() +
         "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n";
}

std::string log_line(std::string_view tag, Instant from, Duration length, const Histogram& histogram) {
  std::string clean;
  for (const char c : tag) {
    const bool kept = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
    clean += kept ? c : '_';
  }
  std::array<char, 40> max{};
  std::snprintf(max.data(), max.size(), "%.3f", static_cast<double>(histogram.max()) / 1e6);
  return "Tag=" + clean + "," + seconds_text(from.since_start()) + "," + seconds_text(length) + "," +
         max.data() + "," + to_base64(histogram) + "\n";
}

}  // namespace mapsim::load
