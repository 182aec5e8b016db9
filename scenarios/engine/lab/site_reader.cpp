#include "scenarios/engine/lab/site_reader.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "scenarios/engine/endpoint_reader.h"
#include "scenarios/engine/lab/site_parts.h"
#include "scenarios/engine/program.h"

namespace mapsim::scenario::lab {

namespace {

constexpr std::array<std::string_view, 11> kKeys = {"transport", "here",   "endpoints", "gateways",
                                                    "links",     "sctp",   "m3ua",      "sccp",
                                                    "reconnect", "limits", "faults"};
constexpr std::array<std::string_view, 2> kTransports = {"usrsctp", "kernel"};

class SiteReader {
 public:
  SiteReader(const YamlNode& root, Mistakes& mistakes) : root_(root), mistakes_(mistakes) {}

  Site read() {
    if (!check_keys(root_, kKeys, "a node file", mistakes_)) return std::move(site_);
    if (const YamlNode* node = value_of(root_, "transport", mistakes_)) {
      if (const auto i = read_choice(*node, kTransports, mistakes_))
        site_.transport = static_cast<TransportKind>(*i);
    }
    if (const YamlNode* node = value_of(root_, "here", mistakes_)) {
      site_.here = read_strings(*node, "the name of an endpoint", mistakes_);
    }
    if (const YamlNode* node = map("endpoints", "the endpoints, a map of a name to what is said of it")) {
      for (YamlMember member : node->members) {
        name_hosts(member.value);
        check_endpoint_overrides(member, mistakes_);
        site_.endpoints.push_back(std::move(member));
      }
    }
    if (const YamlNode* node = map("gateways", "the gateways, a map of a name to an address")) {
      for (const YamlMember& member : node->members) read_gateway(member);
    }
    if (const YamlNode* node = value_of(root_, "links", mistakes_)) read_links(*node);
    if (const YamlNode* node = map("sctp", "options of SCTP, a map")) read_sctp(*node, site_, mistakes_);
    if (const YamlNode* node = map("m3ua", "options of M3UA, a map")) read_m3ua(*node, site_, mistakes_);
    if (const YamlNode* node = map("sccp", "options of SCCP, a map")) read_sccp(*node, site_, mistakes_);
    if (const YamlNode* node = map("reconnect", "times, a map")) read_reconnect(*node, site_, mistakes_);
    if (const YamlNode* node = map("limits", "limits, a map")) read_limits(*node, site_, mistakes_);
    if (const YamlNode* node = map("faults", "faults of the network, a map"))
      read_faults(*node, site_, mistakes_);
    return std::move(site_);
  }

 private:
  const YamlNode* map(std::string_view name, std::string_view what) {
    const YamlNode* node = value_of(root_, name, mistakes_);
    if (node == nullptr || node->kind == YamlNode::Kind::map) return node;
    mistakes_.add(node->mark, "expected " + std::string(what) + ", found " + node->describe());
    return nullptr;
  }

  // Endpoints have addresses, as in a scenario.
  void name_hosts(YamlNode& endpoint) {
    for (YamlMember& member : endpoint.members) {
      if (member.name != "host" && member.name != "hosts") continue;
      const auto resolve = [&](YamlNode& node) {
        if (!node.is_scalar() || node.negated) return;
        auto address = site_.names.address_of(node.text);
        if (!address) mistakes_.add(node.mark, address.error().text);
        // What has no address was told.
        node.text = address.value_or("192.0.2.0");
      };
      resolve(member.value);
      for (YamlNode& item : member.value.items) resolve(item);
    }
  }

  void read_gateway(const YamlMember& member) {
    Gateway gateway{member.name, {}, member.mark};
    read_place(member.value, kAddressKeys, gateway.address, site_.names, mistakes_);
    if (gateway.address.hosts.empty())
      mistakes_.add(member.mark, "gateway '" + member.name + "' has no 'host'");
    site_.gateways.push_back(std::move(gateway));
  }

  void read_links(const YamlNode& node) {
    if (node.kind != YamlNode::Kind::list) {
      mistakes_.add(node.mark, "expected the links, a list, found " + node.describe());
      return;
    }
    for (const YamlNode& item : node.items) {
      if (auto link = read_link(item, site_.names, mistakes_)) site_.links.push_back(std::move(*link));
    }
  }

  const YamlNode& root_;
  Mistakes& mistakes_;
  Site site_;
};

}  // namespace

SiteResult read_site(std::string_view text, const std::string& file) {
  SiteResult result;
  YamlDocument document = parse_yaml(text);
  result.errors = std::move(document.errors);
  if (result.errors.empty()) {
    Mistakes mistakes;
    result.site = SiteReader(document.root, mistakes).read();
    result.errors = mistakes.take();
    std::ranges::stable_sort(result.errors, {},
                             [](const Error& e) { return std::pair(e.mark.line, e.mark.column); });
  }
  result.site.file = file;
  return result;
}

SiteResult load_site(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  SiteResult result;
  result.site.file = file.string();
  std::error_code error;
  if (!in || std::filesystem::is_directory(file, error)) {
    result.errors.push_back(Error{.layer = "", .text = "this node file cannot be read"});
    return result;
  }
  if (std::filesystem::file_size(file, error) > kMaxFileSize) {
    result.errors.push_back(Error{.layer = "", .text = "a node file has 16 MiB at most"});
    return result;
  }
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return read_site(text, file.string());
}

}  // namespace mapsim::scenario::lab
