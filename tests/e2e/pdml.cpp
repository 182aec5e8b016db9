#include "tests/e2e/pdml.h"

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <sstream>

#include "tests/e2e/process.h"

namespace mapsim::e2e {

namespace pt = boost::property_tree;

namespace {

void flatten(const pt::ptree& below, Frame& frame) {
  for (const auto& [tag, node] : below) {
    if (tag != "proto" && tag != "field") continue;
    Field field{node.get("<xmlattr>.name", ""), node.get("<xmlattr>.show", ""),
                node.get("<xmlattr>.showname", ""), tag == "proto"};
    if (field.name == "frame.number") frame.number = field.show;
    frame.fields.push_back(std::move(field));
    flatten(node, frame);
  }
}

}  // namespace

bool tshark_is_installed() {
  static const bool installed = run({"tshark", "--version"}).out.find("TShark") != std::string::npos;
  return installed;
}

Dissection dissect(const std::filesystem::path& capture) {
  const Outcome shown = run({"tshark", "-n", "-r", capture.string(), "-o", "sctp.checksum:CRC 32c", "-o",
                             "ip.check_checksum:TRUE", "-o", "gsm_sms.reassemble:FALSE", "-o",
                             "gsm_sms_ud.try_dissect_1st_fragment:FALSE", "-T", "pdml"});
  if (shown.status != 0)
    return {{}, "tshark: exit status " + std::to_string(shown.status) + ": " + shown.err};
  Dissection dissection;
  try {
    std::istringstream in(shown.out);
    pt::ptree document;
    pt::read_xml(in, document);
    for (const auto& [tag, packet] : document.get_child("pdml")) {
      if (tag != "packet") continue;
      flatten(packet, dissection.frames.emplace_back());
    }
  } catch (const pt::ptree_error& error) {
    dissection.problem = std::string("tshark's answer: ") + error.what();
  }
  return dissection;
}

}  // namespace mapsim::e2e
