// Makes frames of what an observer of a link is told: for links that have no packets of their own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sigtran/capture/frame_header.h"
#include "sigtran/capture/recorder.h"
#include "sigtran/link/observer.h"

namespace mapsim::capture {

// Says what a message is for, by its OutBuffer::tag.
class CommentSource {
 public:
  virtual ~CommentSource() = default;
  // Empty where there is nothing to say. The view stays valid until the next call.
  virtual std::string_view comment_for(std::uint64_t tag) = 0;
};

struct FramerOptions {
  // ethernet, raw, linux-sll, linux-sll2, null, loop, sctp: every packet. mtp3, sccp: the user part of every
  // M3UA DATA message, and nothing else; fragments are put together first.
  LinkType link_type = LinkType::ethernet;
  CommentSource* comments = nullptr;  // outlives the framer
};

class SctpFramer final : public link::Observer {
 public:
  // The recorder outlives the framer and was opened with the same link type.
  SctpFramer(Recorder& recorder, FramerOptions options);

  // The first host of an endpoint is the address in its frames. Packets of a flow whose hosts are not IP
  // addresses of one family cannot be framed: they are counted, and the first is an error().
  void on_chunk(Instant at, const link::Flow& flow, const link::Chunk& chunk) override;

  // The first that went wrong: the recorder's, or a flow or message that cannot be framed.
  const std::optional<Error>& error() const { return error_; }
  std::uint64_t frames() const { return frames_; }
  // Chunks and messages for which the link type has no frame.
  std::uint64_t left_out() const { return left_out_; }

 private:
  // One direction of an association.
  struct Path {
    link::EndpointAddress from;
    std::unique_ptr<FrameHeader> header;  // null: cannot be framed
    Octets message;                       // of fragments, for mtp3 and sccp
  };
  Path& path_of(const link::Flow& flow);
  void add_to_packet(Path& path, const link::Flow& flow, const link::Chunk& chunk);
  void finish_packet(Path& path, Instant at);
  void add_to_message(Path& path, Instant at, const link::Chunk& chunk);
  void add_comment(const link::Chunk& chunk);
  void record(Instant at);
  void set_error(Error error);

  Recorder& recorder_;
  FramerOptions options_;
  std::vector<std::vector<Path>> paths_;  // by association number, then at most two
  Octets frame_;                          // reused
  std::string comment_;                   // reused
  std::optional<Error> error_;
  std::uint64_t frames_ = 0;
  std::uint64_t left_out_ = 0;
};

}  // namespace mapsim::capture
