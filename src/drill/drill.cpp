#include "drill/drill.h"

#include <algorithm>
#include <deque>
#include <exception>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "drill/crowd.h"
#include "drill/fan.h"
#include "drill/limits.h"
#include "drill/party_checks.h"
#include "drill/probe.h"

namespace onsale::drill {

namespace asio = boost::asio;

namespace {

class Stage {
  public:
    Stage(asio::io_context& io, Plan const& plan, asio::ip::tcp::endpoint const& server, Watcher const& watcher)
        : io_(io), watcher_(watcher), rehearsal_(io, plan, server), sampler_(io.get_executor()) {}

    Awaitable<void> play() {
        co_spawn(io_, rehearsal_.http.sweep(), asio::detached);
        co_await probe(rehearsal_);
        auto const crowd = crowd_of(rehearsal_.plan);
        left_ = crowd.size();
        rehearsal_.buyers_left = crowd.size() - rehearsal_.plan.hoarders;
        rehearsal_.watch.restart();
        co_spawn(io_, sample(), asio::detached);
        for (auto const& traits : crowd) {
            if (rehearsal_.time_is_up) {
                left_ -= static_cast<std::size_t>(&crowd.back() - &traits) + 1;
                break;
            }
            co_await until(traits.arrives);
            co_spawn(io_, lives(traits), [this](std::exception_ptr fault) { went_home(fault); });
        }
    }

    // The crowd's end, not play()'s, ends the drill.
    void stop() {
        over_ = true;
        sampler_.cancel();
        rehearsal_.http.stop();
    }

    Rehearsal& rehearsal() { return rehearsal_; }
    std::exception_ptr fault() const { return fault_; }
    Moment took() const { return took_; }

  private:
    Awaitable<void> lives(FanTraits traits) {
        Fan fan(rehearsal_, traits);
        co_await fan.live();
    }

    void went_home(std::exception_ptr fault) {
        if (fault && !fault_) fault_ = fault;
        if (--left_ > 0) return;
        took_ = rehearsal_.watch.now();
        stop();
    }

    Awaitable<void> until(Moment moment) {
        if (rehearsal_.watch.now() >= moment) co_return;
        Timer timer(io_.get_executor(), rehearsal_.watch.at(moment));
        co_await timer.async_wait(use_awaitable);
    }

    Awaitable<void> sample() {
        boost::system::error_code woken;
        while (!over_) {
            auto const now = rehearsal_.watch.now();
            rehearsal_.measures.sample(now);
            watcher_(now, rehearsal_.measures);
            if (now >= rehearsal_.plan.longest) rehearsal_.time_is_up = true;
            sampler_.expires_after(limits::sample_interval);
            co_await sampler_.async_wait(asio::redirect_error(use_awaitable, woken));
        }
        rehearsal_.measures.sample(rehearsal_.watch.now());
        watcher_(rehearsal_.watch.now(), rehearsal_.measures);
    }

    asio::io_context& io_;
    Watcher const& watcher_;
    Rehearsal rehearsal_;
    Timer sampler_;
    std::size_t left_ = 0;
    bool over_ = false;
    Moment took_{};
    std::exception_ptr fault_;
};

asio::ip::tcp::endpoint endpoint_of(asio::io_context& io, Plan const& plan) {
    boost::system::error_code failed;
    asio::ip::tcp::resolver resolver(io);
    auto const found = resolver.resolve(plan.host, std::to_string(plan.port), failed);
    if (failed || found.empty()) throw CannotBegin("no such host: " + plan.host);
    return found.begin()->endpoint();
}

std::vector<Finding> findings_of(Rehearsal const& rehearsal) {
    auto const& plan = rehearsal.plan;
    auto const& history = rehearsal.history;
    auto const& hall = rehearsal.hall;
    auto const most_takes = plan.most_takes > 0 ? plan.most_takes : history.most_takes_told;
    return {check_one_owner(history.payments),
            check_one_holder(history.holds, history.payments),
            check_paid_once(history.payments),
            check_points(history.wallets, history.payments.size()),
            check_per_person(history.holds, history.payments, hall.most_per_person),
            check_takes(history.holds, most_takes),
            check_whole(history.party_takes),
            check_side_by_side(history.party_takes, hall),
            check_paid_whole(history.party_payments),
            check_receipts(history.receipts),
            check_order(history),
            check_capacity(history.stays, plan.capacity),
            check_trespassing(history.trespassers, rehearsal.trespasses_tried)};
}

}  // namespace

bool Outcome::promises_kept() const { return complete && std::ranges::all_of(findings, &Finding::kept); }

std::unique_ptr<Outcome> run(Plan const& plan, Watcher const& watcher) {
    asio::io_context io(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE);  // this thread alone touches it: no locks
    Stage stage(io, plan, endpoint_of(io, plan), watcher);
    std::exception_ptr fault;
    co_spawn(io, stage.play(), [&](std::exception_ptr thrown) {
        fault = thrown;
        if (thrown) stage.stop();
    });
    io.run();
    if (fault) std::rethrow_exception(fault);
    if (stage.fault()) std::rethrow_exception(stage.fault());
    auto& rehearsal = stage.rehearsal();
    auto outcome = std::make_unique<Outcome>();
    outcome->plan = plan;
    outcome->took = stage.took();
    outcome->complete = !rehearsal.time_is_up;
    outcome->seats = rehearsal.hall.seats().size();
    outcome->sections = rehearsal.hall.sections().size();
    outcome->findings = findings_of(rehearsal);
    outcome->denied = denied_by_hoarders(rehearsal.history, outcome->seats, outcome->took);
    outcome->measures = std::move(rehearsal.measures);
    outcome->order = std::move(rehearsal.order);
    return outcome;
}

}  // namespace onsale::drill
