#include "load.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <ctime>
#include <deque>
#include <string_view>
#include <system_error>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http_client/response_reader.h"

namespace onsale::load {

namespace {

std::uint64_t now_ns() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U + static_cast<std::uint64_t>(time.tv_nsec);
}

double cpu_seconds() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

[[noreturn]] void fail(char const* what) { throw std::system_error(errno, std::system_category(), what); }

struct Client {
    int socket = -1;
    bool busy = false;
    std::size_t request = 0;   // of the plan's
    std::uint64_t due_at = 0;  // closed loop: when it was sent
    std::string unread;        // of an incomplete header
    std::string_view unsent;
    http_client::ResponseReader reader;
};

class Run {
  public:
    explicit Run(Plan const& plan) : plan_(plan), clients_(plan.connections), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
        if (epoll_ < 0) fail("epoll");
    }
    ~Run() {
        for (auto const& client : clients_) ::close(client.socket);
        ::close(epoll_);
    }
    Run(Run const&) = delete;
    Run& operator=(Run const&) = delete;

    Result execute();

  private:
    void open(Client& client);
    void reopen(Client& client);
    void give_work(Client& client);
    void send_next(Client& client, std::uint64_t due_at);
    void send_due(std::uint64_t now);
    timespec pause(std::uint64_t now) const;
    void wait_and_read();
    void count(Client const& client);
    bool send_unsent(Client& client);
    void readable(Client& client);
    bool take_responses(Client& client, std::string_view received);
    bool open_loop() const { return plan_.rate > 0; }
    bool all_sent() const { return plan_.once && next_ >= plan_.requests.size(); }
    // Of the n-th request of an open loop.
    std::uint64_t due_at(std::size_t n) const {
        return begin_ + static_cast<std::uint64_t>(std::llround(static_cast<double>(n) * 1e9 / plan_.rate));
    }
    std::uint64_t due_but_not_sent(std::uint64_t now) const;

    Plan const& plan_;
    std::vector<Client> clients_;
    int epoll_;
    std::deque<Client*> idle_;  // open loop: those that wait for a request to be due, the longest first
    std::uint64_t begin_ = 0;
    std::size_t next_ = 0;
    std::size_t outstanding_ = 0;
    bool counting_ = false;
    Result result_;
};

void Run::open(Client& client) {
    client.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (client.socket < 0) fail("socket");
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(plan_.port);
    if (::inet_pton(AF_INET, plan_.address.c_str(), &where.sin_addr) != 1) {
        errno = EINVAL;
        fail("address");
    }
    if (::connect(client.socket, reinterpret_cast<sockaddr const*>(&where), sizeof where) != 0) fail("connect");
    int const on = 1;
    ::setsockopt(client.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &client;
    client.reader.keeps_body = plan_.on_answer != nullptr;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, client.socket, &event) != 0) fail("epoll_ctl");
}

// A connection that was idle already waits for work where it is.
void Run::reopen(Client& client) {
    ::close(client.socket);
    bool const was_busy = client.busy;
    if (was_busy) --outstanding_;
    client = Client{};
    open(client);
    if (was_busy) give_work(client);
}

void Run::give_work(Client& client) {
    if (!open_loop()) {
        if (!all_sent()) send_next(client, now_ns());
        return;
    }
    idle_.push_back(&client);
    send_due(now_ns());
}

void Run::send_due(std::uint64_t now) {
    while (!idle_.empty() && !all_sent() && due_at(next_) <= now) {
        auto& client = *idle_.front();
        idle_.pop_front();
        send_next(client, due_at(next_));
    }
}

void Run::send_next(Client& client, std::uint64_t due_at) {
    auto const turn = plan_.keep_own ? static_cast<std::size_t>(&client - clients_.data()) : next_;
    client.request = turn % plan_.requests.size();
    client.unsent = plan_.requests[client.request];
    ++next_;
    ++outstanding_;
    client.busy = true;
    client.due_at = due_at;
    send_unsent(client);  // a failure shows when reading
}

std::uint64_t Run::due_but_not_sent(std::uint64_t now) const {
    if (!open_loop()) return 0;
    auto due = static_cast<std::uint64_t>(static_cast<double>(now - begin_) * plan_.rate / 1e9);
    if (plan_.once) due = std::min<std::uint64_t>(due, plan_.requests.size());
    return due > next_ ? due - next_ : 0;
}

