#include "shown_text/shown_text.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "domain/invariant.h"

namespace onsale::shown_text {
namespace {

constexpr UChar32 replacement = 0xfffd;

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

// Hands each code point, and where the next one begins, to `visit` until it says false; a broken sequence comes as -1.
template <class Visit>
void each_code_point(std::string_view text, Visit visit) {
    auto const size = static_cast<std::int32_t>(text.size());
    auto const* const bytes = reinterpret_cast<std::uint8_t const*>(text.data());
    for (std::int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, size, c);
        if (!visit(c, static_cast<std::size_t>(i))) return;
    }
}

icu::Normalizer2 const& composer() {
    UErrorCode failed = U_ZERO_ERROR;
    auto const* const instance = icu::Normalizer2::getNFCInstance(failed);
    invariant(U_SUCCESS(failed) != 0, "ICU has its tables of NFC built in");
    return *instance;
}

icu::StringPiece piece_of(std::string_view text) { return {text.data(), static_cast<std::int32_t>(text.size())}; }

void append(std::string& text, UChar32 c) {
    std::uint8_t bytes[U8_MAX_LENGTH];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    text.append(reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(length));
}

bool is_control(UChar32 c) {
    auto const kind = u_charType(c);
    return kind == U_CONTROL_CHAR || kind == U_LINE_SEPARATOR || kind == U_PARAGRAPH_SEPARATOR ||
           (c >= 0xfff9 && c <= 0xfffb);  // marks around interlinear notes
}

// Embeddings, overrides and isolates: what follows them is shown in another order than it is written in.
bool turns_direction(UChar32 c) { return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069); }

bool is_invisible(UChar32 c) {
    constexpr UChar32 blank_braille = 0x2800;
    return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 || c == blank_braille;
}

// Shows nothing by itself, but changes what stands around it: joiners and marks of direction, selectors of a
// character's form, the tags of which flags are made.
bool is_needed_to_write(UChar32 c) {
    constexpr UChar32 arabic_letter_mark = 0x061c;
    return (c >= 0x200c && c <= 0x200f) || c == arabic_letter_mark ||
           u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR) != 0 || (c >= 0xe0020 && c <= 0xe007f);
}

bool is_blank(UChar32 c) { return u_isUWhiteSpace(c) != 0; }

}  // namespace

bool is_utf8(std::string_view text) {
    bool sound = true;
    each_code_point(text, [&](UChar32 c, std::size_t) { return sound = c >= 0; });
    return sound;
}

std::string composed(std::string_view utf8) {
    if (is_ascii(utf8)) return std::string(utf8);
    std::string result;
    icu::StringByteSink<std::string> sink(&result, static_cast<std::int32_t>(utf8.size()));
    UErrorCode failed = U_ZERO_ERROR;
    composer().normalizeUTF8(0, piece_of(utf8), sink, nullptr, failed);
    invariant(U_SUCCESS(failed) != 0, "texts are far below ICU's 2 GiB");
    return result;
}

std::optional<std::string> fault_in(std::string_view text) {
    std::optional<std::string> fault;
    each_code_point(text, [&](UChar32 c, std::size_t) {
        auto const said = [&](std::string_view what) {
            fault = fmt::format("must not contain {} (U+{:04X})", what, static_cast<std::uint32_t>(c));
        };
        if (c < 0) {
            fault = "must be UTF-8";
        } else if (is_control(c)) {
            said("control characters");
        } else if (turns_direction(c)) {
            said("characters that turn the direction of the text");
        } else if (is_invisible(c) && !is_needed_to_write(c)) {
            said("invisible characters");
        }
        return !fault;
    });
    return fault;
}

bool shows_nothing(std::string_view utf8) {
    bool nothing = true;
    each_code_point(utf8, [&](UChar32 c, std::size_t) { return nothing = c >= 0 && (is_blank(c) || is_invisible(c)); });
    return nothing;
}

bool has_blank_ends(std::string_view utf8) { return without_blank_ends(utf8).size() != utf8.size(); }

std::string_view without_blank_ends(std::string_view utf8) {
    std::size_t first = utf8.size();  // where what is no blank begins and ends
    std::size_t end = first;
    each_code_point(utf8, [&, at = std::size_t{0}](UChar32 c, std::size_t after) mutable {
        if (c < 0 || !is_blank(c)) {
            first = std::min(first, at);
            end = after;
        }
        at = after;
        return true;
    });
    return first == utf8.size() ? std::string_view() : utf8.substr(first, end - first);
}

std::string look_of(std::string_view utf8) {
    if (is_ascii(utf8)) return std::string(utf8);
    std::string look;
    each_code_point(composed(utf8), [&](UChar32 c, std::size_t) {
        if (u_charType(c) == U_SPACE_SEPARATOR) {
            look += ' ';
        } else if (!is_invisible(c)) {
            append(look, c < 0 ? replacement : c);
        }
        return true;
    });
    return look;
}

std::string folded(std::string_view utf8) {
    auto const text = composed(utf8);
    std::string result;
    icu::StringByteSink<std::string> sink(&result, static_cast<std::int32_t>(text.size()));
    UErrorCode failed = U_ZERO_ERROR;
    icu::CaseMap::utf8Fold(0, piece_of(text), sink, nullptr, failed);
    invariant(U_SUCCESS(failed) != 0, "texts are far below ICU's 2 GiB");
    return composed(result);
}

std::string_view without_mark(std::string_view text) {
    constexpr std::string_view mark = "\xef\xbb\xbf";
    return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

}  // namespace onsale::shown_text
