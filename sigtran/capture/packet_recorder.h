// Records what is really on the wire of a link that has packets (userland SCTP), with the comments of the
// steps.
//
// Which step a received message belongs to is known only after it went up to the user. So frames wait until
// the user had his turn: they are written, in order, when something happens at a later instant, or by
// flush(). Wherever the loop gives a turn one instant and polls until nothing is left, that is exact. Where
// the user says that he will tell later (postpone()), or packets come before their messages (`apart`), the
// frame waits for that, and those behind it with it: kMaxWait at most, and while no more than kMaxAwaiting
// wait.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "sigtran/capture/frame_header.h"
#include "sigtran/capture/sctp_framer.h"
#include "sigtran/capture/sctp_reassembly.h"
#include "sigtran/capture/sent_messages.h"

namespace mapsim::capture {

struct PacketRecorderOptions {
  LinkType link_type = LinkType::ethernet;  // as in FramerOptions
  CommentSource* comments = nullptr;        // outlives the recorder
  // Octets of frames that wait; beyond, they are written before the user had his turn, and counted.
  std::size_t max_held = 16 << 20;
  // Packets come from elsewhere than messages (InterfaceCapture): a packet and its message may be told in
  // neighbouring turns, and end_turn() says where one ends. Time alone writes nothing then.
  bool apart = false;
  // Other addresses of a multihomed host, and the one that messages are told of.
  std::map<link::IpAddress, link::IpAddress> aliases = {};
};

class PacketRecorder final : public link::Observer {
 public:
  static constexpr Duration kMaxWait = std::chrono::seconds(1);
  static constexpr std::size_t kMaxAwaiting = 4096;

  // `out` outlives this and was opened with the same link type. To be set as an observer before the first
  // association. Several transports may share one recorder; a packet from one to the other is recorded once,
  // when it leaves.
  PacketRecorder(Recorder& out, PacketRecorderOptions options);

  void on_chunk(Instant, const link::Flow&, const link::Chunk&) override {}  // such links tell none
  void on_packet(Instant at, const link::WirePacket& packet) override;
  void on_message(Instant at, const link::WireMessage& message) override;

  // The message that a transport gave to its user last is the one of this tag (CommentSource).
  void note_received(std::uint64_t tag);
  // What that message is will be said later, by this name. 0: it is known already.
  std::uint64_t postpone();
  // `tag`: as of note_received(); 0: it belongs to no step.
  void note_postponed(std::uint64_t name, std::uint64_t tag);
  // Writes what waits. To be called before the file is closed.
  void flush();
  // With `apart`: the user had his turn. Writes what waited three turns ago. `now`: in the time of the
  // packets.
  void end_turn(Instant now);

  // packets_in + packets_out are what the transports count under the same names; each is one of `frames`
  // (with link types that frame packets), `twice` or `left_out`.
  struct Counters {
    std::uint64_t packets_in = 0;
    std::uint64_t packets_out = 0;
    // Whose last DATA chunk a packet had; retransmissions do not count again.
    std::uint64_t messages_in = 0;
    std::uint64_t messages_out = 0;
    std::uint64_t frames = 0;
    std::uint64_t twice = 0;     // came from a transport that this recorder watches too
    std::uint64_t left_out = 0;  // packets above what IP carries; mtp3, sccp: messages without such a frame
    std::uint64_t early = 0;     // frames that were written because of `max_held`
    std::uint64_t not_commented = 0;  // messages with a step whose frames were written before
  };
  const Counters& counters() const { return counters_; }
  // The first that went wrong.
  const std::optional<Error>& error() const { return error_; }

