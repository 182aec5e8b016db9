// Fields that hold an identity, replaced in place.
#pragma once

#include "tools/anonymize/editor.h"

namespace mapsim::cli::anonymize {

// TBCD-STRING (TS 29.002 17.7.8): two digits an octet, the first in bits 1-4, fillers 1111 at the end.
void replace_imsi(Editor& editor, OctetSpan tbcd);
void replace_number(Editor& editor, OctetSpan tbcd);

// AddressString and ISDN-AddressString (TS 29.002 17.7.8): nature and plan, then digits; an IMSI where the
// plan is land mobile (E.212).
void replace_address_string(Editor& editor, OctetSpan address);

// TP-OA and the like, SM-RP-SMEA (TS 23.040 9.1.2.5): length, type and value.
void replace_tp_address(Editor& editor, OctetSpan address);

// The contents of a called or calling party address of SCCP (Q.713 3.4).
void replace_party_address(Editor& editor, OctetSpan address);

// `count` septets of packed 7 bit text, the first at `first_bit` (TS 23.038 6.1.2.1).
void replace_septets(Editor& editor, OctetSpan octets, std::size_t first_bit, std::size_t count);
// UCS2 text, an octet that is left over becoming 0; 8 bit data.
void replace_ucs2(Editor& editor, OctetSpan octets);
void replace_data(Editor& editor, OctetSpan octets);

// Host names, URIs and the like in ASCII.
void replace_name(Editor& editor, OctetSpan octets);

}  // namespace mapsim::cli::anonymize
