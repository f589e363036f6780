#include "api/identity/ticket_code.h"

#include <array>
#include <memory>
#include <stdexcept>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include "api/identity/base64url.h"

namespace onsale::identity {
namespace {

constexpr std::string_view scheme = "onsale:";
constexpr std::string_view purpose =
    "onsale ticket code 1";          // another purpose, or another form of the code: another key
constexpr std::size_t id_size = 36;  // a UUID as text
constexpr std::size_t mac_size = base64url_size(ticket_mac_bytes);
constexpr std::size_t code_size = scheme.size() + id_size + 1 + mac_size;
static_assert(ticket_mac_bytes <= sizeof(MacBytes), "the MAC is cut, not made longer");

// HKDF-SHA-256 (RFC 5869) without a salt.
std::string derived_key(std::string_view secret) {
    std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> const hkdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr),
                                                                 &EVP_KDF_free);
    std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> const context(
        hkdf ? EVP_KDF_CTX_new(hkdf.get()) : nullptr, &EVP_KDF_CTX_free);
    if (!context) throw std::runtime_error("OpenSSL: there is no HKDF");
    std::string digest = "SHA256";
    std::string key(secret);
    std::string info(purpose);
    std::array const params{OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
                            OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, key.data(), key.size()),
                            OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()),
                            OSSL_PARAM_construct_end()};
    std::array<unsigned char, sizeof(MacBytes)> derived;
    bool const worked = EVP_KDF_derive(context.get(), derived.data(), derived.size(), params.data()) == 1;
    OPENSSL_cleanse(key.data(), key.size());
    if (!worked) throw std::runtime_error("OpenSSL: EVP_KDF_derive failed");
    return {reinterpret_cast<char const*>(derived.data()), derived.size()};
}

}  // namespace

TicketCodes::TicketCodes(std::string_view secret) : mac_(derived_key(secret)) {}

std::string TicketCodes::code(TicketOfSeat const& ticket) const {
    auto const reserved = ticket.reserved.to_string();
    // Both ids have one length: no two tickets are one message.
    auto const bytes = mac_.of(reserved + "." + ticket.seat.to_string());
    std::string code(code_size, '.');
    scheme.copy(code.data(), scheme.size());
    reserved.copy(code.data() + scheme.size(), id_size);
    write_base64url(code.data() + code_size - mac_size,
                    {reinterpret_cast<char const*>(bytes.data()), ticket_mac_bytes});
    return code;
}

bool TicketCodes::verify(std::string_view shown, TicketOfSeat const& ticket) const {
    auto const right = code(ticket);
    return shown.size() == right.size() && CRYPTO_memcmp(shown.data(), right.data(), right.size()) == 0;
}

std::optional<ReservedSeatId> TicketCodes::named_in(std::string_view code) {
    if (code.size() != code_size || !code.starts_with(scheme) || code[scheme.size() + id_size] != '.') {
        return std::nullopt;
    }
    return ReservedSeatId::parse(code.substr(scheme.size(), id_size));
}

}  // namespace onsale::identity
