#include "api/api.h"

#include "api/handlers/arguments.h"
#include "api/handlers/asset_answers.h"
#include "api/observing/log.h"
#include "api/routes.h"
#include "api/routing/local_site.h"
#include "api/streaming/event.h"

namespace onsale::api {
namespace {

Problem malformed_request(http::Malformed why) {
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
    Call call{.request = request,
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
    if (admitted(call)) {
        if (auto handling = run(call)) return observed(call, match.route, began, *std::move(handling));
    }
    services_.observer.answered(request, answer, match.route, began);
    return std::nullopt;
}

std::optional<http::Awaitable<void>> Api::run(Call const& call) const {
    auto const& action = router_.routes()[call.route].action;
    if (auto const* at_once = std::get_if<AtOnce>(&action)) {
        (*at_once)(call);
        return std::nullopt;
    }
    if (auto const* either = std::get_if<Either>(&action)) return (*either)(call);
    return std::get<Waiting>(action)(call);
}

bool Api::admitted(Call& call) const {
    auto const& route = router_.routes()[call.route];
    // A client that comes back by itself after a stream's last event is told to stop, whatever its token is by now.
    if (route.streams() && call.request.field("Last-Event-ID") == end_id) {
        call.answer.status = 204;
        return false;
    }
    UserId user;
    if (names_the_user(route.access)) {
        auto const of_path = path_id<UserId>(call, 0, "userId");
        if (!of_path) return call.refuse(of_path.error()), false;
        user = *of_path;
    }
    auto const admit = [&](http::Request const& request) {
        auto caller = services_.gate.admit(route.access, request, user, call.now);
        if (!caller) return call.refuse(caller.error()), false;
        call.caller = *std::move(caller);
        return true;
    };
    // In the open phase there is no access token, and a poller's bearer token would be the line's.
    bool const in_query = route.streams() && (services_.gate.closed() || route.access != Access::poller);
    auto const token = in_query && call.request.authorization.empty() ? Query::find(call.request, route.token_parameter)
                                                                      : std::nullopt;
    if (!token) return admit(call.request);
    auto const bearer = "Bearer " + *token;
    auto request = call.request;
    request.authorization = bearer;
    return admit(request);
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
    if (match.route == Router::Match::no_route) return false;
    auto const& route = router_.routes()[match.route];
    return route.large_body && services_.gate.admit(route.access, head, {}, services_.clock.now()).has_value();
}

void Api::refuse(http::Malformed why, http::Address const& client, http::Answer& answer) noexcept {
    answer_problem(answer, malformed_request(why));
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
