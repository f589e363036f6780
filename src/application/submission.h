// A submission is something that waits for a durable answer: a command for the clerk, an entry for the line's clerk.
// It lives where its submitter put it (a coroutine's frame, a stack) and must outlive its delivery.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>

namespace onsale {

enum class Fate : std::uint8_t {
    pending,   // with the clerk
    answered,  // decided and durable: the outcome may be read
    failed,    // a fault of ours took it down: it left nothing behind, or the store went away and nobody knows
    shed,      // not tried: the queue is full, late or closing, or somebody keeps a row that it wants; ask again later
};

class Submission;

// Where answers go back to: one for each I/O thread in the server, a latch in tests.
class ReturnAddress {
  public:
    // Called once per batch with all of the batch's submissions that came from here, after the commit, on the
    // clerk's thread. Must not block. A submission may be destroyed by its owner as soon as it was delivered.
    virtual void deliver(std::span<Submission* const> finished) noexcept = 0;

  protected:
    ~ReturnAddress() = default;
};

class Submission {
  public:
    Submission() = default;
    Submission(Submission const&) = delete;
    Submission& operator=(Submission const&) = delete;
    virtual ~Submission() = default;

    Fate fate = Fate::pending;          // written by the clerk before delivery, read by the owner after it
    ReturnAddress* reply_to = nullptr;  // set by the submitter; null: nobody waits, and the clerk owns nothing of it
    std::chrono::steady_clock::time_point waits_since{};  // written by the queue
    void* waiter = nullptr;                               // the submitter's own business (a suspended coroutine)
};

}  // namespace onsale
