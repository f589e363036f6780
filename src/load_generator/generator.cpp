#include "load_generator/generator.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <system_error>
#include <utility>

#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace onsale::load_generator {
namespace {

constexpr std::size_t opening_at_once = 256;  // connections: the queue of a listening socket is short
constexpr std::chrono::seconds opening_time{30};
constexpr int sent_at_once = 64;     // requests that are due, before answers are looked at again
constexpr double most_behind = 0.1;  // seconds: what is later is dropped, where it may be
constexpr std::chrono::milliseconds longest_wait{100};

using std::chrono::nanoseconds;

[[noreturn]] void fail(char const* what, int error = errno) {
    throw std::system_error(error, std::system_category(), what);
}

}  // namespace

Generator::Generator(Options const& options, int epoll)
    : options_(options), epoll_(epoll), clients_(options.connections) {
    phases_.push_back({.once = true, .end_connection = 0});  // nothing
}

// Delegates, so that the destructor runs when this throws.
Generator::Generator(Options const& options) : Generator(options, ::epoll_create1(EPOLL_CLOEXEC)) {
    if (epoll_ < 0) fail("epoll");
    open_all();
}

Generator::~Generator() {
    for (auto const& client : clients_) {
        if (client.socket >= 0) ::close(client.socket);
    }
    ::close(epoll_);
}

// A few at a time: what the listening queue has no room for is tried again by the kernel only after a second.
void Generator::open_all() {
    auto const until = Clock::now() + opening_time;
    for (std::size_t next = 0; next < clients_.size() || connecting_ > 0;) {
        while (next < clients_.size() && connecting_ < opening_at_once) open(clients_[next++]);
        wait(longest_wait);
        if (Clock::now() > until) fail("connect", ETIMEDOUT);
    }
    auto const is_free = [](Client const& client) { return client.state == State::free; };
    if (std::ranges::none_of(clients_, is_free)) fail("connect", ECONNREFUSED);
}

