// One declaration for both ways: which member of a value structure is which member of the generated one. X is
// FromAsn or ToAsn (asn_visitors.h). Included by the converters only.
#pragma once

#include <ExtensionContainer.h>
#include <PCS-Extensions.h>
#include <PrivateExtension.h>
#include <PrivateExtensionList.h>

#include "sigtran/map/types_extension.h"

namespace mapsim::map {

template <class X>
void convert(X& x, PrivateExtension& v, PrivateExtension_t& a) {
  x("extId", v.ext_id, a.extId);
  x("extType", v.ext_type, a.extType);
}

template <class X>
void convert(X& x, PcsExtensions& v, PCS_Extensions_t&) {
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, ExtensionContainer& v, ExtensionContainer_t& a) {
  x("privateExtensionList", v.private_extension_list, a.privateExtensionList);
  x("pcs-Extensions", v.pcs_extensions, a.pcs_Extensions);
  x.unknown(v.unknown);
}

template <class X, ParameterType type, class A>
void convert(X& x, ExtensionOnly<type>& v, A& a) {
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.unknown(v.unknown);
}

}  // namespace mapsim::map
