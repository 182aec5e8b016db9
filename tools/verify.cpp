// mapsim verify: whether a dissector shows what is known.
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <ostream>

#include "tools/cli/printable.h"
#include "tools/commands.h"
#include "tools/verify/bug_report.h"
#include "tools/verify/dissector.h"
#include "tools/verify/input.h"
#include "tools/verify/report.h"
#include "tools/verify/table.h"

namespace mapsim::cli {

namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

constexpr std::size_t kMostShown = 50;  // disagreements on the terminal

void declare(po::options_description& options) {
  options.add_options()("tshark", po::value<std::string>()->value_name("FILE")->default_value("tshark"),
                        "the dissector; looked up in PATH")(
      "pdml", po::value<std::string>()->value_name("FILE"),
      "what `tshark -T pdml` or Wireshark wrote of the capture elsewhere, instead of running it; - is "
      "standard input")("mapping", po::value<std::string>()->value_name("FILE"),
                        "a table of field names instead of the one that is built in")(
      "known-defects", po::value<std::string>()->value_name("FILE"),
      "a list of defects instead of the one that is built in")(
      "all", "tells known defects too, and everything instead of the first disagreements")(
      "merged", po::value<std::string>()->value_name("FILE"),
      "of a folder: keeps the one capture that the dissector reads, to make PDML of it elsewhere")(
      "markdown", "prints the tables in Markdown")("report", po::value<std::string>()->value_name("DIR"),
                                                   "leaves verify.html and junit.xml there")(
      "bug-report", po::value<std::string>()->value_name("DIR"),
      "leaves a text and the smallest capture for each defect there, to be put into an issue tracker")(
      "force,f", "writes into folders that are not empty");
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim verify: " << printable(text) << '\n';
  return ExitCode::usage;
}

Result<std::string> read_text(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in.is_open() || in.bad()) return fail(Error{.layer = "", .field = file, .text = "cannot be read"});
  return text;
}

template <class T>
Result<T> read_data(const Options& options, const char* option, Result<T> (*parse)(std::string_view),
                    const T& built_in) {
  if (options.count(option) == 0) return built_in;
  const std::string file = options[option].as<std::string>();
  const auto text = read_text(file);
  if (!text) return tl::unexpected(text.error());
  auto data = parse(*text);
  if (!data) {
    Error error = data.error();
    error.field = file + (error.mark.line == 0 ? "" : ":" + std::to_string(error.mark.line)) +
                  (error.field.empty() ? "" : ": " + error.field);
    return fail(std::move(error));
  }
  return data;
}

Result<void> read_pdml(const std::string& file, verify::PdmlReader& reader) {
  std::ifstream opened;
  if (file != "-") {
    opened.open(file, std::ios::binary);
    if (!opened.is_open()) return fail(Error{.layer = "", .field = file, .text = "cannot be read"});
  }
  std::istream& in = file == "-" ? std::cin : opened;
  std::vector<char> buffer(std::size_t{1} << 17U);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), in.gcount() > 0) {
    if (auto done = reader.feed({buffer.data(), static_cast<std::size_t>(in.gcount())}); !done) return done;
  }
  return reader.finish();
}

void show(const verify::Outcome& outcome, const verify::Input& input, const verify::Mapping& mapping,
          const verify::KnownDefects& defects, bool everything, Output& output) {
  std::size_t shown = 0;
  std::size_t left_out = 0;
  for (const verify::Disagreement& d : outcome.disagreements) {
    if (!d.defect.empty() && !everything) continue;
    if (!everything && shown == kMostShown) {
      ++left_out;
      continue;
    }
    ++shown;
    output.out << output.terminal.paint(d.defect.empty() ? "news" : d.defect,
                                        d.defect.empty() ? Style::red : Style::yellow)
               << "  " << printable(verify::to_text(d, input)) << '\n';
  }
  if (left_out != 0) output.out << "and " << left_out << " more; --all tells everything\n";
  output.out << printable(outcome.dissector) << ": " << outcome.frames << " frames of "
             << input.captures.size() << (input.captures.size() == 1 ? " capture\n" : " captures\n")
             << verify::table(outcome, mapping);
  for (const verify::Defect& row : defects.rows()) {
    const auto met = outcome.defects.find(row.id);
    if (met != outcome.defects.end())
      output.out << "known defect " << output.terminal.paint(row.id, Style::yellow) << " (" << met->second
                 << "): " << row.title << '\n';
  }
  if (outcome.malformed != 0)
    output.out << "of " << outcome.malformed << " messages that are wrong on purpose it marks "
               << outcome.malformed_marked << '\n';
  if (outcome.frames_not_shown != 0)
    output.out << outcome.frames_not_shown << " frames with known messages are not shown\n";
  for (const auto& [path, count] : outcome.not_mapped)
    output.out << "not in the mapping: " << printable(path) << " (" << count << ")\n";
}

