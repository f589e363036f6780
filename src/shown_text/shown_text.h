// Texts that are shown to people: names, labels, messages. What may stand in them, and when two of them look the same.
//
// Pure functions over UTF-8, by the tables of ICU; any thread. Text of ASCII alone is never handed to ICU. Where a
// function wants UTF-8, anything else is treated as text with U+FFFD in place of each broken sequence.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace onsale::shown_text {

bool is_utf8(std::string_view text);

// Canonical composition (NFC): what a Mac writes as two characters and others as one becomes one.
std::string composed(std::string_view utf8);

// Why the text must not be shown to people, to follow a field's name: "must not contain control characters (U+0085)".
// Nullopt: it may. Refused are, besides broken UTF-8,
// - control characters, and the separators of lines and paragraphs;
// - what turns the direction of the text after it (U+202E and its like);
// - what shows nothing and only makes two texts differ (U+200B and its like). Joiners, the marks of direction and the
//   selectors of emojis are needed to write, and allowed.
std::optional<std::string> fault_in(std::string_view text);

// Nothing of it can be seen: it is empty, or all blanks and invisible characters.
bool shows_nothing(std::string_view utf8);

// It begins or ends with white space of any script.
bool has_blank_ends(std::string_view utf8);
std::string_view without_blank_ends(std::string_view utf8);

// Equal for texts that look the same by construction: composed, without invisible characters, every blank a space.
// Letters of different scripts that merely resemble each other stay different.
std::string look_of(std::string_view utf8);

inline bool look_same(std::string_view one, std::string_view other) { return look_of(one) == look_of(other); }

// Equal for texts that differ in upper and lower case only: composed, with full case folding ("ß" as "ss").
std::string folded(std::string_view utf8);

// Without the byte order mark (EF BB BF) that editors of Windows put before a file.
std::string_view without_mark(std::string_view text);

}  // namespace onsale::shown_text
