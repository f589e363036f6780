#include "drill/overload/generator.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "drill/limits.h"

namespace onsale::drill {
namespace {

[[noreturn]] void fail(char const* what) { throw std::system_error(errno, std::system_category(), what); }

}  // namespace

Generator::Generator(sockaddr_in const& server, std::uint32_t connections)
    : server_(server), epoll_(::epoll_create1(EPOLL_CLOEXEC)), clients_(connections) {
    if (epoll_ < 0) fail("epoll");
    windows_.emplace_back();
    open_all();
}

Generator::~Generator() {
    for (auto const& client : clients_) {
        if (client.socket >= 0) ::close(client.socket);
    }
    ::close(epoll_);
}

void Generator::connect(Client& client) {
    client.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (client.socket < 0) fail("socket");
    int const on = 1;
    ::setsockopt(client.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::connect(client.socket, reinterpret_cast<sockaddr const*>(&server_), sizeof server_);  // epoll tells how it went
    epoll_event event{};
    event.events = EPOLLOUT;
    event.data.u32 = static_cast<std::uint32_t>(&client - clients_.data());
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, client.socket, &event) != 0) fail("epoll_ctl");
    client.state = State::connecting;
    ++connecting_;
}

void Generator::connected(Client& client) {
    --connecting_;
    int failed = 0;
    socklen_t size = sizeof failed;
    ::getsockopt(client.socket, SOL_SOCKET, SO_ERROR, &failed, &size);
    if (failed != 0) {
        ++window().broken;
        drop(client);
        return;
    }
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u32 = static_cast<std::uint32_t>(&client - clients_.data());
    if (::epoll_ctl(epoll_, EPOLL_CTL_MOD, client.socket, &event) != 0) fail("epoll_ctl");
    set_free(client);
}

// A few at a time: what the listening queue has no room for is tried again only after a second.
void Generator::open_all() {
    StopWatch const watch;
    std::size_t next = 0;
    while (next < clients_.size() || connecting_ > 0) {
        while (next < clients_.size() && connecting_ < limits::opening_at_once) connect(clients_[next++]);
        wait(100);
        if (watch.now() > limits::answer_time) {
            errno = ETIMEDOUT;
            fail("connect");
        }
    }
    auto const open = std::ranges::count(clients_, State::free, &Client::state);
    if (open == 0) {
        errno = ECONNREFUSED;
        fail("connect");
    }
}

// Opened again when it is needed.
void Generator::drop(Client& client) {
    ::close(client.socket);
    client.socket = -1;
    client.state = State::closed;
    client.unread.clear();
}

void Generator::set_free(Client& client) {
    client.state = State::free;
    client.reader.begin_again();
    if (load_ != nullptr && in_pool(client, *load_)) {
        free_.push_back(static_cast<std::uint32_t>(&client - clients_.data()));
    }
}

bool Generator::in_pool(Client const& client, Load const& load) const {
    auto const index = static_cast<std::uint32_t>(&client - clients_.data());
    return index >= load.pool_from && index < load.pool_to;
}

void Generator::send(Client& client, std::size_t request) {
    auto const& bytes = load_->requests[request];
    client.state = State::busy;
    client.phase = phase_;
    client.request = request;
    client.sent = watch_.now();
    client.reader.keeps_body = listeners_[phase_].wants_body;
    ++unanswered_;
    ++open_;
    ++window().sent;
    // A request is far smaller than the socket's buffer: it goes whole, or the connection is of no use.
    if (::send(client.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size())) {
        count(client, 0);
        drop(client);
    }
}

void Generator::count(Client const& client, unsigned status) {
    --unanswered_;
    auto const& listener = listeners_[client.phase];
    if (listener.hears) {
        static std::string const none;
        listener.hears(client.request, status, listener.wants_body && status != 0 ? client.reader.body() : none);
    }
    auto& now = window();
    if (client.phase != phase_) {
        ++now.late;
        return;
    }
    --open_;
    auto const took = watch_.now() - client.sent;
    if (status == 0) {
        ++now.broken;
    } else if (status >= 200 && status < 300) {
        ++now.good;
        now.good_took.add(took);
    } else if (status == 503) {
        ++now.shed;
        now.shed_dumb += client.reader.retry_after_seconds() == 0;
        now.shed_took.add(took);
    } else {
        ++now.other;
    }
}

void Generator::answered(Client& client) {
    count(client, client.reader.status());
    if (client.reader.closes()) {
        drop(client);
    } else {
        set_free(client);
    }
}

