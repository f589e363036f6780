// TokenMac: HMAC-SHA-256 with one key, by OpenSSL contexts that every thread keeps ready.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include <openssl/types.h>

namespace onsale::identity {

using MacBytes = std::array<unsigned char, 32>;

// Any thread may call of(). Throws std::runtime_error if OpenSSL fails.
class TokenMac {
  public:
    explicit TokenMac(std::string_view key);
    ~TokenMac();
    TokenMac(TokenMac const&) = delete;
    TokenMac& operator=(TokenMac const&) = delete;

    MacBytes of(std::string_view message) const;

  private:
    struct FreeContext {
        void operator()(EVP_MAC_CTX* context) const noexcept;
    };
    using Context = std::unique_ptr<EVP_MAC_CTX, FreeContext>;
    struct ThreadContexts;

    EVP_MAC_CTX* context_of_this_thread() const;

    Context keyed_;             // never used to sign, only duplicated, once per thread
    std::uint64_t const name_;  // unique in the process: an address may be taken again by another TokenMac
};

}  // namespace onsale::identity
