// What the waiting room without JavaScript says, in each language. Texts with {} take the numbers that their names
// tell.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace onsale::api::html {

enum class Language : std::uint8_t { korean, english };

struct Words {
    std::string_view code;  // of the language: "ko"
    std::string_view name;  // of the language, in itself
    std::string_view title;
    std::string_view to_full_page;
    std::string_view api;

    std::string_view on_sale;
    std::string_view seats_left;  // free, all
    std::string_view your_name;
    std::string_view join;
    std::string_view join_again;
    std::string_view cookies_needed;

    std::string_view position;  // a heading above the number
    std::string_view position_unknown;
    std::string_view ahead;  // fans ahead
    std::string_view wait_minutes;
    std::string_view wait_moment;
    std::string_view updates_itself;  // every N seconds
    std::string_view place_is_kept;
    std::string_view fewer_seats_than_fans;
    std::string_view leave;
    std::string_view paused;
    std::string_view before_opening;  // when
    std::string_view message;

    std::string_view inside;
    std::string_view inside_left;  // minutes
    std::string_view points;       // balance
    std::string_view charge;
    std::string_view amount;
    std::string_view holds;
    std::string_view hold_left;  // minutes, seconds
    std::string_view pay;        // price
    std::string_view missing;    // points
    std::string_view release;
    std::string_view tickets;
    std::string_view ticket_code;         // in front of the code
    std::string_view newest_claims_only;  // count
    std::string_view past_tickets_later;  // the store does not tell now
    std::string_view choose_date;
    std::string_view best_seats;
    std::string_view count;      // of seats
    std::string_view max_price;  // of each
    std::string_view together;
    std::string_view take_best;
    std::string_view choose_section;
    std::string_view choose_seat;
    std::string_view choose_count;  // of places of an area
    std::string_view places;        // count
    std::string_view back;
    std::string_view free_seats;  // count
    std::string_view first_seats_only;
    std::string_view none_free;
    std::string_view section;  // name
    std::string_view no_section;
    std::string_view row;   // name
    std::string_view seat;  // name
    std::string_view entry_number;
    std::string_view price;
    std::string_view busy;
};

Words const& words_of(Language language);
Language other(Language language);

// `asked`: the query's "ko" or "en"; anything else goes by what the browser prefers, and by English in the end.
Language language_for(std::string_view asked, std::string_view accept_language);

// What came of a form: the slug of a problem, or what was done. Empty for a text that we never wrote.
std::string_view said(Language language, std::string_view what);

// A text with what stands for its {}.
template <class... Values>
std::string filled(std::string_view text, Values const&... values) {
    return fmt::format(fmt::runtime(text), values...);
}

}  // namespace onsale::api::html
