#include "api/api.h"

#include "api/handlers/asset_answers.h"
#include "api/observing/log.h"
#include "api/routes.h"
#include "api/routing/local_site.h"

namespace onsale::api {
namespace {

Problem problem_of(http::Malformed why) {
    switch (why) {
        case http::Malformed::bad_request:
            return {ProblemType::bad_http, "The request is not good HTTP/1.1."};
        case http::Malformed::repeated_field:
            return {ProblemType::bad_http,
                    "Host, Authorization, Content-Length, Content-Type and Idempotency-Key may each come once in a "
                    "request."};
        case http::Malformed::header_too_large:
            return {ProblemType::header_too_large, "At most 32 KiB, please."};
        case http::Malformed::body_too_large:
            return {ProblemType::body_too_large, "At most 64 KiB, please, and 8 MiB of a venue plan."};
        case http::Malformed::request_timeout:
            return {ProblemType::request_timeout, ""};
        case http::Malformed::expectation_failed:
            return {ProblemType::expectation_failed, ""};
        case http::Malformed::unsupported_version:
            return {ProblemType::http_version_unsupported, ""};
        case http::Malformed::too_many_connections:
            return {ProblemType::overloaded, "Too many connections. Come back in a moment."};
        case http::Malformed::too_many_bodies:
            return {ProblemType::overloaded, "Other large bodies are on their way. Come back in a moment."};
        case http::Malformed::internal:
            return {ProblemType::internal_error, "The error was recorded; you can try again."};
    }
    return {ProblemType::internal_error, ""};
}

std::string what_of(std::exception_ptr const& error) {
    try {
        std::rethrow_exception(error);
    } catch (std::exception const& thrown) {
        return thrown.what();
    } catch (...) {
        return "unknown";
    }
}

}  // namespace

Api::Api(Services& services) : services_(services), router_(routes()) {}

std::optional<http::Awaitable<void>> Api::handle(http::Request const& request, http::Answer& answer,
                                                 http::IoThread& io) {
    auto const began = std::chrono::steady_clock::now();
    auto const match = router_.match(request.method, request.path);
    Call const call{.request = request,
                    .answer = answer,
                    .io = io,
                    .services = services_,
                    .now = services_.clock.now(),
                    .route = match.route,
                    .parameters = match.parameters};
    if (services_.local_only && refused_from_outside(call)) {
        services_.observer.answered(request, answer, match.route, began);
        return std::nullopt;
    }
    if (match.route == Router::Match::no_route) {
        answer_without_route(call, match.path_known);
        services_.observer.answered(request, answer, match.route, began);
        return std::nullopt;
    }
    auto const& action = router_.routes()[match.route].action;
    std::optional<http::Awaitable<void>> handling;
    if (auto const* at_once = std::get_if<AtOnce>(&action)) {
        (*at_once)(call);
    } else if (auto const* either = std::get_if<Either>(&action)) {
        handling = (*either)(call);
    } else {
        handling = std::get<Waiting>(action)(call);
    }
    if (handling) return observed(call, match.route, began, *std::move(handling));
    services_.observer.answered(request, answer, match.route, began);
    return std::nullopt;
}

http::Awaitable<void> Api::observed(Call call, std::size_t route, Observer::SteadyTime began,
                                    http::Awaitable<void> handling) {
    co_await std::move(handling);
    services_.observer.answered(call.request, call.answer, route, began);
}

bool Api::refused_from_outside(Call const& call) const {
    using enum http::Method;
    auto const method = call.request.method;
    bool const reads = method == get || method == head || method == options;
    bool const joins = call.route != Router::Match::no_route && router_.routes()[call.route].joins;
    auto const problem = not_of_this_site(call.request, !reads || joins);
    if (problem) call.refuse(*problem);
    return problem.has_value();
}

void Api::answer_without_route(Call const& call, bool path_known) const {
    bool const reading = call.request.method == http::Method::get || call.request.method == http::Method::head;
    auto const* asset = services_.assets.find(call.request.path);
    if (asset != nullptr && reading) return answer_asset(call, *asset);
    if (asset != nullptr || path_known) {
        auto const allowed = asset != nullptr ? "GET, HEAD" : router_.allowed(call.request.path);
        call.answer.header("Allow", allowed);
        return call.refuse({ProblemType::method_not_allowed, "Allowed here: " + allowed});
    }
    call.refuse({ProblemType::unknown_route, "All paths are described at /docs."});
}

// Before it is read: so that nobody who may not manage the sale can fill the memory.
bool Api::takes_large_body(http::Request const& head) noexcept {
    auto const match = router_.match(head.method, head.path);
    return match.route != Router::Match::no_route && router_.routes()[match.route].large_body &&
           services_.gate.manager(head).has_value();
}

void Api::refuse(http::Malformed why, http::Address const& client, http::Answer& answer) noexcept {
    answer_problem(answer, problem_of(why));
    services_.observer.refused(client, answer);
}

void Api::failed(std::exception_ptr error, http::Request const& request) noexcept {
    log_event(services_.observer.log(), spdlog::level::err, "fault",
              {{"what", what_of(error)},
               {"path", boost::json::string_view(request.path.data(), request.path.size())},
               {"client", request.client.to_string()}});
}

void Api::connection_failed(std::exception_ptr error) noexcept {
    log_event(services_.observer.log(), spdlog::level::err, "connection-fault", {{"what", what_of(error)}});
}

}  // namespace onsale::api
