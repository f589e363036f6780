#include "drill/overload/overload.h"

#include <algorithm>
#include <system_error>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>

#include "drill/api_messages.h"
#include "drill/drill.h"
#include "drill/limits.h"
#include "drill/overload/resident.h"
#include "load_generator/generator.h"

namespace onsale::drill {
namespace {

using load_generator::Answer;
using load_generator::Clock;
using load_generator::Traffic;

constexpr Points one_charge{1};
constexpr Moment warm_up = std::chrono::seconds{1};
constexpr Moment late_answers = std::chrono::seconds{5};  // how long they are waited for, at the end

sockaddr_in address_of(Plan const& plan) {
    addrinfo hints{};
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(plan.host.c_str(), std::to_string(plan.port).c_str(), &hints, &found) != 0 || found == nullptr) {
        throw CannotBegin("no such host, or none with IPv4: " + plan.host);
    }
    auto const address = *reinterpret_cast<sockaddr_in const*>(found->ai_addr);
    ::freeaddrinfo(found);
    return address;
}

class Overload {
  public:
    Overload(OverloadPlan const& plan, PhaseWatcher const& watcher)
        : plan_(plan),
          watcher_(watcher),
          api_(plan.server.dialect, plan.server.host, plan.server.port),
          reserved_(std::min(limits::reserved_connections, plan.server.connections / 2)),
          generator_({.server = address_of(plan.server),
                      .connections = plan.server.connections,
                      .reopen_interval = window_span}) {}

    OverloadOutcome play() {
        register_users();
        for (auto const& credentials : credentials_) charges_.push_back(api_.charge(credentials, one_charge));
        find_peak();
        remember(&Memory::before);
        watcher_("calm");
        outcome_.calm = play(light_load(), plan_.calm);
        watcher_("overload");
        outcome_.overload = play(heavy_load(), plan_.overload);
        watcher_("recovery");
        outcome_.recovery = play(light_load(), plan_.recovery);
        remember(&Memory::after);
        outcome_.never_answered = settle();
        look_at_balances();
        outcome_.users = credentials_.size();
        return std::move(outcome_);
    }

  private:
    // Answers are counted in the window in which they come.
    Windows play(Traffic traffic, Moment span) {
        bool const watches_memory = !traffic.once;
        windows_.assign(1, {});
        traffic.on_answer = [this, hear = std::move(traffic.on_answer)](Answer const& answer) {
            windows_.back().count(answer);
            if (hear) hear(answer);
        };
        generator_.begin(std::move(traffic));
        load_generator::Counts counted;
        auto until = Clock::now();
        for (auto const end = until + span;;) {
            until = std::min(until + window_span, end);
            bool const over = generator_.run_until(until) || until == end;
            windows_.back().count(generator_.counts(), counted);
            if (over) return std::move(windows_);
            counted = generator_.counts();
            windows_.emplace_back();
            if (watches_memory) remember(&Memory::most);
        }
    }

    // Sends each request once; those that are not answered in time are given up.
    void ask_each(std::vector<std::string> const& requests, std::function<void(Answer const&)> hear) {
        play({.requests = requests,
              .once = true,
              .end_connection = reserved_,
              .keep_bodies = true,
              .on_answer = std::move(hear)},
             limits::answer_time);
        windows_.assign(1, {});
        generator_.give_up();
    }

    // Waits for late answers. How many did not come.
    std::uint32_t settle() {
        windows_.assign(1, {});
        generator_.begin({.once = true});
        generator_.run_until(Clock::now() + late_answers);
        return static_cast<std::uint32_t>(generator_.give_up());
    }

