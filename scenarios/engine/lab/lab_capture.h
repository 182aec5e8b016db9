// The capture of a run on a network: what was really on the wire, where that can be seen. Userland SCTP tells
// its packets; those of the kernel come from the interface, and where that is not allowed frames are made of
// messages and the file says so.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "scenarios/engine/lab/capture_account.h"
#include "scenarios/engine/lab/plan.h"
#include "scenarios/engine/step_comments.h"
#include "sigtran/capture/interface_capture.h"
#include "sigtran/capture/packet_recorder.h"
#include "sigtran/capture/rotating_recorder.h"
#include "sigtran/node/loop.h"

namespace mapsim::scenario::lab {

struct CaptureOptions {
  std::filesystem::path file;  // .pcapng or .pcap
  capture::LinkType link_type = capture::LinkType::ethernet;
  std::optional<capture::RotationOptions> rotation;  // absent: one file
};

class LabCapture final : public node::Turns {
 public:
  // Error: the file cannot be written. `program` outlives the capture.
  static Result<std::unique_ptr<LabCapture>> open(const Program& program, const Plan& plan,
                                                  const CaptureOptions& options);
  ~LabCapture() override;

  // Why this is not what was on the wire.
  const std::optional<std::string>& remark() const { return remark_; }
  // For transports that tell their packets; nullptr where others are captured.
  link::Observer* packets() { return kernel_ ? nullptr : recorder_.get(); }
  // The transport as the node shall have it: its messages are watched where its packets are not told. It
  // outlives close().
  std::unique_ptr<link::Transport> watched(MadeTransport made);
  // Readable when frames have come; -1: none come this way.
  int fd() const { return interface_ ? interface_->fd() : -1; }
  capture::Recorder::Counters counters() const { return file_->counters(); }
  void note_received(std::uint64_t tag) { recorder_->note_received(tag); }
  std::uint64_t postpone() { return recorder_->postpone(); }
  void note_postponed(std::uint64_t name, std::uint64_t tag) { recorder_->note_postponed(name, tag); }

  void on_turn_begin() override;
  void on_turn_end() override;

  // Error: what is not in the file, counted: against what transports and the interface count themselves.
  Result<void> close();

 private:
  class Messages;
  LabCapture() = default;
  std::string missing() const;
  void open_interface(const Plan& plan, const capture::RecorderOptions& recorder);

  std::unique_ptr<capture::Recorder> file_;
  std::unique_ptr<StepComments> comments_;
  std::unique_ptr<capture::PacketRecorder> recorder_;
  std::unique_ptr<capture::InterfaceCapture> interface_;
  std::unique_ptr<Messages> messages_;
  CaptureAccount account_;
  std::optional<std::string> remark_;
  std::chrono::nanoseconds epoch_{};  // since 1970, of Instant 0 of the frames
  bool kernel_ = false;
  bool frames_packets_ = true;
};

}  // namespace mapsim::scenario::lab
