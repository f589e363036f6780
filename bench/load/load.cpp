#include "load.h"

#include <cerrno>
#include <ctime>
#include <string_view>
#include <system_error>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "response_reader.h"

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
    std::size_t request = 0;  // of the plan's
    std::uint64_t sent_at = 0;
    std::string unread;  // of an incomplete header
    std::string_view unsent;
    ResponseReader reader;
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
    void send_next(Client& client);
    bool send_unsent(Client& client);
    void readable(Client& client);
    bool take_responses(Client& client, std::string_view received);
    bool all_sent() const { return plan_.once && next_ >= plan_.requests.size(); }

    Plan const& plan_;
    std::vector<Client> clients_;
    int epoll_;
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
    if (plan_.on_answer) client.reader.keep_body();
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, client.socket, &event) != 0) fail("epoll_ctl");
}

void Run::reopen(Client& client) {
    ::close(client.socket);
    if (client.busy) --outstanding_;
    client = Client{};
    open(client);
    send_next(client);
}

void Run::send_next(Client& client) {
    if (all_sent()) return;
    client.request = next_ % plan_.requests.size();
    client.unsent = plan_.requests[client.request];
    ++next_;
    ++outstanding_;
    client.busy = true;
    client.sent_at = now_ns();
    send_unsent(client);  // a failure shows when reading
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

// False: the connection is of no more use.
bool Run::take_responses(Client& client, std::string_view received) {
    while (!received.empty()) {
        auto const state = client.reader.take(received);
        if (state == ResponseReader::State::unreadable || !client.busy) return false;
        if (state == ResponseReader::State::need_more) break;
        client.busy = false;
        --outstanding_;
        if (plan_.on_answer) plan_.on_answer(client.request, client.reader.status(), client.reader.body());
        if (counting_) {
            result_.latency.add(now_ns() - client.sent_at);
            ++result_.by_class[std::min<std::size_t>(client.reader.status() / 100, 5)];
        }
        if (client.reader.closes()) {
            reopen(client);
            return true;
        }
        send_next(client);
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

Result Run::execute() {
    for (auto& client : clients_) open(client);
    auto const begin = now_ns();
    auto count_from = begin + static_cast<std::uint64_t>(plan_.warm_up.count()) * 1'000'000U;
    if (plan_.once) count_from = begin;
    auto const end = count_from + static_cast<std::uint64_t>(plan_.duration.count()) * 1'000'000U;
    double cpu_at_start = 0;
    counting_ = plan_.once;
    if (counting_) cpu_at_start = cpu_seconds();
    for (auto& client : clients_) send_next(client);
    std::array<epoll_event, 512> events;
    auto now = begin;
    while (plan_.once ? outstanding_ > 0 : now < end) {
        auto const count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 100);
        for (int i = 0; i < count; ++i) readable(*static_cast<Client*>(events[static_cast<std::size_t>(i)].data.ptr));
        now = now_ns();
        if (!counting_ && now >= count_from) {
            counting_ = true;
            count_from = now;
            cpu_at_start = cpu_seconds();
        }
    }
    result_.seconds = static_cast<double>(now - count_from) / 1e9;
    result_.cpu_seconds = cpu_seconds() - cpu_at_start;
    return result_;
}

}  // namespace

Result run(Plan const& plan) { return Run(plan).execute(); }

}  // namespace onsale::load
