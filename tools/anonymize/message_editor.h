// Messages of M3UA, MTP3 and SCCP, replaced in place down to the short message.
#pragma once

#include "sigtran/sccp/message.h"
#include "tools/anonymize/fragments.h"
#include "tools/anonymize/tcap_message.h"

namespace mapsim::cli::anonymize {

struct MessageArrival {
  std::chrono::nanoseconds at{};  // of the capture's time, 0 or later
  bool again = false;             // SCTP repeated it
};

class MessageEditor {
 public:
  MessageEditor(Editor& editor, Fragments& fragments) : editor_(editor), fragments_(fragments) {}

  void m3ua(const Part& message, const MessageArrival& arrival);
  void mtp3(const Part& message, const MessageArrival& arrival);
  void sccp(const Part& message, const mtp::RoutingLabel& label, const MessageArrival& arrival);
  // M2PA: what is in User Data; Link Status says nothing.
  void m2pa(const Part& message, const MessageArrival& arrival);

 private:
  void m3ua_parameters(const Part& parameters, const MessageArrival& arrival, int depth);
  void m3ua_parameter(std::uint16_t tag, const Part& value, const MessageArrival& arrival, int depth);
  void protocol_data(const Part& data, const MessageArrival& arrival);
  void point_codes(OctetSpan entries, std::size_t entry);
  void user_part(const Part& data, const mtp::RoutingLabel& label, const MessageArrival& arrival);
  void sccp_data(const Part& data, const sccp::MessageView& message, const TcapArrival& arrival,
                 OctetView calling);
  void sccp_rest(OctetSpan octets, const sccp::MessageView& message);

  Editor& editor_;
  Fragments& fragments_;
  TcapMessages tcap_;
};

}  // namespace mapsim::cli::anonymize
