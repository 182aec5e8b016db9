// The addresses and the short message of a TPDU (TS 23.040 9.2), replaced in place.
#pragma once

#include "sigtran/sms/tpdu_codec.h"
#include "tools/anonymize/editor.h"

namespace mapsim::cli::anonymize {

// Times, references, ports and concatenation stay. A TPDU that cannot be read is not understood.
void replace_in_tpdu(Editor& editor, OctetSpan octets, sms::Direction direction, sms::ReportForm form);

}  // namespace mapsim::cli::anonymize
