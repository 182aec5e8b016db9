#include "tools/verify/input.h"

#include <algorithm>

#include "sigtran/capture/reader.h"
#include "tools/known/manifest.h"
#include "tools/known/read.h"

namespace mapsim::verify {

namespace {

namespace fs = std::filesystem;

bool is_capture(const fs::path& file) {
  return file.extension() == ".pcapng" || file.extension() == ".pcap";
}

// What is known of a capture: its manifest, or what our decoder finds.
Result<std::vector<known::Message>> known_of(InputCapture& capture) {
  const fs::path beside = known::manifest_of(capture.file);
  std::error_code error;
  if (is_capture(capture.file) && fs::exists(beside, error)) {
    auto manifest = known::read_manifest(beside);
    if (!manifest) return tl::unexpected(manifest.error());
    capture.subject = manifest->subject;
    return std::move(manifest->messages);
  }
  std::vector<known::Message> out;
  auto done =
      known::read_capture(capture.file.string(), [&](known::Message& m) { out.push_back(std::move(m)); });
  if (!done) return tl::unexpected(done.error());
  return out;
}

// Appends the frames of a capture. Error: it cannot be read, or its link type is not that of `out`.
Result<std::uint64_t> append(const fs::path& from, const fs::path& to,
                             std::unique_ptr<capture::Recorder>& out, capture::LinkType& type) {
  auto reader = capture::Reader::open(from);
  if (!reader) return tl::unexpected(reader.error());
  std::uint64_t count = 0;
  for (;;) {
    const auto packet = reader->next();
    if (!packet) return tl::unexpected(packet.error());
    if (!*packet) return count;
    const capture::Packet& p = **packet;
    if (!out) {
      type = p.link_type;
      auto opened = capture::open_recorder(to, {.link_type = type});
      if (!opened) return tl::unexpected(opened.error());
      out = std::move(*opened);
    }
    if (p.link_type != type)
      return fail(Error{
          .layer = "", .field = from.string(), .text = "has another link type than the captures before it"});
    const auto at = p.at.value_or(capture::kDefaultEpoch) - capture::kDefaultEpoch;
    if (auto done = out->write(
            {.at = Instant::from_start(std::max(at, std::chrono::nanoseconds(0))), .octets = p.octets});
        !done)
      return tl::unexpected(done.error());
    ++count;
  }
}

std::vector<fs::path> captures_below(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->is_regular_file(error) && is_capture(at->path()) &&
        fs::exists(known::manifest_of(at->path()), error))
      out.push_back(at->path());
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace

Result<Input> gather(const fs::path& path, const fs::path& scratch) {
  Input out;
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    out.captures.push_back({.file = path, .name = path.string()});
    out.dissected = path;
    return out;
  }
  out.dissected = scratch / "all.pcapng";
  std::unique_ptr<capture::Recorder> recorder;
  capture::LinkType type{};
  std::uint64_t first = 1;
  for (const fs::path& file : captures_below(path)) {
    fs::path name = fs::relative(file, path, error);
    out.captures.push_back({.file = file, .name = name.replace_extension().string(), .first_frame = first});
    const auto frames = append(file, out.dissected, recorder, type);
    if (!frames) return tl::unexpected(frames.error());
    first += *frames;
  }
  if (out.captures.empty()) {
    return fail(Error{
        .layer = "",
        .field = path.string(),
        .text = "no captures with manifests (*" + std::string(known::kManifestExtension) + ") are below it"});
  }
  if (recorder) {
    if (auto done = recorder->close(); !done) return tl::unexpected(done.error());
  }
  return out;
}

Result<void> expect_known(Input& input, Comparison& comparison) {
  for (InputCapture& capture : input.captures) {
    auto messages = known_of(capture);
    if (!messages) return tl::unexpected(messages.error());
    comparison.expect(std::move(*messages), capture.first_frame);
  }
  return {};
}

}  // namespace mapsim::verify
