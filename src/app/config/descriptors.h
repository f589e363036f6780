// The one table of the settings: what drives the file, the environment, the flags, the checks and `config check`.
//
// A setting has one name in three spellings: max_connections in a file, ONSALE_MAX_CONNECTIONS in the environment,
// --max-connections as a flag. A secret has no flag, because every user of a machine can read its command lines.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "app/config/settings.h"

namespace onsale::config {

// Where the value goes; its type says how it is read and shown.
using Member = std::variant<Phase Settings::*, AcceptClock Settings::*, LogLevel Settings::*, ListenAddress Settings::*,
                            std::filesystem::path Settings::*, std::uint32_t Settings::*, std::int64_t Settings::*,
                            seconds Settings::*, Secret Settings::*, StoreUrl Settings::*, LineUrl Settings::*,
                            PagesPath Settings::*, AddressList Settings::*>;

struct Descriptor {
    std::string_view key;
    Member member;
    std::int64_t smallest = 0;  // of a number, or bytes of a secret; both ends are allowed
    std::int64_t largest = 0;
    std::string_view about;  // one line, for -h

    bool secret() const { return std::holds_alternative<Secret Settings::*>(member); }
    std::string variable() const;  // "ONSALE_MAX_CONNECTIONS"
    std::string flag() const;      // "--max-connections", empty for a secret
};

// In the order in which they are shown.
std::span<Descriptor const> descriptors();

// Null: there is no such key.
Descriptor const* find_descriptor(std::string_view key);

}  // namespace onsale::config
