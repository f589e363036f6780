// A body that is made once and sent to many: the list of a date's seats.
//
// It lies in pieces, which it may share with the body before it. One that is large and sent again and again is copied
// into a memory file, from which the kernel sends without copying.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace onsale::http {

using SharedBytes = std::shared_ptr<std::string const>;
inline SharedBytes shared(std::string bytes) { return std::make_shared<std::string const>(std::move(bytes)); }

// Some of the bytes of a string that others may share.
struct BodyPiece {
    SharedBytes bytes;
    std::size_t from = 0;
    std::size_t size = 0;

    BodyPiece(SharedBytes all) : bytes(std::move(all)), size(bytes->size()) {}  // NOLINT: a string is a piece
    BodyPiece(SharedBytes some, std::size_t first, std::size_t count)
        : bytes(std::move(some)), from(first), size(count) {}

    std::string_view text() const { return std::string_view(*bytes).substr(from, size); }
    bool operator==(BodyPiece const&) const = default;
};

// Thread-safe, and never changes.
class SharedBody {
  public:
    explicit SharedBody(std::vector<BodyPiece> pieces);
    ~SharedBody();
    SharedBody(SharedBody const&) = delete;
    SharedBody& operator=(SharedBody const&) = delete;

    std::size_t size() const { return size_; }  // bytes
    std::vector<BodyPiece> const& pieces() const { return pieces_; }

    // Once for each sending. A descriptor of all bytes, the body's own; negative: send the pieces.
    int file() const;

  private:
    std::vector<BodyPiece> const pieces_;
    std::size_t const size_;
    mutable std::atomic<unsigned> sendings_ = 0;
    mutable std::atomic<int> file_ = -1;
};

}  // namespace onsale::http
