// EmbeddedLine: the line of one node, in this process. Polls are answered from memory; what must survive goes through
// the line's own clerk, a thread that journals many submissions with one flush, so that a million joins delay no
// payment.
//
// Threads: as Line. One lock, held for well under a microsecond a poll, never while the disk is busy.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "application/batch_queue.h"
#include "application/line/line.h"
#include "application/line/line_journal.h"
#include "domain/waiting/waiting_line.h"

namespace onsale {

class EmbeddedLine final : public Line {
  public:
    // Restores the line from the journal and starts its threads. Throws StorageFault. Both outlive the line; from now
    // on the journal belongs to the clerk's thread.
    EmbeddedLine(LineJournal& journal, Clock const& clock, LineOptions options);
    ~EmbeddedLine() override;

    using Line::submit;
    Standing ask(UserId user, std::optional<PlaceNumber> shown, Instant now) override;
    bool inside(ShownPass const& pass, Instant now) const override;
    std::optional<SessionId> session_of(UserId user, Instant now) const override;
    std::optional<std::uint32_t> waiting_position(UserId user, PlaceNumber place, Instant now) const override;
    bool submit(LineSubmission& submission, Patience patience) override { return queue_.submit(submission, patience); }
    bool end_session(UserId user, std::optional<SessionId> session) override;
    std::vector<LiveSession> sessions(Instant now) const override;
    LineReport report() const override;
    bool overloaded() const override { return queue_.overloaded(); }
    Profile profile() const override;
    void tick() override;
    void close() override;

  private:
    void apply_steering();                      // needs the lock; also whether the clock may be believed
    bool anything_to_write(Instant now) const;  // needs the lock
    void restore();
    void restore_place(StoredPlace const& stored, Instant last_alive, Instant now);
    void serve(std::vector<LineSubmission*>& batch);
    std::vector<LineEvent> happened(std::vector<PlaceEnded> const& ends, std::vector<PlaceNumber> const& moved,
                                    Instant now);  // needs the lock
    void run_clerk();
    void run_ticks(std::stop_token stop);
    void end_paid_entries(Instant now);
    void note_expired(std::vector<PlaceNumber> const& expired, Instant now);

    LineJournal& journal_;
    Clock const& clock_;
    LineOptions const options_;

    mutable std::mutex mutex_;  // guards what follows, down to faults_
    std::optional<WaitingLine> line_;
    std::uint64_t applied_steering_ = 0;  // version of the steering board
    std::vector<PlaceEnded> unwritten_;
    std::vector<SessionId> paid_entries_;  // paid while their entry was being written
    Instant alive_note_;                   // when the journal heard of the line last
    bool nudged_ = false;                  // nudge_ is in the queue
    std::uint64_t batches_ = 0;
    std::uint64_t events_ = 0;
    std::uint64_t faults_ = 0;

    BatchQueue<LineSubmission> queue_;
    LeaveLine nudge_{UserId{}};  // never decided: only wakes the clerk, to write what has ended

    std::mutex tick_mutex_;
    std::condition_variable_any tick_pause_;
    std::jthread ticker_;
    std::thread clerk_;
};

}  // namespace onsale
