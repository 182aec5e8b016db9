// ExtensionContainer (TS 29.002 17.7.11).
#pragma once

#include <optional>
#include <vector>

#include "sigtran/map/parameter_type.h"
#include "sigtran/map/types_common.h"
#include "sigtran/tcap/value.h"

namespace mapsim::map {

struct PrivateExtension {
  tcap::Oid ext_id;
  std::optional<Octets> ext_type;  // one whole TLV
  friend bool operator==(const PrivateExtension&, const PrivateExtension&) = default;
};
template <class V>
void fields(V& v, PrivateExtension& e) {
  v("extId", e.ext_id);
  v("extType", e.ext_type);
}

struct PcsExtensions {
  Unknown unknown;
  friend bool operator==(const PcsExtensions&, const PcsExtensions&) = default;
};
template <class V>
void fields(V& v, PcsExtensions& e) {
  v("unknown", e.unknown);
}

inline constexpr std::size_t kMaxPrivateExtensions = 10;

struct ExtensionContainer {
  std::optional<std::vector<PrivateExtension>> private_extension_list;  // 1 to 10
  std::optional<PcsExtensions> pcs_extensions;
  Unknown unknown;
  friend bool operator==(const ExtensionContainer&, const ExtensionContainer&) = default;
};
template <class V>
void fields(V& v, ExtensionContainer& e) {
  v("privateExtensionList", e.private_extension_list);
  v("pcs-Extensions", e.pcs_extensions);
  v("unknown", e.unknown);
}

// The many SEQUENCEs that hold an extension container and nothing else.
template <ParameterType>
struct ExtensionOnly {
  std::optional<ExtensionContainer> extension_container;
  Unknown unknown;
  friend bool operator==(const ExtensionOnly&, const ExtensionOnly&) = default;
};
template <class V, ParameterType type>
void fields(V& v, ExtensionOnly<type>& p) {
  v("extensionContainer", p.extension_container);
  v("unknown", p.unknown);
}

}  // namespace mapsim::map
