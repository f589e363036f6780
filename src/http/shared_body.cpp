#include "http/shared_body.h"

#include <cerrno>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

#include "http/limits.h"

namespace onsale::http {

namespace {

std::size_t size_of(std::vector<BodyPiece> const& pieces) {
    std::size_t size = 0;
    for (auto const& piece : pieces) size += piece.size;
    return size;
}

bool write_all(int file, std::string_view bytes) {
    std::size_t written = 0;
    while (written < bytes.size()) {
        auto const count = ::write(file, bytes.data() + written, bytes.size() - written);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        written += static_cast<std::size_t>(count);
    }
    return true;
}

// Negative: there is no descriptor or no memory left, and the pieces will do.
int memory_file(std::vector<BodyPiece> const& pieces) {
    int const file = ::memfd_create("onsale-body", MFD_CLOEXEC);
    if (file < 0) return -1;
    for (auto const& piece : pieces) {
        if (write_all(file, piece.text())) continue;
        ::close(file);
        return -1;
    }
    return file;
}

}  // namespace

SharedBody::SharedBody(std::vector<BodyPiece> pieces) : pieces_(std::move(pieces)), size_(size_of(pieces_)) {}

SharedBody::~SharedBody() {
    if (int const file = file_.load(std::memory_order_relaxed); file >= 0) ::close(file);
}

int SharedBody::file() const {
    if (int const made = file_.load(std::memory_order_acquire); made >= 0) return made;
    if (size_ < least_body_in_a_file || size_ > largest_body_in_a_file) return -1;
    // One sending of all finds this number; the others go on with the pieces meanwhile.
    if (sendings_.fetch_add(1, std::memory_order_relaxed) != sendings_before_a_file) return -1;
    int const made = memory_file(pieces_);
    file_.store(made, std::memory_order_release);
    return made;
}

}  // namespace onsale::http
