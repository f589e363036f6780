// Parts of JSON that are written straight into the body of an answer: what is rendered for every sale costs no tree.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>

#include "api/json/iso_time.h"
#include "domain/identifiers.h"

namespace onsale::api {

// The id without quotes.
inline void append_id(std::string& out, Uuid const& id) {
    auto const at = out.size();
    out.resize(at + Uuid::text_size);
    id.write(out.data() + at);
}

// Quoted and escaped.
inline void append_text(std::string& out, std::string_view text) {
    out.append(boost::json::serialize(boost::json::string_view(text.data(), text.size())));
}

// A label that there is not is null.
inline void append_label(std::string& out, std::string_view label) {
    if (label.empty()) {
        out.append("null");
    } else {
        append_text(out, label);
    }
}

inline void append_instant(std::string& out, Instant at) { out.append("\"").append(to_iso(at)).append("\""); }

}  // namespace onsale::api
