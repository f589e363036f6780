// A server that answers each request as a test scripts it: whole, in pieces, late, by closing, or never.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <netinet/in.h>

namespace onsale::load_generator::tests {

struct Reply {
    std::vector<std::string> pieces{};  // sent one by one, each as a segment of its own; none: no answer
    bool closes = false;                // the connection, behind the answer
};

std::string ok(std::string_view body = "", std::string_view fields = "");

class ScriptedServer {
  public:
    // script: the first line of a request and its number, counted from 0 over all connections, to its reply. Called on
    // a thread of each connection; may wait.
    using Script = std::function<Reply(std::string const& line, std::size_t number)>;

    explicit ScriptedServer(Script script);
    ~ScriptedServer();  // what the script waits for has come by then

    sockaddr_in address() const;
    std::size_t connections() const { return connections_; }  // opened so far

  private:
    void accept_all();
    void serve(int socket);

    Script const script_;
    int const listener_;
    std::atomic<std::size_t> connections_ = 0;
    std::atomic<std::size_t> requests_ = 0;
    std::mutex lock_;
    std::list<int> open_;             // under lock_
    std::list<std::thread> serving_;  // the acceptor's, until it has ended
    std::thread acceptor_;
};

}  // namespace onsale::load_generator::tests
