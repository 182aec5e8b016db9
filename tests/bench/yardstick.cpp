#include "tests/bench/yardstick.h"

#include <algorithm>
#include <cstring>

namespace mapsim::bench {

namespace {

constexpr std::array<std::uint8_t, 9> kDialogueAs{0x06, 0x07, 0x00, 0x11, 0x86, 0x05, 0x01, 0x01, 0x01};
constexpr std::array<std::uint8_t, 4> kProtocolVersion{0x80, 0x02, 0x07, 0x80};

// ---- decode ----

// Octets from the front; `ok` falls for good at the first that is not there.
struct In {
  const std::uint8_t* at;
  const std::uint8_t* end;
  bool ok = true;

  std::size_t left() const { return static_cast<std::size_t>(end - at); }
  std::uint32_t number(std::size_t count) {
    if (left() < count) return static_cast<std::uint32_t>(ok = false);
    std::uint32_t v = 0;
    while (count-- > 0) v = (v << 8U) | *at++;
    return v;
  }
  std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
  In take(std::size_t count) {
    if (left() < count) {
      ok = false;
      count = 0;
    }
    at += count;
    return {at - count, at, ok};
  }
  // The contents of the next element, which has this tag and a definite length.
  In element(std::uint8_t tag) {
    if (left() < 2 || *at != tag) {
      ok = false;
      return take(0);
    }
    ++at;
    std::size_t length = *at++;
    if (length > 0x80) {
      if (length > 0x84) ok = false;
      length = number(length & 0x07U);
    } else if (length == 0x80) {
      ok = false;
    }
    return take(length);
  }
  std::int32_t integer(std::uint8_t tag) {
    In contents = element(tag);
    if (contents.left() < 1 || contents.left() > 4) {
      ok = false;
      return 0;
    }
    std::int32_t v = static_cast<std::int8_t>(*contents.at++);
    while (contents.left() != 0) v = v * 256 + *contents.at++;
    return v;
  }
  template <std::size_t N>
  void copy(FlatOctets<N>& out) {
    const std::size_t size = left();
    if (size > N) {
      ok = false;
      return;
    }
    out.size = static_cast<std::uint8_t>(size);
    std::memcpy(out.octets.data(), at, size);
    at = end;
  }
  template <std::size_t N>
  bool equals(const std::array<std::uint8_t, N>& octets) {
    return left() >= N && std::memcmp(take(N).at, octets.data(), N) == 0;
  }
};

bool read_address(In in, FlatAddress& out) {
  const std::uint8_t indicator = in.u8();
  if ((indicator & 0xBFU) != 0x12) return false;  // SSN and global title indicator 4, nothing else
  out.route_on_ssn = (indicator & 0x40U) != 0;
  out.ssn = in.u8();
  out.translation_type = in.u8();
  const std::uint8_t plan_and_scheme = in.u8();
  out.numbering_plan = plan_and_scheme >> 4U;
  out.nature_of_address = in.u8();
  const std::size_t odd = (plan_and_scheme & 0x0FU) == 1 ? 1 : 0;
  if (!in.ok || in.left() < odd || in.left() * 2 > out.digits.octets.size()) return false;
  out.digits.size = static_cast<std::uint8_t>(in.left() * 2 - odd);
  for (std::size_t i = 0; i < out.digits.size; ++i) {
    const unsigned code = i % 2 == 0 ? in.at[i / 2] & 0x0FU : static_cast<unsigned>(in.at[i / 2]) >> 4U;
    out.digits.octets[i] = static_cast<std::uint8_t>("0123456789abcdef"[code]);
  }
  return true;
}

bool read_map(In in, FlatMessage& out) {
  In argument = in.element(0x30);
  In imsi = argument.element(0x80);
  In service_centre = argument.element(0x84);
  In tpdu = argument.element(0x04);
  if (!argument.ok || argument.left() != 0 || in.left() != 0) return false;
  imsi.copy(out.imsi);
  service_centre.copy(out.service_centre);
  tpdu.copy(out.tpdu);
  return imsi.ok && service_centre.ok && tpdu.ok;
}

bool read_tcap(In in, FlatMessage& out) {
  In begin = in.element(0x62);
  In otid = begin.element(0x48);
  if (otid.left() != 4) return false;
  out.otid = otid.number(4);

  In portion = begin.element(0x6B);
  In external = portion.element(0x28);
  if (!external.equals(kDialogueAs)) return false;
  In single_type = external.element(0xA0);
  In aarq = single_type.element(0x60);
  if (!aarq.equals(kProtocolVersion)) return false;
  In name = aarq.element(0xA1).element(0x06);
  name.copy(out.application_context);
  if (!aarq.ok || !name.ok || aarq.left() != 0) return false;

  In components = begin.element(0x6C);
  In invoke = components.element(0xA1);
  const std::int32_t invoke_id = invoke.integer(0x02);
  if (invoke_id < -128 || invoke_id > 127) return false;
  out.invoke_id = static_cast<std::int8_t>(invoke_id);
  out.operation = invoke.integer(0x02);
  return in.ok && begin.ok && invoke.ok && begin.left() == 0 && components.left() == 0 &&
         read_map(invoke, out);
}

bool read_sccp(In in, FlatMessage& out) {
  if (in.left() < 5 || in.at[0] != 0x09) return false;
  out.protocol_class = in.at[1] & 0x0FU;
  out.message_handling = in.at[1] >> 4U;
  const auto part = [&in](std::size_t index) {
    In at{in.at + 2 + index, in.end};
    at.take(*at.at);
    return at.take(at.u8());
  };
  const In called = part(0);
  const In calling = part(1);
  const In data = part(2);
  return called.ok && calling.ok && data.ok && read_address(called, out.called) &&
         read_address(calling, out.calling) && read_tcap(data, out);
}

}  // namespace

bool decode(OctetView octets, FlatMessage& out) {
  In in{octets.data(), octets.data() + octets.size()};
  if (in.number(4) != 0x01000101 || in.number(4) != octets.size()) return false;
  if (in.number(4) != 0x00060008) return false;
  out.routing_context = in.number(4);
  if (in.number(2) != 0x0210) return false;
  const std::size_t length = in.number(2);
  if (!in.ok || length < 16 || length - 4 > in.left()) return false;
  In data = in.take(length - 4);
  out.opc = data.number(4);
  out.dpc = data.number(4);
  out.si = data.u8();
  out.ni = data.u8();
  out.mp = data.u8();
  out.sls = data.u8();
  return read_sccp(data, out);
}

namespace {

// ---- encode ----

struct Out {
  std::uint8_t* at;

