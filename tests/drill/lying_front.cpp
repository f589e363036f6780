#include "drill/lying_front.h"

#include <string>
#include <utility>

#include "http/server.h"
#include "support/api_client.h"

namespace onsale::drill {
namespace {

namespace json = boost::json;

// One I/O thread calls it, and waits for each answer: it is a test's.
class Front final : public http::Handler {
  public:
    Front(std::uint16_t behind, Lie lie) : client_(behind), lie_(std::move(lie)) {}

    std::optional<http::Awaitable<void>> handle(http::Request const& request, http::Answer& answer,
                                                http::IoThread&) override {
        auto told = client_.ask(call_of(request));
        answer.status = told.status;
        answer.content_type = "application/json";
        if (told.fields.contains("retry-after")) answer.header("Retry-After", told.fields["retry-after"]);
        if (told.body.empty()) return std::nullopt;
        auto body = json::parse(told.body);
        lie_({request.method_text, request.path, answer.status, body});
        answer.body = json::serialize(body);
        return std::nullopt;
    }
    void refuse(http::Malformed, http::Address const&, http::Answer&) noexcept override {}
    void failed(std::exception_ptr, http::Request const&) noexcept override {}

  private:
    static tests::Call call_of(http::Request const& request) {
        constexpr std::string_view scheme = "Bearer ";
        tests::Call call{.method = request.method_text, .target = std::string(request.target)};
        if (request.authorization.starts_with(scheme)) call.bearer = request.authorization.substr(scheme.size());
        if (!request.body.empty()) call.body = std::string(request.body);
        for (std::string const name : {"Line-Token", "Idempotency-Key"}) {
            if (auto const value = request.field(name)) call.more += name + ": " + std::string(*value) + "\r\n";
        }
        return call;
    }

    tests::ApiClient client_;
    Lie lie_;
};

}  // namespace

struct LyingFront::Parts {
    Parts(std::uint16_t behind, Lie lie) : front(behind, std::move(lie)), server({}, front) { server.start(); }
    ~Parts() { server.stop(std::chrono::milliseconds(0)); }

    Front front;
    http::Server server;
};

LyingFront::LyingFront(std::uint16_t behind, Lie lie) : parts_(std::make_unique<Parts>(behind, std::move(lie))) {}

LyingFront::~LyingFront() = default;

std::uint16_t LyingFront::port() const { return parts_->server.port(); }

}  // namespace onsale::drill