void Generator::readable(Client& client) {
    static thread_local std::array<char, 64 * 1024> buffer;
    auto const got = ::recv(client.socket, buffer.data(), buffer.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    using Reading = http_client::ResponseReader::State;
    auto reading = Reading::unreadable;
    if (got > 0 && client.state == State::busy) {
        std::string_view received(buffer.data(), static_cast<std::size_t>(got));
        auto joined = std::exchange(client.unread, {});
        if (!joined.empty()) received = joined.append(received);
        reading = client.reader.take(received);
        if (reading == Reading::complete) return answered(client);
        client.unread = received;
    }
    if (reading == Reading::need_more) return;
    if (client.state == State::busy) {
        count(client, 0);
    } else if (load_ != nullptr && in_pool(client, *load_)) {
        std::erase(free_, static_cast<std::uint32_t>(&client - clients_.data()));
    }
    drop(client);
}

void Generator::wait(int timeout_ms) {
    std::array<epoll_event, 512> events;
    auto const many = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), timeout_ms);
    for (int i = 0; i < many; ++i) {
        auto& client = clients_[events[static_cast<std::size_t>(i)].data.u32];
        if (client.state == State::connecting) {
            connected(client);
        } else if (client.state != State::closed) {
            readable(client);
        }
    }
}

bool Generator::all_sent(Load const& load) const {
    return load.loop == Load::Loop::once && next_ >= load.requests.size();
}

Generator::Client* Generator::free_one() {
    if (free_.empty()) return nullptr;
    auto& client = clients_[free_.back()];
    free_.pop_back();
    return &client;
}

void Generator::keep_busy(Load const& load) {
    while (!all_sent(load)) {
        auto* const client = free_one();
        if (client == nullptr) return;
        send(*client, next_++ % load.requests.size());
    }
}

void Generator::send_due(Load const& load, Moment from) {
    auto const now = watch_.now();
    auto const second = static_cast<double>((now - from).count()) / 1e6;
    auto const due = static_cast<std::uint64_t>(second * load.rate);
    window().due += due - due_;
    due_ = due;
    // Too late is not sent at all: it would only make a heap of requests out of the generator's own pause.
    auto const most_behind = static_cast<std::uint64_t>(load.rate * 0.1) + 1;
    if (due_ - next_ > most_behind) {
        window().own_fault += due_ - next_ - most_behind;
        next_ = due_ - most_behind;
    }
    for (int batch = limits::sent_at_once; batch > 0 && next_ < due_; --batch) {
        auto* const client = free_one();
        if (client == nullptr) {
            window().no_way += due_ - next_;
            next_ = due_;
            return;
        }
        auto const wanted = from + Moment(static_cast<std::int64_t>(static_cast<double>(next_ + 1) / load.rate * 1e6));
        window().lag.add(now - wanted);
        send(*client, next_++ % load.requests.size());
    }
}

Windows Generator::play(Load const& load) {
    load_ = &load;
    phase_ = static_cast<std::uint32_t>(listeners_.size());
    listeners_.push_back({load.on_answer, load.wants_body});
    windows_.assign(1, {});
    next_ = due_ = open_ = 0;
    free_.clear();
    for (auto& client : clients_) {
        if (in_pool(client, load) && client.state == State::free) set_free(client);
    }
    auto const from = watch_.now();
    auto window_ends = from + window_span;
    auto const over = [&](Moment now) { return now - from >= load.span || (all_sent(load) && open_ == 0); };
    for (auto now = from; !over(now); now = watch_.now()) {
        while (now >= window_ends) {
            windows_.emplace_back();
            window_ends += window_span;
            if (load.on_window) load.on_window();
            // Connections that were dropped come back, some at a time, as new clients would.
            for (auto i = load.pool_from; i < load.pool_to && connecting_ < limits::opening_at_once; ++i) {
                if (clients_[i].state == State::closed) connect(clients_[i]);
            }
        }
        if (load.loop == Load::Loop::open) {
            send_due(load, from);
        } else {
            keep_busy(load);
        }
        wait(load.loop == Load::Loop::open ? 0 : 10);
    }
    load_ = nullptr;
    if (load.loop == Load::Loop::once) listeners_[phase_].hears = nullptr;
    return std::move(windows_);
}

std::uint32_t Generator::settle(Moment patience) {
    windows_.assign(1, {});
    auto const until = watch_.now() + patience;
    while (unanswered_ > 0 && watch_.now() < until) wait(10);
    auto const dropped = unanswered_;
    for (auto& client : clients_) {
        if (client.state != State::busy) continue;
        count(client, 0);
        drop(client);
    }
    return dropped;
}

}  // namespace onsale::drill
