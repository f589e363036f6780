// Reads the bytes of one event stream of the waiting line, just far enough to see the shared counters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace onsale::bench {

class LineEvents {
  public:
    // Takes what was received next. Returns how many wait, by the newest whole `line` event in it; nullopt: there is
    // none. Throws std::runtime_error when the answer is not 200, or the stream says that it has ended.
    std::optional<std::uint32_t> take(std::string_view received);

  private:
    bool opened_ = false;  // the answer's status was read
    std::string rest_;     // of an event that is not whole yet; empty nearly always
};

}  // namespace onsale::bench
