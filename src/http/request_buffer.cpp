#include "http/request_buffer.h"

#include <algorithm>
#include <cstring>

#include "http/limits.h"

namespace onsale::http {

namespace {
constexpr std::size_t worth_a_read = 1024;  // bytes
}

RequestBuffer::RequestBuffer(std::size_t limit)
    : usual_limit_(limit),
      limit_(limit),
      capacity_(std::min(limit, first_buffer_bytes)),
      memory_(std::make_unique_for_overwrite<char[]>(capacity_)) {}

std::span<char> RequestBuffer::room() {
    if (capacity_ - to_ < worth_a_read && from_ > 0) {
        std::memmove(memory_.get(), memory_.get() + from_, to_ - from_);
        to_ -= from_;
        from_ = 0;
    }
    if (capacity_ - to_ < worth_a_read && capacity_ < limit_) {
        move_into(std::min(std::max(capacity_ * 2, first_buffer_bytes), limit_));
    }
    return {memory_.get() + to_, capacity_ - to_};
}

void RequestBuffer::drop_front(std::size_t count) {
    from_ += count;
    if (from_ < to_) return;
    from_ = to_ = 0;
    limit_ = usual_limit_;
    if (capacity_ > kept_buffer_bytes) move_into(first_buffer_bytes);
}

void RequestBuffer::raise_limit(std::size_t limit) { limit_ = std::max(limit_, limit); }

void RequestBuffer::move_into(std::size_t capacity) {
    auto memory = std::make_unique_for_overwrite<char[]>(capacity);
    if (to_ > from_) std::memcpy(memory.get(), memory_.get() + from_, to_ - from_);
    to_ -= from_;
    from_ = 0;
    memory_ = std::move(memory);
    capacity_ = capacity;
}

}  // namespace onsale::http