// Requests are small: what does not fit at once (it hardly happens) goes out blocking.
bool Run::send_unsent(Client& client) {
    while (!client.unsent.empty()) {
        auto const count = ::send(client.socket, client.unsent.data(), client.unsent.size(), MSG_NOSIGNAL);
        if (count < 0) return false;
        client.unsent.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void Run::count(Client const& client) {
    auto const took = now_ns() - client.due_at;
    auto const status = client.reader.status();
    result_.latency.add(took);
    if (status / 100 == 2) result_.ok.add(took);
    if (status == 503) result_.shed.add(took);
    ++result_.by_class[std::min<std::size_t>(status / 100, 5)];
}

// False: the connection is of no more use.
bool Run::take_responses(Client& client, std::string_view received) {
    while (!received.empty()) {
        auto const state = client.reader.take(received);
        using State = http_client::ResponseReader::State;
        if (state == State::unreadable || !client.busy) return false;
        if (state == State::need_more) break;
        if (plan_.on_answer) plan_.on_answer(client.request, client.reader.status(), client.reader.body());
        if (counting_) count(client);
        if (client.reader.closes()) {
            reopen(client);
            return true;
        }
        client.busy = false;
        --outstanding_;
        give_work(client);
    }
    client.unread = received;
    return true;
}

void Run::readable(Client& client) {
    static thread_local char buffer[256 * 1024];
    auto const count = ::recv(client.socket, buffer, sizeof buffer, MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    bool fine = false;
    if (count > 0) {
        std::string_view received(buffer, static_cast<std::size_t>(count));
        std::string joined;
        if (!client.unread.empty()) {
            joined = std::move(client.unread);
            joined.append(received);
            client.unread.clear();
            received = joined;
        }
        fine = take_responses(client, received);
    }
    if (fine) return;
    if (counting_) ++result_.broken;
    reopen(client);
}

// Until the next request is due, when there is a connection for it.
timespec Run::pause(std::uint64_t now) const {
    constexpr std::uint64_t longest = 100'000'000;
    auto rest = longest;
    if (open_loop() && !idle_.empty() && !all_sent()) {
        auto const due = due_at(next_);
        rest = due > now ? std::min(due - now, longest) : 0;
    }
    return {.tv_sec = 0, .tv_nsec = static_cast<long>(rest)};
}

void Run::wait_and_read() {
    std::array<epoll_event, 512> events;
    auto const rest = pause(now_ns());
    auto const count = ::epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()), &rest, nullptr);
    for (int i = 0; i < count; ++i) readable(*static_cast<Client*>(events[static_cast<std::size_t>(i)].data.ptr));
    if (open_loop()) send_due(now_ns());
}

Result Run::execute() {
    // The kernel may wake us 50 us late by default: that would be latency of ours.
    if (open_loop()) ::prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
    for (auto& client : clients_) open(client);
    begin_ = now_ns();
    auto count_from = begin_ + static_cast<std::uint64_t>(plan_.warm_up.count()) * 1'000'000U;
    if (plan_.once) count_from = begin_;
    auto const end = count_from + static_cast<std::uint64_t>(plan_.duration.count()) * 1'000'000U;
    double cpu_at_start = 0;
    counting_ = plan_.once;
    if (counting_) cpu_at_start = cpu_seconds();
    for (auto& client : clients_) give_work(client);
    auto now = begin_;
    while (plan_.once ? outstanding_ > 0 || !all_sent() : now < end) {
        wait_and_read();
        now = now_ns();
        if (!counting_ && now >= count_from) {
            counting_ = true;
            count_from = now;
            cpu_at_start = cpu_seconds();
        }
    }
    result_.seconds = static_cast<double>(now - count_from) / 1e9;
    result_.cpu_seconds = cpu_seconds() - cpu_at_start;
    result_.due_but_not_sent = due_but_not_sent(now);
    result_.unanswered = outstanding_;
    return result_;
}

}  // namespace

Result run(Plan const& plan) { return Run(plan).execute(); }

}  // namespace onsale::load
