// Random lives of a line, against a model so simple that it can be believed: a list, walked from the front each time.
#include <algorithm>
#include <map>
#include <utility>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/waiting/fans.h"
#include "domain/waiting/waiting_line.h"

namespace onsale {
namespace {

struct ModelPlace {
    UserId user;
    PlaceState state = PlaceState::waiting;
    seconds last_seen{};
    Instant until{};  // of the window or the session
};

class Model {
  public:
    explicit Model(LineRules const& rules) : rules_(rules), budget_(rules.admit_per_second, opening) {}

    std::map<std::uint32_t, ModelPlace> places;  // those not finished

    std::uint32_t position(std::uint32_t number) const {
        std::uint32_t position = 1;
        for (auto const& [n, place] : places) {
            if (n < number && place.state != PlaceState::inside && place.state != PlaceState::away) ++position;
        }
        return position;
    }

    std::uint32_t slots() const {
        return static_cast<std::uint32_t>(std::ranges::count_if(places, [](auto const& entry) {
            auto const state = entry.second.state;
            return state != PlaceState::waiting && state != PlaceState::away;
        }));
    }

    static seconds whole(Instant now) { return std::chrono::floor<seconds>(now - opening); }

    // Did most of those who wait fall silent at once? See attendance.h; there are no gaps in these lives.
    void notice(Instant now) {
        if (whole(now) >= round_from_ + (rules_.away_after + seconds{1}) / 2) {
            auto const due = waiting_seen(round_before_, round_from_);
            auto const heard = waiting_seen(round_from_, seconds::max());
            if (due >= 5 && due > heard) {
                if (here_at_ >= grace_until_) absent_from_ = round_from_;
                grace_until_ = std::max(grace_until_, now + rules_.away_after + return_grace);
                back_from_ = whole(now);
                deaf_ = heard == 0;
            }
            round_before_ = std::exchange(round_from_, whole(now));
        }
        if (deaf_) grace_until_ = std::max(grace_until_, now + return_grace);
        here_at_ = now;
    }
    void hear() { deaf_ = false; }

    void poll(ModelPlace& place, Instant now) {
        place.last_seen = whole(now);
        auto const waits = place.state != PlaceState::inside && place.state != PlaceState::entering &&
                           !(place.state == PlaceState::called && now < place.until);
        if (waits) hear();
        if (place.state == PlaceState::called && now >= place.until) place.state = PlaceState::waiting;
        if (place.state == PlaceState::away) place.state = PlaceState::waiting;
    }

    void tick(Instant now) {
        std::erase_if(places,
                      [&](auto const& e) { return e.second.state == PlaceState::inside && now >= e.second.until; });
        budget_.refill(now);
        for (auto& [n, place] : places) {
            if (place.state == PlaceState::called && now >= place.until) place.state = PlaceState::away;
            if (place.state == PlaceState::waiting && gone(place, now) && !awaited(place, now)) {
                place.state = PlaceState::away;
            }
        }
        for (auto& [n, place] : places) {
            if (place.state != PlaceState::waiting) continue;
            if (slots() >= rules_.capacity || gone(place, now) || !budget_.take()) return;
            place.state = PlaceState::called;
            place.until = now + rules_.claim_window;
        }
    }

  private:
    bool gone(ModelPlace const& place, Instant now) const { return whole(now) - place.last_seen > rules_.away_after; }
    bool awaited(ModelPlace const& place, Instant now) const {
        return now < grace_until_ && place.last_seen < back_from_ &&
               place.last_seen + rules_.away_after >= absent_from_;
    }
    std::ptrdiff_t waiting_seen(seconds from, seconds before) const {
        return std::ranges::count_if(places, [&](auto const& entry) {
            auto const& place = entry.second;
            return place.state == PlaceState::waiting && place.last_seen >= from && place.last_seen < before;
        });
    }

    LineRules rules_;
    AdmissionBudget budget_;
    seconds round_before_{};
    seconds round_from_{};
    seconds absent_from_{};
    seconds back_from_{};
    Instant here_at_ = opening;
    Instant grace_until_ = opening + return_grace;
    bool deaf_ = false;
};

enum class Step { join, poll, tick, begin, complete, abandon, leave };

class BesideModel {
  public:
    explicit BesideModel(LineRules const& rules) : rules_(rules), line_(rules, opening), model_(rules) {}

