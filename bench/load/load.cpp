#include "load.h"

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <system_error>

#include <arpa/inet.h>

#include "load_generator/generator.h"

namespace onsale::load {

namespace {

using load_generator::Answer;
using load_generator::Clock;

constexpr std::chrono::seconds answer_time{30};

double cpu_seconds() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

sockaddr_in address_of(Plan const& plan) {
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_port = htons(plan.port);
    if (::inet_pton(AF_INET, plan.address.c_str(), &server.sin_addr) != 1) {
        throw std::system_error(EINVAL, std::system_category(), "address");
    }
    return server;
}

class Run {
  public:
    explicit Run(Plan const& plan)
        : plan_(plan), generator_({.server = address_of(plan), .connections = plan.connections}) {}

    Result execute() {
        if (plan_.once) start_counting();
        generator_.begin({.requests = plan_.requests,
                          .once = plan_.once,
                          .keep_own = plan_.keep_own,
                          .rate = plan_.rate,
                          .keep_bodies = plan_.on_answer != nullptr,
                          .on_answer = [this](Answer const& answer) { take(answer); }});
        if (plan_.once) {
            send_each();
        } else {
            generator_.run_until(Clock::now() + plan_.warm_up);
            start_counting();
            generator_.run_until(begun_ + plan_.duration);
        }
        auto const& counts = generator_.counts();
        result_.seconds = std::chrono::duration<double>(Clock::now() - begun_).count();
        result_.cpu_seconds = cpu_seconds() - cpu_at_start_;
        result_.broken += counts.refused + counts.closed_idle;
        result_.due_but_not_sent = counts.due - std::min(counts.due, counts.sent);
        result_.unanswered = generator_.unanswered();
        return result_;
    }

  private:
    void start_counting() {
        counting_ = true;
        cpu_at_start_ = cpu_seconds();
        begun_ = Clock::now();
    }

    // Gives up what is out when nothing has been answered for a while.
    void send_each() {
        for (auto told = told_; !generator_.run_until(Clock::now() + answer_time); told = told_) {
            if (told == told_ && generator_.give_up() == 0) {
                throw std::system_error(ETIMEDOUT, std::system_category(), "no connection can be opened any more");
            }
        }
    }

    void take(Answer const& answer) {
        ++told_;
        if (answer.status == 0) {
            ++result_.broken;
            return;
        }
        if (plan_.on_answer) plan_.on_answer(answer.request, answer.status, answer.body);
        if (!counting_) return;
        result_.latency.add(answer.took);
        if (answer.status / 100 == 2) result_.ok.add(answer.took);
        if (answer.status == 503) result_.shed.add(answer.took);
        ++result_.by_class[std::min<std::size_t>(answer.status / 100, 5)];
    }

    Plan const& plan_;
    std::uint64_t told_ = 0;
    bool counting_ = false;  // and since then:
    Clock::time_point begun_{};
    double cpu_at_start_ = 0;
    Result result_;
    load_generator::Generator generator_;
};

}  // namespace

Result run(Plan const& plan) { return Run(plan).execute(); }

}  // namespace onsale::load