    void register_users() {
        watcher_("registering");
        std::vector<std::string> requests;
        for (std::uint32_t i = 0; i < limits::overload_users; ++i) requests.push_back(api_.register_user(i));
        unsigned refused = 0;
        ask_each(requests, [&](Answer const& answer) {
            Credentials credentials;
            if (accepted(answer) && api_.registered(answer.body, credentials)) {
                credentials_.push_back(std::move(credentials));
            } else {
                refused = answer.status;
            }
        });
        if (credentials_.empty()) throw CannotBegin(fmt::format("registering a fan: the server answered {}", refused));
        outcome_.wallets.resize(credentials_.size());
        for (std::size_t i = 0; i < credentials_.size(); ++i) outcome_.wallets[i].fan = static_cast<FanNumber>(i);
    }

    static bool accepted(Answer const& answer) { return answer.status >= 200 && answer.status < 300; }

    Traffic charging() {
        return {.requests = charges_, .on_answer = [this](Answer const& answer) {
                    auto& wallet = outcome_.wallets[answer.request];
                    if (accepted(answer)) {
                        wallet.charged = wallet.charged + one_charge;
                    } else if (answer.status == 0 || (answer.status >= 500 && answer.status != 503)) {
                        wallet.maybe_charged = wallet.maybe_charged + one_charge;
                    }
                }};
    }

    void find_peak() {
        watcher_("peak");
        auto load = charging();
        load.end_connection = std::min(limits::peak_connections, plan_.server.connections);
        play(load, warm_up);
        outcome_.peak = play(load, plan_.peak);
        auto const sum = sum_of(outcome_.peak);
        outcome_.peak_rate = static_cast<double>(sum.good) / (static_cast<double>(plan_.peak.count()) / 1e6);
        if (sum.good == 0) throw CannotBegin("charging points: no request was accepted");
    }

    Traffic light_load() {
        auto load = charging();
        load.rate = std::max(1.0, outcome_.peak_rate * calm_share);
        load.overdue = Traffic::Overdue::is_dropped;
        load.end_connection = reserved_;
        return load;
    }

    Traffic heavy_load() {
        auto load = charging();
        load.rate = outcome_.peak_rate * plan_.times;
        load.overdue = Traffic::Overdue::is_dropped;
        load.first_connection = reserved_;
        return load;
    }

    void look_at_balances() {
        watcher_("looking at balances");
        std::vector<std::string> requests;
        for (auto const& credentials : credentials_) requests.push_back(api_.point(credentials));
        std::vector<bool> told(credentials_.size());
        ask_each(requests, [&](Answer const& answer) {
            auto const balance = accepted(answer) ? api_.balance(answer.body) : std::nullopt;
            if (!balance) return;
            outcome_.wallets[answer.request].balance = *balance;
            told[answer.request] = true;
        });
        std::erase_if(outcome_.wallets, [&](Wallet const& wallet) { return !told[wallet.fan]; });
    }

    void remember(std::uint64_t Memory::*when) {
        auto const bytes = plan_.server_pid == 0 ? std::nullopt : resident_bytes(plan_.server_pid);
        if (!bytes) return;
        if (!outcome_.memory) outcome_.memory.emplace();
        auto& memory = *outcome_.memory;
        if (when == &Memory::most) {
            memory.most = std::max(memory.most, *bytes);
        } else {
            memory.*when = *bytes;
        }
        if (when == &Memory::before) memory.most = *bytes;
    }

    OverloadPlan const& plan_;
    PhaseWatcher const& watcher_;
    ApiMessages const api_;
    std::uint32_t const reserved_;
    OverloadOutcome outcome_;
    std::vector<Credentials> credentials_;
    std::vector<std::string> charges_;
    Windows windows_;  // of the present phase
    load_generator::Generator generator_;
};

}  // namespace

OverloadOutcome overload(OverloadPlan const& plan, PhaseWatcher const& watcher) {
    try {
        return Overload(plan, watcher).play();
    } catch (std::system_error const& error) {
        throw CannotBegin(fmt::format("http://{}:{}: {}", plan.server.host, plan.server.port, error.what()));
    }
}

}  // namespace onsale::drill