    void advance(milliseconds by) { now_ += by; }

    void take(Step step, UserId user) {
        if (step == Step::tick || now_ - ticked_at_ > seconds{2}) tick();
        auto const found = std::ranges::find_if(model_.places, [&](auto const& e) { return e.second.user == user; });
        if (found != model_.places.end()) {
            take(step, found->first, found->second);
        } else if (step == Step::join) {
            join(user);
        }
        compare();
    }

  private:
    void tick() {
        ticked_at_ = now_;
        line_.tick(now_);
        model_.notice(now_);
        model_.tick(now_);
    }

    void join(UserId user) {
        auto const number = line_.next_number();
        line_.add(number, user, now_);
        model_.notice(now_);
        model_.hear();
        model_.places[number.value] = {user, PlaceState::waiting, Model::whole(now_), {}};
    }

    void take(Step step, std::uint32_t number, ModelPlace& place) {
        if (step == Step::poll) {
            line_.seen({number}, now_);
            model_.notice(now_);
            model_.poll(place, now_);
        } else if (step == Step::begin) {
            auto const entry = line_.begin_entry({number}, now_);
            auto const may =
                place.state == PlaceState::entering ||
                ((place.state == PlaceState::called || place.state == PlaceState::inside) && now_ < place.until);
            RC_ASSERT(entry.has_value() == may);
            if (may && place.state == PlaceState::called) {
                place.state = PlaceState::entering;
                place.until = now_ + rules_.session_term;
            }
        } else if (place.state == PlaceState::entering && step == Step::complete) {
            line_.complete_entry({number});
            place.state = PlaceState::inside;
        } else if (place.state == PlaceState::entering && step == Step::abandon) {
            line_.abandon_entry({number}, now_);
            place.state = PlaceState::called;
            place.until = now_ + rules_.claim_window;
        } else if (place.state != PlaceState::entering && step == Step::leave) {
            RC_ASSERT(line_.finish({number}));
            model_.places.erase(number);
        }
    }

    void compare() const {
        RC_ASSERT(line_.places() == model_.places.size());
        RC_ASSERT(model_.slots() <= rules_.capacity);
        auto const counters = line_.counters();
        RC_ASSERT(counters.inside + counters.called + counters.entering == model_.slots());
        for (auto const& [number, place] : model_.places) {
            RC_ASSERT(line_.state({number}) == place.state);
            RC_ASSERT(line_.find(place.user) == PlaceNumber{number});
            auto const inside = place.state == PlaceState::inside && now_ < place.until;
            RC_ASSERT(line_.inside(place.user, {number}, now_) == inside);
            if (place.state != PlaceState::inside) {
                RC_ASSERT(line_.standing({number}, now_).position == model_.position(number));
            }
        }
    }

    LineRules rules_;
    WaitingLine line_;
    Model model_;
    Instant now_ = opening;
    Instant ticked_at_ = opening;
};

RC_GTEST_PROP(WaitingLineModel, a_line_behaves_like_a_list_walked_from_the_front, ()) {
    auto const few = rc::gen::inRange(1, 6);
    LineRules const rules{.capacity = static_cast<std::uint32_t>(*few),
                          .admit_per_second = static_cast<std::uint32_t>(*few),
                          .claim_window = seconds{*few},
                          .session_term = seconds{*few * 2},
                          .away_after = seconds{*few}};
    BesideModel both{rules};
    auto const step = rc::gen::weightedElement<Step>({{6, Step::join},
                                                      {6, Step::poll},
                                                      {8, Step::tick},
                                                      {6, Step::begin},
                                                      {4, Step::complete},
                                                      {1, Step::abandon},
                                                      {1, Step::leave}});
    auto const steps =
        *rc::gen::scale(4, rc::gen::container<std::vector<std::tuple<Step, std::uint32_t, int>>>(rc::gen::tuple(
                               step, rc::gen::inRange<std::uint32_t>(0, 20), rc::gen::inRange(0, 1'500))));
    for (auto const& [what, user, passed] : steps) {
        both.advance(milliseconds{passed / 3});
        both.take(what, fan(user));
    }
}

}  // namespace
}  // namespace onsale
