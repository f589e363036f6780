// Waits for what happens in other threads and processes: as long as a slow machine may need, and no longer than it
// takes.
#pragma once

#include <chrono>
#include <thread>

namespace onsale::tests {

// True as soon as it holds; false when it did not within a minute.
template <class Holds>
bool eventually(Holds const& holds, std::chrono::seconds patience = std::chrono::seconds{60}) {
    for (auto const end = std::chrono::steady_clock::now() + patience; std::chrono::steady_clock::now() < end;) {
        if (holds()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return false;
}

}  // namespace onsale::tests
