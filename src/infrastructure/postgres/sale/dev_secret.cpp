#include "infrastructure/postgres/sale/dev_secret.h"

#include <string_view>
#include <utility>

#include "infrastructure/postgres/connection.h"

namespace onsale::postgres {
namespace {

// One row at most.
constexpr Statement keep_secret{"dev_secret_keep",
                                "INSERT INTO dev_secret (secret) VALUES ($1) ON CONFLICT DO NOTHING"};
constexpr Statement read_secret{"dev_secret_read", "SELECT secret FROM dev_secret"};

}  // namespace

std::string shared_dev_secret(std::string const& url, std::string const& fresh) {
    Connection connection(url);
    connection.ensure_open();
    connection.queue(keep_secret, std::move(Parameters{}.add(std::string_view{fresh})));
    connection.flush();
    return std::string(connection.ask(read_secret)[0].text(0));
}

}  // namespace onsale::postgres
