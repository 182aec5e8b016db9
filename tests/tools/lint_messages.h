// Messages from SCCP down to the TPDU in hexadecimal, put together piece by piece, so that a test can make
// any one of them wrong.
#pragma once

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace mapsim::cli::test {

inline std::string byte(std::size_t n) {
  char text[3];
  std::snprintf(text, sizeof text, "%02x", static_cast<unsigned>(n & 0xFFU));
  return text;
}
inline std::string length(std::size_t octets) {
  return octets < 128   ? byte(octets)
         : octets < 256 ? "81" + byte(octets)
                        : "82" + byte(octets >> 8U) + byte(octets);
}
inline std::string tlv(const std::string& tag, const std::string& contents) {
  return tag + length(contents.size() / 2) + contents;
}

// SCCP
// The contents of an address with a global title of indicator 4; digits as they are on the wire.
inline std::string gt(const std::string& digits = "515510000002", const std::string& plan = "11",
                      const std::string& type = "00", const std::string& nature = "04",
                      const std::string& ssn = "08") {
  return "12" + ssn + type + plan + nature + digits;
}
inline const std::string kSmsc = gt("515510000001");
inline const std::string kMsc = gt("515510000002");

inline std::string udt(const std::string& called, const std::string& calling, const std::string& tcap,
                       const std::string& handling_and_class = "80") {
  const std::size_t a = called.size() / 2 + 1;
  const std::size_t b = calling.size() / 2 + 1;
  return "09" + handling_and_class + "03" + byte(2 + a) + byte(1 + a + b) + byte(a - 1) + called +
         byte(b - 1) + calling + byte(tcap.size() / 2) + tcap;
}
inline std::string xudt(const std::string& hop_counter, const std::string& tcap) {
  const std::size_t a = kMsc.size() / 2 + 1;
  const std::size_t b = kSmsc.size() / 2 + 1;
  return "1180" + hop_counter + "04" + byte(3 + a) + byte(2 + a + b) + "00" + byte(a - 1) + kMsc +
         byte(b - 1) + kSmsc + byte(tcap.size() / 2) + tcap;
}

// TCAP
inline const std::string kMo3 = "1503";
inline const std::string kMo2 = "1502";
inline const std::string kMt3 = "1903";
inline const std::string kMt2 = "1902";
inline std::string context(const std::string& context) {
  return "a109" + tlv("06", "0400000100" + context);
}
inline std::string portion(const std::string& apdu) {
  return tlv("6b", tlv("28", "060700118605010101" + tlv("a0", apdu)));
}
inline std::string aarq(const std::string& name, const std::string& information = "",
                        const std::string& version = "0780") {
  return portion(tlv("60", tlv("80", version) + context(name) + information));
}
inline std::string aare(const std::string& name) {
  return portion(tlv("61", "80020780" + context(name) + "a203020100" + "a305a103020100"));
}
// A MAP dialogue PDU as user information.
inline std::string information(const std::string& pdu) {
  return tlv("be", tlv("28", "060704000001010101" + tlv("a0", pdu)));
}
inline const std::string kImsiReference = information("a00b80099600010100000000f1");

inline std::string components(const std::string& c) {
  return c.empty() ? "" : tlv("6c", c);
}
inline std::string begin(const std::string& dialogue, const std::string& c) {
  return tlv("62", "480400000001" + dialogue + components(c));
}
inline std::string go_on(bool initiator, const std::string& dialogue, const std::string& c) {
  return tlv(
      "65", (initiator ? "480400000001490400000002" : "480400000002490400000001") + dialogue + components(c));
}
inline std::string end(const std::string& dialogue, const std::string& c) {
  return tlv("64", "490400000001" + dialogue + components(c));
}
inline std::string invoke(const std::string& id, const std::string& operation, const std::string& argument) {
  return tlv("a1", "0201" + id + "0201" + operation + argument);
}
inline std::string result(const std::string& id, const std::string& operation = "",
                          const std::string& parameter = "") {
  return tlv("a2", "0201" + id + (operation.empty() ? "" : tlv("30", "0201" + operation + parameter)));
}
inline std::string error(const std::string& id, const std::string& code, const std::string& parameter = "") {
  return tlv("a3", "0201" + id + "0201" + code + parameter);
}

// MAP
inline const std::string kImsi = "00010100000000f1";
inline const std::string kScAddress = "915155100000f1";
inline const std::string kDaImsi = "8008" + kImsi;
inline const std::string kDaSc = "8407" + kScAddress;
inline const std::string kOaSc = "8407" + kScAddress;
inline const std::string kOaMsisdn = "8207915155100002f0";
inline const std::string kNoAddress = "8500";
inline std::string forward(const std::string& da, const std::string& oa, const std::string& tpdu,
                           const std::string& rest = "") {
  return tlv("30", da + oa + tlv("04", tpdu) + rest);
}

// TPDUs
inline const std::string kTpOa = "0b915155100001f0";
inline const std::string kScts = "42101000000000";
inline std::string deliver(const std::string& first = "04", const std::string& dcs = "00",
                           const std::string& data = "02e834", const std::string& oa = kTpOa,
                           const std::string& scts = kScts) {
  return first + oa + "00" + dcs + scts + data;
}
inline std::string submit(const std::string& first = "01", const std::string& validity = "") {
  return first + "00" + "0b915155100003f0" + "0000" + validity + "02e834";
}

struct Sent {
  bool by_initiator = true;
  std::string tcap;
  std::string sccp = "";  // instead of a UDT around `tcap`
  std::chrono::seconds after{0};
};
using Dialogue = std::vector<Sent>;

inline Sent a(const std::string& tcap) {
  return {true, tcap};
}
inline Sent b(const std::string& tcap) {
  return {false, tcap};
}

// A mobile terminated message of version 3 and its result, made with the parts that are given.
inline Dialogue mt3(const std::string& argument, const std::string& reference = "") {
  return {a(begin(aarq(kMt3, reference), invoke("01", "2c", argument))), b(end(aare(kMt3), result("01")))};
}
inline Dialogue mt3_tpdu(const std::string& tpdu) {
  return mt3(forward(kDaImsi, kOaSc, tpdu));
}
inline Dialogue mt2(const std::string& argument, const std::string& answer) {
  return {a(begin(aarq(kMt2), invoke("01", "2e", argument))), b(end(aare(kMt2), answer))};
}
inline Dialogue v1(const std::string& argument, const std::string& answer) {
  return {a(begin("", invoke("01", "2e", argument))), b(end("", answer))};
}
inline Dialogue mo3(const std::string& argument) {
  return {a(begin(aarq(kMo3), invoke("01", "2e", argument))), b(end(aare(kMo3), result("01")))};
}
inline Dialogue mo2(const std::string& argument) {
  return {a(begin(aarq(kMo2), invoke("01", "2e", argument))), b(end(aare(kMo2), result("01")))};
}
inline Dialogue in_sccp(const std::string& sccp) {
  return {{true, "", sccp}};
}

}  // namespace mapsim::cli::test
