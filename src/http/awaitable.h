// The coroutine types of the engine. The executor is always io_context's own: the type-erased
// any_io_executor was measured to cost a third of the throughput.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace onsale::http {

using Executor = boost::asio::io_context::executor_type;

// A coroutine that runs on one I/O thread from its first to its last line.
template <class T>
using Awaitable = boost::asio::awaitable<T, Executor>;

using UseAwaitable = boost::asio::use_awaitable_t<Executor>;
inline constexpr UseAwaitable use_awaitable{};

}  // namespace onsale::http
