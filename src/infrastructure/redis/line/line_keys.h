// The keys of a line: {PREFIX:LINE}meta and so on, e.g. {onsale:main}meta. All of them lie under one hash tag, so that
// a cluster keeps a line on one node, and another line perhaps on another one; the scripts are told of all of them, in
// this order, so that a cluster can say whether it has them before a script begins.
//
//   meta     hash    epoch, version, nonce, last_given, the lease, the budget, ...: see scripts/line.lua
//   users    hash    user (16 bytes) -> place, when it joined (2 x 4 bytes)
//   alive    bitmap  places that have not ended
//   waiting  bitmap  places that wait and poll
//   ended    bitmap  places that have ended; a number that is in neither was not given, or is not remembered
//   called   zset    place -> when its window closes (ms)
//   inside   zset    place -> when its session expires (ms)
//   session  hash    place -> user (16 bytes), entered, expires (2 x 8 bytes, ms)
//   seen     string  4 bytes a place: when it polled last, in seconds since the line was opened
//   changes  stream  what has happened, one entry a version
//   spare    string  room for a bitmap while a history is opened
//   missing  bitmap  during a grace: places that waited before it and have not been seen since
//
// Numbers in bytes are big-endian.
#pragma once

#include <string>
#include <vector>

#include "domain/line_id.h"
#include "infrastructure/redis/url.h"

namespace onsale::redis {

// What stands between the braces.
std::string hash_tag(Url const& url, LineId const& line);

std::vector<std::string> line_keys(Url const& url, LineId const& line);

}  // namespace onsale::redis
