#include "api/problem/problem.h"

#include <boost/json.hpp>

namespace onsale::api {

ProblemKind const& kind_of(ProblemType type) {
    static constexpr ProblemKind bad_http{"bad-http", "Malformed HTTP message", 400};
    static constexpr ProblemKind malformed_json{"malformed-json", "The body is not JSON", 400};
    static constexpr ProblemKind invalid_request{"invalid-request", "Invalid request", 400};
    static constexpr ProblemKind invalid_plan{"invalid-plan", "Invalid venue plan", 400};
    static constexpr ProblemKind unauthorized{"unauthorized", "A valid token is required", 401};
    static constexpr ProblemKind not_in_line{"not-in-line", "The session is over", 401};
    static constexpr ProblemKind points_short{"points-short", "Not enough points", 402};
    static constexpr ProblemKind not_called{"not-called", "It is not your turn yet", 403};
    static constexpr ProblemKind forbidden{"forbidden", "This token belongs to another user", 403};
    static constexpr ProblemKind cross_site{"cross-site", "The request comes from another site", 403};
    static constexpr ProblemKind unknown_route{"unknown-route", "There is no such path", 404};
    static constexpr ProblemKind unknown_user{"unknown-user", "There is no such user", 404};
    static constexpr ProblemKind unknown_concert{"unknown-concert", "There is no such concert", 404};
    static constexpr ProblemKind unknown_date{"unknown-concert-date", "There is no such concert date", 404};
    static constexpr ProblemKind unknown_seat{"unknown-seat", "There is no such seat", 404};
    static constexpr ProblemKind unknown_reservation{"unknown-reservation", "There is no such reservation", 404};
    static constexpr ProblemKind method_not_allowed{"method-not-allowed", "The path does not support this method", 405};
    static constexpr ProblemKind request_timeout{"request-timeout", "The request took too long to arrive", 408};
    static constexpr ProblemKind misdirected_request{"misdirected-request", "Nothing is served under that host", 421};
    static constexpr ProblemKind seat_taken{"seat-taken", "The seat is taken", 409};
    static constexpr ProblemKind seats_taken{"seats-taken", "Some of these seats are taken", 409};
    static constexpr ProblemKind none_free{"no-such-seats-free", "Not enough such seats are free", 409};
    static constexpr ProblemKind place_of_area{"place-of-an-area", "Places of an area cannot be picked", 409};
    static constexpr ProblemKind orphan_seat{"orphan-seat", "A single seat would be left alone", 409};
    static constexpr ProblemKind companion_seat{"companion-seat", "A companion seat goes with a wheelchair space", 409};
    static constexpr ProblemKind sale_closed{"sale-closed", "The sale of this date is closed", 409};
    static constexpr ProblemKind already_paid{"already-paid", "The reservation is paid", 409};
    static constexpr ProblemKind balance_overflow{"balance-overflow", "The wallet cannot hold that much", 409};
    static constexpr ProblemKind seat_number_exists{"seat-number-exists", "The date has this seat number already", 409};
    static constexpr ProblemKind date_exists{"concert-date-exists", "The concert has a date at this time already", 409};
    static constexpr ProblemKind sale_exists{"sale-exists", "This is on sale already", 409};
    static constexpr ProblemKind hall_too_large{"hall-too-large", "Too many seats for one date", 409};
    static constexpr ProblemKind not_yet{"not-on-sale-yet", "The sale of this date has not opened yet", 409};
    static constexpr ProblemKind sale_over{"sale-over", "The sale of this date is over", 409};
    static constexpr ProblemKind too_many_seats{"too-many-seats", "No more seats for one person", 409};
    static constexpr ProblemKind too_many_takes{"too-many-takes", "Too many seats tried in one session", 409};
    static constexpr ProblemKind seat_cooling{"seat-cooling", "You let this seat go twice", 409};
    static constexpr ProblemKind key_in_use{"idempotency-key-in-use", "The first request is still under way", 409};
    static constexpr ProblemKind hold_expired{"hold-expired", "The hold has run out", 410};
    static constexpr ProblemKind body_too_large{"body-too-large", "The body is too large", 413};
    static constexpr ProblemKind media_type{"unsupported-media-type", "Unsupported media type", 415};
    static constexpr ProblemKind expectation_failed{"expectation-failed", "The expectation cannot be met", 417};
    static constexpr ProblemKind key_reused{"idempotency-key-reused", "The key was used for another request", 422};
    static constexpr ProblemKind header_too_large{"header-too-large", "The header is too large", 431};
    static constexpr ProblemKind internal_error{"internal-error", "Internal server error", 500};
    static constexpr ProblemKind line_full{"line-full", "The line is full", 503};
    static constexpr ProblemKind overloaded{"overloaded", "The server is too busy", 503};
    static constexpr ProblemKind http_version{"http-version-unsupported", "Only HTTP/1.1 and 1.0 are supported", 505};
    switch (type) {
        case ProblemType::bad_http:
            return bad_http;
        case ProblemType::malformed_json:
            return malformed_json;
        case ProblemType::invalid_request:
            return invalid_request;
        case ProblemType::invalid_plan:
            return invalid_plan;
        case ProblemType::unauthorized:
            return unauthorized;
        case ProblemType::not_in_line:
            return not_in_line;
        case ProblemType::points_short:
            return points_short;
        case ProblemType::not_called:
            return not_called;
        case ProblemType::forbidden:
            return forbidden;
        case ProblemType::cross_site:
            return cross_site;
        case ProblemType::unknown_route:
            return unknown_route;
        case ProblemType::unknown_user:
            return unknown_user;
        case ProblemType::unknown_concert:
            return unknown_concert;
        case ProblemType::unknown_concert_date:
            return unknown_date;
        case ProblemType::unknown_seat:
            return unknown_seat;
        case ProblemType::unknown_reservation:
            return unknown_reservation;
        case ProblemType::method_not_allowed:
            return method_not_allowed;
        case ProblemType::request_timeout:
            return request_timeout;
        case ProblemType::misdirected_request:
            return misdirected_request;
        case ProblemType::seat_taken:
            return seat_taken;
        case ProblemType::seats_taken:
            return seats_taken;
        case ProblemType::no_such_seats_free:
            return none_free;
        case ProblemType::place_of_area:
            return place_of_area;
        case ProblemType::orphan_seat:
            return orphan_seat;
        case ProblemType::companion_seat:
            return companion_seat;
        case ProblemType::sale_closed:
            return sale_closed;
        case ProblemType::already_paid:
            return already_paid;
        case ProblemType::balance_overflow:
            return balance_overflow;
        case ProblemType::seat_number_exists:
            return seat_number_exists;
        case ProblemType::concert_date_exists:
            return date_exists;
        case ProblemType::sale_exists:
            return sale_exists;
        case ProblemType::hall_too_large:
            return hall_too_large;
        case ProblemType::not_on_sale_yet:
            return not_yet;
        case ProblemType::sale_over:
            return sale_over;
        case ProblemType::too_many_seats:
            return too_many_seats;
        case ProblemType::too_many_takes:
            return too_many_takes;
        case ProblemType::seat_cooling:
            return seat_cooling;
        case ProblemType::idempotency_key_in_use:
            return key_in_use;
        case ProblemType::hold_expired:
            return hold_expired;
        case ProblemType::body_too_large:
            return body_too_large;
        case ProblemType::unsupported_media_type:
            return media_type;
        case ProblemType::expectation_failed:
            return expectation_failed;
        case ProblemType::idempotency_key_reused:
            return key_reused;
        case ProblemType::header_too_large:
            return header_too_large;
        case ProblemType::internal_error:
            return internal_error;
        case ProblemType::line_full:
            return line_full;
        case ProblemType::overloaded:
            return overloaded;
        case ProblemType::http_version_unsupported:
            return http_version;
    }
    return internal_error;
}

std::string body_of(Problem const& problem) {
    auto const& kind = kind_of(problem.type);
    boost::json::object body{
        {"type", "/problems/" + std::string(kind.slug)}, {"title", kind.title}, {"status", kind.status}};
    if (!problem.detail.empty()) body["detail"] = problem.detail;
    for (auto const& [name, value] : problem.extras) body[name] = value;
    for (auto const& [name, text] : problem.texts) body[name] = text;
    for (auto const& [name, ids] : problem.lists) body[name] = boost::json::array(ids.begin(), ids.end());
    if (!problem.errors.empty()) {
        boost::json::array errors;
        for (auto const& fault : problem.errors) {
            boost::json::object error{{"pointer", fault.pointer}, {"detail", fault.detail}};
            if (fault.line > 0) {
                error["line"] = fault.line;
                error["column"] = fault.column;
            }
            errors.push_back(std::move(error));
        }
        body["errors"] = std::move(errors);
    }
    return boost::json::serialize(body);
}

void answer_problem(http::Answer& answer, Problem const& problem) {
    auto const& kind = kind_of(problem.type);
    answer.status = kind.status;
    answer.content_type = problem_content_type;
    answer.body = body_of(problem);
    answer.static_body = {};
    answer.shared.reset();
    if (kind.status == 401) answer.header("WWW-Authenticate", "Bearer");
    if (problem.retry_after_seconds > 0) {
        answer.header("Retry-After", std::to_string(problem.retry_after_seconds));
    }
}

}  // namespace onsale::api
