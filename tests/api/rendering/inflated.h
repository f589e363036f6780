// Reads a gzip file as a client would: one member, its checksum and size looked at, nothing behind it.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <zlib.h>

#include "http/shared_body.h"

namespace onsale::api {

inline std::string joined(std::vector<http::BodyPiece> const& chunks) {
    std::string all;
    for (auto const& chunk : chunks) all += chunk.text();
    return all;
}

// Throws std::runtime_error for anything that is not a whole, sound gzip file.
inline std::string inflated(std::string_view gzip) {
    constexpr int gzip_only = 15 + 16;
    z_stream stream{};
    if (inflateInit2(&stream, gzip_only) != Z_OK) throw std::runtime_error("no memory");
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip.data()));
    stream.avail_in = static_cast<uInt>(gzip.size());
    std::string out;
    std::string buffer(65'536, '\0');
    int code = Z_OK;
    while (code == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        code = inflate(&stream, Z_NO_FLUSH);
        out.append(buffer, 0, buffer.size() - stream.avail_out);
    }
    auto const left = stream.avail_in;
    inflateEnd(&stream);
    if (code != Z_STREAM_END) throw std::runtime_error("not a sound gzip file");
    if (left != 0) throw std::runtime_error("bytes behind the end");
    return out;
}

}  // namespace onsale::api
