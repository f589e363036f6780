#include "app/serving/store/dev_secret.h"

#include <fstream>
#include <random>
#include <sstream>

#include <fmt/format.h>

#include "application/storage_fault.h"

namespace onsale {
namespace {

constexpr int words = 8;  // of 32 bits

}  // namespace

std::string new_secret() {
    std::random_device random;
    std::string secret;
    for (int i = 0; i < words; ++i) secret += fmt::format("{:08x}", random());
    return secret;
}

std::string dev_secret(std::filesystem::path const& data) {
    auto const path = data / "dev-secret";
    if (std::ifstream in(path); in) {
        std::string secret;
        std::getline(in, secret);
        if (!secret.empty()) return secret;
    }
    // Written to a file next to it and renamed, so that a crash never leaves half a secret.
    auto const fresh = data / "dev-secret.new";
    auto secret = new_secret();
    {
        std::ofstream out(fresh, std::ios::trunc);
        std::filesystem::permissions(fresh, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        out << secret << '\n';
        out.flush();
        if (!out) throw StorageFault("cannot write " + fresh.string());
    }
    std::filesystem::rename(fresh, path);
    return secret;
}

}  // namespace onsale
