#include "http/send_buffer.h"

#include <array>
#include <cerrno>
#include <charconv>

#include <boost/beast/http/status.hpp>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include "http/limits.h"

namespace onsale::http {

namespace {

constexpr std::size_t pieces_a_call = 64;

void append_number(std::string& to, std::size_t number) {
    std::array<char, 20> digits;
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    to.append(digits.data(), end);
}

void append_status_line(std::string& to, unsigned status) {
    if (status == 200) {
        to += "HTTP/1.1 200 OK\r\n";
        return;
    }
    auto const reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
    to += "HTTP/1.1 ";
    append_number(to, status);
    to += ' ';
    to.append(reason.data(), reason.size());
    to += "\r\n";
}

bool never_has_a_body(unsigned status) { return status == 204 || status == 304; }

}  // namespace

void SendBuffer::add_head(Answer const& answer, Framing framing) {
    append_status_line(bytes_, answer.status);
    if (!answer.content_type.empty()) {
        bytes_ += "Content-Type: ";
        bytes_ += answer.content_type;
        bytes_ += "\r\n";
    }
    // A 304 would have to name the length that 200 would have; saying nothing is right too (RFC 9110, 8.6).
    if (answer.source) {
        if (!framing.http_1_0) bytes_ += "Transfer-Encoding: chunked\r\n";
    } else if (!never_has_a_body(answer.status) && !answer.subscription && !(framing.head && answer.length_unknown)) {
        bytes_ += "Content-Length: ";
        append_number(bytes_, answer.body_size());
        bytes_ += "\r\n";
    }
    if (framing.close) {
        bytes_ += "Connection: close\r\n";
    } else if (framing.http_1_0) {
        bytes_ += "Connection: keep-alive\r\n";
    }
    bytes_ += answer.header_lines();
    bytes_ += "\r\n";
}

void SendBuffer::add(Answer const& answer, Framing framing) {
    add_head(answer, framing);
    if (framing.head || never_has_a_body(answer.status) || answer.subscription || answer.source) return;
    if (answer.shared || answer.body.size() + answer.static_body.size() > copied_body_bytes) {
        return add_large_body(answer);
    }
    bytes_ += answer.body;
    bytes_ += answer.static_body;
}

void SendBuffer::add_piece(std::string_view piece, bool chunked) {
    if (chunked) {
        std::array<char, 16> digits;
        bytes_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), piece.size(), 16).ptr);
        bytes_ += "\r\n";
    }
    bytes_ += piece;
    if (chunked) bytes_ += "\r\n";
}

void SendBuffer::add_large_body(Answer const& answer) {
    auto const piece = [this](std::string_view bytes) {
        if (!bytes.empty()) rest_.push_back(bytes);
    };
    piece(answer.body);
    piece(answer.static_body);
    if (!answer.shared) return;
    file_ = answer.shared->file();
    file_sent_ = 0;
    file_end_ = file_ < 0 ? 0 : static_cast<off_t>(answer.shared->size());
    if (file_ >= 0) return;
    for (auto const& some : answer.shared->pieces()) piece(some.text());
}

bool SendBuffer::full() const { return !rest_.empty() || file_ >= 0 || bytes_.size() >= coalesced_bytes; }

std::size_t SendBuffer::next_pieces(iovec* pieces, std::size_t most) const {
    std::size_t count = 0;
    auto const add = [&](std::string_view bytes) {
        pieces[count++] = {const_cast<char*>(bytes.data()), bytes.size()};  // NOLINT: sendmsg does not write there
    };
    if (bytes_sent_ < bytes_.size()) add(std::string_view(bytes_).substr(bytes_sent_));
    for (auto i = rest_sent_; i < rest_.size() && count < most; ++i) add(rest_[i]);
    return count;
}

void SendBuffer::took(std::size_t count) {
    auto const of_bytes = std::min(count, bytes_.size() - bytes_sent_);
    bytes_sent_ += of_bytes;
    count -= of_bytes;
    while (count > 0) {
        auto& piece = rest_[rest_sent_];
        auto const of_piece = std::min(count, piece.size());
        piece.remove_prefix(of_piece);
        count -= of_piece;
        if (piece.empty()) ++rest_sent_;
    }
}

namespace {

SendBuffer::Sent sent_nothing() {
    return errno == EAGAIN || errno == EWOULDBLOCK ? SendBuffer::Sent::would_block : SendBuffer::Sent::failed;
}

}  // namespace

SendBuffer::Sent SendBuffer::send(int socket, std::size_t& progress) {
    auto sent = memory_is_sent() ? Sent::all : send_memory(socket, progress);
    if (sent == Sent::all && file_sent_ < file_end_) sent = send_file(socket, progress);
    if (sent == Sent::all) clear();
    return sent;
}

SendBuffer::Sent SendBuffer::send_memory(int socket, std::size_t& progress) {
    while (!memory_is_sent()) {
        std::array<iovec, pieces_a_call> pieces;
        msghdr message{};
        message.msg_iov = pieces.data();
        message.msg_iovlen = next_pieces(pieces.data(), pieces.size());
        auto const of_rest = message.msg_iovlen - (bytes_sent_ < bytes_.size() ? 1 : 0);
        bool const more = rest_sent_ + of_rest < rest_.size() || file_ >= 0;
        int const flags = MSG_NOSIGNAL | MSG_DONTWAIT | (more ? MSG_MORE : 0);
        auto const count = message.msg_iovlen == 1 ? ::send(socket, pieces[0].iov_base, pieces[0].iov_len, flags)
                                                   : ::sendmsg(socket, &message, flags);
        if (count < 0) {
            if (errno == EINTR) continue;
            return sent_nothing();
        }
        progress += static_cast<std::size_t>(count);
        took(static_cast<std::size_t>(count));
    }
    return Sent::all;
}

// Without a flag against SIGPIPE: the I/O threads block it.
SendBuffer::Sent SendBuffer::send_file(int socket, std::size_t& progress) {
    while (file_sent_ < file_end_) {
        auto const count = ::sendfile(socket, file_, &file_sent_, static_cast<std::size_t>(file_end_ - file_sent_));
        if (count == 0) return Sent::failed;  // the file is shorter than it should be
        if (count < 0) {
            if (errno == EINTR) continue;
            return sent_nothing();
        }
        progress += static_cast<std::size_t>(count);
    }
    return Sent::all;
}

void SendBuffer::clear() {
    bytes_.clear();
    if (bytes_.capacity() > 2 * kept_buffer_bytes) bytes_.shrink_to_fit();
    bytes_sent_ = 0;
    rest_.clear();
    rest_sent_ = 0;
    file_ = -1;
    file_sent_ = file_end_ = 0;
}

}  // namespace onsale::http
