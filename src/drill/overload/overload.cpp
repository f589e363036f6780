#include "drill/overload/overload.h"

#include <algorithm>
#include <system_error>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>

#include "drill/api_messages.h"
#include "drill/drill.h"
#include "drill/limits.h"
#include "drill/overload/generator.h"
#include "drill/overload/resident.h"

namespace onsale::drill {
namespace {

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
          generator_(address_of(plan.server), plan.server.connections) {}

    OverloadOutcome play() {
        register_users();
        for (auto const& credentials : credentials_) charges_.push_back(api_.charge(credentials, one_charge));
        find_peak();
        remember(&Memory::before);
        watcher_("calm");
        outcome_.calm = generator_.play(light_load(plan_.calm));
        watcher_("overload");
        outcome_.overload = generator_.play(heavy_load());
        watcher_("recovery");
        outcome_.recovery = generator_.play(light_load(plan_.recovery));
        remember(&Memory::after);
        outcome_.never_answered = generator_.settle(late_answers);
        look_at_balances();
        outcome_.users = credentials_.size();
        return std::move(outcome_);
    }

  private:
    void register_users() {
        watcher_("registering");
        std::vector<std::string> requests;
        for (std::uint32_t i = 0; i < limits::overload_users; ++i) requests.push_back(api_.register_user(i));
        unsigned refused = 0;
        auto load = ask_each(requests);
        load.on_answer = [&](std::size_t, unsigned status, std::string const& body) {
            Credentials credentials;
            if (status >= 200 && status < 300 && api_.registered(body, credentials)) {
                credentials_.push_back(std::move(credentials));
            } else {
                refused = status;
            }
        };
        generator_.play(load);
        if (credentials_.empty()) throw CannotBegin(fmt::format("registering a fan: the server answered {}", refused));
        outcome_.wallets.resize(credentials_.size());
        for (std::size_t i = 0; i < credentials_.size(); ++i) outcome_.wallets[i].fan = static_cast<FanNumber>(i);
    }

    Load ask_each(std::vector<std::string> const& requests) const {
        Load load;
        load.loop = Load::Loop::once;
        load.span = limits::answer_time;
        load.pool_to = reserved_;
        load.requests = requests;
        load.wants_body = true;
        return load;
    }

    Load charging(Moment span) {
        Load load;
        load.span = span;
        load.requests = charges_;
        load.on_answer = [this](std::size_t user, unsigned status, std::string const&) {
            auto& wallet = outcome_.wallets[user];
            if (status >= 200 && status < 300) {
                wallet.charged = wallet.charged + one_charge;
            } else if (status == 0 || (status >= 500 && status != 503)) {
                wallet.maybe_charged = wallet.maybe_charged + one_charge;
            }
        };
        load.on_window = [this] { remember(&Memory::most); };
        return load;
    }

    void find_peak() {
        watcher_("peak");
        auto load = charging(warm_up);
        load.pool_to = std::min(limits::peak_connections, plan_.server.connections);
        generator_.play(load);
        load.span = plan_.peak;
        outcome_.peak = generator_.play(load);
        auto const sum = sum_of(outcome_.peak);
        outcome_.peak_rate = static_cast<double>(sum.good) / (static_cast<double>(plan_.peak.count()) / 1e6);
        if (sum.good == 0) throw CannotBegin("charging points: no request was accepted");
    }

    Load light_load(Moment span) {
        auto load = charging(span);
        load.loop = Load::Loop::open;
        load.rate = std::max(1.0, outcome_.peak_rate * calm_share);
        load.pool_to = reserved_;
        return load;
    }

    Load heavy_load() {
        auto load = charging(plan_.overload);
        load.loop = Load::Loop::open;
        load.rate = outcome_.peak_rate * plan_.times;
        load.pool_from = reserved_;
        load.pool_to = plan_.server.connections;
        return load;
    }

    void look_at_balances() {
        watcher_("looking at balances");
        std::vector<std::string> requests;
        for (auto const& credentials : credentials_) requests.push_back(api_.point(credentials));
        std::vector<bool> told(credentials_.size());
        auto load = ask_each(requests);
        load.on_answer = [&](std::size_t user, unsigned status, std::string const& body) {
            auto const balance = status >= 200 && status < 300 ? api_.balance(body) : std::nullopt;
            if (!balance) return;
            outcome_.wallets[user].balance = *balance;
            told[user] = true;
        };
        generator_.play(load);
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
    Generator generator_;
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
