// mapsim relink: a capture again, with the link type that its frames have.
#include "sigtran/capture/relink.h"

#include <charconv>
#include <ostream>

#include "tools/cli/printable.h"
#include "tools/commands.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;
using capture::LinkType;

void declare(po::options_description& options) {
  options.add_options()(
      "link-type", po::value<std::string>()->value_name("TYPE"),
      "what to write, a name (loop, raw, ethernet, …) or number; otherwise what the frames' content says")(
      "from", po::value<std::string>()->value_name("TYPE"), "only where the file says this type");
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim relink: " << printable(text) << '\n';
  return ExitCode::usage;
}

ExitCode failed(Output& output, const Error& error, ExitCode exit) {
  output.err << "mapsim relink: " << printable(error.message()) << '\n';
  return exit;
}

// A name, or the number of the pcap registry.
Result<LinkType> read_link_type(const std::string& text) {
  unsigned number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status == std::errc() && end == text.data() + text.size() && number <= 0xFFFF)
    return static_cast<LinkType>(number);
  return capture::link_type_from_name(text);
}

std::string with_number(LinkType type) {
  const std::string number = std::to_string(static_cast<unsigned>(type));
  const std::string name = capture::link_type_name(type);
  return name.ends_with(number) ? name : name + " (" + number + ")";
}

// Without --link-type: link type 12, as what the content says that it is.
ExitCode by_content(const std::string& from, const std::string& to, Output& output) {
  if (from == "-") return misuse(output, "standard input is read once only: say --link-type");
  const auto found = capture::find_link_types(from);
  if (!found) return failed(output, found.error(), ExitCode::failed);
  std::optional<LinkType> meant;
  for (const capture::FoundLinkType& row : *found) {
    if (row.written != LinkType::raw_ip_or_loop) {
      output.out << "interface " << row.interface << ": " << with_number(row.written) << ", left as it is\n";
      continue;
    }
    output.out << "interface " << row.interface << ": " << with_number(row.written) << ", by content "
               << with_number(row.meant) << '\n';
    if (meant && *meant != row.meant) {
      return misuse(output, "interfaces of link type 12 differ in what they carry: say --link-type");
    }
    meant = row.meant;
  }
  if (!meant)
    return misuse(output, from + " has no packet of link type 12: say --link-type what to write instead");
  const auto done = capture::relink(from, to, *meant, LinkType::raw_ip_or_loop);
  if (!done) return failed(output, done.error(), ExitCode::usage);
  output.out << to << ": " << with_number(*meant) << '\n';
  return ExitCode::ok;
}

ExitCode run(const Options& options, Output& output) {
  const auto files = all(options, "file");
  if (files.size() != 2) return misuse(output, "two files are needed: the capture, and the one to write");
  if (options.count("link-type") == 0) {
    if (options.count("from") != 0) return misuse(output, "--from goes with --link-type");
    return by_content(files[0], files[1], output);
  }
  const auto type = read_link_type(options["link-type"].as<std::string>());
  if (!type) return misuse(output, "--link-type: " + type.error().message());
  std::optional<LinkType> only;
  if (options.count("from") != 0) {
    const auto from = read_link_type(options["from"].as<std::string>());
    if (!from) return misuse(output, "--from: " + from.error().message());
    only = *from;
  }
  const auto done = capture::relink(files[0], files[1], *type, only);
  if (!done) {
    return failed(output, done.error(), done.error().field == files[1] ? ExitCode::usage : ExitCode::failed);
  }
  output.out << printable(files[1]) << ": " << with_number(*type) << " written for " << done->interfaces
             << (done->interfaces == 1 ? " interface\n" : " interfaces\n");
  return ExitCode::ok;
}

}  // namespace

const Command kRelink = {
    "relink",
    "writes a capture again with another link type",
    "CAPTURE NEW",
    "  mapsim relink openbsd.pcap loop.pcap                      # 12 becomes 108 where the frames are "
    "loopback\n"
    "  mapsim relink lost.pcapng sctp.pcapng --link-type sctp    # whatever it says\n",
    declare,
    "file",
    -1,
    run,
};

}  // namespace mapsim::cli