ExitCode run(const Options& options, Output& output) {
  const auto files = all(options, "file");
  if (files.size() != 1) return misuse(output, "which capture or folder? Give one");
  const auto mapping = read_data(options, "mapping", verify::Mapping::from_csv, verify::Mapping::built_in());
  if (!mapping) return misuse(output, mapping.error().message());
  const auto defects =
      read_data(options, "known-defects", verify::KnownDefects::from_json, verify::KnownDefects::built_in());
  if (!defects) return misuse(output, defects.error().message());
  const bool has_pdml = options.count("pdml") != 0;
  fs::path tshark;
  if (!has_pdml || options.count("bug-report") != 0) {
    const auto found = verify::find_program(options["tshark"].as<std::string>());
    if (!found) {
      output.err << "mapsim verify: " << printable(found.error().message()) << '\n';
      return ExitCode::environment;
    }
    tshark = *found;
  }
  const auto scratch = verify::ScratchFolder::create();
  if (!scratch) return misuse(output, scratch.error().message());
  verify::Comparison comparison(*mapping, *defects);
  auto input = verify::gather(files.front(), scratch->path());
  if (!input) return misuse(output, input.error().message());
  if (options.count("merged") != 0) {
    std::error_code error;
    fs::copy_file(input->dissected, options["merged"].as<std::string>(), fs::copy_options::overwrite_existing,
                  error);
    if (error) return misuse(output, options["merged"].as<std::string>() + ": " + error.message());
  }
  bool first = true;
  verify::PdmlReader* reading = nullptr;
  verify::PdmlReader reader([&](const verify::ShownFrame& frame) {
    if (first) comparison.set_dissector(reading->creator());
    first = false;
    comparison.look_at(frame);
  });
  reading = &reader;
  // The dissector works while what is known is read.
  std::optional<verify::Dissector> dissector;
  if (!has_pdml) {
    auto started = verify::Dissector::start(tshark, input->dissected);
    if (!started) return misuse(output, started.error().message());
    dissector.emplace(std::move(*started));
  }
  if (auto known = verify::expect_known(*input, comparison); !known)
    return misuse(output, known.error().message());
  const auto done = has_pdml ? read_pdml(options["pdml"].as<std::string>(), reader) : dissector->read(reader);
  if (!done) return misuse(output, done.error().message());
  const verify::Outcome outcome = comparison.finish();
  if (options.count("markdown") != 0) {
    output.out << verify::markdown(outcome, *mapping, *defects);
  } else {
    show(outcome, *input, *mapping, *defects, options.count("all") != 0, output);
  }
  const bool force = options.count("force") != 0;
  if (options.count("report") != 0) {
    if (auto written = verify::write_report(options["report"].as<std::string>(), force, outcome, *input,
                                            *mapping, *defects);
        !written)
      return misuse(output, written.error().message());
  }
  if (options.count("bug-report") != 0) {
    const verify::BugReports reports{*mapping, *defects, tshark};
    if (auto written = reports.write(options["bug-report"].as<std::string>(), force, outcome, *input);
        !written)
      return misuse(output, written.error().message());
  }
  return outcome.news() + outcome.frames_not_shown == 0 ? ExitCode::ok : ExitCode::failed;
}

}  // namespace

const Command kVerify = {
    "verify",
    "says where a dissector shows something else than what is known of a capture",
    "CAPTURE|DIR",
    "  mapsim corpus out && mapsim verify out\n"
    "  mapsim verify field.pcapng --tshark /opt/wireshark/bin/tshark\n"
    "  mapsim verify out --report report --bug-report bugs\n"
    "\nExit status: 0 everything agrees but for known defects, 1 something else differs, 2 wrong usage or a "
    "file that "
    "cannot be read, 3 tshark is not there.\n",
    declare,
    "file",
    -1,
    run,
};

}  // namespace mapsim::cli
