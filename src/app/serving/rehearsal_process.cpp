#include "app/serving/rehearsal_process.h"

#include <array>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/serving/rehearsal_server.h"

namespace onsale {
namespace {

namespace json = boost::json;

// The child speaks lines of JSON: {"port": …} or {"failed": …}, then {"checked": …, "violations": …}.
void say(int words, json::object const& line) {
    auto const text = json::serialize(line) + "\n";
    for (std::size_t at = 0; at < text.size();) {
        auto const many = ::write(words, text.data() + at, text.size() - at);
        if (many <= 0) return;
        at += static_cast<std::size_t>(many);
    }
}

json::object hear(int words) {
    std::string line;
    for (char c = 0; line.empty() || line.back() != '\n'; line += c) {
        auto const many = ::read(words, &c, 1);
        if (many < 0 && errno == EINTR) continue;
        if (many <= 0) throw std::runtime_error("the rehearsal server has ended");
    }
    auto const value = json::parse(line).as_object();
    if (auto const* failed = value.if_contains("failed"))
        throw std::runtime_error(json::value_to<std::string>(*failed));
    return value;
}

json::object spoken(AuditReport const& report) {
    json::array violations;
    for (auto const& violation : report.violations) {
        violations.emplace_back(json::object{{"promise", violation.promise}, {"where", violation.where}});
    }
    return {{"checked", json::value_from(report.checked)}, {"violations", std::move(violations)}};
}

std::vector<std::size_t> cores_of_this_process() {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (::sched_getaffinity(0, sizeof set, &set) != 0) throw std::system_error(errno, std::system_category(), "cores");
    std::vector<std::size_t> cores;
    for (std::size_t i = 0; i < CPU_SETSIZE; ++i) {
        if (CPU_ISSET(i, &set)) cores.push_back(i);
    }
    return cores;
}

void stay_on(std::vector<std::size_t> const& cores) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (auto const core : cores) CPU_SET(core, &set);
    ::sched_setaffinity(0, sizeof set, &set);  // where it cannot be, it is only less exact
}

// The kernel weighs a process 1.25 times less for each step of niceness: sched(7).
int nice_for(double share) { return static_cast<int>(std::lround(std::log((1 - share) / share) / std::log(1.25))); }

void wait_until_closed(int wishes) {
    char c = 0;
    while (::read(wishes, &c, 1) < 0 && errno == EINTR) {
    }
}

[[noreturn]] void be_the_server(std::filesystem::path const& venue, std::uint32_t capacity, std::uint32_t threads,
                                int wishes, int words) {
    std::signal(SIGINT, SIG_IGN);  // of the terminal: the drill's end closes the pipe, and the server removes its data
    std::signal(SIGPIPE, SIG_IGN);
    try {
        RehearsalServer server(venue, capacity, threads);
        say(words, {{"port", server.port()}});
        wait_until_closed(wishes);
        say(words, spoken(server.stop_and_audit()));
    } catch (std::exception const& error) {
        say(words, {{"failed", error.what()}});
    }
    ::_exit(0);
}

}  // namespace

RehearsalProcess::RehearsalProcess(std::filesystem::path const& venue_plan, std::uint32_t capacity, ServerShare share) {
    auto const cores = share.cores;
    auto const mine = cores_of_this_process();
    apart_ = mine.size() > cores;
    std::array<int, 2> wishes{};
    std::array<int, 2> words{};
    if (::pipe(wishes.data()) != 0 || ::pipe(words.data()) != 0) {
        throw std::system_error(errno, std::system_category(), "pipe");
    }
    process_ = ::fork();
    if (process_ < 0) throw std::system_error(errno, std::system_category(), "fork");
    if (process_ == 0) {
        ::close(wishes[1]);
        ::close(words[0]);
        if (apart_) stay_on({mine.begin(), mine.begin() + cores});
        if (apart_ && share.share < 1) [[maybe_unused]]
            auto const nicer = ::nice(nice_for(share.share));
        be_the_server(venue_plan, capacity, cores, wishes[0], words[1]);
    }
    ::close(wishes[0]);
    ::close(words[1]);
    wishes_ = wishes[1];
    words_ = words[0];
    if (apart_) stay_on({mine.begin() + cores, mine.end()});
    try {
        port_ = json::value_to<std::uint16_t>(hear(words_).at("port"));
    } catch (...) {
        ::close(wishes_);
        ::close(words_);
        ::waitpid(process_, nullptr, 0);
        throw;
    }
    if (apart_ && share.share < 1) burn({mine.begin(), mine.begin() + cores});
}

void RehearsalProcess::burn(std::vector<std::size_t> const& cores) {
    for (auto const core : cores) {
        auto const burner = ::fork();
        if (burner < 0) return;  // the server only has more, and the peak tells how much it carries
        if (burner > 0) {
            burners_.push_back(burner);
            continue;
        }
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::close(wishes_);  // or the server would not hear that the drill has ended
        stay_on({core});
        for (;;) asm volatile("");  // or the compiler may take the loop away
    }
}

RehearsalProcess::~RehearsalProcess() {
    for (auto const burner : burners_) {
        ::kill(burner, SIGKILL);
        ::waitpid(burner, nullptr, 0);
    }
    if (wishes_ >= 0) ::close(wishes_);
    ::waitpid(process_, nullptr, 0);
    ::close(words_);
}

AuditReport RehearsalProcess::stop_and_audit() {
    ::close(std::exchange(wishes_, -1));
    auto const heard = hear(words_);
    AuditReport report;
    report.checked = json::value_to<std::vector<std::string>>(heard.at("checked"));
    for (auto const& violation : heard.at("violations").as_array()) {
        report.violations.push_back(
            {json::value_to<std::string>(violation.at("promise")), json::value_to<std::string>(violation.at("where"))});
    }
    return report;
}

}  // namespace onsale
