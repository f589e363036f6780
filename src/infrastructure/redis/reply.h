// What Redis answered, as hiredis' reader leaves it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <hiredis/hiredis.h>

#include "application/storage_fault.h"

namespace onsale::redis {

struct FreeReply {
    void operator()(redisReply* reply) const { freeReplyObject(reply); }
};

// A piece of an answer; belongs to the Reply it came out of. A piece of another type than asked for is a
// StorageFault: nothing that we ask answers in two ways.
class ReplyView {
  public:
    explicit ReplyView(redisReply const* reply) : reply_(reply) {}

    bool is_error() const { return reply_->type == REDIS_REPLY_ERROR; }
    bool is_nothing() const { return reply_->type == REDIS_REPLY_NIL; }
    bool is_list() const { return reply_->type == REDIS_REPLY_ARRAY; }

    // A string, a status or an error.
    std::string_view text() const {
        if (reply_->type != REDIS_REPLY_STRING && reply_->type != REDIS_REPLY_STATUS && !is_error()) unexpected();
        return {reply_->str, reply_->len};
    }
    long long number() const {
        if (reply_->type != REDIS_REPLY_INTEGER) unexpected();
        return reply_->integer;
    }
    std::size_t size() const {
        if (!is_list()) unexpected();
        return reply_->elements;
    }
    ReplyView operator[](std::size_t i) const {
        if (i >= size()) unexpected();
        return ReplyView(reply_->element[i]);
    }

  private:
    [[noreturn]] static void unexpected() { throw StorageFault("Redis answered something else than was asked for"); }

    redisReply const* reply_;
};

class Reply {
  public:
    explicit Reply(redisReply* reply) : reply_(reply) {}
    ReplyView view() const { return ReplyView(reply_.get()); }
    ReplyView operator[](std::size_t i) const { return view()[i]; }

  private:
    std::unique_ptr<redisReply, FreeReply> reply_;
};

}  // namespace onsale::redis
