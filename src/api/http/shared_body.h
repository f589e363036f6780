// A body that is made once and sent to many: the list of a date's seats.
//
// It lies in pieces, which it may share with the body before it. One that is large and sent again and again is copied
// into a memory file, from which the kernel sends without copying.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace onsale::http {

using SharedBytes = std::shared_ptr<std::string const>;
inline SharedBytes shared(std::string bytes) { return std::make_shared<std::string const>(std::move(bytes)); }

// Thread-safe, and never changes.
class SharedBody {
  public:
    explicit SharedBody(std::vector<SharedBytes> pieces);
    ~SharedBody();
    SharedBody(SharedBody const&) = delete;
    SharedBody& operator=(SharedBody const&) = delete;

    std::size_t size() const { return size_; }  // bytes
    std::vector<SharedBytes> const& pieces() const { return pieces_; }

    // Once for each sending. A descriptor of all bytes, the body's own; negative: send the pieces.
    int file() const;

  private:
    std::vector<SharedBytes> const pieces_;
    std::size_t const size_;
    mutable std::atomic<unsigned> sendings_ = 0;
    mutable std::atomic<int> file_ = -1;
};

}  // namespace onsale::http
