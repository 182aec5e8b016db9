// Text that a peer or a file said, on its way into HTML, XML, JSON inside of HTML, and the log of a CI job.
// Controls, bidirectional marks and octets that are no UTF-8 are made visible first (cli/printable.h).
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace mapsim::report {

// For the text of an element and for the value of an attribute in double quotes.
std::string html(std::string_view text);

// The same for XML 1.0, which has no way at all to say a control character.
std::string xml(std::string_view text);

// The contents of <script type="application/json">: nothing in it ends the element or begins a comment.
std::string json_in_html(const nlohmann::ordered_json& json);

// The message and a property of a GitHub workflow command ("::error file=PROPERTY::MESSAGE").
std::string github_message(std::string_view text);
std::string github_property(std::string_view text);

}  // namespace mapsim::report