 private:
  // One direction between two endpoints.
  struct Path {
    explicit Path(FrameHeader made) : header(std::move(made)) {}
    FrameHeader header;
    std::uint32_t verification_tag = 0;
    SentMessages sent;                          // of an outgoing path
    std::optional<std::uint32_t> acknowledged;  // its TSN, of what waits
    std::vector<std::size_t> parts;             // of an incoming path: those that wait
    std::size_t next_part = 0;                  // where the next message probably is
    std::size_t largest = 0;                    // octets that a DATA chunk had
    std::uint64_t used = 0;
    Path* other_way = nullptr;  // null: not looked for yet
  };
  // A DATA chunk in a frame that waits (mtp3, sccp: the message).
  struct Part {
    Path* outgoing = nullptr;
    SentMessages::Name message = {};  // outgoing
    std::uint32_t tsn = 0;
    std::uint16_t stream = 0;
    std::size_t size = 0;
    bool first = true;
    bool last = false;
    bool retransmission = false;
    bool awaited = false;  // incoming: what its message is has not been said
    std::uint64_t tag = 0;
  };
  struct Held {
    Instant at;
    std::size_t begin = 0;
    std::size_t size = 0;
    std::size_t first_part = 0;
  };
  static constexpr std::size_t kMaxNotes = 65'536;
  using PathTable = std::map<link::WireFlow, Path>;

  // A message whose own frames are written: said with the frame that let it go up.
  struct Late {
    std::size_t frame = 0;
    std::uint64_t tag = 0;
  };

  bool frames_packets_of_its_own() const { return frames_packets(options_.link_type); }
  bool is_here(const link::IpAddress& host, std::uint16_t udp_port) const;
  Path* find_path(const link::WireFlow& flow);  // null: nothing was seen of it
  Path& path_of(const link::WireFlow& flow);
  void forget_oldest_path();
  void on_chunks(const link::WireFlow& flow, Path& path, const link::WirePacket& packet);
  void on_data(Path& path, Flow& flow, const DataChunk& data, Instant at, bool outgoing);
  void on_acknowledgement(const link::WireFlow& flow, Path& path, OctetView chunk);
  void start_association(Path& path, std::uint32_t verification_tag);
  void add_part(Path& path, const Part& part, bool outgoing);
  link::WireFlow flow_of(const link::WirePacket& packet) const;
  void hold_packet(Instant at, Path& path, const link::WirePacket& packet);
  void hold_message(Instant at, const DataChunk& data, OctetView message);
  void hold(Instant at, std::size_t begin);
  void settle_latest();
  bool note(const link::WireMessage& message, std::uint64_t tag, bool may_be_late, bool awaited = false);
  bool note_rest(const Path& path, const link::WireMessage& message, std::uint64_t tag);
  bool note_late(const Path& path, std::uint64_t tag);

  // packet_comments.cpp
  void take_message(const link::WireMessage& message);
  void name_sent(const Path* only);
  void note_again(bool last_time);
  void make_comment(std::size_t frame, std::size_t first_part, std::size_t end_part);
  void add_comment(std::uint64_t tag, bool retransmission, std::size_t times);

  // packet_turns.cpp
  void on_later_instant(Instant now);
  std::size_t write_ready(std::size_t due, Instant now);
  bool awaits(std::size_t frame, Instant now) const;
  void forget_acknowledged();
  void forget_turn();
  void drop_frames(std::size_t count);
  void write(std::size_t frame);

  Recorder& out_;
  PacketRecorderOptions options_;
  PathTable paths_;
  std::array<PathTable::value_type*, 4>
      recent_{};  // of these, the one that was looked for last first: most have two
  std::vector<std::pair<link::IpAddress, std::uint16_t>> here_;  // where transports send from: host, UDP port
  FlowTable flows_;
  std::uint64_t clock_ = 0;
  std::optional<link::WireMessage> latest_;

  Instant at_;
  Octets octets_;  // of the frames that wait
  std::vector<Held> held_;
  std::vector<Part> parts_;
  std::vector<Late> late_;
  struct Note {
    link::WireMessage message;
    std::uint64_t tag = 0;
    unsigned turns = 0;
  };
  std::vector<Note> notes_;                               // with `apart`: whose packets were not told yet
  std::map<std::uint64_t, link::WireMessage> postponed_;  // by name
  std::uint64_t last_name_ = 0;
  // So many of `held_` waited at the ends of the latest turns, oldest first: a transport may leave out a
  // turn.
  std::array<std::size_t, 3> turns_{};
  std::vector<Path*> waiting_;  // paths with `parts` or `acknowledged`
  std::string comment_;

  std::optional<Error> error_;
  Counters counters_;
};

}  // namespace mapsim::capture
