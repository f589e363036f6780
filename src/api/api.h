// The API as the HTTP engine sees it: finds the route, runs its handler, and lets the observer see every answer.
#pragma once

#include "api/routing/router.h"
#include "api/services.h"
#include "http/handler.h"

namespace onsale::api {

class Api final : public http::Handler {
  public:
    explicit Api(Services& services);

    std::optional<http::Awaitable<void>> handle(http::Request const& request, http::Answer& answer,
                                                http::IoThread& io) override;
    bool takes_large_body(http::Request const& head) noexcept override;
    void refuse(http::Malformed why, http::Address const& client, http::Answer& answer) noexcept override;
    void failed(std::exception_ptr error, http::Request const& request) noexcept override;
    void connection_failed(std::exception_ptr error) noexcept override;

  private:
    bool refused_from_outside(Call const& call) const;
    // Whether the handler is to run: fills in the caller, or answers.
    bool admitted(Call& call) const;
    std::optional<http::Awaitable<void>> run(Call const& call) const;
    void answer_without_route(Call const& call, bool path_known) const;
    http::Awaitable<void> observed(Call call, std::size_t route, Observer::SteadyTime began,
                                   http::Awaitable<void> handling);

    Services& services_;
    Router const router_;
};

}  // namespace onsale::api