  void u8(unsigned v) { *--at = static_cast<std::uint8_t>(v); }
  void number(std::uint32_t v, std::size_t count) {
    for (; count > 0; --count, v >>= 8U) u8(v);
  }
  void octets(OctetView v) {
    at -= v.size();
    std::memcpy(at, v.data(), v.size());
  }
  // Identifier and length before what was written since `end`.
  void header(std::uint8_t tag, const std::uint8_t* end) {
    const auto size = static_cast<std::uint32_t>(end - at);
    if (size < 0x80) {
      u8(size);
    } else if (size < 0x100) {
      u8(size);
      u8(0x81);
    } else {
      number(size, 2);
      u8(0x82);
    }
    u8(tag);
  }
  void element(std::uint8_t tag, OctetView contents) {
    const std::uint8_t* end = at;
    octets(contents);
    header(tag, end);
  }
  void integer(std::uint8_t tag, std::int32_t v) {
    const std::uint8_t* end = at;
    for (;;) {
      u8(static_cast<std::uint32_t>(v) & 0xFFU);
      const std::int32_t sign = (*at & 0x80U) != 0 ? -1 : 0;
      v >>= 8;
      if (v == sign) break;
    }
    header(tag, end);
  }
};

void write_address(Out& out, const FlatAddress& address) {
  const std::uint8_t* end = out.at;
  const auto code = [](std::uint8_t digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; };
  const std::size_t count = address.digits.size;
  for (std::size_t i = (count + 1) / 2; i-- > 0;) {
    const int high = 2 * i + 1 < count ? code(address.digits.octets[2 * i + 1]) : 0;
    out.u8(static_cast<unsigned>(high * 16 + code(address.digits.octets[2 * i])));
  }
  out.u8(address.nature_of_address);
  out.u8((static_cast<unsigned>(address.numbering_plan) << 4U) | (count % 2 != 0 ? 1U : 2U));
  out.u8(address.translation_type);
  out.u8(address.ssn);
  out.u8(address.route_on_ssn ? 0x52U : 0x12U);
  out.u8(static_cast<unsigned>(end - out.at));
}

void write_tcap(Out& out, const FlatMessage& m) {
  const std::uint8_t* end = out.at;
  out.element(0x04, m.tpdu.view());
  out.element(0x84, m.service_centre.view());
  out.element(0x80, m.imsi.view());
  out.header(0x30, end);
  out.integer(0x02, m.operation);
  out.integer(0x02, m.invoke_id);
  out.header(0xA1, end);
  out.header(0x6C, end);

  const std::uint8_t* portion_end = out.at;
  out.element(0x06, m.application_context.view());
  out.header(0xA1, portion_end);
  out.octets(kProtocolVersion);
  out.header(0x60, portion_end);
  out.header(0xA0, portion_end);
  out.octets(kDialogueAs);
  out.header(0x28, portion_end);
  out.header(0x6B, portion_end);

  const std::uint8_t* otid_end = out.at;
  out.number(m.otid, 4);
  out.header(0x48, otid_end);
  out.header(0x62, end);
}

}  // namespace

OctetView encode(const FlatMessage& m, std::span<std::uint8_t> buffer) {
  // M3UA pads behind what is written from the back: room for that stays free.
  std::uint8_t* const end = buffer.data() + buffer.size() - 3;
  Out out{end};
  write_tcap(out, m);
  out.u8(static_cast<unsigned>(end - out.at));
  const std::uint8_t* data = out.at;
  write_address(out, m.calling);
  const std::uint8_t* calling = out.at;
  write_address(out, m.called);
  const std::uint8_t* called = out.at;
  out.u8(static_cast<unsigned>(data - called + 1));
  out.u8(static_cast<unsigned>(calling - called + 2));
  out.u8(3);
  out.u8(static_cast<unsigned>(m.message_handling << 4U | m.protocol_class));
  out.u8(0x09);
  const auto sccp = static_cast<std::uint32_t>(end - out.at);
  for (const std::uint8_t v : {m.sls, m.mp, m.ni, m.si}) out.u8(v);
  out.number(m.dpc, 4);
  out.number(m.opc, 4);
  out.number(sccp + 16, 2);
  out.number(0x0210, 2);
  out.number(m.routing_context, 4);
  out.number(0x00060008, 4);
  const std::uint32_t padding = (4 - sccp % 4) % 4;
  std::memset(end, 0, padding);
  out.number(static_cast<std::uint32_t>(end - out.at) + padding + 8, 4);
  out.number(0x01000101, 4);
  return {out.at, end + padding};
}

}  // namespace mapsim::bench
