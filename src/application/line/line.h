// Line: the waiting line as the server uses it, wherever it is kept. EmbeddedLine has it in this process, with a
// journal on disk; many nodes share one in Redis.
//
// Polls are answered from memory; what must survive (join, enter, leave) is submitted and answered when it is durable.
//
// Threads: every member may be called from every thread, except close() (once, by the owner). Nothing here waits for a
// disk or a network, close() excepted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "application/batch_queue.h"
#include "application/boards/steering_board.h"
#include "application/line/line_limits.h"
#include "application/line/line_submission.h"
#include "domain/limits.h"
#include "domain/line_id.h"
#include "domain/waiting/admission.h"
#include "domain/waiting/calls_stopped.h"
#include "domain/waiting/standing.h"

namespace onsale {

enum class LineTicks : std::uint8_t {
    by_itself,  // ten times a second, on a thread of its own
    by_hand,    // the owner calls tick(): for tests
};

struct LineOptions {
    LineId id = main_line;
    LineRules rules;
    // What is steered over the rules, looked at with every tick and every batch. Outlives the line. Null: nothing.
    SteeringBoard const* steering = nullptr;
    LineTicks ticks = LineTicks::by_itself;
    std::uint32_t most_places = most_line_places;
    std::size_t queue_submissions = line_queue_submissions;
    milliseconds longest_wait = limits::longest_wait;
    // May the clock be believed now? While it may not, nobody is called; those called come in all the same. Any thread,
    // must not throw. Null: always.
    std::function<bool()> trusted = nullptr;
    // Told of every batch that could not be written, and of a store that is away, on a thread of the line. Must not
    // throw.
    std::function<void(std::string_view what)> on_fault = nullptr;
    // Told of what works and should not stay so, once each time. The same thread; must not throw.
    std::function<void(std::string_view what)> on_warning = nullptr;
};

struct LineReport {
    LineCounters counters;
    bool connected = true;      // is the line's store there? Otherwise what is submitted is shed
    std::size_t queued = 0;     // submissions that wait for the line's clerk
    std::size_t unwritten = 0;  // ends that have happened and are not in the store yet
    std::uint64_t batches = 0;  // written
    std::uint64_t events = 0;   // written
    std::uint64_t faults = 0;   // batches that could not be written
    CallsStopped calls_stopped = CallsStopped::no;
    std::string trouble{};                       // what an operator should know of the store; empty: nothing
    std::optional<milliseconds> clock_offset{};  // how far this node's clock is ahead of the line's own, if it has one
    PlaceNumber last_number{last_place_number};  // the line is full when it is given
};

// What a valid token of a fan inside says: this session is this user's.
struct ShownPass {
    UserId user;
    SessionId session;
    Instant expires_at = Instant::max();  // as the token says
};

// `now` is the caller's clock. A line that many nodes share goes by its store's clock in its place: time(). The
// instants of a Standing are the line's.
class Line {
  public:
    explicit Line(LineId const& id) : id_(id) {}
    Line(Line const&) = delete;
    Line& operator=(Line const&) = delete;
    virtual ~Line() = default;

    // Its name, which its tokens carry.
    LineId const& id() const { return id_; }

    // A poll: counts as a sign of life. `absent`: submit JoinLine. `called`: submit EnterLine.
    // shown: the place in a signed ticket of this very user, if they showed one. A line that many nodes share knows
    // who waits by it; without it `absent` may also mean that this node cannot tell, and JoinLine finds the place.
    virtual Standing ask(UserId user, std::optional<PlaceNumber> shown, Instant now) = 0;

    // What time it is in the line when it is `now` for the caller.
    virtual Instant time(Instant now) const { return now; }

    // Is this session alive? What a valid token must pass on every use. A line that many nodes share may know a session
    // of another node by its token alone.
    virtual bool inside(ShownPass const& pass, Instant now) const = 0;

    // The live session of a user, as far as this node knows; also one whose entry is being written. Not a poll.
    virtual std::optional<SessionId> session_of(UserId user, Instant now) const = 0;

    // The position of a fan who still waits (also away, called or on the way in), without counting as a poll. Both
    // stand in a signed ticket.
    virtual std::optional<std::uint32_t> waiting_position(UserId user, PlaceNumber place, Instant now) const = 0;

    // False: shed, and its fate says so. Otherwise it is delivered to its return address.
    virtual bool submit(LineSubmission& submission, Patience patience) = 0;
    bool submit(LineSubmission& submission) { return submit(submission, Patience::usual); }

    // A payment has ended this session of the user: it is dead here when this returns, and everywhere soon. Any other
    // session is left alone, so that doing it again, late, or on several nodes changes nothing more. Without a session:
    // the one that the user has, for the node that took the payment and does not know which one that is. The end is
    // written later; the durable fact is the payment, so after a crash the opener ends the sessions() that were paid.
    // False: this node knows of no such session (a fan who waits keeps the place).
    virtual bool end_session(UserId user, std::optional<SessionId> session) = 0;
    virtual std::vector<LiveSession> sessions(Instant now) const = 0;

    virtual LineReport report() const = 0;
    // Would a submission be shed now?
    virtual bool overloaded() const = 0;

    // What a fan's position can be read off: see line_profile.
    struct Profile {
        LineCounters counters;
        std::vector<LineKnot> knots;
        bool known = true;  // false: this node has not seen the line yet, and the rest says nothing
    };
    virtual Profile profile() const = 0;

    // What happens ten times a second; by hand in tests.
    virtual void tick() = 0;

    // Answers what was submitted, writes what has ended, stops. Later submissions are shed; reading still works.
    virtual void close() = 0;

  private:
    LineId const id_;
};

}  // namespace onsale
