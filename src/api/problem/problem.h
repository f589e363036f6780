// Problem answers (RFC 9457): what every non-2xx says, so that a client can tell what to do next.
//
// Each kind has a stable type ("/problems/seat-taken"), a title and a status in one table; `detail` says what is the
// matter this time; extras are members that a program may act on. The table is part of the contract: api/openapi.yaml.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/answer.h"

namespace onsale::api {

enum class ProblemType : std::uint8_t {
    bad_http,
    malformed_json,
    invalid_request,
    invalid_plan,
    unauthorized,
    not_in_line,
    points_short,
    not_called,
    forbidden,
    cross_site,
    unknown_route,
    unknown_user,
    unknown_concert,
    unknown_concert_date,
    unknown_seat,
    unknown_reservation,
    method_not_allowed,
    request_timeout,
    misdirected_request,
    seat_taken,
    seats_taken,
    no_such_seats_free,
    place_of_area,
    orphan_seat,
    companion_seat,
    sale_closed,
    already_paid,
    balance_overflow,
    seat_number_exists,
    concert_date_exists,
    sale_exists,
    hall_too_large,
    not_on_sale_yet,
    sale_over,
    too_many_seats,
    too_many_takes,
    seat_cooling,
    idempotency_key_in_use,
    hold_expired,
    body_too_large,
    unsupported_media_type,
    expectation_failed,
    idempotency_key_reused,
    header_too_large,
    internal_error,
    line_full,
    overloaded,
    http_version_unsupported,
};

// One fault in what came in.
struct FieldFault {
    std::string
        pointer;  // JSON Pointer into the body, "?name" in the query, ":name" in the path, or a header field's name
    std::string detail;
    std::size_t line = 0;    // where that begins in a text with lines, from 1; 0: not said
    std::size_t column = 0;  // in characters, from 1
};

struct Problem {
    ProblemType type;
    std::string detail;                                                          // a sentence for people; may be empty
    std::vector<std::pair<std::string_view, std::int64_t>> extras{};             // e.g. {"missingPoints", 5000}
    std::vector<std::pair<std::string_view, std::string>> texts{};               // likewise, ids and instants
    std::vector<std::pair<std::string_view, std::vector<std::string>>> lists{};  // likewise, of ids
    std::vector<FieldFault> errors{};
    int retry_after_seconds = 0;  // 0: no such header
};

struct ProblemKind {
    std::string_view slug;  // of the type: /problems/<slug>
    std::string_view title;
    unsigned status;
};
ProblemKind const& kind_of(ProblemType type);

inline constexpr std::string_view problem_content_type = "application/problem+json";

// The body alone, for an answer that is kept.
std::string body_of(Problem const& problem);

// Fills the answer: status, problem+json body, Retry-After and WWW-Authenticate where they belong.
void answer_problem(http::Answer& answer, Problem const& problem);

}  // namespace onsale::api
