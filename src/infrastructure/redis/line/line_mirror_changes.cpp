// How the mirror follows Redis: a snapshot, then the changes of one version after the other.
#include <algorithm>
#include <utility>

#include <boost/endian/conversion.hpp>

#include "application/storage_fault.h"
#include "infrastructure/redis/line/line_mirror.h"

namespace onsale::redis {
namespace {

// For how long a payment is remembered after Redis was told of it: its session may come into this mirror late, or come
// back after a loss.
constexpr seconds payments_kept{60};

// Takes big-endian numbers off the front of a text.
class Bytes {
  public:
    explicit Bytes(std::string_view text) : rest_(text) {}

    bool empty() const { return rest_.empty(); }
    std::uint8_t u8() { return static_cast<std::uint8_t>(take(1)[0]); }
    PlaceNumber place() { return {boost::endian::load_big_u32(take(4))}; }
    Instant instant() { return Instant{milliseconds{boost::endian::load_big_s64(take(8))}}; }
    UserId user() {
        UserId user;
        std::copy_n(take(user.value.bytes.size()), user.value.bytes.size(), user.value.bytes.begin());
        return user;
    }

  private:
    unsigned char const* take(std::size_t size) {
        if (rest_.size() < size) throw StorageFault("the changes of the line in Redis are cut short");
        auto const* const at = reinterpret_cast<unsigned char const*>(rest_.data());
        rest_.remove_prefix(size);
        return at;
    }

    std::string_view rest_;
};

}  // namespace

void LineMirror::load(LineSnapshot const& snapshot) {
    alive_ = PlaceBits(snapshot.alive);
    ended_ = PlaceBits(snapshot.ended);
    waiting_ = LivePlaces();
    called_ = LivePlaces();
    missing_ = LivePlaces();
    window_closes_.clear();
    sessions_.clear();
    paid_inside_ = 0;
    place_inside_.clear();
    PlaceBits(snapshot.waiting).each([this](PlaceNumber place) { waiting_.set(place); });
    for (auto const& [place, closes_at] : snapshot.called) {
        called_.set(place);
        window_closes_.emplace(place.value, closes_at);
    }
    PlaceBits(snapshot.missing).each([this](PlaceNumber place) {
        if (!waiting_.contains(place) && !called_.contains(place)) missing_.set(place);
    });
    for (auto const& one : snapshot.sessions) remember_session(one.place, one.user, one.session);
    version_ = snapshot.version;
    last_given_ = snapshot.last_given;
}

void LineMirror::apply(std::string_view events) {
    enum : std::uint8_t { waits = 1, went_away = 2, ended = 3, was_called = 4, entered = 5 };
    Bytes bytes(events);
    while (!bytes.empty()) {
        auto const what = bytes.u8();
        auto const place = bytes.place();
        switch (what) {
            case waits:
                wait(place);
                break;
            case went_away:
                go_away(place);
                break;
            case ended:
                end(place);
                break;
            case was_called:
                call(place, bytes.instant());
                break;
            case entered: {
                auto const user = bytes.user();
                auto const entered_at = bytes.instant();
                enter(place, user, {entered_at, bytes.instant()});
                break;
            }
            default:
                throw StorageFault("the changes of the line in Redis are of a kind that is not known");
        }
    }
}

void LineMirror::caught_up(LineVersion const& version, PlaceNumber last_given, bool grace, Instant now) {
    version_ = version;
    last_given_ = std::max(last_given_, last_given);
    if (std::exchange(grace_, grace) && !grace) missing_ = LivePlaces();
    if (!heard_at_) pace_ = AdmissionPace(now);  // until then this node's clock had to do
    heard_at_ = now;
    pace_.measure(now, waiting_.total() + called_.total() > 0 && !closed_at(rules_, now));
    forget_old_payments(now);
}

void LineMirror::leave_states(PlaceNumber place) {
    waiting_.clear(place);
    called_.clear(place);
    missing_.clear(place);
    window_closes_.erase(place.value);
}

void LineMirror::wait(PlaceNumber place) {
    if (ended_.contains(place)) return;
    leave_states(place);
    alive_.set(place);
    waiting_.set(place);
    last_given_ = std::max(last_given_, place);
}

void LineMirror::go_away(PlaceNumber place) {
    leave_states(place);
    ++skipped_;
}

void LineMirror::end(PlaceNumber place) {
    leave_states(place);
    forget_session(place);
    alive_.clear(place);
    ended_.set(place);
}

void LineMirror::call(PlaceNumber place, Instant closes_at) {
    if (ended_.contains(place)) return;
    leave_states(place);
    called_.set(place);
    window_closes_.insert_or_assign(place.value, closes_at);
}

void LineMirror::enter(PlaceNumber place, UserId user, LineSession session) {
    leave_states(place);
    pace_.entered();
    ++entered_;
    if (ended_.contains(place)) return;
    alive_.set(place);
    remember_session(place, user, session);
}

void LineMirror::remember_session(PlaceNumber place, UserId user, LineSession session) {
    forget_session(place);
    bool const paid = is_paid(user, {place, session.entered_at});  // we may hear of the payment before the session
    sessions_.emplace(place.value, Session{user, session, paid});
    place_inside_.insert_or_assign(user, place.value);
    if (paid) ++paid_inside_;
}

void LineMirror::forget_session(PlaceNumber place) {
    auto const one = sessions_.find(place.value);
    if (one == sessions_.end()) return;
    auto const of_user = place_inside_.find(one->second.user);
    if (of_user != place_inside_.end() && of_user->second == place.value) place_inside_.erase(of_user);
    if (one->second.paid) --paid_inside_;
    sessions_.erase(one);
}

void LineMirror::forget_old_payments(Instant now) {
    boost::unordered::erase_if(payments_, [&](auto const& of_place) {
        auto const& [place, payment] = of_place;
        if (!payment.told_at || *payment.told_at + payments_kept >= now) return false;
        // Redis has it all the same, and so it is alive: it counts what Redis says.
        if (auto const one = sessions_.find(place); one != sessions_.end() && one->second.paid) {
            one->second.paid = false;
            --paid_inside_;
        }
        return true;
    });
}

}  // namespace onsale::redis
