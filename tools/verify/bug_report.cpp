#include "tools/verify/bug_report.h"

#include <algorithm>
#include <set>

#include "sigtran/capture/reader.h"
#include "tools/cli/printable.h"
#include "tools/cli/version.h"
#include "tools/known/message.h"
#include "tools/verify/agree.h"
#include "tools/verify/dissector.h"
#include "tools/verify/report.h"
#include "tools/verify/table.h"

namespace mapsim::verify {

namespace {

namespace fs = std::filesystem;

// Copies the frames `first` to `last` of a capture.
Result<void> copy_frames(const fs::path& from, std::uint64_t first, std::uint64_t last, const fs::path& to) {
  auto reader = capture::Reader::open(from);
  if (!reader) return tl::unexpected(reader.error());
  std::unique_ptr<capture::Recorder> recorder;
  for (;;) {
    const auto packet = reader->next();
    if (!packet) return tl::unexpected(packet.error());
    if (!*packet || (*packet)->number > last) break;
    const capture::Packet& p = **packet;
    if (p.number < first) continue;
    if (!recorder) {
      auto opened = capture::open_recorder(to, {.link_type = p.link_type});
      if (!opened) return tl::unexpected(opened.error());
      recorder = std::move(*opened);
    }
    const auto at = p.at.value_or(capture::kDefaultEpoch) - capture::kDefaultEpoch;
    if (auto done = recorder->write(
            {.at = Instant::from_start(std::max(at, std::chrono::nanoseconds(0))), .octets = p.octets});
        !done)
      return done;
  }
  return recorder ? recorder->close() : Result<void>();
}

// The frame of which the disagreement is, as it stands last in a capture.
std::string octets_of_last(const fs::path& capture) {
  std::string out;
  auto reader = capture::Reader::open(capture);
  while (reader) {
    const auto packet = reader->next();
    if (!packet || !*packet) break;
    out = to_hex((*packet)->octets);
  }
  std::string lines;
  constexpr std::size_t kDigits = 64;
  for (std::size_t i = 0; i < out.size(); i += kDigits) lines += "    " + out.substr(i, kDigits) + "\n";
  return lines;
}

}  // namespace

Result<bool> BugReports::reproduces(const fs::path& capture, const Disagreement& d) const {
  std::string shown;
  bool same = false;
  PdmlReader reader([&](const ShownFrame& frame) {
    if (d.field == "complaint") {
      for (const std::string& text : complaints(frame))
        same = same || d.shown.find(text) != std::string::npos;
      return;
    }
    // What was shown instead is shown again; where nothing was, the field is still not there.
    const auto is_shown = [&](const ShownField& f) { return d.shown == f.name + ": " + f.showname; };
    if (!d.shown.empty()) {
      same = same || std::ranges::any_of(frame.fields, is_shown);
      return;
    }
    const MappingRow* row = mapping.find(d.field, 0);
    same = row != nullptr && std::ranges::none_of(frame.fields, [&](const ShownField& f) {
             return std::ranges::find(row->shown, f.name) != row->shown.end();
           });
  });
  if (auto done = dissect(tshark, capture, reader); !done) return tl::unexpected(done.error());
  return same;
}

Result<void> BugReports::write_one(const fs::path& folder, const std::string& name, const Disagreement& d,
                                   const Outcome& outcome, const Input& input) const {
  const InputCapture& capture = input.captures[d.capture];
  const fs::path file = folder / (name + ".pcapng");
  if (auto done = copy_frames(capture.file, d.frame, d.frame, file); !done) return done;
  const auto alone = reproduces(file, d);
  if (!alone) return tl::unexpected(alone.error());
  if (!*alone) {
    if (auto done = copy_frames(capture.file, 1, d.frame, file); !done) return done;
  }
  const auto row = std::ranges::find(defects.rows(), d.defect, &Defect::id);
  std::string text =
      "## " + (row != defects.rows().end() ? row->title : d.field + " is shown otherwise") + "\n\n";
  if (row != defects.rows().end()) text += row->reason + "\n\n";
  const std::string octets = octets_text(d.places);
  text += "Version: " + outcome.dissector + "\n\n";
  text += "Capture: " + file.filename().string() + (*alone ? ", one frame\n\n" : ", see the last frame\n\n");
  text += "How to see it: `tshark -r " + file.filename().string() + " -V`\n\n";
  text += "| | |\n|---|---|\n| field | `" + d.field + "` |\n| octets of the frame, from 0 | " +
          (octets.empty() ? "-" : octets) + " |\n| expected | `" + cli::printable(d.known) +
          "` |\n| shown | `" + (d.shown.empty() ? "nothing" : cli::printable(d.shown)) + "` |\n| clause | " +
          d.clause + " |\n\n";
  text += "The frame in hexadecimal:\n\n" + octets_of_last(file) + "\nFound by mapsim " +
          std::string(cli::kVersion) + " in " + capture.name + ".\n";
  return write_text(folder / (name + ".md"), text);
}

Result<void> BugReports::write(const fs::path& folder, bool force, const Outcome& outcome,
                               const Input& input) const {
  if (auto done = prepare_folder(folder, force); !done) return done;
  std::set<std::string> written;
  std::size_t news = 0;
  for (const Disagreement& d : outcome.disagreements) {
    const std::string key = d.defect.empty() ? known::without_indexes(d.field) + ' ' + d.shown : d.defect;
    if (!written.insert(key).second) continue;
    if (d.defect.empty() && news == kMaxNews) continue;
    const std::string name = d.defect.empty() ? "news-" + std::to_string(++news) : d.defect;
    if (auto done = write_one(folder, name, d, outcome, input); !done) return done;
  }
  return {};
}

}  // namespace mapsim::verify
