#include "api/handlers/poll_again.h"

#include <string>

#include "api/handlers/line_answers.h"

namespace onsale::api {
namespace {

// The caller and the ticket are known from the bytes, which are the same. Where they stand is asked each time.
class PollAgain final : public http::Repeat {
  public:
    PollAgain(Call const& call, PlaceNumber place)
        : services_(call.services),
          route_(call.route),
          user_(call.poller().user),
          place_(place),
          good_until_(call.poller().good_until),
          front_(front_of_place(user_, call.poller().shown)) {}

    bool answer(http::Answer& answer) override {
        auto const now = services_.clock.now();
        if (now >= good_until_) return false;
        auto const standing = services_.line.ask(user_, place_, now);
        if (standing.kind != Standing::Kind::waiting || standing.place != place_) return false;
        answer_waiting(answer, front_, standing);
        services_.observer.repeated(answer, route_);
        return true;
    }

  private:
    Services& services_;
    std::size_t const route_;
    UserId const user_;
    PlaceNumber const place_;
    Instant const good_until_;
    std::string const front_;
};

}  // namespace

std::unique_ptr<http::Repeat> poll_again(Call const& call, Standing const& standing) {
    if (call.poller().place != standing.place || call.services.observer.tells_every_request()) return nullptr;
    return std::make_unique<PollAgain>(call, standing.place);
}

}  // namespace onsale::api
