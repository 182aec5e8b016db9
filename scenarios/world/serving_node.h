// An MSC with its VLR, or an SGSN (TS 29.002 23.2, 23.3.3, 23.4): takes short messages for handsets, tells
// the HLR when one that could not be reached is there again, and sends messages for handsets.
#pragma once

#include <unordered_map>

#include "scenarios/world/agenda.h"
#include "scenarios/world/behaviour.h"
#include "scenarios/world/caller.h"
#include "scenarios/world/error_encoding.h"
#include "scenarios/world/opening.h"
#include "scenarios/world/replies.h"

namespace mapsim::world {

class ServingNode final : public Behaviour {
 public:
  explicit ServingNode(Setting setting);

  void start(node::Node& node, Instant now) override;
  void handle(const node::Event& event, node::Node& node, Instant now) override;
  void on_time(node::Node& node, Instant now) override;
  Instant next_deadline() const override;
  void reload(std::shared_ptr<const SubscriberTable> subscribers, node::Node& node, Instant now) override;
  bool is_busy() const override { return caller_.open() != 0; }
  Books books() const override { return books_; }
  std::vector<std::pair<std::string, std::uint64_t>> counters() const override;

 private:
  // What is known of a subscriber beyond the table.
  struct Visit {
    bool returned = false;                   // reachable, whatever the table says
    bool owes_presence = false;              // MNRF of the VLR: the HLR is to be told when he is there again
    bool owes_room = false;                  // a message was refused for lack of memory
    bool returning = false;                  // an entry of `returns_` says when
    std::uint16_t room = Subscriber::kNone;  // left in the handset
  };
  // An MT dialogue that is open between two messages, or while its answer waits.
  struct Delivery {
    map::DialogueId id;
    Number imsi;
    bool more = false;
    Agenda<map::DialogueId>::Entry guard;
  };
  // The argument of forwardSM and mt-ForwardSM.
  struct Forwarded {
    std::optional<Number> imsi;  // absent: noSM-RP-DA, or an LMSI without a destination reference
    bool following = false;
    bool more = false;
    bool is_deliver = true;  // sm-RP-UI is an SMS-DELIVER or an SMS-STATUS-REPORT
  };
  struct Planned {  // a message of `sends`
    std::size_t row = 0;
    std::uint32_t left = 0;
  };

  void on_message(const map::MessageIndication& message, node::Node& node, Instant now);
  void on_forward(const map::MessageIndication& message, const Invoked& invoked, node::Node& node,
                  Instant now);
  template <class Arg>
  bool read(const map::MessageIndication& message, OctetView octets, Forwarded& forwarded);
  void answer_forward(const map::MessageIndication& message, const Invoked& invoked,
                      const Forwarded& forwarded, node::Node& node, Instant now);
  Answer decide(const Subscriber* subscriber, Number imsi);
  Answer by_state(const Subscriber& subscriber) const;
  void delivered(const Subscriber* subscriber);
  void refused(const Subscriber* subscriber, const Answer& answer, Instant now);
  void keep_open(map::DialogueId id, Number imsi, bool more, Instant now);
  void forget(map::DialogueId id);
  Visit* visit(Number imsi);
  void comes_back(Number imsi, node::Node& node, Instant now);
  void tell_hlr(const Subscriber& subscriber, map::AlertReason reason, node::Node& node, Instant now);
  void send(Planned planned, node::Node& node, Instant now);
  void drain();
  static std::uint64_t key_of(map::DialogueId id) {
    return std::uint64_t{id.handle.generation} << 32U | id.handle.slot;
  }

  ErrorEncoding errors_;
  Caller caller_;
  Replies replies_;
  Random random_;
  std::unordered_map<Number, Visit> visits_;
  Agenda<Number> returns_;
  std::unordered_map<std::uint64_t, Delivery> deliveries_;  // by dialogue; bounded by those of the stack
  std::unordered_map<std::uint64_t, Number>
      opened_for_;                                  // by dialogue: the IMSI to which an empty BEGIN refers
  std::unordered_map<Number, std::uint64_t> busy_;  // by IMSI: the dialogue that delivers to it
  Agenda<map::DialogueId> guards_;                  // of dialogues in which another message should come
  Agenda<Planned> planned_;
  std::uint8_t reference_ = 0;  // TP-MR of the next message that is sent
  Books books_;
  std::uint64_t ready_told_ = 0;
  std::uint64_t mo_sent_ = 0;
  std::uint64_t mo_accepted_ = 0;
  std::uint64_t mo_refused_ = 0;
  std::uint64_t nothing_followed_ = 0;
};

}  // namespace mapsim::world
