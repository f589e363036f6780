#include "infrastructure/redis/directory.h"

#include <algorithm>
#include <charconv>

#include <boost/crc.hpp>
#include <fmt/format.h>

namespace onsale::redis {
namespace {

constexpr std::uint16_t slots = 16'384;
// Several Sentinels or nodes may be asked within one deadline; one that does not answer must leave time for the next.
constexpr std::chrono::milliseconds patience_with_one{400};

Deadline soon(Deadline deadline) { return std::min(deadline, std::chrono::steady_clock::now() + patience_with_one); }

void expect_ok(Reply const& reply, std::string_view what) {
    // The error's first word alone: the rest of a refused AUTH is nobody's business.
    if (reply.view().is_error()) {
        auto const text = reply.view().text();
        throw StorageFault(fmt::format("Redis refused {}: {}", what, text.substr(0, text.find(' '))));
    }
}

}  // namespace

std::uint16_t port_named(std::string_view digits) {
    std::uint16_t port = 0;
    auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (fault != std::errc{} || end != digits.data() + digits.size()) throw StorageFault("Redis named no port");
    return port;
}

std::uint16_t cluster_slot(std::string_view tag) {
    boost::crc_optimal<16, 0x1021, 0, 0, false, false> crc;  // XMODEM, as the specification of Redis Cluster says
    crc.process_bytes(tag.data(), tag.size());
    return static_cast<std::uint16_t>(crc.checksum() % slots);
}

Directory::Directory(Url url, std::string_view hash_tag) : url_(std::move(url)), slot_(cluster_slot(hash_tag)) {
    if (!url_.tls) return;
    tls_.emplace(boost::asio::ssl::context::tls_client);
    boost::system::error_code fault;
    if (url_.ca_file.empty()) {
        tls_->set_default_verify_paths(fault);
    } else {
        tls_->load_verify_file(url_.ca_file, fault);
    }
    if (fault) throw StorageFault("the certificates to trust could not be read: " + fault.message());
}

std::unique_ptr<Connection> Directory::connect_to(Endpoint const& server, Deadline deadline) {
    auto connection = std::make_unique<Connection>(io_, tls_ ? &*tls_ : nullptr, server, deadline);
    if (!url_.password.empty()) {
        auto const reply = url_.user.empty() ? connection->command({"AUTH", url_.password}, deadline)
                                             : connection->command({"AUTH", url_.user, url_.password}, deadline);
        expect_ok(reply, "AUTH");
    }
    if (url_.database != 0) {
        expect_ok(connection->command({"SELECT", std::to_string(url_.database)}, deadline), "SELECT");
    }
    return connection;
}

std::unique_ptr<Connection> Directory::connect(Deadline deadline) {
    switch (url_.topology) {
        case Topology::single:
            return connect_to(url_.endpoints.front(), deadline);
        case Topology::sentinel:
            return by_sentinel(deadline);
        case Topology::cluster:
            return by_slots(deadline);
    }
    __builtin_unreachable();
}

std::optional<Endpoint> Directory::master_by(Endpoint const& sentinel, Deadline deadline) {
    Connection asked(io_, tls_ ? &*tls_ : nullptr, sentinel, deadline);
    auto const reply = asked.command({"SENTINEL", "get-master-addr-by-name", url_.master_name}, deadline);
    if (!reply.view().is_list() || reply.view().size() != 2) return std::nullopt;
    return Endpoint{std::string(reply[0].text()), port_named(reply[1].text())};
}

std::unique_ptr<Connection> Directory::by_sentinel(Deadline deadline) {
    std::string last = "no Sentinel knows the master " + url_.master_name;
    for (std::size_t i = 0; i < url_.endpoints.size(); ++i) {
        try {
            auto const master = master_by(url_.endpoints[i], soon(deadline));
            if (!master) continue;
            auto connection = connect_to(*master, soon(deadline));
            auto const role = connection->command({"ROLE"}, soon(deadline));
            if (!role.view().is_list() || role[0].text() != "master") {
                last = master->to_string() + " is not the master (yet)";
                continue;
            }
            std::swap(url_.endpoints[0], url_.endpoints[i]);  // the one that answered is asked first the next time
            return connection;
        } catch (ConnectionLost const& fault) {
            last = fault.what();
        }
    }
    throw ConnectionLost(last);
}

std::unique_ptr<Connection> Directory::by_slots(Deadline deadline) {
    long long const slot = slot_;
    std::string last = "no node of the cluster knows who owns the slot of the line";
    for (auto const& node : url_.endpoints) {
        try {
            auto const asked = connect_to(node, soon(deadline));
            auto const ranges = asked->command({"CLUSTER", "SLOTS"}, soon(deadline));
            if (!ranges.view().is_list()) continue;
            for (std::size_t i = 0; i < ranges.view().size(); ++i) {
                auto const range = ranges[i];
                if (slot < range[0].number() || slot > range[1].number()) continue;
                auto const owner = range[2];
                // No name: it does not know its own, which is the one that we have reached it by.
                bool const nameless = owner[0].is_nothing() || owner[0].text().empty();
                return connect_to({nameless ? node.host : std::string(owner[0].text()),
                                   static_cast<std::uint16_t>(owner[1].number())},
                                  soon(deadline));
            }
        } catch (ConnectionLost const& fault) {
            last = fault.what();
        }
    }
    throw ConnectionLost(last);
}

}  // namespace onsale::redis