void Generator::open(Client& client) {
    client.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (client.socket < 0) fail("socket");
    int const on = 1;
    ::setsockopt(client.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ++connecting_;
    client.state = State::connecting;
    auto const* const server = reinterpret_cast<sockaddr const*>(&options_.server);
    if (::connect(client.socket, server, sizeof options_.server) != 0 && errno != EINPROGRESS) {
        return opened(client, errno);
    }
    watch(client, EPOLL_CTL_ADD, EPOLLOUT);  // tells how it went
}

void Generator::watch(Client& client, int operation, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.ptr = &client;
    if (::epoll_ctl(epoll_, operation, client.socket, &event) != 0) fail("epoll_ctl");
}

void Generator::opened(Client& client, int error) {
    --connecting_;
    if (error != 0) {
        ++counts_.refused;
        return end(client);
    }
    watch(client, EPOLL_CTL_MOD, EPOLLIN);
    set_free(client);
}

void Generator::end(Client& client) {
    ::close(client.socket);
    client.socket = -1;
    client.state = State::closed;
    client.unread.clear();
    client.reader.begin_again();
    if (in_use(client)) ended_.push_back(&client);
}

void Generator::open_ended(Clock::time_point now) {
    if (ended_.empty() || now < open_again_) return;
    open_again_ = now + options_.reopen_interval;
    for (auto many = ended_.size(); many > 0 && connecting_ < opening_at_once; --many) {
        auto& client = *ended_.front();
        ended_.pop_front();
        open(client);
    }
}

void Generator::begin(Traffic traffic) {
    if (traffic.rate > 0) ::prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
    phases_.push_back(std::move(traffic));
    counts_ = {};
    next_ = 0;
    free_.clear();
    ended_.clear();
    begun_ = Clock::now();
    for (auto& client : clients_) {
        if (client.state == State::closed && in_use(client)) ended_.push_back(&client);
        if (client.state == State::free) set_free(client);
    }
}

Clock::time_point Generator::due_at(std::uint64_t request) const {
    return begun_ + nanoseconds(static_cast<std::int64_t>(static_cast<double>(request + 1) / traffic().rate * 1e9));
}

void Generator::set_free(Client& client) {
    client.state = State::free;
    if (!in_use(client) || all_sent()) return;
    auto const now = Clock::now();
    if (!open_loop()) return send_next(client, now, now);
    free_.push_back(&client);
    send_due(now);
}

void Generator::send_due(Clock::time_point now) {
    if (!open_loop()) return;
    auto const seconds = std::chrono::duration<double>(now - begun_).count();
    counts_.due = static_cast<std::uint64_t>(seconds * traffic().rate);
    if (traffic().once) counts_.due = std::min<std::uint64_t>(counts_.due, traffic().requests.size());
    bool const drops = traffic().overdue == Traffic::Overdue::is_dropped;
    auto const most = static_cast<std::uint64_t>(traffic().rate * most_behind) + 1;
    if (drops && counts_.due - next_ > most) {
        // They would only make a heap of requests out of a pause of our own.
        counts_.too_late += counts_.due - most - next_;
        next_ = counts_.due - most;
    }
    for (int batch = sent_at_once; batch > 0 && next_ < counts_.due && !free_.empty(); --batch) {
        auto& client = *free_.front();
        free_.pop_front();
        send_next(client, due_at(next_), now);
    }
    if (drops && free_.empty()) counts_.no_connection += counts_.due - std::exchange(next_, counts_.due);
}

void Generator::send_next(Client& client, Clock::time_point due, Clock::time_point now) {
    auto const turn = traffic().keep_own ? index_of(client) : next_;
    ++next_;
    ++unanswered_;
    ++counts_.sent;
    client.state = State::busy;
    client.traffic = &traffic();
    client.request = turn % traffic().requests.size();
    client.due = due;
    client.lag = now - due;
    client.reader.keeps_body = traffic().keep_bodies;
    // It is far smaller than the socket's buffer: it goes whole, or the connection is of no use.
    auto const& bytes = traffic().requests[client.request];
    auto const size = ::send(client.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size != static_cast<ssize_t>(bytes.size())) lose(client);
}

void Generator::tell(Client const& client, unsigned status) {
    --unanswered_;
    auto const& phase = *client.traffic;
    if (!phase.on_answer) return;
    Answer answer{.request = client.request,
                  .status = status,
                  .took = Clock::now() - client.due,
                  .lag = client.lag,
                  .late = &phase != &traffic()};
    if (status != 0) {
        answer.retry_after_seconds = client.reader.retry_after_seconds();
        answer.body = client.reader.body();
    }
    phase.on_answer(answer);
}

void Generator::read(Client& client) {
    static thread_local std::array<char, 256 * 1024> buffer;
    auto const count = ::recv(client.socket, buffer.data(), buffer.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0 || client.state != State::busy) return lose(client);
    std::string_view received(buffer.data(), static_cast<std::size_t>(count));
    std::string joined;
    if (!client.unread.empty()) {
        joined = std::exchange(client.unread, {}).append(received);
        received = joined;
    }
    switch (client.reader.take(received)) {
        case http_client::ResponseReader::State::unreadable:
            return lose(client);
        case http_client::ResponseReader::State::need_more:
            client.unread = received;
            return;
        case http_client::ResponseReader::State::complete:
            tell(client, client.reader.status());
            return client.reader.closes() || !received.empty() ? end(client) : set_free(client);
    }
}

void Generator::lose(Client& client) {
    if (client.state == State::busy) {
        tell(client, 0);
    } else {
        ++counts_.closed_idle;
        std::erase(free_, &client);
    }
    end(client);
}

Clock::duration Generator::pause(Clock::time_point now, Clock::time_point end) const {
    auto next = std::min(end, now + longest_wait);
    if (!ended_.empty() && connecting_ < opening_at_once) next = std::min(next, open_again_);
    if (open_loop() && !free_.empty() && !all_sent()) next = std::min(next, due_at(next_));
    return std::max(next - now, Clock::duration::zero());
}

void Generator::wait(Clock::duration longest) {
    std::array<epoll_event, 512> events;
    timespec const time{.tv_sec = 0, .tv_nsec = static_cast<long>(nanoseconds(longest).count())};
    auto const count = ::epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()), &time, nullptr);
    if (count < 0 && errno != EINTR) fail("epoll");
    send_due(Clock::now());  // what was due before connections became free, as they may below
    for (int i = 0; i < count; ++i) {
        auto& client = *static_cast<Client*>(events[static_cast<std::size_t>(i)].data.ptr);
        if (client.state == State::connecting) {
            int error = 0;
            socklen_t size = sizeof error;
            ::getsockopt(client.socket, SOL_SOCKET, SO_ERROR, &error, &size);
            opened(client, error);
        } else if (client.state != State::closed) {
            read(client);
        }
    }
}

bool Generator::run_until(Clock::time_point end) {
    while (!all_sent() || unanswered_ > 0) {
        auto const now = Clock::now();
        if (now >= end) return false;
        open_ended(now);
        wait(pause(now, end));
    }
    return true;
}

std::size_t Generator::give_up() {
    auto const given_up = unanswered_;
    for (auto& client : clients_) {
        if (client.state == State::busy) lose(client);
    }
    return given_up;
}

}  // namespace onsale::load_generator
