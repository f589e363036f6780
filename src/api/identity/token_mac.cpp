#include "api/identity/token_mac.h"

#include <atomic>
#include <stdexcept>
#include <string>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

namespace onsale::identity {
namespace {

void must(bool worked, char const* what) {
    if (!worked) throw std::runtime_error(std::string("OpenSSL: ") + what + " failed");
}

std::uint64_t next_name() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

}  // namespace

// A server has one signer and so one context per thread; a few more slots serve tests and a change of secrets.
struct TokenMac::ThreadContexts {
    struct Slot {
        std::uint64_t name = 0;  // 0: free
        Context context;
    };
    std::array<Slot, 4> slots;
    std::size_t next = 0;  // the slot that the next newcomer takes
};

void TokenMac::FreeContext::operator()(EVP_MAC_CTX* context) const noexcept { EVP_MAC_CTX_free(context); }

TokenMac::TokenMac(std::string_view key) : name_(next_name()) {
    std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> const hmac(EVP_MAC_fetch(nullptr, "HMAC", nullptr),
                                                                 &EVP_MAC_free);
    must(hmac != nullptr, "EVP_MAC_fetch");
    keyed_.reset(EVP_MAC_CTX_new(hmac.get()));
    must(keyed_ != nullptr, "EVP_MAC_CTX_new");
    std::string digest = "SHA256";
    OSSL_PARAM const params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
                                 OSSL_PARAM_construct_end()};
    auto const* bytes = reinterpret_cast<unsigned char const*>(key.data());
    must(EVP_MAC_init(keyed_.get(), bytes, key.size(), params) == 1, "EVP_MAC_init");
}

TokenMac::~TokenMac() = default;

MacBytes TokenMac::of(std::string_view message) const {
    auto* context = context_of_this_thread();
    MacBytes mac;
    std::size_t size = 0;
    must(EVP_MAC_init(context, nullptr, 0, nullptr) == 1, "EVP_MAC_init");  // keeps the key, forgets the last message
    must(EVP_MAC_update(context, reinterpret_cast<unsigned char const*>(message.data()), message.size()) == 1,
         "EVP_MAC_update");
    must(EVP_MAC_final(context, mac.data(), &size, mac.size()) == 1 && size == mac.size(), "EVP_MAC_final");
    return mac;
}

EVP_MAC_CTX* TokenMac::context_of_this_thread() const {
    thread_local ThreadContexts contexts;
    for (auto& slot : contexts.slots) {
        if (slot.name == name_) return slot.context.get();
    }
    auto& slot = contexts.slots[contexts.next];
    contexts.next = (contexts.next + 1) % contexts.slots.size();
    slot.name = 0;
    slot.context.reset(EVP_MAC_CTX_dup(keyed_.get()));
    must(slot.context != nullptr, "EVP_MAC_CTX_dup");
    slot.name = name_;
    return slot.context.get();
}

}  // namespace onsale::identity
