// A Redis that asks for a password, and one that speaks TLS only.
#include <cstdio>
#include <memory>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "domain/waiting/fans.h"
#include "infrastructure/redis/nodes.h"
#include "servers/redis_server.h"
#include "support/temporary_folder.h"

namespace onsale::redis {
namespace {

using tests::free_port;
using tests::RedisServer;

// A certificate for 127.0.0.1 that signs itself, and its key.
class OwnCertificate {
  public:
    OwnCertificate() {
        std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> const key_pair(EVP_EC_gen("P-256"), &EVP_PKEY_free);
        std::unique_ptr<X509, decltype(&X509_free)> const made(X509_new(), &X509_free);
        X509_set_version(made.get(), X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
        X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
        X509_set_pubkey(made.get(), key_pair.get());
        auto* const name = X509_get_subject_name(made.get());
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<unsigned char const*>("line"), -1, -1, 0);
        X509_set_issuer_name(made.get(), name);
        auto* const address = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
        X509_add_ext(made.get(), address, -1);
        X509_EXTENSION_free(address);
        X509_sign(made.get(), key_pair.get(), EVP_sha256());
        with_file(certificate(), [&](FILE* to) { PEM_write_X509(to, made.get()); });
        with_file(key(),
                  [&](FILE* to) { PEM_write_PrivateKey(to, key_pair.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    }

    std::string certificate() const { return folder_ / "line.pem"; }
    std::string key() const { return folder_ / "line.key"; }

  private:
    template <class Write>
    static void with_file(std::string const& path, Write&& write) {
        std::unique_ptr<FILE, decltype(&std::fclose)> const file(std::fopen(path.c_str(), "w"), &std::fclose);
        write(file.get());
    }

    TemporaryFolder folder_;
};

TEST(LineSecurity, a_password_opens_the_line_and_a_wrong_one_does_not_and_is_not_told) {
    auto const port = free_port();
    RedisServer server({"requirepass open-sesame"}, RedisServer::Kind::server, port,
                       fmt::format("redis://:open-sesame@127.0.0.1:{}", port));
    SettableClock clock;
    auto const node = node_by_hand(must_parse(server.url()), clock);
    EXPECT_EQ(try_to_join(*node, fan(1)), Fate::answered);

    std::string told;
    auto options = small_line(1, LineTicks::by_hand);
    options.on_fault = [&](std::string_view what) { told = what; };
    RedisLine shut(must_parse(fmt::format("redis://:guessed-word@127.0.0.1:{}", port)), clock, options);
    EXPECT_FALSE(shut.report().connected);
    EXPECT_TRUE(told.contains("AUTH")) << told;
    EXPECT_FALSE(told.contains("guessed-word")) << told;
}

TEST(LineSecurity, tls_goes_with_a_certificate_that_is_trusted_and_no_other) {
    OwnCertificate const own;
    OwnCertificate const other;
    auto const port = free_port();
    auto const url = fmt::format("rediss://127.0.0.1:{}/?ca=", port);
    RedisServer server({"port 0", fmt::format("tls-port {}", port), "tls-cert-file " + own.certificate(),
                        "tls-key-file " + own.key(), "tls-auth-clients no"},
                       RedisServer::Kind::server, port, url + own.certificate());
    SettableClock clock;
    auto const node = node_by_hand(must_parse(url + own.certificate() + "&prefix=in-tls"), clock);
    EXPECT_EQ(try_to_join(*node, fan(1)), Fate::answered);

    auto const wary = node_by_hand(must_parse(url + other.certificate()), clock);
    EXPECT_FALSE(wary->report().connected);
    EXPECT_EQ(try_to_join(*wary, fan(1)), Fate::shed);
}

}  // namespace
}  // namespace onsale::redis
