// What a request means does not depend on where the network cuts it: one byte a write, two pieces, or whole.
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "http/corpus.h"
#include "http/engine.h"
#include "http/request_parser.h"

namespace onsale::http::tests {
namespace {

using Progress = RequestParser::Progress;

// Longer ones are large on purpose: they are sent byte by byte, but not cut at every position.
constexpr std::size_t short_request = 1'000;

// Reads bytes as a connection does, and tells what came of it.
class Reader {
  public:
    void receive(std::string_view bytes) {
        received_ += bytes;
        while (!refused_ && read_one()) {
        }
    }

    std::string told() const { return told_ + (refused_ || received_.empty() ? "" : "and waits"); }

  private:
    // Each call of the parser gets its own copy in memory of exactly that size: a sanitizer sees any stale pointer.
    bool read_one() {
        auto const size = received_.size();
        auto const memory = std::make_unique<char[]>(size);
        received_.copy(memory.get(), size);
        auto const progress = parser_.parse({memory.get(), size});
        received_.assign(memory.get(), size - (progress == Progress::need_more ? parser_.freed() : 0));
        if (progress == Progress::need_more) return false;
        if (progress == Progress::refused) {
            told_ += "refused " + std::to_string(status_of(parser_.why())) + "; ";
            refused_ = true;
            return false;
        }
        told_ += describe(parser_.request()) + " host=" + std::string(parser_.request().host) +
                 (parser_.keep_alive() ? "; " : " and closes; ");
        refused_ = !parser_.keep_alive();
        received_.erase(0, parser_.size());
        parser_.next();
        return !received_.empty();
    }

    Limits limits_;
    RequestParser parser_{limits_};
    std::string received_;
    std::string told_;
    bool refused_ = false;
};

std::string told_of(std::string_view bytes, std::vector<std::size_t> const& cuts) {
    Reader reader;
    std::size_t from = 0;
    for (auto const cut : cuts) {
        reader.receive(bytes.substr(from, cut - from));
        from = cut;
    }
    reader.receive(bytes.substr(from));
    return reader.told();
}

std::string told_byte_by_byte(std::string_view bytes) {
    Reader reader;
    for (auto const& byte : bytes) reader.receive({&byte, 1});
    return reader.told();
}

TEST(CutRequests, an_empty_chunked_body_in_two_reads_is_a_request) {
    std::string const head = "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    EXPECT_EQ(told_of(head + "0\r\n\r\n", {head.size() + 3, head.size() + 4}), "GET / ? body= host=a; ");
}

TEST(CutRequests, a_request_means_the_same_byte_by_byte) {
    for (auto const& request : corpus()) {
        EXPECT_EQ(told_byte_by_byte(request), told_of(request, {})) << request.substr(0, short_request);
    }
}

TEST(CutRequests, a_request_means_the_same_cut_at_any_place) {
    for (auto const& request : corpus()) {
        if (request.size() > short_request) continue;
        auto const whole = told_of(request, {});
        for (std::size_t cut = 1; cut < request.size(); ++cut) {
            ASSERT_EQ(told_of(request, {cut}), whole) << "cut at " << cut << ": " << request;
        }
    }
}

// Everything until the server closes; the client says that it has nothing more to send.
std::string answers_to(Engine const& engine, std::string_view request, std::size_t step) {
    auto client = engine.connect();
    for (std::size_t at = 0; at < request.size() && client.try_send(request.substr(at, step)); at += step) {
    }
    client.half_close();
    try {
        return client.read_to_end();
    } catch (std::system_error const&) {
        return "reset";
    }
}

TEST_F(EngineTest, answers_over_sockets_are_the_same_byte_by_byte) {
    start();
    for (auto const& request : corpus()) {
        if (request.size() > short_request) continue;
        auto const whole = answers_to(engine, request, request.size());
        EXPECT_EQ(answers_to(engine, request, 1), whole) << request;
    }
    EXPECT_EQ(engine.ask(get("/still-there")).status, 200U);
}

}  // namespace
}  // namespace onsale::http::tests
